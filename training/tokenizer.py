"""Step 2: rows → a SentencePiece model for both sides and all languages.

    python training/tokenizer.py build/rows.tsv build

Digits are single pieces, so that any number can be copied; byte fallback, so that nothing is unknown. The ids of the
special pieces are those that transformers expects of a T5 model, then the two tags.
"""

import random
import sys
from pathlib import Path

import sentencepiece

PIECES = 16_000
TAGS = ["<2en>", "<2vi>"]
# Distinct sentences taken for each group: Bengali and Arabic script get more than their share of the text, since
# their words are spelled in more pieces otherwise.
SHARES = {"bengali": 60_000, "arabic": 80_000, "latin": 60_000, "into en": 50_000, "into vi": 70_000}


def main(rows: Path, folder: Path, pieces: int = PIECES) -> None:
    """Train and write ``spiece.model``."""
    random.seed(2)
    groups: dict[str, dict[str, None]] = {name: {} for name in SHARES}
    with rows.open(encoding="utf-8") as file:
        for target, source, text in (line.rstrip("\n").split("\t") for line in file):
            groups[script(source)][source] = None
            groups[f"into {target}"][text] = None
    sentences = [s for name, group in groups.items() for s in sample(list(group), SHARES[name])]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(folder / "spiece"),
        vocab_size=pieces,
        model_type="unigram",
        byte_fallback=True,
        split_digits=True,
        character_coverage=0.9998,
        normalization_rule_name="nfkc",
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        user_defined_symbols=TAGS,
        minloglevel=2,
    )


def script(text: str) -> str:
    """The group of a source sentence."""
    for character in text:
        if "\u0980" <= character <= "\u09ff":
            return "bengali"
        if "\u0600" <= character <= "\u06ff":
            return "arabic"
    return "latin"


def sample(sentences: list[str], most: int) -> list[str]:
    """At most *most* of them, at random."""
    return random.sample(sentences, min(most, len(sentences)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
