"""Measure the ways of getting the terms of a glossary into the output of a sentence model.

    python benchmarks/glossary.py DATA_DIR [MODEL [EVERY]]

MODEL is a name or a folder; EVERY takes every so-manieth sentence only, since some of the methods are slow.

DATA_DIR holds ``dev/newsroom.tsv``, with a column for each language, named in its first line. The terms are those of
``tests/data/glossary.tsv``. Only sentences are used whose reference has an accepted form of a term of the source, and
only those terms count. Needs sacrebleu, and for the biases transformers and torch.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

import ctranslate2
import sacrebleu

from songngu.checks import judge
from songngu.glossaries import Glossary
from songngu.glossaries.masking import NAMES, NUMBERS, Masked
from songngu.glossaries.matching import Found
from songngu.languages import ascii_digits
from songngu.models import catalog
from songngu.translators import Hypothesis, Request, Search, digest_folder
from songngu.translators.ctranslate import ensure
from songngu.translators.families import family_of
from songngu.translators.folders import open_folder

TERMS: Final = Path(__file__).parents[1] / "tests" / "data" / "glossary.tsv"
DIRECTIONS: Final = [(s, t) for t in ("en", "vi") for s in ("bn", "ur", "id", "ar", "vi", "en") if s != t]
DIRECTIONS.remove(("en", "vi"))
MASKS: Final = {
    "X1": "X1 X2 X3 X4 X5 X6 X7 X8",
    "<ID1>": "<ID1> <ID2> <ID3> <ID4> <ID5> <ID6> <ID7> <ID8>",
    "Zandra": " ".join(NAMES),
    "7001": " ".join(NUMBERS),
}
BIASES: Final = (3.0,)
TRIES: Final = 24  # places in a sentence where a term is forced in
MOST_TOKENS: Final = 200  # of an output; the references have fewer
_OPTIONS: Final = {"max_decoding_length": MOST_TOKENS, "max_input_length": 0, "disable_unk": True}


@dataclass(frozen=True, eq=False)
class Item:
    """A sentence, its reference, and the terms that the reference agrees to."""

    source: str
    target: str
    text: str
    reference: str
    terms: tuple[Found, ...]

    def wanted(self, found: Found) -> str:
        """The preferred form of a term."""
        return found.concept.targets(found.term, self.target)[0]

    def broken(self, output: str) -> bool:
        """Whether the checks would not show it at all."""
        return judge(self.text, output, source=self.source, target=self.target).verdict == "untranslated"


Method = Callable[[Sequence[Item]], list[str]]


class Bench:
    """A model, a glossary, and the methods: each makes an output for each item."""

    def __init__(self, folder: Path, converted: Path, glossary: Glossary) -> None:
        self.glossary = glossary
        self.opened = open_folder(folder)
        self.family = family_of(self.opened)
        ensure(converted, self.opened, self.family.vocabulary, "int8")
        self.model = ctranslate2.Translator(str(converted), compute_type="int8", intra_threads=1)
        self._plain: dict[Item, str] = {}

    def lacking(self, item: Item, output: str) -> list[Found]:
        """The terms that *output* has in no form."""
        missing = self.glossary.missing(item.text, output, item.source, item.target)
        return [found for found in item.terms if found in missing]

    def decode(self, items: Sequence[Item], texts: Sequence[str], *, beam: int = 4, best: int = 1) -> list[list[str]]:
        """The best outputs for each source text, given in place of the item's."""
        prefix = self.family.prefix(items[0].target)
        results = self.model.translate_batch(
            [self._source(item, text) for item, text in zip(items, texts, strict=True)],
            [self.family.prefix(item.target) for item in items],
            max_batch_size=16,
            beam_size=beam,
            num_hypotheses=best,
            **_OPTIONS,
        )
        return [[self.family.decode(tokens[len(prefix) :]) for tokens in r.hypotheses] for r in results]

    def _source(self, item: Item, text: str) -> list[str]:
        return self.family.encode(Request(ascii_digits(text), item.source, item.target))

    signature = "model:benchmark"

    def supports(self, source: str, target: str) -> bool:
        """As the family says."""
        return self.family.supports(source, target)

    def translate(self, requests: Sequence[Request], _search: Search = Search()) -> list[Hypothesis]:  # noqa: B008
        """A ``Translator``, for ``Masked``."""
        items = [Item(request.source, request.target, request.text, "", ()) for request in requests]
        return [Hypothesis(output[0], True, None) for output in self.decode(items, [item.text for item in items])]

    # The methods.

    def plain(self, items: Sequence[Item]) -> list[str]:
        """What the model says by itself."""
        if new := [item for item in items if item not in self._plain]:
            outputs = self.decode(new, [item.text for item in new])
            self._plain |= {item: output[0] for item, output in zip(new, outputs, strict=True)}
        return [self._plain[item] for item in items]

    def reranked(self, items: Sequence[Item], *, beam: int) -> list[str]:
        """Of as many hypotheses as beams the first that lacks the fewest terms."""
        found = self.decode(items, [item.text for item in items], beam=beam, best=beam)
        return [min(f, key=lambda o: len(self.lacking(item, o))) for item, f in zip(items, found, strict=True)]

    def replaced(self, items: Sequence[Item]) -> list[str]:
        """The source with the target's terms in it."""
        texts = [_with(item, [item.wanted(found) for found in item.terms]) for item in items]
        return [output[0] for output in self.decode(items, texts)]

    def masked(self, items: Sequence[Item], *, masks: Sequence[str]) -> list[str]:
        """The source with masks in place of terms, and the terms in place of the masks that come back."""
        outputs = self.decode(items, [_with(item, masks) for item in items])
        return [_unmasked(item, output[0], masks) for item, output in zip(items, outputs, strict=True)]

    def shipped(self, items: Sequence[Item]) -> list[str]:
        """Of the answers of ``Masked`` and the plain output the first that lacks the fewest terms."""
        masked = Masked(self, self.glossary)
        answers = masked.translate([Request(item.text, item.source, item.target) for item in items])
        found = [
            [h.text for h in (answer, *answer.alternatives) if h.text] + [plain]
            for answer, plain in zip(answers, self.plain(items), strict=True)
        ]
        return [min(f, key=lambda o: len(self.lacking(item, o))) for item, f in zip(items, found, strict=True)]

    def forced(self, items: Sequence[Item]) -> list[str]:
        """Each term that is missing, forced in where the whole output is most probable (``target_prefix``)."""
        outputs = self.plain(items)
        for n, item in enumerate(items):
            for found in self.lacking(item, outputs[n]):
                term = self.family.pieces(item.wanted(found))
                outputs[n] = self._forced(item, self.family.pieces(outputs[n]), term)
        return outputs

    def _forced(self, item: Item, tokens: list[str], term: list[str]) -> str:
        source, tag = self._source(item, item.text), self.family.prefix(item.target)
        starts = [i for i, token in enumerate(tokens) if token.startswith("▁")][:TRIES]
        prefixes = [[*tag, *tokens[:i], *term] for i in (*starts, len(tokens))]
        sources = [source] * len(prefixes)
        results = self.model.translate_batch(sources, prefixes, beam_size=1, **_OPTIONS)
        outputs = [result.hypotheses[0] for result in results]
        scores = self.model.score_batch(sources, outputs, max_input_length=0)
        means = [sum(score.log_probs) / len(score.log_probs) for score in scores]
        best = max(range(len(outputs)), key=means.__getitem__)
        return self.family.decode(outputs[best][len(tag) :])

    def biased(self, items: Sequence[Item], *, bias: float) -> list[str]:
        """Missing terms favoured at every step (``sequence_bias`` of transformers), their beginnings too."""
        outputs = self.plain(items)
        for n, item in enumerate(items):
            if missing := self.lacking(item, outputs[n]):
                outputs[n] = self._biased(item, [self.family.pieces(item.wanted(found)) for found in missing], bias)
        return outputs

    def _biased(self, item: Item, terms: list[list[str]], bias: float) -> str:
        import torch

        ids = self.family.vocabulary.ids
        beginnings = dict.fromkeys(tuple(ids[t] for t in term[: n + 1]) for term in terms for n in range(len(term)))
        source = [ids.get(token, 0) for token in self._source(item, item.text)]
        begin = [self.opened.config["decoder_start_token_id"], *(ids[t] for t in self.family.prefix(item.target))]
        with torch.inference_mode():
            output = self._torch_model.generate(
                input_ids=torch.tensor([source]),
                decoder_input_ids=torch.tensor([begin]),
                sequence_bias=[[list(tokens), bias] for tokens in beginnings],
                num_beams=4,
                max_new_tokens=MOST_TOKENS,
            )
        tokens = [self.family.vocabulary.tokens[i] for i in output[0, len(begin) :].tolist()]
        return self.family.decode(tokens)

    @cached_property
    def _torch_model(self) -> Any:
        import torch
        from transformers import AutoModelForSeq2SeqLM

        torch.set_num_threads(1)
        return AutoModelForSeq2SeqLM.from_pretrained(self.opened.path, dtype=torch.float32).eval()

    def repaired(self, item: Item, plain: str, other: str) -> str:
        """The plain output, unless the other lacks fewer terms and is no worse."""
        better = len(self.lacking(item, other)) < len(self.lacking(item, plain))
        return other if better and (item.broken(plain) or not item.broken(other)) else plain


def _with(item: Item, words: Sequence[str]) -> str:
    """The source with words in place of its terms."""
    text = item.text
    for found, word in reversed(list(zip(item.terms, words, strict=False))):
        text = text[: found.start] + word + text[found.end :]
    return text


def _unmasked(item: Item, output: str, masks: Sequence[str]) -> str:
    for mask, found in zip(masks, item.terms, strict=False):
        output = re.sub(rf"(?<!\w){re.escape(mask)}(?!\w)", item.wanted(found), output)
    return output


def items(path: Path, glossary: Glossary) -> Iterator[Item]:
    """Sentences whose reference has a term of the source."""
    languages, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for source, target in DIRECTIONS:
        for row in rows:
            text, reference = row[languages.index(source)], row[languages.index(target)]
            missing = glossary.missing(text, reference, source, target)
            concepts: dict[str, Found] = {}
            for found in glossary.find(text, source, target):
                if all(found.concept != other.concept for other in missing):
                    concepts.setdefault(found.concept.canonical, found)
            if concepts:
                yield Item(source, target, text, reference, tuple(concepts.values()))


def cells(bench: Bench, pairs: Sequence[tuple[Item, str]]) -> list[str]:
    """Terms that are there in per cent, chrF2, and broken outputs in per cent."""
    terms = sum(len(item.terms) for item, _ in pairs)
    there = terms - sum(len(bench.lacking(item, output)) for item, output in pairs)
    chrf = sacrebleu.corpus_chrf([output for _, output in pairs], [[item.reference for item, _ in pairs]]).score
    broken = sum(item.broken(output) for item, output in pairs)
    return [f"{100 * there / terms:.0f}", f"{chrf:.1f}", f"{100 * broken / len(pairs):.0f}"]


def methods(bench: Bench) -> Iterator[tuple[str, Method]]:
    """Names and methods, in the order of the table."""
    yield "nothing", bench.plain
    yield "best of 8 hypotheses", partial(bench.reranked, beam=8)
    yield "source replaced", bench.replaced
    for name, masks in MASKS.items():
        yield f"mask `{name}`", partial(bench.masked, masks=masks.split())
    yield "both masks, as shipped", bench.shipped
    yield "forced in", bench.forced
    for bias in BIASES:
        yield f"bias {bias:g}", partial(bench.biased, bias=bias)


def main(data: Path, model: str = "starter", every: str = "1") -> None:
    """Print the table as Markdown."""
    glossary = Glossary.read(TERMS)
    found = list(items(data / "dev" / "newsroom.tsv", glossary))[:: int(every)]
    folder = catalog.find(model).folder
    for target in ("en", "vi"):
        mine = [item for item in found if item.target == target]
        print(f"{target}: {len(mine)} sentences with {sum(len(item.terms) for item in mine)} terms")
    head = [f"{target}: {cell}" for target in ("en", "vi") for cell in ("terms", "chrF2", "broken")]
    print(f"\n| | {' | '.join(head)} | {' | '.join(f'if better, {cell}' for cell in head)} | ms |\n|---{'|---:' * 13}|")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(folder, Path(scratch) / digest_folder(folder)[:16], glossary)
        for name, method in methods(bench):
            started = time.process_time()
            outputs = method(found)
            pace = 1000 * (time.process_time() - started) / len(found)
            kept = [bench.repaired(*each) for each in zip(found, bench.plain(found), outputs, strict=True)]
            row = [name]
            for chosen in (outputs, kept):
                for target in ("en", "vi"):
                    pairs = zip(found, chosen, strict=True)
                    row += cells(bench, [pair for pair in pairs if pair[0].target == target])
            print(f"| {' | '.join(row)} | {pace:.0f} |", flush=True)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit("usage: python benchmarks/glossary.py DATA_DIR [MODEL [EVERY]]")
    main(Path(sys.argv[1]), *sys.argv[2:])
