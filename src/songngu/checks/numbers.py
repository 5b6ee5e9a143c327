"""Whether the numbers of the source are those of the rendering: the check ``numbers``.

They are read and matched in ``quantities``; nothing is read here.
"""

from ..quantities import compare
from .pair import Pair


def numbers(pair: Pair) -> list[str]:
    """Numbers of the source that the rendering lacks, and numbers that it adds."""
    given, returned, matching = compare(pair.text, pair.source, pair.rendering, pair.target)
    missing = [f"numbers: {given[index].form} is missing" for index in matching.missing]
    return missing + [f"numbers: {returned[index].form} is added" for index in matching.added]
