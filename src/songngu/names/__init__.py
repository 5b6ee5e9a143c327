"""Names: where they are, whether the other side of a translation has them, and how they are written.

What is not in the gazetteer is compared by sound: this finds a name that was replaced by another one, and not one that
was replaced by one that sounds alike. See docs/names.md.
"""

from .pairs import added, disagreements, missing
from .spelling import restore
from .tables import table

__all__ = ["added", "disagreements", "missing", "restore", "table"]
