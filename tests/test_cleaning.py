"""Rules of cleaning, by cases in all languages; nothing that is a sentence may be taken for furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.cleaning import clean
from songngu.types import Article

BODY = "The ministry said on Monday that the new hospital in the north of the country will open next year."


def rule(line: str) -> tuple[str, str]:
    """What the line is, in the middle of an article."""
    found = clean(Article(f"{BODY}\n{line}\n{BODY}"), "en")[1]
    return found.role, found.rule


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("মন্তব্য (0)", "comment-counter"), ("মন্তব্য (১২)", "comment-counter"), ("Komentar (0)", "comment-counter"),
        ("تبصرہ (0)", "comment-counter"), ("التعليقات (3)", "comment-counter"), ("Bình luận (5)", "comment-counter"),
        ("12 comments", "comment-counter"), ("Comments", "comment-counter"),
        ("[iklan_2]", "ad-marker"), ("Advertisement", "ad-marker"), ("- Quảng cáo -", "ad-marker"),
        ("বিজ্ঞাপন", "ad-marker"), ("اشتہار", "ad-marker"), ("إعلان", "ad-marker"),
        ("Facebook | Twitter | Zalo", "share-bar"), ("Bagikan", "share-bar"), ("শেয়ার করুন", "share-bar"), ("مشاركة", "share-bar"),
        ("Tin cùng chuyên mục", "related"), ("Xem thêm: Bệnh viện mới khánh thành", "related"), ("Baca juga: Vaksin baru", "related"),
        ("আরও পড়ুন", "related"), ("مزید پڑھیں: اسپتال", "related"), ("اقرأ أيضاً:", "related"), ("Read more", "related"),
        ("[Thúc đẩy mạnh mẽ quan hệ hợp tác Việt Nam-Pháp]", "related-link"), (">> Bệnh viện mới", "related-link"),
        ("Tags: health, hospital", "tags"), ("Từ khóa: y tế, bệnh viện", "tags"), ("© 2025 Example News", "copyright"),
        ("Hak cipta dilindungi undang-undang", "copyright"), ("|---|---|", "table-rule"), ("| :-- | --: |", "table-rule"),
    ],
)  # fmt: skip
def test_furniture(line: str, expected: str) -> None:
    assert rule(line) == ("furniture", expected)


@pytest.mark.parametrize(
    ("line", "role", "expected"),
    [
        ("সূত্র: https://baolaocai.vn/a-post1.html", "source", "source-line"), ("Sumber", "source", "source-line"),
        ("ماخذ: https://baolaocai.vn/b", "source", "source-line"), ("المصدر: وكالات", "source", "source-line"),
        ("Nguồn: TTXVN", "source", "source-line"), ("Source: Reuters", "source", "source-line"),
        ("https://example.org/story", "source", "source-url"), ("(TTXVN/Vietnam+)", "source", "agency"), ("SGGP", "source", "agency"),
        ("By: Jane Smith", "byline", "byline"), ("Oleh: Budi Santoso", "byline", "byline"), ("Tác giả: Nguyễn Hà", "byline", "byline"),
        ("پرفارم کیا: Khanh Ly", "byline", "byline"), ("بقلم: أحمد حسن", "byline", "byline"), ("লেখক: রফিকুল ইসলাম", "byline", "byline"),
        ("(ছবি: নগুয়েন হা, সিডিসি লাও কাই)", "caption", "photo-credit"), ("Foto: Antara", "caption", "photo-credit"),
        ("Đoàn chụp ảnh lưu niệm. (Ảnh: TTXVN)", "caption", "caption-credit"), ("تصویر: اے ایف پی", "caption", "photo-credit"),
        ("Delegasi mengunjungi pusat gawat darurat |", "caption", "caption-bar"),
        ("قدم الوزير (الثالث من اليمين) الزهور.", "caption", "caption-place"),
        ("The minister (third from left) opens the ward", "caption", "caption-place"),
        ("| Year | Cases |", "body", "table-row"), ("| 2024 |", "body", "table-row"),
        ("------", "body", "heading"),
        ("Memperluas jaringan rumah sakit", "body", "heading"),
        ("- Bring your own water", "body", "paragraph"),
    ],
)  # fmt: skip
def test_roles(line: str, role: str, expected: str) -> None:
    assert rule(line) == (role, expected)


CREDITS = [
    ("By John Doe", "byline", "byline-names"), ("By John Doe, 6 October 2024", "byline", "byline-names"),
    ("Written by JANE ROE and Ahmed al Hassan", "byline", "byline-names"), ("PV Minh Anh", "byline", "byline-names"),
    ("Oleh Budi Santoso dan Siti Aminah", "byline", "byline-names"), ("بقلم أحمد حسن", "byline", "byline-names"),
    ("লেখক রফিকুল ইসলাম", "byline", "byline-names"),
    ("Bài và ảnh Lê Hà, ngày 5 tháng 10 năm 2024", "byline", "byline-names"),
]  # fmt: skip
NO_CREDITS = [
    "By the numbers",
    "By 2024",
    "By Monday thousands had fled",
    "Oleh karena itu warga pindah",
    "Theo Bộ trưởng nói",
]


@pytest.mark.parametrize(("line", "role", "name"), CREDITS)
@pytest.mark.parametrize(
    "text", ["Hospital to open\n{}\n{BODY}\n{BODY}", "{BODY}\n{BODY}\n\n{}", "{BODY}\n{BODY}\n{}\nSource: Reuters"]
)
def test_bylines_without_a_colon(text: str, line: str, role: str, name: str) -> None:
    lines = clean(Article(text.format(line, BODY=BODY)), "en")
    assert [(found.role, found.rule) for found in lines if found.text == line] == [(role, name)]


def test_a_byline_under_a_title_given_apart() -> None:
    lines = clean(Article(f"By John Doe, 6 October 2024\n{BODY}", "Hospital to open"), "en")
    assert [line.rule for line in lines] == ["given", "byline-names", "paragraph"]


@pytest.mark.parametrize("line", ["Theo Minh Anh", "Via Reuters", "Sumber Antara"])
def test_a_source_without_a_colon_at_the_end(line: str) -> None:
    last = clean(Article(f"{BODY}\n{BODY}\n{line}"), "en")[-1]
    assert (last.role, last.rule) == ("source", "source-names")


@pytest.mark.parametrize("line", NO_CREDITS)
def test_by_and_other_words_are_no_byline(line: str) -> None:
    for text in (f"Hospital to open\n{line}\n{BODY}", f"{BODY}\n{BODY}\n{line}"):
        assert next(found for found in clean(Article(text), "en") if found.text == line).rule == "heading"


def test_a_text_of_one_line_is_translated_whatever_it_is() -> None:
    assert clean(Article("Theo Minh Anh"), "vi")[0].kept


def test_names_in_the_middle_are_no_byline() -> None:
    assert rule_in_the_middle("By John Doe") == ("body", "heading")


def test_a_headline_that_begins_as_a_byline_is_a_title() -> None:
    assert clean(Article(f"Editor Jane Smith Resigns\n{BODY}"), "en")[0].role == "title"


def test_roles_of_the_format_hold_where_the_line_says_nothing_of_itself() -> None:
    article = Article(
        f"{BODY}\nThe new ward\nAdvertisement", "A title", roles=((1, "caption", "figcaption"), (2, "body", "heading"))
    )
    assert [line.rule for line in clean(article, "en")] == ["given", "paragraph", "figcaption", "ad-marker"]
    assert article.id == Article(article.text, article.title).id


def rule_in_the_middle(line: str) -> tuple[str, str]:
    found = clean(Article("\n".join([BODY] * 3 + [line] + [BODY] * 3)), "en")[3]
    return found.role, found.rule


@pytest.mark.parametrize(
    "line",
    [
        "Comments by the minister drew criticism.",
        "Source: the ministry said that the figures were collected in all provinces of the country.",
        "Quảng cáo thuốc lá bị cấm từ năm 2012.",
        "Copyright infringement cases rose sharply last year.",
        "Iklan rokok dilarang di dekat sekolah.",
        "Theo: ông, bệnh viện sẽ mở cửa.",
        "[The editors have shortened this letter.]",
        "Ảnh hưởng của dịch bệnh rất lớn.",
        "Foto-foto itu menunjukkan kerusakan parah.",
        "মন্তব্য করতে রাজি হননি মন্ত্রী।",
        "تبصرہ کرنے سے انکار کر دیا۔",
        "اقرأ أيضا ما كتبه الوزير في تقريره.",
        "WHO officials arrived.",
    ],
)
def test_sentences_stay_in_the_body(line: str) -> None:
    assert rule(line) == ("body", "paragraph")


def test_a_given_title_is_the_first_line_and_its_repetition_furniture() -> None:
    lines = clean(Article(f"HOSPITAL TO OPEN\n{BODY}", "Hospital to open"), "en")
    assert [(line.role, line.rule) for line in lines] == [
        ("title", "given"),
        ("furniture", "title-repeated"),
        ("body", "paragraph"),
    ]


def test_the_first_line_is_a_title_only_before_sentences() -> None:
    assert clean(Article(f"Hospital to open\n\n{BODY}"), "en")[0].rule == "first-line"
    assert clean(Article("Hospital to open"), "en")[0].role == "body"
    assert clean(Article(BODY), "en")[0].role == "body"


def test_a_line_without_letters_is_no_title() -> None:
    lines = clean(Article(f"😀😀😀\n\n{BODY}\n***\n{BODY}"), "en")
    assert "title-repeated" not in [line.rule for line in lines]
    assert all(line.kept for line in lines)


def test_links_after_a_related_marker_go_until_a_sentence_comes() -> None:
    lines = clean(Article(f"{BODY}\nBaca juga:\nVaksin baru tiba\n\nJalan ditutup\n{BODY}"), "en")
    assert [line.rule for line in lines] == [
        "paragraph",
        "related",
        "related-item",
        "blank",
        "related-item",
        "paragraph",
    ]


def test_a_paragraph_in_another_language_says_so() -> None:
    foreign = "Bộ Y tế cho biết các bệnh viện đã sẵn sàng điều trị cho người bệnh trong tuần này và tuần sau."
    assert [line.language for line in clean(Article(f"{BODY}\n{foreign}"), "en")] == ["en", "vi"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=6).map("\n".join), st.text(max_size=20))
def test_no_line_is_lost(text: str, title: str) -> None:
    try:
        article = Article(text, title)
    except ValueError:
        return
    lines = clean(article, "en")
    expected = ([article.title] if article.title else []) + article.text.split("\n")
    assert [line.text for line in lines] == expected
    assert all(line.rule for line in lines)
