"""Articles in HTML pages: every line of the main part, each as what it is, and nothing from around it."""

from pathlib import Path

import pytest

from songngu import formats, read
from songngu.cleaning import clean

OPENING = "The provincial hospital opened a new ward on Monday with 120 beds, officials said on Sunday evening."
MIDDLE = "The ward cost $3.5 million and will be run by 30 nurses and 12 doctors from the capital, they added."
CLOSING = "The old building, which was built in 1965, would be closed and sold next year to pay for the new one."
NEWS = f"""<!doctype html><html lang="en"><head><title>Hospital opens in Hue - Daily News</title>
<meta property="og:title" content="Hospital opens in Hue"><script>var x = "<p>nothing</p>";</script></head><body>
<header><div class="logo">Daily News</div><nav><ul><li><a href="/">Home</a></li><li><a href="/h">Health</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Home</a> &gt; Hospital opens in Hue</div>
<main><article><header><h1>Hospital opens in Hue</h1>
<div class="meta"><span class="byline">By <a href="/jd">John Doe</a></span>, <time datetime="2024-10-05">5 October 2024</time></div>
<div class="share-buttons"><a href="#">Facebook</a><a href="#">X</a><button>Copy link</button></div></header>
<p>{OPENING}</p>
<figure><a href="/big.jpg"><img src="a.jpg" alt="ward"></a><figcaption>Three doctors examine 25 patients</figcaption></figure>
<h2>Money matters</h2><p>{MIDDLE}<br>It opened late.</p>
<aside><p>The hospital was founded in 1894.</p></aside>
<div class="related"><h3>Related articles</h3><ul><li><a href="/1">Bird flu kills three in the delta</a></li></ul></div>
<ul><li>Beds: 120 new beds in four rooms</li><li><p>Nurses: 30 nurses from the capital</p></li></ul>
<table><caption>Cases by year</caption><tr><th>Year</th><th>Cases</th></tr><tr><td>2024</td><td>5<b>1</b></td></tr></table>
<p>{CLOSING}</p><p style="display: none">Hidden words.</p></article>
<section id="comments"><p>Great news for all of us who live here, thank you very much!</p></section>
<section><article><a href="/3"><h3>Floods close roads in three districts</h3></a><p>Heavy rain fell.</p></article></section>
</main><aside><h3>Most read</h3><p>Subscribe now for $5</p></aside><footer><p>Copyright 2024 Daily News</p></footer></body></html>"""


def lines(folder: Path, page: str) -> list[tuple[str, str, str]]:
    """Role, rule and text of each line under the title."""
    (folder / "a.html").write_text(page, encoding="utf-8")
    (article,) = read(folder / "a.html")
    return [(line.role, line.rule, line.text) for line in clean(article, "en") if line.rule != "given"]


def test_a_page_of_news(tmp_path: Path) -> None:
    assert lines(tmp_path, NEWS) == [
        ("furniture", "title-repeated", "Hospital opens in Hue"),
        ("byline", "html-byline", "By John Doe, 5 October 2024"),
        ("body", "paragraph", OPENING),
        ("caption", "figcaption", "Three doctors examine 25 patients"),
        ("body", "heading", "Money matters"),
        ("body", "paragraph", MIDDLE),
        ("body", "paragraph", "It opened late."),
        ("furniture", "html", "The hospital was founded in 1894."),
        ("body", "paragraph", "- Beds: 120 new beds in four rooms"),
        ("body", "paragraph", "- Nurses: 30 nurses from the capital"),
        ("body", "heading", "Cases by year"),
        ("body", "table-row", "Year; Cases"),
        ("body", "table-row", "2024; 51"),
        ("body", "paragraph", CLOSING),
    ]


def test_blocks_of_a_short_page_do_not_glue(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Wards open</title></head><body><article><h1>Wards open</h1><p>42 wards are open.</p><p>One<br>Two"
        "</p><figure><img src=a.jpg><figcaption>A ward</figcaption></figure><table><tr><td>Cases</td><td>45</td></tr></table>"
        "</article><footer>Contact</footer></body></html>"
    )
    assert lines(tmp_path, page) == [
        ("furniture", "title-repeated", "Wards open"),
        ("body", "paragraph", "42 wards are open."),
        ("body", "heading", "One"),
        ("body", "heading", "Two"),
        ("caption", "figcaption", "A ward"),
        ("body", "table-row", "Cases; 45"),
    ]


def test_a_page_without_an_article_element(tmp_path: Path) -> None:
    page = f"""<html><head><title>Wards open | Daily</title></head><body><div id="app"><div class="top">Daily</div><div class="story">
    <h1>Wards open</h1><div class="story-meta"><div class="author-name">Jane Roe</div><div>5 October 2024</div></div>
    <p>{OPENING}</p><h2>Money</h2><p>{MIDDLE}</p><div class="wp-caption"><p class="wp-caption-text">The ward on Monday</p></div>
    <p>{CLOSING}</p></div><div class="related-stories"><h3>Related</h3><div>A short story</div></div>
    <div class="comments-list"><p>I live there and it is good for all of us.</p></div></div></body></html>"""
    assert lines(tmp_path, page)[1:] == [
        ("byline", "html-byline", "Jane Roe"),
        ("byline", "html-byline", "5 October 2024"),
        ("body", "paragraph", OPENING),
        ("body", "heading", "Money"),
        ("body", "paragraph", MIDDLE),
        ("caption", "figcaption", "The ward on Monday"),
        ("body", "paragraph", CLOSING),
    ]


def test_a_picture_laid_out_by_a_table_has_a_caption(tmp_path: Path) -> None:
    picture = (
        '<table class="tplCaption"><tr><td><img src="x.jpg"></td></tr><tr><td><p>Doctors in Hue</p></td></tr></table>'
    )
    page = f"<html><body><article><p>{OPENING}</p>{picture}<p>{MIDDLE}</p><p>{CLOSING}</p></article></body></html>"
    assert ("caption", "figcaption", "Doctors in Hue") in lines(tmp_path, page)


def test_a_table_in_a_figure_and_lists_between_paragraphs(tmp_path: Path) -> None:
    page = f"""<html><body><article><p>{OPENING}</p><ol><li>First item<ul><li>Nested item</li></ul></li></ol>
    <figure><table><tr><th></th><th>Beds</th><th>Rooms</th></tr><tr><td>Area, km<sup>2</sup></td><td>1.<b>2</b></td><td>3</td></tr></table>
    <figcaption>Beds of the ward</figcaption></figure><p>{MIDDLE}</p><p>{CLOSING}</p></article></body></html>"""
    assert lines(tmp_path, page)[1:-2] == [
        ("body", "paragraph", "- First item"),
        ("body", "paragraph", "- Nested item"),
        ("body", "table-row", "Beds; Rooms"),
        ("body", "table-row", "Area, km2; 1.2; 3"),
        ("caption", "figcaption", "Beds of the ward"),
    ]


def test_text_that_is_not_in_the_page_is_taken_as_trafilatura_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songngu.pages.lines", lambda *_: [])
    fields = formats.html(NEWS)
    assert "roles" not in fields
    assert OPENING in fields["text"]
