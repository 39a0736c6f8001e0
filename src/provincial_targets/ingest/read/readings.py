"""Read one cell: from what a person writes to what the seeds say."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from decimal import Decimal

from provincial_targets.ingest.read.cells import Cell
from provincial_targets.ingest.reference.spelling import OVERRIDES, plain, touching_mark, visible
from provincial_targets.ingest.reference.vocabulary import (
    CODES,
    PART_OF_A_YEAR,
    UNIT_WORDS,
    VOCABULARIES,
    Meanings,
    Name,
    Names,
    Unit,
    is_yuan,
)

_NUMBER = re.compile(
    r"""
    (?P<before>[^0-9+-]*?) \s* (?P<sign>[+-]?) \s*
    (?P<whole>[1-9][0-9]{0,2} (?P<gap>[, '’]) [0-9]{3} (?:(?P=gap) [0-9]{3})* | [0-9]{1,15})
    (?P<decimals>\.[0-9]{1,10})? (?P<after>(?![0-9.,]) .*)
    """,
    re.VERBOSE,
)
_TWO_WAYS = re.compile("[▲△▼▽▴▵▾▿↑↓]")
_IN_BRACKETS = re.compile(r"\(\s*[0-9][0-9., ]*%?\s*\).*")
_YEAR = re.compile(r"(20[0-9]{2})\s*(年度?|\.0)?")
_DAY = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:\s00:00:00)?"
)
_MONTH = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*月?")
_EXCEL_DAY = re.compile(r"[34][0-9]{4}")
_PART_OF_A_YEAR = re.compile(
    rf"[0-9一二三四五六七八九十]个?月|年初|{PART_OF_A_YEAR}",
    re.IGNORECASE,
)
_POINTS = re.compile(r"百分点|点|pp|p\.p\.|%\s?p|pct\.? points?|percentage points?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|\S*/\S*\?\S*=\S*")
_LOST_LETTER = re.compile(
    r"\?\?|^\?|[\d(（\[【“‘,，.。:：;；-]\?|\s\?(?!\s*$)|[A-Za-z]\?[a-z]|(?<![\w%]{4})\?\w"
)
"""Question marks where no question ends. Between two words (`是多少?北京上海`) one is taken as
real behind four letters."""

_QUESTION_ABOUT_A_YEAR = re.compile(r"[^?]*[^\W\d_]{2}[^?]*[0-9]\?[\"'”’)）】》]*")

MONTH_STANDS_FOR_DAY = 28
"""The seeds write a date of which only the month is known as its 28th, so that it is in no month
more than known."""

_PLAIN_NUMBER = (
    "Write digits with a point, such as 4.5, and at most a unit of docs/ingest.md; leave the value "
    "empty and put the words into the wording where the source gives a range, a limit or no number."
)
_NAME_ALONE = (
    "Delete what adds nothing; a figure of another concept, of a part or of another time does not "
    "belong here."
)
_SAVE_AGAIN = "Open the original again, and save it as 'CSV UTF-8' or as .xlsx."


class Unreadable(Exception):
    """A cell that cannot be taken: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        """Carry the two halves of a problem."""
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


@dataclasses.dataclass(frozen=True, kw_only=True)
class Number:
    """A number as a cell states it.

    Attributes:
        digits: The number in digits, as the seeds write it.
        written: The number as the cell has it.
        units: The unit beside it, with what it may mean; empty where there is none.
    """

    digits: str
    written: str
    units: tuple[Meanings, ...] = ()


def see(cell: Cell) -> Cell:
    """Return a cell without invisible characters; a change of the order of its text is a fault."""
    if cell.fault is None and any(char in cell.text for char in OVERRIDES):
        return dataclasses.replace(
            cell,
            fault=(
                "characters that show the text in another order than it is stored in",
                "Type the text again.",
            ),
        )
    return dataclasses.replace(cell, text=visible(cell.text))


def read_text(cell: Cell) -> str:
    """Return free text as it stands.

    Raises:
        Unreadable: A control character, or text that was decoded or saved wrongly.
    """
    text = _ADDRESS.sub("", read_address(cell))
    if _LOST_LETTER.search(text) and not _QUESTION_ABOUT_A_YEAR.fullmatch(text):
        raise Unreadable(
            "garbled text: question marks in the place of letters",
            f"{_SAVE_AGAIN} Where it is a real question mark, write it as ？.",
        )
    return cell.text


def read_address(cell: Cell) -> str:
    """Return an address, in which question marks are usual.

    Raises:
        Unreadable: A control character, or text that was decoded wrongly.
    """
    _check(cell.text)
    return cell.text


def _check(text: str) -> None:
    if "\ufffd" in text or _is_garbled(text):
        raise Unreadable(
            "garbled text: read in another encoding than it was written in", _SAVE_AGAIN
        )
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs", "Co"):
            raise Unreadable(
                f"text with a character that cannot be shown (U+{ord(char):04X})",
                "Delete the character.",
            )


def check_figure(text: str) -> None:
    """Check the text of a cell that holds a name, a number, a date or a wording.

    Raises:
        Unreadable: As `read_text`; or any question mark, as no figure is a question.
    """
    _check(text)
    if "?" in text:
        raise Unreadable("garbled text: question marks in the place of letters", _SAVE_AGAIN)


def _is_garbled(text: str) -> bool:
    """Tell whether a text is Chinese in UTF-8 that somebody read as GBK or as Western European."""
    if text.isascii():
        return False
    for wrong in ("gb18030", "cp1252", "latin-1"):
        try:
            meant = text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        if len(meant) > 1 and re.search(r"[\u4e00-\u9fff]", meant):
            return True
    return False


def read_words(cell: Cell) -> str:
    """Return the wording of a figure as it stands.

    Raises:
        Unreadable: A mark that may be part of a number; or the spreadsheet made a date of the
            wording, as it does of 4-5.
    """
    if cell.is_date:
        raise Unreadable(
            "the spreadsheet made a date of the wording",
            "Format the cell as text, then type the wording again.",
        )
    if mark := touching_mark(cell.text):
        raise Unreadable(
            f"a footnote mark or a fraction against a digit: {mark!r}",
            "Delete the mark; write a fraction with a point, as 5.5.",
        )
    return cell.text


def read_number(cell: Cell) -> Number | None:
    """Return a number and its unit; None where there is none, as for an empty cell or a dash.

    Args:
        cell: The cell, without footnote marks; `5%` is 5 in percent, `1,234.5` is 1234.5.

    Raises:
        Unreadable: Not one plain number.
    """
    if cell.is_date:
        raise Unreadable(
            "the spreadsheet made a date of the value",
            "Format the cell as a number, then type it again; a range goes into the wording.",
        )
    text = plain(cell.text)
    if not text.strip("-"):
        return None
    if arrow := _TWO_WAYS.search(text):
        raise Unreadable(
            f"a sign that is a fall in one table and a rise in another: {arrow[0]!r}",
            "Write -2.3 or 2.3, as the source means it.",
        )
    if _IN_BRACKETS.fullmatch(text):
        raise Unreadable(
            "a number in brackets, which may mean a fall",
            "Write -2.3 or 2.3, as the source means it.",
        )
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise Unreadable(f"not one plain number{_strange_digit(text)}", _PLAIN_NUMBER)
    before, after = match["before"].strip(), match["after"].strip()
    units = _units(before, after)
    if match["gap"] == " " and _is_unit(match["whole"].split()[-1] + after):
        raise Unreadable(
            "not one plain number: a space that may part thousands, or number and unit",
            "Write the number without spaces, such as 2900.5.",
        )
    whole = re.sub(r"\D", "", match["whole"])
    digits = (whole.lstrip("0") or "0") + (match["decimals"] or "")
    sign = "-" if match["sign"] == "-" and Decimal(digits) != 0 else ""
    written = f"{match['sign']}{match['whole']}{match['decimals'] or ''}"
    return Number(digits=sign + digits, written=written, units=units)


def _is_unit(text: str) -> bool:
    found = UNIT_WORDS.read(text)
    return bool(found.units) and not found.unknown


def _units(before: str, after: str) -> tuple[Meanings, ...]:
    """Return the units that the words around a number state.

    Raises:
        Unreadable: Words that are no unit.
    """
    if not before and not after:
        return ()
    found = UNIT_WORDS.read(before + after)
    if before and not is_yuan(before):
        part = before
    elif found.unknown or not found.units or re.search("[-/:;|、]", after):
        part = found.unknown[0] if found.unknown else after
    else:
        return found.units
    if _POINTS.search(after):
        detail = f"{after!r} are percentage points, which are no percentage"
    else:
        detail = f"{part!r} is no known unit" + _strange_digit(part)
    raise Unreadable(f"not one plain number: {detail}", _PLAIN_NUMBER)


def _strange_digit(text: str) -> str:
    """Return the first character that is a number and none of the digits 0-9, as words."""
    strange = (
        char
        for char in text
        if char in "〇一二三四五六七八九十"
        or (char not in "0123456789" and unicodedata.category(char).startswith("N"))
    )
    return next((f" ({char!r} is none of the digits 0-9)" for char in strange), "")


def convert(number: Number, unit: Unit) -> str:
    """Return a number of a unit in the unit that the seeds store, exactly.

    Raises:
        Unreadable: Too large for a figure.
    """
    value = Decimal(number.digits) * unit.factor
    if abs(value) >= 10**12:
        raise Unreadable("not one plain number: larger than any figure", _PLAIN_NUMBER)
    return number.digits if unit.factor == 1 else f"{value.normalize():f}"


def is_bare(wording: str, number: Number) -> bool:
    """Tell whether a wording is a number alone, the same as that of the value."""
    try:
        found = read_number(Cell(text=wording))
    except Unreadable:
        return False
    return found is not None and not found.units and found.digits == number.digits


def read_year(cell: Cell) -> str:
    """Return a calendar year.

    Raises:
        Unreadable: Something else.
    """
    text = plain(cell.text)
    match = None if cell.is_date else _YEAR.fullmatch(text)
    if match is None:
        if _PART_OF_A_YEAR.search(text):
            raise Unreadable(
                "not a calendar year, but a part of one",
                "Leave the row out: figures here are of whole years.",
            )
        raise Unreadable("not a calendar year", "Write it such as 2027.")
    return match.group(1)


def read_date(cell: Cell) -> tuple[str, str]:
    """Return a date in ISO form and how precisely it is written (`day` or `month`).

    Raises:
        Unreadable: Not a date that can only be meant one way.
    """
    text = plain(cell.text)
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups()[:3])
        precision = "day"
    elif re.fullmatch(r"[0-9]{4}\.1", text):
        raise Unreadable(
            "January, or October written as a number, which loses its last zero",
            f"Write it as text: {text[:4]}-01 or {text[:4]}-10.",
        )
    elif match := _MONTH.fullmatch(text):
        year, month, day = int(match.group(1)), int(match.group(2)), MONTH_STANDS_FOR_DAY
        precision = "month"
    elif _EXCEL_DAY.fullmatch(text):
        meant = dt.date(1899, 12, 30) + dt.timedelta(days=int(text))
        raise Unreadable(
            f"a spreadsheet's day number, which may mean {meant.isoformat()}",
            "Format the cell as a date, or write the date such as 2027-01-31.",
        )
    else:
        raise Unreadable(
            "not a date that can be read in one way only",
            "Write year, month, day, such as 2027-01-31; 2027-01 where only the month is known.",
        )
    try:
        return dt.date(year, month, day).isoformat(), precision
    except ValueError:
        raise Unreadable(
            "a day that the calendar does not have", "Correct the date, such as 2027-01-31."
        ) from None


def name_fault(found: Name, what: str, known: str) -> tuple[str, str] | None:
    """Return what is wrong with a name that is known, if a part of the cell says something else.

    Args:
        found: What the cell says.
        what: What it should name, such as `province`.
        known: Where the names are listed.
    """
    if not found.codes:
        return None
    (_, named), *others = found.codes.items()
    if others:
        both = " and ".join(map(repr, found.codes.values()))
        return f"more than one {what}: {both}", "Write one; give each figure its own row."
    if found.unknown:
        part = found.unknown[0]
        time = ", a part of a year," if _PART_OF_A_YEAR.search(part) else ""
        return (
            f"an unknown {what}: {part!r}{time} beside {named!r} is not understood",
            f"Write the name alone, as in {known}. {_NAME_ALONE}",
        )
    return None


def read_code(cell: Cell, column: str) -> Name | None:
    """Return the code of a closed vocabulary; None for an empty cell.

    Raises:
        Unreadable: No such code, or something beside it.
    """
    if not cell.text:
        return None
    found = CODES[column].read(cell.text)
    if fault := name_fault(found, column, "docs/ingest.md"):
        raise Unreadable(*fault)
    if found.code is None:
        choices = ", ".join(f"{code} ({names[0]})" for code, names in VOCABULARIES[column].items())
        raise Unreadable("not one of the accepted values", f"Use one of: {choices}.")
    return found


def read_name(cell: Cell, names: Names, what: str, seed: str) -> Name:
    """Return what a cell says that names a province or an indicator.

    Raises:
        Unreadable: Nothing given, a name that the seeds do not have, or something beside it.
    """
    if not cell.text:
        raise Unreadable(f"no {what}", f"Write the {what}, by name or by code.")
    text = cell.text.removesuffix(".0")
    found = names.read(text)
    if fault := name_fault(found, what, seed):
        raise Unreadable(*fault)
    if found.code is None:
        like = names.like(text)
        meant = f" Did you mean {' or '.join(like)}?" if like else ""
        raise Unreadable(
            f"an unknown {what}",
            f"Write a name or a code of {seed}, or add it there first.{meant}",
        )
    return found


def read_unit(cell: Cell) -> tuple[Meanings, ...]:
    """Return the unit that a cell of its own column states; none for an empty cell.

    Raises:
        Unreadable: A unit that is not known, or more than one.
    """
    found = UNIT_WORDS.read(cell.text)
    if cell.text and (found.unknown or not found.units):
        raise Unreadable(
            "a unit that is not one of the accepted values",
            "Write %, 亿元 or another unit of docs/ingest.md; percentage points and other "
            "currencies are not converted.",
        )
    if len(set(found.units)) > 1:
        raise Unreadable("more than one unit, not one of the accepted values", "Write one.")
    return found.units
