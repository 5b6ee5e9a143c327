"""The words of the pages in English and Vietnamese, and text made safe for Markdown. Knows no records."""

import re
from typing import Final

from ..languages import NAMES

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~&])")
_START: Final = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")  # would begin a list or underline a heading

_WORDS: Final = {
    "en": {
        "from": "From", "doubts": "Doubtful sentences", "repaired": "repaired", "suspect": "suspect",
        "untranslated": "untranslated",
        "removed": "Lines left out", "evidence": "Evidence", "brief": "Brief", "sentences": "sentences",
        "key": "Key figures", "facts": "Facts",
        "generated": "Written by a model and checked against the evidence: sentence {}.",
        "translated": "Translated from what a model wrote, and checked against the evidence: sentence {}.",
        "replaced": "From the article, in place of what a model wrote: sentence {}.",
        "model": "Machine translation by {}: read the source before you rely on it.", "photo": "Photo",
        "figures": "Figures", "names": "Names", "sentence": "Sentence",
        "undoubted": "Not in doubt (–: nothing to compare):",
        "agrees": "agrees", "differs": "differs", "missing": "missing", "added": "added", "also": "also",
    },
    "vi": {
        "from": "Dịch từ", "doubts": "Câu cần kiểm tra", "repaired": "đã sửa", "suspect": "nghi vấn",
        "untranslated": "chưa dịch được",
        "removed": "Dòng đã bỏ", "evidence": "Dẫn chứng", "brief": "Tóm tắt", "sentences": "câu",
        "key": "Số liệu chính", "facts": "Thông tin chính",
        "generated": "Do mô hình viết, đã đối chiếu với dẫn chứng: câu {}.",
        "translated": "Dịch từ câu do mô hình viết, đã đối chiếu với dẫn chứng: câu {}.",
        "replaced": "Lấy từ bài, thay cho câu do mô hình viết: câu {}.",
        "model": "Bản dịch máy của {}: hãy đối chiếu với nguồn trước khi sử dụng.", "photo": "Ảnh",
        "figures": "Số liệu", "names": "Tên riêng", "sentence": "Câu",
        "undoubted": "Không có nghi vấn (–: không có gì để so sánh):",
        "agrees": "khớp", "differs": "khác", "missing": "thiếu", "added": "thừa", "also": "còn viết",
    },
}  # fmt: skip
# Names of languages within a Vietnamese sentence; English ones are in ``languages``.
_VIETNAMESE_NAMES: Final = {
    "ar": "tiếng Ả Rập", "bn": "tiếng Bengal", "en": "tiếng Anh", "id": "tiếng Indonesia", "ur": "tiếng Urdu",
    "vi": "tiếng Việt",
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    """The words of a page in *language*; English ones for a language without a table."""
    return _WORDS.get(language, _WORDS["en"])


def language_name(code: str, language: str) -> str:
    """What a page in *language* calls the language *code*."""
    return (_VIETNAMESE_NAMES.get(code) if language == "vi" else None) or NAMES.get(code, code)


def counted(number: int, one: str, many: str) -> str:
    """A number and what it counts: ``1 article``, ``2 articles``."""
    return f"{number} {one if number == 1 else many}"


def escape(text: str) -> str:
    """*text* as Markdown that shows it as it is: nothing in an article is markup."""
    text = _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
    return _START.sub(lambda start: f"{start[1]}\\{start[2]}" if start[1] else f"\\{start[3]}", text)
