"""The name table of an article."""

from songngu.names import table
from songngu.types import Article, Line, Name, Record, Rendering, Segment, Translation


def record(language: str, source: list[str], **targets: list[str]) -> Record:
    translations = {
        target: Translation(target, tuple(Rendering(text, "", "ok") for text in texts), "")
        for target, texts in targets.items()
    }
    segments = tuple(Segment(text, " ") for text in source)
    return Record(
        Article(" ".join(source)), language, (Line(" ".join(source), "body", ""),), segments, translations, {}, ""
    )


def test_forms_are_grouped_and_the_first_wins() -> None:
    found = table(
        record(
            "bn",
            ["পরিচালক হোয়াং কোওক হুওং বলেন", "লাও কাই প্রদেশ", "হোয়াং কোওক হুওং লাও কাইয়ে"],
            en=["director Hoang Quoc Huong said", "in Lao Cai province", "Huang Kuok Huong in Lao Cai"],
            vi=["giám đốc Hoàng Quốc Hương nói", "tỉnh Lào Cai", "Hoàng Quốc Hương ở Lào Cai"],
        )
    )
    person, place = found
    assert person.forms == {"en": "Hoang Quoc Huong", "vi": "Hoàng Quốc Hương"}
    assert person.conflicts == {"en": ("Huang Kuok Huong",)}
    assert person.segments == (0, 2)
    assert place == Name("লাও কাই", {"en": "Lao Cai", "vi": "Lào Cai"}, (1, 2), {})


def test_a_part_of_a_name_is_the_same_name() -> None:
    (name,) = table(
        record("id", ["kata Tang Chi Thuong", "kata Thuong"], en=["Tang Chi Thuong said", "said Mr Thuong"])
    )
    assert name == Name("Tang Chi Thuong", {"en": "Tang Chi Thuong"}, (0, 1), {})


def test_forms_of_the_gazetteer_are_no_conflict_and_a_new_name_has_no_source() -> None:
    found = table(record("ar", ["الولايات المتحدة", "أمريكا"], en=["the United States and Mogadishu", "the US"]))
    assert found == (
        Name("الولايات المتحدة", {"en": "United States"}, (0, 1), {}),
        Name("", {"en": "Mogadishu"}, (0,), {}),
    )


def test_untranslated_sentences_have_no_names() -> None:
    translation = Translation("en", (Rendering("Jakarta", "", "untranslated"),), "")
    base = record("ar", ["جاكرتا"])
    assert table(Record(base.article, "ar", base.lines, base.segments, {"en": translation}, {}, "")) == ()
