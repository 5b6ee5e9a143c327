"""Whether anything came back, and all of it: the checks ``empty`` and ``cut``. They do not compare the contents."""

from .pair import Pair


def empty(pair: Pair) -> list[str]:
    """Nothing came back for a sentence that says something."""
    if pair.text.strip() and not pair.rendering.strip():
        return ["empty: nothing came back"]
    return []


def cut(pair: Pair) -> list[str]:
    """The model hit its length limit before the end of the sentence."""
    return [] if pair.finished else ["cut: the model did not finish the sentence"]
