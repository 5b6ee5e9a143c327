"""The flow: lossless, streaming, indifferent to company, and going on after a bad article."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import Filler
from songngu import Article, ArticleError, read, reviews, signatures
from songngu.pipeline import FIRST, IN_WORK, WINDOW, WINDOW_ON_GPU, Flow
from songngu.renderings import Renderer
from songngu.summarisers.extractive import Extractive
from songngu.types import Record

SEEDS = Path(__file__).parents[1] / "seeds"


class Shelf:
    """Records in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, Record] = {}

    def get(self, article: Article, signature: str) -> Record | None:
        record = self.kept.get(article.id)
        return record if record and record.signature == signature else None

    def put(self, record: Record) -> None:
        self.kept[record.article.id] = record


def flow(filler: Filler | None = None, **options: object) -> Flow:
    return Flow(Renderer(filler or Filler()), Extractive(), Shelf(), **options)  # type: ignore[arg-type]


def test_the_five_seeds() -> None:
    records = list(flow().run(read(SEEDS)))
    assert [record.language for record in records] == ["bn", "ur", "id", "ar", "vi"]
    for record in records:
        body = "\n".join(line.text for line in record.lines if line.kept)
        assert "".join(s.text + s.tail for s in record.segments) == body
        for translation in record.translations.values():
            assert len(translation.renderings) == len(record.segments)
            assert all(rendering.verdict for rendering in translation.renderings)
            assert all(r.reasons for r in translation.renderings if r.verdict != "ok")
        assert [len(brief.sentences) for brief in record.briefs.values()] == [3, 3]
        english, vietnamese = record.briefs.values()
        assert [s.evidence for s in english.sentences] == [s.evidence for s in vietnamese.sentences]


def test_records_are_reviewed_and_their_signature_says_by_which_rules() -> None:
    made = flow()
    (record,) = made.run(read(SEEDS / "002_b74693233fd6e896.txt"))
    assert record == reviews.accounted(reviews.cross_checked(record))
    assert record.ledger
    review = signatures.fingerprint("quantities", "names", "ledgers", "reviews")
    assert f"|review:{review}|" in made.signature
    assert review not in made.renderer.signature  # sentences in the cache outlive them


def test_a_text_in_the_target_language_comes_back_byte_for_byte() -> None:
    (record,) = flow().run(read(SEEDS / "004_47f74921f5be32a9.txt"))
    body = "\n".join(line.text for line in record.lines if line.kept)
    assert record.translations["vi"].text == body.rstrip()
    assert {r.route for r in record.translations["vi"].renderings} == {"identity"}


def test_company_and_order_change_nothing() -> None:
    articles = list(read(SEEDS))
    together = {record.article.id: record for record in flow().run(articles)}
    for article in reversed(articles):
        (alone,) = flow().run([article])
        assert alone == together[article.id]


@pytest.mark.parametrize(("device", "window"), [("", WINDOW), ("|device:cuda", WINDOW_ON_GPU)])
def test_articles_stream(device: str, window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0
    monkeypatch.setattr(Filler, "signature", f"filler{device}")

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(f"The ministry said {taken} times that the hospital will open.", language="en")

    records = flow().run(endless())
    next(records)
    assert 0 < taken <= (1 + 2 + 4) * window // FIRST  # the first windows are small
    for _ in range(3 * window):
        next(records)
    assert 0 < taken - 3 * window <= (IN_WORK + 1) * window


def test_known_records_are_not_made_again_and_do_not_wait() -> None:
    filler = Filler()
    once = flow(filler)
    articles = list(read(SEEDS))
    first = list(once.run(articles))
    asked = len(filler.asked)
    assert list(once.run(articles)) == first
    assert len(filler.asked) == asked
    stream = once.run(iter([articles[0], articles[1]]))
    assert next(stream) == first[0]


def test_a_bad_article_is_reported_and_the_rest_goes_on() -> None:
    errors: list[ArticleError] = []
    articles = [
        Article("1 2 3", source="numbers.txt"),
        Article("Komentar (0)", language="id", source="furniture.txt"),
        Article("โรงพยาบาลพร้อมแล้ว", source="thai.txt"),
        Article("The hospital will open next year in the north.", language="en"),
    ]
    records = list(flow().run(articles, on_error=errors.append))
    assert len(records) == 1
    assert [error.item for error in errors] == ["numbers.txt", "furniture.txt", "thai.txt"]
    assert "--source" in errors[0].reason
    assert "comment-counter" in errors[1].reason
    assert "does not translate 'th'" in errors[2].reason
    with pytest.raises(ArticleError):
        list(flow().run(articles))


def test_a_paragraph_that_the_model_cannot_read_does_not_stop_the_article() -> None:
    thai = "รัฐมนตรีว่าการกระทรวงสาธารณสุขกล่าวว่าโรงพยาบาลทุกแห่งพร้อมแล้วสำหรับผู้ป่วยรายใหม่ในปีนี้และปีหน้า"
    (record,) = flow().run([Article(f"The hospital will open next year in the north.\n{thai}", language="en")])
    assert [r.verdict for r in record.translations["vi"].renderings] == ["ok", "untranslated"]


def test_a_title_given_apart_is_translated_first() -> None:
    (record,) = flow().run([Article("The hospital will open next year in the north.", "A new hospital", "en")])
    assert next((s.text, record.role(s)) for s in record.segments) == ("A new hospital", "title")
    assert record.briefs["en"].sentences[0].evidence == (1,)


def test_sentences_of_a_script_without_spaces_get_one() -> None:
    filler = Filler(sources=("zh",))
    (record,) = flow(filler).run([Article("卫生部长表示医院已经做好准备。医院明年开业。", language="zh")])
    first, second = record.translations["en"].renderings
    assert (first.tail, second.tail) == (" ", " ")
    assert record.translations["en"].text == f"{first.text} {second.text}"


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.sampled_from(["en", "vi", "bn"]))
def test_any_text_is_kept_whole(text: str, language: str) -> None:
    try:
        (record,) = flow().run([Article(text, language=language)])
    except ArticleError as error:
        assert "nothing to translate" in str(error) or "does not translate" in str(error)
        return
    assert "\n".join(line.text for line in record.lines) == record.article.text
    if language in ("en", "vi") and all(line.language == language for line in record.lines):
        body = "\n".join(line.text for line in record.lines if line.kept)
        assert "".join(r.text + r.tail for r in record.translations[language].renderings) == body
    for brief in record.briefs.values():
        assert all(0 <= n < len(record.segments) for s in brief.sentences for n in s.evidence)
        assert brief.text or not any(any(map(str.isalpha, s.text)) for s in record.segments)
