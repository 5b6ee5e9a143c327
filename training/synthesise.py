"""Step 3b, where there is a GPU: a half-trained checkpoint and text without translation → more rows.

    python training/synthesise.py build/rows.tsv build DATA/mono/vietnews.vi.txt.gz build/more.tsv

Vietnamese news is translated into English, and learned from in the other direction: what is to be written is what
people wrote (back-translation, Sennrich et al. 2016, https://aclanthology.org/P16-1009). English whose source has no
Vietnamese is translated, so that the source gets some. The model's worst fifth is left out, and what lost or made
numbers. Stop ``train.py``, run this, and go on with ``train.py build/more.tsv build``, which has the rows of both.
"""

import gzip
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import sentencepiece
import torch
from torch import Tensor

from prepare import is_good, tidy
from songngu.languages import ascii_digits
from songngu.training.batches import EOS, LONGEST, PAD, Row
from songngu.training.folders import PIECES, of_weights
from songngu.training.loop import device

KEPT: Final = 0.8  # of the translations, by their mean log-probability
COPIES: Final = 2  # of each new row
TOKENS: Final = 65_536  # padded source tokens of a batch
ROOM: Final = 1.5  # target tokens for each of the source, besides 8


def main(rows: Path, build: Path, mono: Path, out: Path) -> None:
    """Write the old rows and the new ones."""
    old = [line.split("\t") for line in rows.read_text(encoding="utf-8").splitlines()]
    model, pieces = model_of(build)
    news = list(dict.fromkeys(read_lines(mono)))
    translated = {source for target, source, _ in old if target == "vi"}
    english = {text: source for target, source, text in old if target == "en" and text not in translated}
    backward = zip(news, translate(model, pieces, news, "en"), strict=True)
    forward = zip(english.values(), translate(model, pieces, list(english), "vi"), strict=True)
    new = [*best((("vi", made, text), score) for text, (made, score) in backward)]
    new += best((("vi", source, made), score) for source, (made, score) in forward if source not in translated)
    out.write_text("".join("\t".join(row) + "\n" for row in [*old, *new * COPIES]), encoding="utf-8")
    print(f"{len(news)} sentences of news, {len(english)} of English: {len(new)} new rows")


def model_of(build: Path) -> tuple[Any, Any]:
    """The model of the checkpoint, ready to translate, and its tokenizer."""
    model = of_weights(torch.load(build / "checkpoint.pt", map_location="cpu")["model"])
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(build / PIECES))
    return model.to(device()).bfloat16().eval(), pieces


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a compressed text."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(tidy, file)


def best(scored: Iterator[tuple[Row, float]]) -> list[Row]:
    """The likelier part of the rows that could be right."""
    good = [(row, score) for row, score in scored if is_good(row, set()) and digits(row[1]) == digits(row[2])]
    good.sort(key=lambda found: -found[1])
    return [row for row, _ in good[: int(KEPT * len(good))]]


def digits(text: str) -> list[str]:
    """Its numbers, whatever separates their digits."""
    return sorted(re.findall(r"\d+", ascii_digits(text)))


def translate(model: Any, pieces: Any, texts: Sequence[str], target: str) -> list[tuple[str, float]]:
    """Translations with their mean log-probability; texts that are too long get an empty one."""
    encoded = [[*pieces.encode(f"<2{target}> {ascii_digits(text)}"), EOS] for text in texts]
    order = sorted((n for n, ids in enumerate(encoded) if len(ids) <= LONGEST), key=lambda n: len(encoded[n]))
    found = [("", 0.0)] * len(texts)
    while order:
        length = len(encoded[order[-1]])
        group, order = order[-(TOKENS // length) :], order[: -(TOKENS // length)]
        ids = torch.tensor([encoded[n] + [PAD] * (length - len(encoded[n])) for n in group], device=model.device)
        output, scores = greedy(model, ids, int(ROOM * length) + 8)
        for n, tokens, score in zip(group, output.tolist(), scores.tolist(), strict=True):
            found[n] = (pieces.decode([token for token in tokens if token > EOS]), score)
    return found


@torch.inference_mode()
def greedy(model: Any, ids: Tensor, most: int) -> tuple[Tensor, Tensor]:
    """The likeliest next token, step by step, and the mean log-probability of each row."""
    mask = (ids != PAD).long()
    output = model.generate(ids, attention_mask=mask, max_new_tokens=most, num_beams=1, do_sample=False)
    logits = model(input_ids=ids, attention_mask=mask, decoder_input_ids=output[:, :-1]).logits
    wanted = output[:, 1:]
    chosen = logits.gather(-1, wanted[..., None])[..., 0].float() - logits.logsumexp(-1).float()
    real = wanted != PAD
    return wanted, (chosen * real).sum(-1) / real.sum(-1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
