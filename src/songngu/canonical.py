"""The one form in which text is hashed, split and translated; names on one line; digests of strings."""

import hashlib
import json
import re
import unicodedata
from functools import lru_cache
from typing import Final

# Zero-width space, word joiner, byte order mark, soft hyphen, and the bidi controls: invisible, and noise for a model.
# ZWNJ and ZWJ (U+200C, U+200D) stay: they spell words in Bengali, Persian and Urdu.
_INVISIBLE: Final = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NEWLINE: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def canonical(text: str) -> str:
    r"""The one form in which text is hashed, split and translated.

    NFC, ``\n`` newlines, no invisible marks or control characters, no white space at line ends, none around the whole.

    Raises:
        ValueError: on a lone surrogate, which no encoding can write: the text was decoded wrongly before it came here.
    """
    if bad := _SURROGATE.search(text):
        raise ValueError(
            f"lone surrogate U+{ord(bad[0]):04X} at character {bad.start()}: the text was decoded wrongly; "
            "decode the original bytes again"
        )
    text = _CONTROL.sub("", _INVISIBLE.sub("", _NEWLINE.sub("\n", text)))
    text = unicodedata.normalize("NFC", text)  # articles are not remembered
    return re.sub(r"[^\S\n]+$", "", text, flags=re.MULTILINE).strip()


@lru_cache(maxsize=1 << 8)  # checks, briefs and the ledger ask for the same sentences
def nfc(text: str) -> str:
    """The same characters in Unicode's composed form: *é* is one code point. Models may write others."""
    return unicodedata.normalize("NFC", text)


def label(text: str) -> str:
    """A name on one line that any encoding can write; file names may hold bytes that are no text."""
    return " ".join(text.encode("utf-8", "replace").decode().split())


def digest(*parts: str) -> str:
    """SHA-256, in hex, of strings in order. JSON keeps ``("a", "b")`` and ``("ab", "")`` apart."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
