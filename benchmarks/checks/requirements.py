"""What the checks must reach: kinds of damage, the checks meant for them, recall and false alarms in per cent."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Requirement:
    """Bounds for a family of damage; None where a figure is reported and not required."""

    name: str
    kinds: tuple[str, ...]
    checks: frozenset[str]
    recall: float | None
    alarms: float | None


MILLISECONDS: Final = 1.0  # a pair, at most

REQUIREMENTS: Final = (
    Requirement(
        "numbers",
        ("digit changed", "number dropped", "number added", "factor of ten", "scale word swapped", "decimal misread"),
        frozenset({"numbers", "weekday"}),
        99.0,
        2.0,
    ),
    Requirement(
        "copies, wrong language, loops",
        ("source copied", "half copied", "other target language", "Indonesian", "clause looped"),
        frozenset({"empty", "cut", "copy", "script", "language", "loop"}),
        99.0,
        0.5,
    ),
    Requirement(
        "half dropped",
        ("first half dropped", "second half dropped"),
        frozenset({"length", "omission", "addition", "unrelated"}),
        90.0,
        3.0,
    ),
    Requirement("names", ("name replaced",), frozenset({"names"}), 80.0, 5.0),
    Requirement(
        "negation, hedges",
        ("negation removed", "hedge removed"),
        frozenset({"negation"}),
        None,
        None,
    ),
    Requirement(
        "beside numbers, and diseases",
        (
            "currency swapped",
            "half of day swapped",
            "fraction swapped",
            "direction swapped",
            "disease swapped",
        ),
        frozenset({"direction", "disease"}),
        None,
        None,
    ),
    Requirement(
        "other",
        ("clause dropped", "sentence appended", "other sentence", "address altered"),
        frozenset({"address", "quotes"}),
        None,
        None,
    ),
)
