"""Names of people and places in English and Vietnamese text, by rule: capitals, and the word before or after.

Only names whose kind a neighbouring word tells are found; the benchmark needs some names, not all. Not the names of
``songngu.checks``: a benchmark that asked the checks where the names are could not find what they miss.
"""

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Name:
    """A name, where it stands, and whether it is a ``person`` or a ``place``."""

    text: str
    start: int
    end: int
    kind: str


UPPER: Final = "".join(chr(code) for code in range(ord("A"), 0x1F00) if chr(code).isupper())  # up to Vietnamese
WORD: Final = rf"[{UPPER}](?:(?![’']s\b)[\w’'-])*"
RUN: Final = re.compile(rf"(?<![\w-]){WORD}(?: (?:(?:al|bin|de|van|von|der|el|da) )?{WORD})*")

BEFORE: Final = {
    "en": {
        "person": "Mr|Mrs|Ms|Dr|Prof|Professor|President|Minister|Senator|Governor|Secretary|Judge|Director|Sir",
        "place": "in|near|across|throughout|outside|visited|visiting|district|province",
    },
    "vi": {
        "person": "ông|bà|anh|chị|cô|em|bác sĩ|tiến sĩ|giáo sư|bộ trưởng|thủ tướng|tổng thống|nghị sĩ|ca sĩ",
        "place": "ở|tại|tỉnh|huyện|quận|thành phố|bang|đảo|khỏi|nước",
    },
}
AFTER: Final = {"en": "said|says|told|added|wrote|explained", "vi": "nói|cho biết|cho hay|chia sẻ|kể|nhấn mạnh"}

# Capitals that are no names of people or places, and the first words of offices and institutions.
NOT_NAMES: Final = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday English French Arabic Chinese Spanish Latin German Russian Japanese Covid Phase "
    "Parliament Congress Christmas God President Minister Prime Secretary Department Ministry University Hospital "
    "Bộ Viện Bệnh Đại Trường Sở Ủy Hội Tổ Cục Liên Quốc Chính Thủ Tổng Tiến Giáo Thứ Tháng Trung Khoa Ban Đảng Công "
    "Tòa Phòng Trạm Nhà Hạ Thượng Internet Tây Đông Nam Bắc Chủ Phó Hiệp Văn Thông Chương Cơ Học Vườn Sân Quận Huyện "
    "Ngân Nội Ngoại Tài Giao Tư Kế Lao Nông Xây Khu Facebook Twitter YouTube Google Wikipedia Kinh Thế Chiến".split()
)
# Two names of one place are no replacement for each other.
SAME: Final = (
    {"Mỹ", "Hoa Kỳ", "United States", "America", "USA", "U.S", "US", "Washington"},
    {
        "Anh",
        "Anh Quốc",
        "Vương Quốc Anh",
        "Vương quốc Anh",
        "UK",
        "Britain",
        "Great Britain",
        "United Kingdom",
        "England",
    },
    {"Sài Gòn", "Hồ Chí Minh", "Ho Chi Minh City", "Saigon"},
    {"Trung Quốc", "China", "Beijing", "Bắc Kinh"},
    {"Nga", "Liên bang Nga", "Russia", "Moscow"},
)


def find_names(text: str, language: str) -> Iterator[Name]:
    """The names in *text* whose kind is told by a neighbour, in order."""
    for match in RUN.finditer(text):
        before, run, after = text[: match.start()], match[0], text[match.end() :]
        if title := re.match(rf"(?:{BEFORE[language]['person']})\.? ", run, re.IGNORECASE):
            before, run = before + title[0], run[title.end() :]
        kind = _kind(before, after, language)
        words = run.split()
        if not kind or words[0] in NOT_NAMES or run.isupper() or len(run) < 3:
            continue
        if kind == "person" or not _is_adjective(words[-1], after, language):
            yield Name(run, len(before), match.end(), kind)


def is_proper(name: Name, language: str, lower: Set[str]) -> bool:
    """Whether no other text has it in lower case: ``Literature``, and ``Quảng`` of *Quảng trường*, are no names.

    *lower* holds the words that the sets have in lower case. Of an English name one word must not be among them; nearly
    every Vietnamese syllable is, so that only a name of one syllable is asked.
    """
    words = name.text.casefold().split()
    return not lower >= {*words} if language == "en" else len(words) > 1 or words[0] not in lower


def _kind(before: str, after: str, language: str) -> str | None:
    for kind, words in BEFORE[language].items():
        if re.search(rf"(?<!\w)(?:{words})\.? $", before, re.IGNORECASE if kind == "person" else 0):
            return kind
    speaks = re.match(rf" (?:{AFTER[language]})(?!\w)", after) and before
    return "person" if speaks and not before.casefold().endswith("the ") else None


def _is_adjective(word: str, after: str, language: str) -> bool:
    """In "in American hospitals" the capital belongs to no name."""
    return language == "en" and bool(re.search(r"(?:an|ese|ish|ic|i)$", word) and re.match(r" [a-z]", after))


def may_replace(new: str, old: str, text: str) -> bool:
    """Whether *new* in the place of *old* makes *text* wrong: no word in common, no second name of the same place."""
    shared = set(new.casefold().split()) & set(old.casefold().split())
    return not shared and new not in text and not any(new in names and old in names for names in SAME)


def fold(text: str) -> str:
    """*text* without the marks on its letters: Huế and Hue are one name in two languages."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))
