"""Words that turn a statement round or weaken it, in English and Vietnamese, and how they are taken out."""

import re
from typing import Final

Rule = tuple[re.Pattern[str], str]


def _rules(flags: int, *rules: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern, flags), new) for pattern, new in rules)


# "không" is also part of air, space, aviation, unmanned, "not only", "whether or not", and of questions.
NOT_VI: Final = (
    r"(?<![Hh]àng )(?<!trên )(?<!hay )(?<!hoặc )(?<!số )(?<!\w)không "
    r"(?!chỉ|những|gian|khí|quân|lực|người lái|phận|lưu|vận|kém|ít|thể |bao giờ)"
)
NEGATORS: Final[dict[str, tuple[Rule, ...]]] = {
    "en": _rules(
        re.IGNORECASE,
        (r"\b(?:do|does|did) not ", ""),
        (r"\b(?:don|doesn|didn)[’']t ", ""),
        (r"(?<!or )\bnot (?!only|just|least|merely|necessarily|all\b|to mention)", ""),
        (r"\b(is|are|was|were|has|have|had|could|should|would)n[’']t\b", r"\1"),
        (r"\bcan(?:not|[’']t)\b", "can"),
        (r"\bwon[’']t\b", "will"),
        (r"\bnever ", ""),
        (r"\b(has|have|had|was|were|is|are|with) no (?!longer|one\b|less|more\b|doubt|matter)", r"\1 "),
        (r"\bno longer ", "still "),
        (r"\bwithout (?=\w)", "with "),
        (r"\bdenied\b", "confirmed"),
        (r"\bdenies\b", "confirms"),
        (r"\bdeny\b", "confirm"),
        (r"\brefused to\b", "agreed to"),
        (r"\bfailed to\b", "managed to"),
    ),
    "vi": _rules(
        0,
        (NOT_VI, ""),
        (r"(?<!\w)không thể (?!không)", "có thể "),
        (r"(?<!\w)không bao giờ ", "luôn "),
        (r"(?<!hay )(?<!\w)chưa (?=\w)", "đã "),
        (r"(?<!\w)chẳng (?!hạn|những|bao lâu)", ""),
        (r"(?<!\w)phủ nhận(?!\w)", "xác nhận"),
        (r"(?<!\w)bác bỏ(?!\w)", "xác nhận"),
        (r"(?<!\w)từ chối(?!\w)", "đồng ý"),
    ),
}  # fmt: skip

HEDGES: Final[dict[str, tuple[Rule, ...]]] = {
    "en": _rules(
        0,
        (r"(?<!circumstances )\b(?:may|might) (?=\w)", "will "),
        (r"\b(?:suspected|alleged|presumed) (?=\w)", ""),
        (r"\b(?:allegedly|reportedly|possibly|probably|perhaps|apparently) (?=\w)", ""),
        (r"(?<!more )(?<!less )(?<!most )(?<!least )(?<!as )\blikely (?=\w)", ""),
        (r"\b(?:appears|appeared|seems|seemed) to (?=\w)", ""),
    ),
    "vi": _rules(
        0,
        (r"(?<!\w)có thể (?=(?:đã|sẽ|bị|gây|mắc|nhiễm|do|liên quan|lây|khiến|dẫn) )", "chắc chắn "),
        (r"(?<!\w)(?:có lẽ|dường như|nhiều khả năng|được cho là|có vẻ như|có vẻ) (?=\w)", ""),
        (r"(?<!\w)nghi (?=mắc|nhiễm|ngộ)", ""),
        (r"(?<!\w)nghi ngờ (?=\w)", "xác định "),
    ),
}


def changes(text: str, rules: tuple[Rule, ...]) -> list[str]:
    """*text* with one match of one rule replaced, for each match; a question is no statement and has none."""
    if text.rstrip(" \"'”’").endswith("?"):
        return []
    found = []
    for pattern, new in rules:
        for match in pattern.finditer(text):
            changed = text[: match.start()] + match.expand(new) + text[match.end() :]
            found.append(changed[:1].upper() + changed[1:] if match.start() == 0 else changed)
    return [changed for changed in found if changed != text]
