"""The form of a chat model's answer: a JSON object with every key once and nothing else, or plain text.

What the answer says is not looked at here; the checks do that. A fault is told in our own words, never in the answer's:
it goes into the next prompt.
"""

import json
import re
from typing import Any, Final

from ..canonical import canonical

_THOUGHTS: Final = re.compile(r"\s*<think>.*?(</think>|\Z)", re.DOTALL)
_FENCE: Final = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)


class MalformedError(ValueError):
    """An answer is not of the form that was asked for; the message says how."""


def sentence(text: str) -> str:
    """A plain answer as one line; empty if it is no text at all. Thoughts before it are left out."""
    try:
        return " ".join(canonical(_THOUGHTS.sub("", text, count=1)).split())
    except ValueError:  # a lone surrogate
        return ""


def sentences(text: str, count: int) -> list[str]:
    """The values of a JSON object with the keys ``1`` to *count*, in this order, each as one line.

    Thoughts before the object, and a fence around it, do no harm. Anything else does.

    Raises:
        MalformedError: if a key is missing, comes twice or was not asked for, if a value is no text, or if there is
            anything besides the object.
    """
    text = _THOUGHTS.sub("", text, count=1)
    if fenced := _FENCE.fullmatch(text):
        text = fenced[1]
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        raise MalformedError("it was not a JSON object, or there was text besides it") from None
    if not isinstance(pairs, _Pairs):
        raise MalformedError("it was not a JSON object")
    return _values(pairs, [str(n) for n in range(1, count + 1)])


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it stands: keys may come twice."""


def _values(pairs: _Pairs, expected: list[str]) -> list[str]:
    found = [key for key, _ in pairs]
    if missing := [key for key in expected if key not in found]:
        raise MalformedError(f"these keys were missing: {', '.join(missing)}")
    if len(set(found)) > len(expected):
        raise MalformedError(f"it had more keys than {', '.join(expected)}")
    if len(found) > len(expected):
        raise MalformedError("a key came twice")
    texts = {key: sentence(value) if isinstance(value, str) else "" for key, value in pairs}
    if empty := [key for key in expected if not texts[key]]:
        raise MalformedError(f"the values of these keys were empty or no text: {', '.join(empty)}")
    return [texts[key] for key in expected]
