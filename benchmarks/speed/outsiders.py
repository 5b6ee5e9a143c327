"""Other programs, with the same weights and sentences. Runs in an interpreter of its own, where they are installed.

    python -m venv peers && peers/bin/pip install argostranslate easynmt dl-translate
    peers/bin/python benchmarks/speed/outsiders.py NAME WORKLOAD STARTED

Nothing of songngu is used. NAME ``list`` prints which are installed; what cannot take the model says why, as an error.

argostranslate: ``PackageTranslation.translate``, one article at a time, which is its whole way but for two parts that
need the network or cannot spell our sources: sentences and tokens are handed to it ready-made. Its output length is its
own (CTranslate2's 256), so it is not run with weights that never end a sentence.
EasyNMT: ``translate_sentences`` for each pair of languages, over its own ``AutoModel``, with the model's tokenizer.
dl-translate: ``TranslationModel.translate`` for each pair of languages; it has NLLB only among our families.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path
from typing import Any, Final

BEAM: Final = 4
CODES: Final = {
    "ar": "arb_Arab", "bn": "ben_Beng", "id": "ind_Latn", "ur": "urd_Arab", "vi": "vie_Latn", "en": "eng_Latn",
}  # fmt: skip

Data = dict[str, Any]
Translate = Callable[[list[Data]], Iterator[list[str]]]


def argostranslate(workload: Data) -> Translate:
    """A package folder over the CTranslate2 copy, one for each pair of languages."""
    from argostranslate import package, translate

    if workload["fixed"]:
        raise SystemExit("argostranslate: the length of its outputs cannot be set, and these weights never end one")
    ready: dict[str, Data] = {}  # text → sentence
    folder = Path(tempfile.mkdtemp())

    class Tokens:
        def encode(self, text: str) -> list[str]:
            return list(ready[text]["tokens"])

        def decode(self, tokens: list[str]) -> str:
            return "".join(tokens).replace("▁", " ")

    class Sentences:
        def split_sentences(self, text: str) -> list[str]:
            return text.split("\x1f")

    def translation(source: str, target: str) -> Any:
        place = folder / f"{source}_{target}"
        place.mkdir()
        (place / "metadata.json").write_text(json.dumps({"from_code": source, "to_code": target}))
        (place / "model").symlink_to(Path(workload["copy"]).resolve())
        (place / "sentencepiece.model").write_bytes(b"")
        made = package.Package(place)
        made.tokenizer = Tokens()
        found = translate.PackageTranslation(
            translate.Language(source, source), translate.Language(target, target), made
        )
        found.sentencizer = Sentences()
        return found

    translations: dict[tuple[str, str], Any] = {}

    def run(sentences: list[Data]) -> Iterator[list[str]]:
        for _, group in groupby(sentences, lambda s: (s["article"], s["target"])):
            listed = list(group)
            pair = listed[0]["source"], listed[0]["target"]
            ready.update({s["text"]: s for s in listed})
            paragraphs = (list(g) for _, g in groupby(listed, lambda s: s["paragraph"]))
            if pair not in translations:
                translations[pair] = translation(*pair)
            text = "\n".join("\x1f".join(s["text"] for s in paragraph) for paragraph in paragraphs)
            yield [translations[pair].translate(text)]

    return run


def easynmt(workload: Data) -> Translate:
    """Its AutoModel on the folder."""
    from easynmt import EasyNMT
    from easynmt.models.AutoModel import AutoModel

    nllb = any(s["prefix"] for s in workload["sentences"])
    translator = EasyNMT(translator=AutoModel(workload["model"], lang_map=CODES if nllb else {}))

    def run(sentences: list[Data]) -> Iterator[list[str]]:
        for (source, target), group in by_pair(sentences):
            yield translator.translate_sentences(
                [tagged(s) for s in group],
                target_lang=target,
                source_lang=source,
                beam_size=BEAM,
                batch_size=16,
                **room(workload, group),
            )

    return run


def dl_translate(workload: Data) -> Translate:
    """Its NLLB model on the folder."""
    import dl_translate

    if not any(s["prefix"] for s in workload["sentences"]):
        raise SystemExit("dl-translate: takes mBART-50, M2M100 and NLLB only")
    model = dl_translate.TranslationModel(workload["model"], model_family="nllb200", device="cpu")

    def run(sentences: list[Data]) -> Iterator[list[str]]:
        for (source, target), group in by_pair(sentences):
            options = {"num_beams": BEAM, **room(workload, group)}
            texts = [s["text"] for s in group]
            yield model.translate(texts, CODES[source], CODES[target], generation_options=options)

    return run


PEERS: Final = {"argostranslate": argostranslate, "easynmt": easynmt, "dl-translate": dl_translate}


def by_pair(sentences: list[Data]) -> Iterator[tuple[tuple[str, str], list[Data]]]:
    """Sentences of each pair of languages, as all these programs want them."""

    def pair(sentence: Data) -> tuple[str, str]:
        return sentence["source"], sentence["target"]

    return ((key, list(group)) for key, group in groupby(sorted(sentences, key=pair), pair))


def tagged(sentence: Data) -> str:
    """The text with the tag that names the target, where the model takes it from the text."""
    tag = next((t for t in sentence["tokens"][:2] if t.startswith((">>", "<2"))), "")
    return f"{tag} {sentence['text']}" if tag else str(sentence["text"])


def room(workload: Data, group: list[Data]) -> dict[str, int]:
    """The same lengths of output as everybody has."""
    prefix = len(group[0]["prefix"])
    least = {"min_new_tokens": prefix + workload["fixed"]} if workload["fixed"] else {}
    return {"max_new_tokens": prefix + max(s["most"] for s in group), **least}


def installed() -> dict[str, str]:
    """Name and version of each that is there."""
    found = {}
    for name in PEERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            print(f"{name} is not installed here and is left out", file=sys.stderr)
    return found


def peak() -> int:
    """Most memory that this program has had, in bytes (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024


def main(name: str, path: Path, started: float) -> None:
    """Run one of them; tokens of the output are not counted, since each has its own tokenizer."""
    workload = json.loads(path.read_text(encoding="utf-8"))
    sentences = [s for s in workload["sentences"] if s["article"] % workload["few"] == 0]
    translate = PEERS[name](workload)
    for _, group in by_pair(sentences):  # argostranslate loads a model for each pair of languages
        list(translate(group[:1]))
    startup = time.time() - started
    begin = time.perf_counter()
    times = [time.perf_counter() - begin for _ in translate(sentences)]
    tokens = sum(len(sentence["tokens"]) for sentence in sentences)
    run = {"name": f"{name} {version(name)}", "startup": startup, "first": times[0], "seconds": times[-1]}
    run |= {"sentences": len(sentences), "source_tokens": tokens, "target_tokens": 0, "steps": 0, "peak": peak()}
    print(json.dumps(run))


if __name__ == "__main__":
    if sys.argv[1] == "list":
        print(json.dumps(installed()))
    else:
        main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
