"""A text that is too long for a model, in parts that are not. Nothing is lost but white space between parts."""

from collections.abc import Callable, Iterable, Iterator

from ..errors import ModelError


def parts(text: str, language: str, fits: Callable[[str], bool]) -> list[str]:
    """The text itself if it fits, else its clauses, packed from left to right into parts that fit.

    A clause that does not fit is cut again, at last between words, and a word that does not fit between characters.

    Args:
        fits: whether the model can hold a text.

    Raises:
        ModelError: if not even one character fits.
    """
    packed = _packed(_fitting(text.strip(), language, fits), fits)
    return [part for part in map(str.strip, packed) if part]


def _fitting(text: str, language: str, fits: Callable[[str], bool]) -> Iterator[str]:
    if fits(text):
        yield text
        return
    from ..segments import clauses  # their patterns take a while to compile, and hardly any text is too long

    pieces = [clause.text + clause.tail for clause in clauses(text, language)]
    if len(pieces) < 2:
        if len(text) < 2:
            raise ModelError(f"one character, {text!r}, is more than the model can hold; raise its max_source_tokens")
        pieces = [text[: len(text) // 2], text[len(text) // 2 :]]
    for piece in pieces:
        yield from _fitting(piece, language, fits)


def _packed(pieces: Iterable[str], fits: Callable[[str], bool]) -> Iterator[str]:
    part = ""
    for piece in pieces:
        if part and not fits(part + piece):
            yield part
            part = ""
        part += piece
    yield part
