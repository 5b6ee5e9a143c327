"""SentencePiece model files with pieces taken out. Everything else in them stays as it is, byte for byte.

The file is a protocol buffer, ``ModelProto`` of sentencepiece_model.proto: field 1 is a piece, as often as there are
pieces, and field 2 tells how it was trained. Taking fields out needs no schema, and no protobuf package, which
sentencepiece does not bring along.
"""

import struct
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...errors import ModelError

# Field numbers of sentencepiece_model.proto, and the value of ModelType for byte pair encoding.
_PIECE: Final = 1
_TRAINER: Final = 2
_TEXT, _SCORE, _TYPE = 1, 2, 3
_MODEL_TYPE: Final = 3
_BPE: Final = 2
# Values of SentencePiece.Type that can stand for text: of the training corpus, or defined by a user.
NORMAL: Final = 1
USERS: Final = 4

# Types of values on the wire (protobuf.dev/programming-guides/encoding), and the sizes of those of fixed size.
_VARINT: Final = 0
_SIZED: Final = 2
_FIXED: Final = {1: 8, 5: 4}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece, its score, and its type."""

    text: str
    score: float
    kind: int


class PieceFile:
    """A SentencePiece model file; all of it is in memory.

    Raises:
        ModelError: if it is no such file.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._fields = list(_fields(path.read_bytes()))
            self.pieces = [_piece(value) for number, value, _ in self._fields if number == _PIECE]
            trainers = [dict(_numbers(value)) for number, value, _ in self._fields if number == _TRAINER]
        except (IndexError, ValueError, KeyError, struct.error) as error:
            raise ModelError(f"{path}: is no SentencePiece model, or not all of it; get the model again") from error
        if not self.pieces:
            raise ModelError(f"{path}: is a SentencePiece model without pieces; get the model again")
        self.merges = any(trainer.get(_MODEL_TYPE) == _BPE for trainer in trainers)

    @property
    def extremes(self) -> set[str]:
        """The pieces with the lowest and the highest score.

        What is unknown, and what users defined, is scored by these: without them, text would be cut in other ways.
        """
        normal = [piece for piece in self.pieces if piece.kind == NORMAL]
        ends = [min, max] if normal else []
        return {end(normal, key=lambda piece: piece.score).text for end in ends}

    def without(self, dropped: Container[str]) -> bytes:
        """The content of the file without some of its pieces."""
        kept = iter([piece.text not in dropped for piece in self.pieces])
        return b"".join(raw for number, _, raw in self._fields if number != _PIECE or next(kept))


def _piece(message: bytes) -> Piece:
    text, score, kind = "", 0.0, NORMAL
    for number, value, raw in _fields(message):
        if number == _TEXT:
            text = value.decode()
        elif number == _SCORE:
            score = struct.unpack("<f", value)[0]
        elif number == _TYPE:
            kind = _varint(raw, 1)[0]
    return Piece(text, score, kind)


def _numbers(message: bytes) -> Iterator[tuple[int, int]]:
    """Fields that are whole numbers."""
    return ((number, _varint(value, 0)[0]) for number, value, raw in _fields(message) if raw[0] & 7 == _VARINT)


def _fields(message: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, value and all bytes of each field, in order.

    Raises:
        IndexError, KeyError, ValueError: if it is no message.
    """
    start = 0
    while start < len(message):
        key, at = _varint(message, start)
        kind = key & 7
        if kind == _VARINT:
            end = _varint(message, at)[1]
        elif kind == _SIZED:
            size, at = _varint(message, at)
            end = at + size
        else:
            end = at + _FIXED[kind]
        if end > len(message):
            raise ValueError("the message ends within a field")
        yield key >> 3, message[at:end], message[start:end]
        start = end


def _varint(data: bytes, start: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while data[start] & 0x80:
        value |= (data[start] & 0x7F) << shift
        shift += 7
        start += 1
    return value | data[start] << shift, start + 1
