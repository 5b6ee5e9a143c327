"""Words that stand beside a figure, and diseases: what each is swapped for, in English and Vietnamese.

Not the tables of ``songngu.checks``: a benchmark that took its words from there could not find what they lack.
"""

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from items import Item, Material
from meaning import Rule, changes


def _words(table: str) -> tuple[Rule, ...]:
    """Read ``one=other; …``: each word becomes the other, both ways; of two entries for one word the first counts."""
    pairs = [entry.strip().split("=") for entry in table.split(";")]
    other = {b: a for a, b in reversed(pairs)} | dict(reversed(pairs))
    return tuple((re.compile(rf"(?<!\w){re.escape(word)}(?!\w)"), new) for word, new in other.items())


DIRECTIONS: Final = {
    "en": _words(
        "increased=decreased; rose=fell; increase=decrease; rising=falling; risen=fallen; higher=lower; "
        "more than=less than; above=below; at least=at most"
    ),
    "vi": (
        *_words("cao hơn=thấp hơn; tăng lên=giảm xuống; tăng từ=giảm từ; tăng khoảng=giảm khoảng; tăng gấp=giảm gấp"),
        (re.compile(r"(?<!\w)tăng(?= \d)"), "giảm"),
        (re.compile(r"(?<!\w)giảm(?= \d)"), "tăng"),
        (re.compile(r"(?<!\w)(?:hơn|trên)(?= \d)"), "dưới"),
        (re.compile(r"(?<!\w)(?:dưới|chưa tới|chưa đến|chưa đầy)(?= \d)"), "hơn"),
    ),
}
CURRENCIES: Final = {
    "en": _words("dollars=euros; $=€; US$=€; taka=dollars; rupees=dollars; dong=yen; rupiah=dollars; £=€"),
    "vi": (
        *_words("đô la=euro; USD=EUR; taka=đô la; rupee=đô la; rupiah=đô la; bảng Anh=euro"),
        (re.compile(r"(?<=[\dunỷỉ] )(?<!cộng )đồng(?!\w)"), "yên"),  # after digits, triệu, nghìn, tỷ
    ),
}
HALVES: Final = {
    "en": _words("a.m.=p.m.; am=pm; AM=PM"),
    "vi": ((re.compile(r"(?<=giờ) sáng"), " chiều"), (re.compile(r"(?<=giờ) (?:chiều|tối)"), " sáng")),
}
FRACTIONS: Final = {
    "en": _words("a third=a quarter; one-third=one-quarter; two-thirds=three-quarters; half of=a fifth of"),
    "vi": _words("một phần ba=một phần tư; hai phần ba=ba phần tư; một nửa=một phần năm"),
}
DISEASES: Final = {
    "en": _words(
        "dengue=measles; malaria=cholera; influenza=diabetes; flu=rabies; tuberculosis=polio; cancer=asthma; "
        "pneumonia=hepatitis; COVID-19=Ebola; HIV=anthrax"
    ),
    "vi": _words(
        "sốt xuất huyết=sởi; sốt rét=bại liệt; cúm=tiểu đường; viêm phổi=viêm gan; ung thư=hen suyễn; "
        "COVID-19=Ebola; Covid-19=Ebola; HIV=uốn ván"
    ),
}


def _swap(
    tables: Mapping[str, tuple[Rule, ...]], *, figure: bool
) -> Callable[[Item, Material, random.Random], str | None]:
    """One of the words of a table is the other, where the reference has no other word of the table."""

    def corruption(item: Item, _: Material, rng: random.Random) -> str | None:
        if figure and not (re.search(r"\d", item.reference) and re.search(r"\d", item.text)):
            return None
        found = changes(item.reference, tables[item.target])
        return rng.choice(found) if len(found) == 1 else None

    return corruption


direction_swapped = _swap(DIRECTIONS, figure=True)
currency_swapped = _swap(CURRENCIES, figure=True)
half_of_day_swapped = _swap(HALVES, figure=True)
fraction_swapped = _swap(FRACTIONS, figure=False)
disease_swapped = _swap(DISEASES, figure=False)
