"""Whether the rendering has a believable length: the check ``length``. It sees lost halves, not lost words."""

from typing import Final

from .pair import Pair

# Characters of a translation per character of its source, lowest and highest, for (source, target): the quantiles
# 0.2 % and 99.8 % of professional and newsroom translations, widened by a twentieth.
# From `python benchmarks/checks DATA lengths`, on newsroom.tsv and the training parts of FLORES-200, NTREX and
# TICO-19.
LENGTHS: Final[dict[tuple[str, str], tuple[float, float]]] = {
    ("ar", "en"): (0.58, 1.90),  # 9,907 pairs
    ("ar", "vi"): (0.65, 2.15),  # 7,858 pairs
    ("bn", "en"): (0.56, 1.66),  # 9,958 pairs
    ("bn", "vi"): (0.58, 1.84),  # 7,893 pairs
    ("en", "vi"): (0.60, 1.73),  # 7,905 pairs
    ("id", "en"): (0.55, 1.44),  # 9,977 pairs
    ("id", "vi"): (0.53, 1.60),  # 7,914 pairs
    ("ur", "en"): (0.59, 1.65),  # 8,968 pairs
    ("ur", "vi"): (0.58, 1.85),  # 6,903 pairs
    ("vi", "en"): (0.57, 1.65),  # 7,901 pairs
}

_DEFAULT: Final = (0.3, 7.0)  # a language without a table; one Chinese character is up to five English letters
_SHORTER: Final = 5  # characters of allowance: a word less
_LONGER: Final = 15  # an acronym spelled out


def length(pair: Pair) -> list[str]:
    """The rendering is far shorter or longer than translations of this pair of languages are."""
    given, returned = len(pair.text.strip()), len(pair.rendering.strip())
    low, high = LENGTHS.get((pair.source, pair.target), _DEFAULT)
    if not returned or low * given - _SHORTER <= returned <= high * given + _LONGER:
        return []  # that nothing came back is said by ``empty``
    if not given:
        return [f"length: {returned} characters for an empty sentence"]
    return [f"length: {returned / given:.2f} of the source, expected {low:.2g} to {high:.2g}"]
