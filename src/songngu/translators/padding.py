"""How far the sources of a batch are padded, so that a sentence's translation does not depend on its neighbours.

Padding to the longest of a batch moves the last bits of attention: with int8, 10 scores of 320 differed from those of
the same sentence alone. Padding to a width that follows from a sentence's own length gives it the same numbers in any
batch, bit for bit, and puts sentences of similar lengths into one.
"""

from math import ceil
from typing import Final

# Tokens. With steps of 8, batches are smaller; of 32, more of a batch is padding. With 8, 16 and 32, NLLB-600M's form
# took 59, 50 and 51 seconds of processor time for 64 sentences, and 73 without padding: benchmarks/padding.py.
STEP: Final = 16


def padded(length: int) -> int:
    """Tokens that a source of so many is padded to; also what the room for its output is measured by."""
    return STEP * ceil(length / STEP)
