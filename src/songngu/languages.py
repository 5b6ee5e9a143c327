"""Languages: codes, names, scripts, and identification. Knows no models.

Identification goes from the certain to the statistical: the script first, then letters that only one language of a
script uses (Urdu, Persian, Vietnamese), and only then a small offline identifier (py3langid, naive Bayes over byte
n-grams), which is asked nothing but to choose among the languages of that script.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from .errors import LanguageError
from .telling import TOLD, told
from .words import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED: Final = "und"  # ISO 639-2
TARGETS: Final = ("en", "vi")  # what everything is translated into, unless one says otherwise

# code name script; ISO 639-1 (639-3 where there is no two-letter code), the script of its newspapers.
_TABLE: Final = """
af Afrikaans Latin|am Amharic Ethiopic|ar Arabic Arabic|as Assamese Bengali|az Azerbaijani Latin|be Belarusian Cyrillic
bg Bulgarian Cyrillic|bn Bengali Bengali|bo Tibetan Tibetan|bs Bosnian Latin|ca Catalan Latin|ckb Sorani Arabic
cs Czech Latin|cy Welsh Latin|da Danish Latin|de German Latin|el Greek Greek|en English Latin|eo Esperanto Latin
es Spanish Latin|et Estonian Latin|eu Basque Latin|fa Persian Arabic|fi Finnish Latin|fr French Latin|ga Irish Latin
gl Galician Latin|gu Gujarati Gujarati|ha Hausa Latin|he Hebrew Hebrew|hi Hindi Devanagari|hr Croatian Latin
hu Hungarian Latin|hy Armenian Armenian|id Indonesian Latin|ig Igbo Latin|is Icelandic Latin|it Italian Latin
ja Japanese Kana|jv Javanese Latin|ka Georgian Georgian|kk Kazakh Cyrillic|km Khmer Khmer|kn Kannada Kannada
ko Korean Hangul|ky Kyrgyz Cyrillic|lo Lao Lao|lt Lithuanian Latin|lv Latvian Latin|mg Malagasy Latin
mk Macedonian Cyrillic|ml Malayalam Malayalam|mn Mongolian Cyrillic|mr Marathi Devanagari|ms Malay Latin
mt Maltese Latin|my Burmese Myanmar|ne Nepali Devanagari|nl Dutch Latin|no Norwegian Latin|or Odia Oriya
pa Punjabi Gurmukhi|pl Polish Latin|ps Pashto Arabic|pt Portuguese Latin|ro Romanian Latin|ru Russian Cyrillic
sd Sindhi Arabic|si Sinhala Sinhala|sk Slovak Latin|sl Slovenian Latin|so Somali Latin|sq Albanian Latin
sr Serbian Cyrillic|sv Swedish Latin|sw Swahili Latin|ta Tamil Tamil|te Telugu Telugu|tg Tajik Cyrillic|th Thai Thai
tl Filipino Latin|tr Turkish Latin|tt Tatar Cyrillic|ug Uyghur Arabic|uk Ukrainian Cyrillic|ur Urdu Arabic
uz Uzbek Latin|vi Vietnamese Latin|xh Xhosa Latin|yo Yoruba Latin|zh Chinese Han|zu Zulu Latin
"""
_ROWS: Final = tuple(row.split() for row in _TABLE.strip().replace("\n", "|").split("|"))
NAMES: Final[dict[str, str]] = {code: name for code, name, _ in _ROWS}
SCRIPTS: Final[dict[str, str]] = {code: script for code, _, script in _ROWS}
_ONLY: Final = {script: code for code, script in SCRIPTS.items() if list(SCRIPTS.values()).count(script) == 1}

# Unicode blocks with letters, as (first, last, script); what lies between them counts as no script.
_BLOCKS: Final = (
    (0x41, 0x5A, "Latin"), (0x61, 0x7A, "Latin"), (0xC0, 0x24F, "Latin"), (0x370, 0x3FF, "Greek"),
    (0x400, 0x52F, "Cyrillic"), (0x530, 0x58F, "Armenian"), (0x590, 0x5FF, "Hebrew"), (0x600, 0x6FF, "Arabic"),
    (0x750, 0x77F, "Arabic"), (0x900, 0x97F, "Devanagari"), (0x980, 0x9FF, "Bengali"), (0xA00, 0xA7F, "Gurmukhi"),
    (0xA80, 0xAFF, "Gujarati"), (0xB00, 0xB7F, "Oriya"), (0xB80, 0xBFF, "Tamil"), (0xC00, 0xC7F, "Telugu"),
    (0xC80, 0xCFF, "Kannada"), (0xD00, 0xD7F, "Malayalam"), (0xD80, 0xDFF, "Sinhala"), (0xE00, 0xE7F, "Thai"),
    (0xE80, 0xEFF, "Lao"), (0xF00, 0xFFF, "Tibetan"), (0x1000, 0x109F, "Myanmar"), (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"), (0x1200, 0x137F, "Ethiopic"), (0x1780, 0x17FF, "Khmer"), (0x1E00, 0x1EFF, "Latin"),
    (0x3040, 0x30FF, "Kana"), (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xAC00, 0xD7AF, "Hangul"),
    (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"),
)  # fmt: skip
_OTHER_DIGIT: Final = re.compile(r"[^\D0-9]")
_STARTS: Final = [first for first, _, _ in _BLOCKS]

# Letters of the Arabic script that belong to one language of the table, and Assamese against Bengali.
_ARABIC_LETTERS: Final = {"ur": "ٹڈڑںےہۓۂ", "ps": "ټډړښېۍځڅڼ", "sd": "ڄٻڀڳڱڻٺٿڦ", "ug": "ۇۆۈۋە", "ckb": "ڕڵێ"}
_ASSAMESE: Final = "ৰৱ"
_PERSIAN: Final = "کیگچپژ"  # against the Arabic spellings of the same sounds
_ARABIC: Final = "كيةىأإ"
# From the first letter on that no other Latin orthography in the table has: horned o and u, and vowels with two marks
# or a dot below.
_VIETNAMESE_WORD: Final = re.compile(r"[ơưăđ\u1ea0-\u1ef9]\S*", re.IGNORECASE)

# Share of a language's own letters among all letters. In the development sentences (docs/languages.md) every Urdu one
# has at least 2.4 % of them, half of them 15 %, and no Arabic one has any.
_OWN_LETTERS: Final = 0.015
# Share of words with such a letter: 25 % or more in 99 % of Vietnamese sentences, none in English and Indonesian.
_VIETNAMESE_WORDS: Final = 0.15
# The identifier is not asked about fewer letters than this: it called "hello handsome" Norwegian with confidence.
_FEWEST_LETTERS: Final = 20
# A paragraph is called foreign to its article only with this many letters, and this confident an identifier; where
# script or letters decide, and the article's script is another, a few words will do.
_FOREIGN_SCRIPT_LETTERS: Final = 12
_FOREIGN_LETTERS: Final = 60
_FOREIGN_CONFIDENCE: Final = 0.9
# Pairs that the identifier confuses in a paragraph, though never in an article (id/ms: 7 % of single sentences).
_SISTERS: Final = ({"id", "ms"}, {"bs", "hr", "sr", "sl"}, {"da", "no"}, {"cs", "sk"}, {"gl", "pt"}, {"hi", "mr", "ne"})
# Labels of the identifier that newspapers of the table's languages can be mistaken for.
_ALIASES: Final = {"nn": "no"}


def name(code: str) -> str:
    """English name of a language, as in “Vietnamese”.

    Raises:
        LanguageError: if the code is not in the table; the message lists those that are.
    """
    if code not in NAMES:
        raise LanguageError(f"unknown language code {code!r}; known are the ISO 639-1 codes {' '.join(NAMES)}")
    return NAMES[code]


@lru_cache(maxsize=1 << 12)  # of the characters that texts are made of
def script(character: str) -> str:
    """Script of one letter or vowel sign: “Latin”, “Bengali”…; empty for all that is neither, or not in the table."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    point = ord(character)
    block = _BLOCKS[bisect_right(_STARTS, point) - 1] if point >= _STARTS[0] else _BLOCKS[0]
    return block[2] if block[0] <= point <= block[1] else ""


def ascii_digits(text: str) -> str:
    """*text* with the decimal digits of every script as 0-9: ``৩.৫`` becomes ``3.5``. Length and order stay."""
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)


def identify(text: str) -> str:
    """ISO 639 code of the language of *text*, or ``und`` where there is too little to say.

    100 % right on the six languages of the development sets at article length (10 sentences); for single sentences
    see ``docs/languages.md``.
    """
    letters = _Letters.of(text)
    return _certain(letters) or _by_statistics(letters)[0]


def identify_line(text: str, article_language: str) -> str:
    """Language of one paragraph: the article's, unless it is in another script, or clearly in another one.

    A long paragraph may be in any language of the table. A short one is in English, Indonesian or Vietnamese if words
    say so that the article's language has not; names, titles and acronyms say nothing.
    """
    letters, own_script = _Letters.of(text), SCRIPTS.get(article_language)
    if (total := letters.scripts.total()) < _FOREIGN_SCRIPT_LETTERS:
        return article_language
    if other := _by_words(letters, article_language):
        return other
    found, confidence = _certain(letters), 1.0
    if found is None and letters.main == own_script and total < _FOREIGN_LETTERS:
        return article_language  # whatever the statistics would say
    if found is None:
        found, confidence = _by_statistics(letters)
    if found in (UNDETERMINED, article_language) or any({found, article_language} <= group for group in _SISTERS):
        return article_language
    other_script = confidence == 1.0 and SCRIPTS[found] != own_script
    return (
        found if other_script or (total >= _FOREIGN_LETTERS and confidence >= _FOREIGN_CONFIDENCE) else article_language
    )


class _Letters(NamedTuple):
    """A text, counted once: how often each character stands in it, and its letters and vowel signs by script."""

    text: str
    characters: Counter[str]
    scripts: Counter[str]

    @classmethod
    def of(cls, text: str) -> "_Letters":
        characters = Counter(text)
        scripts: Counter[str] = Counter()
        for character, times in characters.items():
            if its_script := script(character):
                scripts[its_script] += times
        return cls(text, characters, scripts)

    @property
    def main(self) -> str:
        """The script of most letters, the first of equals; there must be one."""
        return self.scripts.most_common(1)[0][0]

    def count(self, characters: str) -> int:
        """How often any of *characters* stands in the text."""
        return sum(self.characters[character] for character in characters)


def _certain(letters: _Letters) -> str | None:
    """Code of the language that the script or its letters decide, or ``und`` without letters; None if they do not."""
    scripts = letters.scripts
    if not scripts:
        return UNDETERMINED
    japanese = scripts["Kana"] + scripts["Han"]
    if scripts["Kana"] > 0.1 * japanese and japanese > scripts.total() / 2:
        return "ja"
    return _by_letters(letters) or _ONLY.get(letters.main)


def _by_letters(letters: _Letters) -> str | None:
    """The language whose own letters the text has, for scripts where letters decide."""
    main = letters.main
    if main == "Latin":
        words = len(_VIETNAMESE_WORD.findall(letters.text))
        return "vi" if words >= 2 and words > _VIETNAMESE_WORDS * len(letters.text.split()) else None
    own = _OWN_LETTERS * letters.scripts[main]
    if main == "Bengali":
        return "as" if letters.count(_ASSAMESE) > own else "bn"
    if main != "Arabic":
        return None
    best = max(_ARABIC_LETTERS, key=lambda code: letters.count(_ARABIC_LETTERS[code]))
    if letters.count(_ARABIC_LETTERS[best]) > own:
        return best
    return "fa" if letters.count(_PERSIAN) > letters.count(_ARABIC) else "ar"


def _by_words(letters: _Letters, article_language: str) -> str:
    """Another language than the article's, if the words say so; else empty."""
    if [*letters.scripts] != ["Latin"] or (SCRIPTS.get(article_language) == "Latin" and article_language not in TOLD):
        return ""
    return told(words(letters.text), article_language)


def _by_statistics(letters: _Letters) -> tuple[str, float]:
    """The most probable language of the script for py3langid, and its probability (0 to 1) among them."""
    main = letters.main
    if letters.scripts[main] < _FEWEST_LETTERS:
        return UNDETERMINED, 0.0
    ranks = [(_ALIASES.get(code, code), p) for code, p in _identifier().rank(letters.text)]
    among = [(code, p) for code, p in ranks if SCRIPTS.get(code) == main]
    total = sum(p for _, p in among)
    return (among[0][0], among[0][1] / total) if total else (UNDETERMINED, 0.0)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
