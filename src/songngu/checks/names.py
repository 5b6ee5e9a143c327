"""Are the names of the source in the rendering, and no others? It knows capitals, sounds and a gazetteer."""

from ..names import added, missing
from .pair import Pair


def names(pair: Pair) -> list[str]:
    """Acronyms that the rendering lacks, and names that the source does not have."""
    lost = missing(pair.text, pair.rendering, pair.source, pair.target)
    new = added(pair.text, pair.rendering, pair.source, pair.target)
    return [f"names: “{name}” is missing" for name in lost] + [f"names: “{name}” is added" for name in new]
