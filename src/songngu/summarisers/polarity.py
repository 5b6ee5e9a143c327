"""Whether a sentence and its evidence, in one language, say “not”, “suspected” and “rises” of the same things.

Words are looked for, each with those around it; grammar is not. ``checks.negation`` compares two languages and must
forgive what translators do; here an editor only shortens, so little is forgiven. Languages without a row say nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

# What says it, as regular expressions over lower-case text.
_SAID: Final = {
    "negation": {
        "en": r"not|cannot|never|without|nobody|none|nothing|neither|nor|nowhere|no|\w+n['’]t",
        # không is also the air, and what stands before “only”
        "vi": r"(?<!hàng )không(?! khí| gian| quân| trung| lưu| phận| chỉ| những| người lái)|chưa|chẳng|chả|đừng|chớ",
    },
    "hedge": {
        "en": r"suspect(?:s|ed)?|alleged(?:ly)?|reportedly|unconfirmed|probabl[ey]|possibl[ey]|likely|may|might|could",
        "vi": r"nghi(?= ngờ| mắc| nhiễm| phạm| can| vấn| là)|tình nghi|bị nghi|cáo buộc|có lẽ|có thể|được cho là",
    },
}
# What says which way something goes; a text that says both, or neither, is not accused.
_WAYS: Final = {
    "en": {
        "up": r"ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|up|higher|more|gr[eo]w(?:s|n|ing)?|climb(?:s|ed|ing)?"
        r"|gain(?:s|ed|ing)?|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)|exceed(?:s|ed|ing)?",
        "down": r"fall(?:s|en|ing)?|fell|decreas(?:e|es|ed|ing)|down|lower|less|fewer|shr[aiu]nk(?:s|ing)?"
        r"|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|los(?:e|es|t|ing)|slump(?:s|ed|ing)?|plung(?:e|es|ed|ing)",
    },
    "vi": {"up": "tăng|vượt", "down": "giảm|sụt"},
}
_NOT: Final = {"en": "not", "vi": "không"}
_AFTER: Final = 4  # words after one that says it, of which it is said
_BEFORE: Final = 2
_WORD: Final = re.compile(r"[^\W_]+")
_STEM: Final = 6


def polarity(text: str, evidence: Sequence[str], language: str) -> Iterator[str]:
    """What *text* denies, doubts or turns round against its evidence, the best first, as ``kind: detail``."""
    stems = set(_stems(text))
    for kind, forms in _SAID.items():
        if language not in forms:
            continue
        said = re.compile(rf"(?<!\w)(?:{forms[language]})(?!\w)")
        mine, first = _scopes(text, said), _scopes(evidence[0], said)
        theirs = [scope for part in evidence for scope in _scopes(part, said)]
        if len(mine) > len(theirs) or any(not any(scope & other or not scope for other in first) for scope in mine):
            yield f"{kind}: added"
        if any(scope & stems and not any(scope & own for own in mine) for scope in theirs):
            yield f"{kind}: missing"
    if _bare(text, language) > sum(_bare(part, language) for part in evidence):
        yield "negation: added"
    way, other = _way(text, language), _way(" ".join(evidence), language)
    if way and other and way != other:
        yield f"direction: {way}, not {other}"


def _bare(text: str, language: str) -> int:
    """How often the word for “not” stands there, whatever it is a part of."""
    return _WORD.findall(text.casefold()).count(_NOT.get(language, ""))


def _scopes(text: str, said: re.Pattern[str]) -> list[set[str]]:
    """For each place where it is said, the words around."""
    text = text.casefold()
    return [
        {*_stems(text[: match.start()])[-_BEFORE:], *_stems(text[match.end() :])[:_AFTER]}
        for match in said.finditer(text)
    ]


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text.casefold())]


def _way(text: str, language: str) -> str:
    """``up`` or ``down``; empty where both or neither are said."""
    forms = _WAYS.get(language, {})
    ways = [way for way, form in forms.items() if re.search(rf"(?<!\w)(?:{form})(?!\w)", text.casefold())]
    return ways[0] if len(ways) == 1 else ""
