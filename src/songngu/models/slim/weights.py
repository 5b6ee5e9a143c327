"""Rows taken out of a model's weights, file by file and byte by byte: whatever the number type, and without torch.

A safetensors file is 8 bytes of length, a JSON header of that length, and the tensors' bytes, row after row.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

from ...errors import ModelError

# The last parts of the names of tensors that have one row for each token, in all families.
ROWS_OF_TOKENS: Final = (
    "shared.weight",
    "embed_tokens.weight",
    "lm_head.weight",
    "lm_head.bias",
    "final_logits_bias",
)
_METADATA: Final = "__metadata__"
_INDEX: Final = "model.safetensors.index.json"
_BLOCK: Final = 1 << 24


def cut_weights(source: Path, target: Path, keep: Sequence[int], size: int) -> None:
    """Write the weights of one folder into another, with the rows *keep* only of all tensors that have *size* tokens.

    Args:
        keep: ids of tokens, ascending.
        size: number of tokens that the model has.

    Raises:
        ModelError: if a tensor of tokens has another shape, or another tensor has as many rows as there are tokens.
    """
    total = 0
    for path in sorted(source.glob("*.safetensors")):
        total += _cut(path, target / path.name, keep, size)
    index = source / _INDEX
    if index.is_file():
        content = json.loads(index.read_text(encoding="utf-8"))
        content["metadata"] = {**content.get("metadata", {}), "total_size": total}
        content["metadata"].pop("total_parameters", None)
        (target / _INDEX).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _cut(path: Path, target: Path, keep: Sequence[int], size: int) -> int:
    """One file; gives the bytes of its tensors."""
    with path.open("rb") as file, target.open("wb") as output:
        length = int.from_bytes(file.read(8), "little")
        header: dict[str, Any] = json.loads(file.read(length))
        entries = {name: entry for name, entry in header.items() if name != _METADATA}
        in_order = sorted(entries, key=lambda name: entries[name]["data_offsets"])
        new: dict[str, Any] = {_METADATA: header[_METADATA]} if _METADATA in header else {}
        parts, end = [], 0
        for name in in_order:
            begin, stop = entries[name]["data_offsets"]
            shape = entries[name]["shape"]
            spans = [(begin, stop)]
            if _has_tokens(path, name, shape, size):
                row = (stop - begin) // size
                spans = [(begin + first * row, begin + last * row) for first, last in runs(keep)]
                shape = [len(keep) if extent == size else extent for extent in shape]
            start, end = end, end + sum(stop - begin for begin, stop in spans)
            new[name] = {**entries[name], "shape": shape, "data_offsets": [start, end]}
            parts += spans
        data = json.dumps(new, separators=(",", ":")).encode()
        data += b" " * (-len(data) % 8)  # the format asks for tensors that begin at a multiple of 8
        output.write(len(data).to_bytes(8, "little") + data)
        for begin, stop in parts:
            _copy(file, output, 8 + length + begin, stop - begin)
    return end


def _has_tokens(path: Path, name: str, shape: Sequence[int], size: int) -> bool:
    """Whether a tensor has a row for each token: rows come first, or after extents of 1."""
    if not name.endswith(ROWS_OF_TOKENS):
        if size in shape[:1]:
            raise ModelError(f"{path}: {name} has {size} rows, as many as there are tokens; it cannot be made smaller")
        return False
    rows = next((extent for extent in shape if extent != 1), 1)
    if rows != size or shape.count(size) != 1:
        raise ModelError(f"{path}: {name} has the shape {shape}, not {size} rows; get the model again")
    return True


def runs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last but one of each run of neighbours: ``(1, 2, 3, 7)`` has the runs ``(1, 4)`` and ``(7, 8)``."""
    start = 0
    for n in range(1, len(ids) + 1):
        if n == len(ids) or ids[n] != ids[n - 1] + 1:
            yield ids[start], ids[n - 1] + 1
            start = n


def _copy(file: IO[bytes], output: IO[bytes], at: int, count: int) -> None:
    file.seek(at)
    while count:
        block = file.read(min(count, _BLOCK))
        if not block:
            raise ModelError(f"{file.name}: ends before its tensors do; get the model again")
        output.write(block)
        count -= len(block)
