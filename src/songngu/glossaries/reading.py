"""Glossary files: tab-separated, a column for each language, a concept on each line. Reads; matches nothing.

    en <TAB> vi <TAB> bn <TAB> keep <TAB> case <TAB> note

The first line names the columns: two or more language codes, and the optional ``keep``, ``case`` and ``note``. A cell
has accepted forms with ``|`` between, the preferred one first, or is empty. ``yes`` under ``keep`` marks a name that
stays as it is in every language, and under ``case`` a term whose capitals count: WHO is not who. Notes are for people.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..canonical import canonical
from ..errors import UsageError
from ..languages import NAMES
from .inflection import spelled

_OTHER_COLUMNS: Final = ("keep", "case", "note")
_ANSWERS: Final = {"yes": True, "no": False, "": False}


@dataclass(frozen=True, slots=True)
class Concept:
    """One line of a glossary.

    Attributes:
        forms: language → accepted forms, the preferred one first.
        keep: True for a name that stays as it is in every language.
        case: True if capitals count.
    """

    forms: Mapping[str, tuple[str, ...]]
    keep: bool = False
    case: bool = False

    def sources(self, source: str, target: str) -> tuple[str, ...]:
        """The forms to look for in a text that goes from *source* to *target*."""
        if self.keep:
            return tuple(dict.fromkeys(form for forms in self.forms.values() for form in forms))
        return self.forms.get(source, ()) if target in self.forms else ()

    def targets(self, form: str, target: str) -> tuple[str, ...]:
        """What *form* may be in *target*, the preferred one first."""
        return (form,) if self.keep else self.forms.get(target, ())

    @property
    def exact(self) -> bool:
        """True if capitals count, as they do in a name that is kept."""
        return self.case or self.keep

    @property
    def canonical(self) -> str:
        """The concept as one string, languages in order: what a digest is taken of."""
        flags = [name for name, value in (("keep", self.keep), ("case", self.case)) if value]
        return "\t".join([*flags, *(f"{code}:{'|'.join(forms)}" for code, forms in sorted(self.forms.items()))])


def concepts(path: Path) -> tuple[Concept, ...]:
    """The concepts of a glossary file, in its order.

    Raises:
        UsageError: if the file cannot be read as a glossary; it names the file, the line, the value, and the remedy.
    """
    header, *rows = _lines(path)
    columns = _columns(header, f"{path} line 1")
    found: dict[int, Concept] = {}
    for number, row in enumerate(rows, 2):
        if row.strip():
            found[number] = _concept(columns, row, f"{path} line {number}")
    _check_targets(found, path)
    return tuple(found.values())


def _lines(path: Path) -> list[str]:
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"glossary {path}: {error.strerror or error}; name a file of tab-separated terms") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path} line {line}: is no UTF-8 ({error.reason}); save the file as UTF-8 text") from error
    return re.split("\r\n|\r|\n", text)


def _columns(header: str, where: str) -> list[str]:
    columns = [cell.strip().lower() for cell in header.split("\t")]
    if not header.strip():
        raise UsageError(f"{where}: no header; the first line names the columns, as in en<TAB>vi<TAB>note")
    if len(columns) == 1 and re.search("[,;]", header):
        raise UsageError(
            f"{where}: {header!r} is CSV; separate columns with tabs, not {re.findall('[,;]', header)[0]!r}"
        )
    for column in columns:
        if column not in NAMES and column not in _OTHER_COLUMNS:
            raise UsageError(
                f"{where}: {column!r} is no column of a glossary; the first line has ISO 639-1 codes "
                f"({' '.join(NAMES)}), and {', '.join(_OTHER_COLUMNS)} if need be"
            )
        if columns.count(column) > 1:
            raise UsageError(f"{where}: column {column!r} stands there twice; write other forms into one cell: one|two")
    if sum(column in NAMES for column in columns) < (1 if "keep" in columns else 2):
        raise UsageError(f"{where}: {header!r} names one column; a glossary needs two languages, or one and keep")
    return columns


def _concept(columns: list[str], row: str, where: str) -> Concept:
    cells = row.split("\t")
    if len(cells) != len(columns):
        hint = "; a tab or newline within quotation marks is not understood: take it out" if '"' in row else ""
        raise UsageError(f"{where}: {len(cells)} cells for {len(columns)} columns ({', '.join(columns)}){hint}")
    values = dict(zip(columns, cells, strict=True))
    keep, case = (_answer(values.get(column, ""), column, where) for column in ("keep", "case"))
    forms = {code: _forms(values[code], code, where) for code in columns if code in NAMES and values[code].strip()}
    if len(forms) < (1 if keep else 2):
        filled = ", ".join(forms) or "no language"
        raise UsageError(f"{where}: only {filled} is filled in; give the term in two languages, or mark it keep")
    return Concept(forms, keep, case)


def _answer(cell: str, column: str, where: str) -> bool:
    value = cell.strip().lower()
    if value not in _ANSWERS:
        raise UsageError(f"{where}: {cell!r} under {column}; write yes, or leave it empty")
    return _ANSWERS[value]


def _forms(cell: str, code: str, where: str) -> tuple[str, ...]:
    if '"' in cell:
        raise UsageError(f"{where}: {cell!r} under {code}; cells are plain text: take the quotation marks out")
    forms = [" ".join(canonical(form).split()) for form in cell.split("|")]
    for form in forms:
        if not any(map(str.isalnum, form)):
            what = f"{form!r} has no word" if form else "empty term"
            raise UsageError(f"{where}: {what} under {code} in {cell!r}; write forms as one|two")
    return tuple(dict.fromkeys(forms))


def _check_targets(found: Mapping[int, Concept], path: Path) -> None:
    """Raise a ``UsageError`` if a term has two translations on two lines."""
    seen: dict[tuple[str, str, bool], tuple[int, Mapping[str, tuple[str, ...]]]] = {}
    for number, concept in found.items():
        for code, form, wanted in _directions(concept):
            key = (code, spelled(form, code).casefold(), concept.case)
            earlier, others = seen.setdefault(key, (number, wanted))
            for target in wanted.keys() & others.keys() - {code}:
                if wanted[target] != others[target]:
                    raise UsageError(
                        f"{path} line {number}: {form!r} ({code}) is {'|'.join(wanted[target])!r} in {target}, and "
                        f"{'|'.join(others[target])!r} on line {earlier}; put all its forms on one line, with | between"
                    )


def _directions(concept: Concept) -> Iterator[tuple[str, str, Mapping[str, tuple[str, ...]]]]:
    """Each form with its language, and what it becomes in the others."""
    for code, forms in concept.forms.items():
        for form in forms:
            yield code, form, dict.fromkeys(NAMES, (form,)) if concept.keep else concept.forms
