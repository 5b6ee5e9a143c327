"""What becomes of sentences that a model might write: how many are accepted as they are, and how many after a lie.

    python benchmarks/briefs/guard.py DATA

DATA as for ``python benchmarks/briefs``. Each article's two sentences of our brief stand for what a model wrote; then
one thing in each is changed. The last rows are not ours: the editor's abstract, and another article's. The table is
that of docs/briefs.md; two runs give the same.
"""

import argparse
import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from command import Article, read

from songngu import brief, split
from songngu.names.mentions import mentions
from songngu.quantities import quantities
from songngu.segments import split_lines
from songngu.summarisers.support import Grounds
from songngu.types import Article as Text
from songngu.types import Line, Record, Rendering, Translation

Change = Callable[[str, random.Random, list[str]], str]
LANGUAGE: Final = "vi"


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks/briefs/guard.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    articles = read(parser.parse_args().data)
    grounds = [Grounds(record(article), LANGUAGE) for article in articles]
    print("| what a model might write | sentences | accepted |\n|---|--:|--:|")
    for name, change in CHANGES.items():
        print(row(name, accepted(articles, grounds, change)))
    own = zip(grounds, articles, strict=True)
    print(row("the editor's abstract", [checked(g, s) for g, a in own for s in sentences(a["abstract"])]))
    other = zip(grounds, [*articles[1:], articles[0]], strict=True)
    print(row("the abstract of another article", [checked(g, s) for g, a in other for s in sentences(a["abstract"])]))


def row(name: str, found: list[bool]) -> str:
    """A line of the table."""
    return f"| {name} | {len(found)} | {100 * sum(found) / max(len(found), 1):.1f} % |"


def record(article: Article) -> Record:
    """The article as a record that is its own translation."""
    body = [sentence for sentence in article["body"] if sentence.strip()]
    lines = (
        Line(article["title"], "title", "given", LANGUAGE),
        *(Line(s, "body", "paragraph", LANGUAGE) for s in body),
    )
    segments = split_lines(lines)
    renderings = tuple(Rendering(segment.text, segment.tail, "ok") for segment in segments)
    text = Text("\n".join(body), article["title"], LANGUAGE)
    return Record(text, LANGUAGE, lines, segments, {LANGUAGE: Translation(LANGUAGE, renderings, "")}, {}, "")


def sentences(text: str) -> list[str]:
    """The sentences of a text, NFC."""
    return [segment.text for segment in split(unicodedata.normalize("NFC", text.strip()), LANGUAGE) if segment.text]


def checked(grounds: Grounds, sentence: str) -> bool:
    """Whether a brief would have the sentence as it is."""
    return grounds.checked(sentence) is not None


def accepted(articles: Iterable[Article], grounds: Iterable[Grounds], change: Change) -> list[bool]:
    """Of our sentences that *change* changes, whether each is accepted."""
    found, names = [], list[str]()
    for article, ground in zip(articles, grounds, strict=True):
        chance = random.Random(article["title"])
        made = brief("\n".join(article["body"]), language=LANGUAGE, title=article["title"], sentences=2)
        for sentence in (unicodedata.normalize("NFC", s.text) for s in made.sentences):
            changed = change(sentence, chance, names)
            if changed and (changed != sentence or change is _nothing):
                found.append(checked(ground, changed))
        names += [mention.text for s in made.sentences for mention in mentions(s.text, LANGUAGE)]
    return found


def _nothing(text: str, chance: random.Random, names: list[str]) -> str:  # noqa: ARG001
    return text


def _digit(text: str, chance: random.Random, names: list[str]) -> str:  # noqa: ARG001
    places = [match.start() for match in re.finditer(r"\d", text)]
    if not places:
        return ""
    at = chance.choice(places)
    return f"{text[:at]}{(int(text[at]) + chance.randint(1, 9)) % 10}{text[at + 1 :]}"


def _name(text: str, chance: random.Random, names: list[str]) -> str:
    found = mentions(text, LANGUAGE)
    others = [name for name in names[-20:] if name not in text]
    if not found or not others:
        return ""
    old = chance.choice(found)
    return text[: old.start] + chance.choice(others) + text[old.start + len(old.text) :]


def _denial(text: str, chance: random.Random, names: list[str]) -> str:  # noqa: ARG001
    words = text.split(" ")
    at = chance.randint(1, max(1, len(words) - 1))
    return " ".join([*words[:at], "không", *words[at:]])


def _direction(text: str, chance: random.Random, names: list[str]) -> str:  # noqa: ARG001
    turned = {"tăng": "giảm", "giảm": "tăng"}
    return re.sub(r"\b(?:tăng|giảm)\b", lambda word: turned[word[0]], text)


def _other_number(text: str, chance: random.Random, names: list[str]) -> str:  # noqa: ARG001
    words = text.split(" ")
    at = chance.randint(1, max(1, len(words) - 1))
    return " ".join([*words[:at], f"{chance.randint(11, 9999)} người", *words[at:]])


def _names_exchanged(text: str, chance: random.Random, names: list[str]) -> str:  # noqa: ARG001
    return _exchanged(text, [(m.start, m.start + len(m.text)) for m in mentions(text, LANGUAGE)])


def _figures_exchanged(text: str, chance: random.Random, names: list[str]) -> str:  # noqa: ARG001
    return _exchanged(text, [(q.start, q.end) for q in quantities(text, LANGUAGE) if not q.spelled])


def _exchanged(text: str, spans: list[tuple[int, int]]) -> str:
    """The first two spans in each other's place."""
    if len(spans) < 2 or spans[0][1] > spans[1][0]:
        return ""
    (a, b), (c, d) = spans[:2]
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


CHANGES: Final[dict[str, Change]] = {
    "two sentences of the article": _nothing,
    "… with a digit changed": _digit,
    "… with a number added": _other_number,
    "… with a name of another article": _name,
    "… with a “not” somewhere": _denial,
    "… with *rises* for *falls*, or the other way round": _direction,
    "… with two figures exchanged": _figures_exchanged,
    "… with two names exchanged": _names_exchanged,
}


if __name__ == "__main__":
    main()
