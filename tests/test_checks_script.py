"""A sentence that stays as it is: in the target language, or in another one."""

import pytest

from songngu.checks import judge
from songngu.checks.script import sentence_language

BENGALI = "৪৫০ জন রোগী ভর্তি হয়েছেন"


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("vi", "The hospital is ready for new patients.", "the words are English"),
        ("vi", "Dia ditahan karena tidak hadir.", "the words are Indonesian"),
        ("en", "Bộ Y tế sẵn sàng với 42 bệnh viện.", "the words are Vietnamese"),
        ("vi", "Le ministre parle avec nous ici ce matin.", "the words are not Vietnamese"),
        ("en", f'He added, "{BENGALI}", and left the room.', "“জন রোগী ভর্তি হয়েছেন” is in another script"),
        ("vi", "Ông nói 医院已经准备好接收新的病人了 rồi đi.", "“医院已经准备好接收新的病人了” is in another script"),
        ("en", "রোগী নেই", "“রোগী নেই” is in another script"),
        ("bn", "The hospital was closed by them.", "“hospital was closed by them” is in another script"),
        ("fr", "الوزارة قالت", "“الوزارة قالت” is in another script"),
    ],
)
def test_what_is_out_of_place_is_suspect(language: str, text: str, reason: str) -> None:
    judgement = judge(text, text, source=language, target=language)
    assert (judgement.verdict, judgement.reasons) == ("suspect", (f"script: {reason}",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "The Lord of the Rings"), ("vi", "Facebook"), ("vi", "WHO, UNICEF"), ("bn", "Facebook Live"),
        ("vi", "Trump, Biden, Obama, Clinton, Bush, Carter và Reagan"), ("en", "Nguyễn Phú Trọng, Phạm Minh Chính"),
        ("vi", "Ông nói: “To be or not to be”, rồi rời phòng họp."), ("en", "The dish is called bún bò Huế."),
        ("en", "The city is called 武汉 in Chinese."), ("en", "Nahid Hasan (নাহিদ হাসান চৌধুরী) said so."),
        ("en", "5 μm, α, β and γ rays"), ("en", ""), ("vi", "120"), ("xx", "The hospital was closed"),
        ("bn", "SRE, HR Ops, Trust & Safety, ও Fundraising দলগুলি"), ("ja", "病院の準備ができていると述べた。"),
    ],
)  # fmt: skip
def test_names_and_quotations_may_stay(language: str, text: str) -> None:
    assert judge(text, text, source=language, target=language).verdict == "ok"


def test_what_is_in_the_target_language_already_is_no_copy() -> None:
    text = '"We will build 20 more hospitals next year," he said.'
    assert judge(text, text, source="vi", target="en").verdict == "ok"
    assert judge(text, text, source="en", target="vi").verdict == "untranslated"


@pytest.mark.parametrize(
    ("text", "line", "language"),
    [
        ("Military hospital opens doors to civilians", "vi", "en"),
        ("Air tumpah di atas tanggul.", "bn", "id"),
        ("Xin chào.", "vi", "vi"),
        ("স্বাস্থ্য অধিদপ্তর জানায়।", "en", "bn"),
    ],
)
def test_the_language_of_a_sentence(text: str, line: str, language: str) -> None:
    assert sentence_language(text, line) == language
