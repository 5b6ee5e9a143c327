"""Whether what nobody translates is still there: the checks ``address`` and ``quotes``.

URLs, e-mail addresses, @handles and #hashtags are compared letter for letter, case apart. Of quotations only the marks
are looked at, not what stands between them.
"""

import re
from typing import Final

from .pair import Pair

# Each form begins at one place only, so that a long word takes linear time.
_ADDRESS: Final = re.compile(
    r"(?i:https?://|www\.)[!#-;=?-~]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@.#/&])[@#][A-Za-z_]\w+"
    r"|(?<![\w.@/-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|gov|edu|info|vn|bd|pk|id|uk)\b(?:\.[a-z]{2}\b)?(?:/[!#-;=?-~]*)?",
    re.ASCII,
)
_DOTTED: Final = re.compile(r"\.(?:[a-z]|(?<=(?i:www)\.))")  # no address without a sign or this; 28.5 has none
_AFTER: Final = ".,;:!?)]}'*_/-"  # punctuation of the sentence, not of the address

_QUOTE_MARKS: Final = re.compile("[«»“”„\"‟〝〞＂‹›]|''|``|(?<!\\w)['‘’‚](?=\\w)|(?<=[\\w.,!?;।۔])['’](?!\\w)")
# From 20 characters on: names of papers and associations lose their marks in good translations.
_QUOTED: Final = re.compile('«[^«»]{20,}»|[“„][^“”]{20,}”|"[^"]{20,}"')


def addresses(pair: Pair) -> list[str]:
    """An address of the source is missing or was altered."""
    text = pair.text
    if not _may_have_address(text):
        return []
    kept = pair.rendering.casefold()
    found = dict.fromkeys(match[0].rstrip(_AFTER) for match in _ADDRESS.finditer(text))
    return [f"address: {address} is missing" for address in found if not _stands(address.casefold(), kept)]


def without_addresses(text: str) -> str:
    """*text* with a space in the place of each address."""
    return _ADDRESS.sub(" ", text) if _may_have_address(text) else text


def _may_have_address(text: str) -> bool:
    return "@" in text or "#" in text or "://" in text or bool(_DOTTED.search(text))


def _stands(address: str, text: str) -> bool:
    """True if *text* has the address, and not only as the beginning of a longer one."""
    return re.search(rf"{re.escape(address)}(?![\w/@#-]|\.\w)", text, re.ASCII) is not None


def quotes(pair: Pair) -> list[str]:
    """The source quotes somebody, and no mark of the rendering says so."""
    quoted = _QUOTED.search(pair.text)
    if not quoted or _QUOTE_MARKS.search(pair.rendering):
        return []
    return [f"quotes: no marks for {quoted[0]}"]
