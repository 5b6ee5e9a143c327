"""What all contenders translate: a model, and sentences with their tokens. Made once, by a process of its own.

    python benchmarks/speed/workloads.py SHAPE FOLDER ARTICLES DEVICE ENGINE [DATA]

Peers get their tokens ready-made, so that the time is that of the model; this program makes its own in its own time.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("ar", "bn", "id", "ur", "vi")
ARTICLES, LENGTH = 200, 4  # of the development sentences: so many articles of so many sentences
BEAM: Final = 4
# Each such paragraph, and each such article, for contenders that are slow or slower. The latter has no divisor in
# common with the number of languages, which take turns.
ALL: Final = (4, 1)
LARGE_MODEL: Final = (16, 3)
MANY: Final = (16, 4)
ON_GPU: Final = (200, 11)
FIXED: Final = 32  # tokens out where weights are random: what songngu gives a sentence at least, and here at most


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence into one language.

    Attributes:
        article, paragraph: where it stands, both counted from 0.
        tokens: of the source, with tags and end token.
        prefix: tokens that the output is forced to begin with.
        most: tokens of the output, the prefix not counted.
    """

    text: str
    source: str
    target: str
    article: int
    paragraph: int
    tokens: tuple[str, ...]
    prefix: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Workload:
    """The same for all contenders.

    Attributes:
        model: its folder.
        copy: the same model for CTranslate2, weights in int8; in float16 for a GPU.
        cache: the cache folder of this program, with its own copy in it.
        articles: text and language, as this program gets them.
        fixed: the number of tokens of every output; 0 where the model itself finds the end.
        every: contenders that take one sentence or paragraph at a time get each such paragraph only.
        device: ``cpu`` or ``cuda``.
        engine: of this program.
        few: contenders that take small batches get each such article only.
    """

    shape: str
    model: str
    copy: str
    cache: str
    articles: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]
    fixed: int
    every: int
    device: str = "cpu"
    engine: str = "auto"
    few: int = 1

    @property
    def some(self) -> tuple[Sentence, ...]:
        """Those sentences that slow contenders get, paragraphs whole."""
        places = list(dict.fromkeys((s.article, s.paragraph) for s in self.sentences))[:: self.every]
        return tuple(s for s in self.sentences if (s.article, s.paragraph) in places)

    @property
    def fewer(self) -> tuple[Sentence, ...]:
        """Those of some articles only, which are whole."""
        return tuple(s for s in self.sentences if s.article % self.few == 0)

    @classmethod
    def read(cls, path: Path) -> "Workload":
        """From the file that ``write`` made."""
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        data["articles"] = tuple((text, language) for text, language in data["articles"])
        data["sentences"] = tuple(
            Sentence(**{**s, "tokens": tuple(s["tokens"]), "prefix": tuple(s["prefix"])}) for s in data["sentences"]
        )
        return cls(**data)

    def write(self, path: Path) -> None:
        """As JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def from_development(data: Path) -> Iterator[tuple[str, str]]:
    """Articles of a few consecutive sentences each, the languages in turn: text and language."""
    lines = {}
    for language in LANGUAGES:
        name, column = ("ntrex.en-vi.tsv", 1) if language == "vi" else (f"ntrex.{language}-en.tsv", 0)
        rows = (data / "dev" / name).read_text(encoding="utf-8").splitlines()
        lines[language] = iter([row.split("\t")[column] for row in rows])
    for number in range(ARTICLES):
        language = LANGUAGES[number % len(LANGUAGES)]
        yield "\n".join(islice(lines[language], LENGTH)), language


def sentences_of(articles: Sequence[tuple[str, str]], model: Path, fixed: int) -> Iterator[Sentence]:
    """What has to be translated, article by article, first all of it into one language and then into the other."""
    from songngu.drafts import prepare
    from songngu.languages import ascii_digits
    from songngu.translators import Request
    from songngu.translators.families import family_of
    from songngu.translators.folders import open_folder
    from songngu.types import Article

    family = family_of(open_folder(model))
    growth = float(family.folder.hints.get("growth", 3))
    for number, (text, language) in enumerate(articles):
        draft = prepare(Article(text, language=language))
        for target in ("en", "vi"):
            for (source, _, sentence), segment in zip(draft.keys(target), draft.segments, strict=True):
                if source == target or not any(map(str.isalnum, sentence)):
                    continue
                request = Request(" ".join(ascii_digits(sentence).split()), source, target)
                tokens, prefix = tuple(family.encode(request)), tuple(family.prefix(target))
                most = fixed or FIXED + ceil(growth * 16 * ceil(len(tokens) / 16))  # as much room as songngu gives
                yield Sentence(request.text, source, target, number, segment.line, tokens, prefix, most)


def main(shape: str, folder: Path, articles: Path, device: str, engine: str, data: Path | None) -> None:
    """Make the model if need be, its copies, and the file ``workload.json``; print how long the copies took."""
    from shapes import SHAPES

    from songngu import read

    whole = [(f"{a.title}\n{a.text}" if a.title else a.text, prepared_language(a)) for a in read(articles)]
    model = SHAPES[shape](folder / "model", [text for text, _ in whole])
    random = shape != "starter"
    if data:
        whole = list(from_development(data))
    fixed = FIXED if random else 0
    sentences = tuple(sentences_of(whole, model, fixed))
    copy, cache = folder / "int8", folder / "cache"
    seconds = {} if device == "cuda" else {"conversion": converted(model, copy)}
    seconds["first use"] = used(model, cache, engine, sentences[0])
    every, few = ON_GPU if device == "cuda" else MANY if data else LARGE_MODEL if random else ALL
    if device == "cuda":  # one copy for all: it is large
        copy = next((cache / "converted").glob("*-float16-*"), folder / "no copy was made")
    workload = Workload(
        shape, str(model), str(copy), str(cache), tuple(whole), sentences, fixed, every, device, engine, few
    )
    (folder / "made.json").write_text(json.dumps(seconds))
    workload.write(folder / "workload.json")
    print(json.dumps(seconds))


def prepared_language(article: Any) -> str:
    """As this program identifies it."""
    from songngu.drafts import prepare

    return prepare(article).language


def converted(model: Path, copy: Path) -> float:
    """Make the copy for CTranslate2's own contenders; gives the seconds that it took."""
    from songngu.translators.ctranslate import ensure
    from songngu.translators.families import family_of
    from songngu.translators.folders import open_folder

    begin = time.perf_counter()
    folder = open_folder(model)
    ensure(copy, folder, family_of(folder).vocabulary, "int8")
    return time.perf_counter() - begin


def used(model: Path, cache: Path, engine: str, sentence: Sentence) -> float:
    """Let this program make whatever it keeps for a model; gives the seconds that it took."""
    from songngu.api import Pipeline
    from songngu.translators import Request

    begin = time.perf_counter()
    with Pipeline(str(model), cache=cache, engine=engine) as pipeline:
        pipeline.flow.renderer.translator.translate([Request("…", sentence.source, sentence.target)])
    return time.perf_counter() - begin


if __name__ == "__main__":
    named, place, texts, on, way, *more = sys.argv[1:]
    main(named, Path(place), Path(texts), on, way, Path(more[0]) if more else None)
