"""Numbers in running text, read as quantities (value, unit, kind) in six languages, and matched across languages."""

from .codes import in_name
from .matching import Matching, compare, match
from .quantity import Kind, Quantity, Values
from .reading import quantities

__all__ = ["Kind", "Matching", "Quantity", "Values", "compare", "in_name", "match", "quantities"]
