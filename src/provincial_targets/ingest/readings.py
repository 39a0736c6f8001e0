"""Read one cell: from what a person writes to what the seeds say."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from provincial_targets.ingest.cells import Cell
from provincial_targets.ingest.vocabulary import CODES, VOCABULARIES, Names

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,10})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_YEAR = re.compile(r"(20[0-9]{2})(年|\.0)?")
_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
_MONTH = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})月?")
_EXCEL_DAY = re.compile(r"[34][0-9]{4}")

MONTH_STANDS_FOR_DAY = 28
"""The seeds write a date of which only the month is known as its 28th, so that it is in no month
more than known."""


class Unreadable(Exception):
    """A cell that cannot be taken: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        """Carry the two halves of a problem."""
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


def narrow(text: str) -> str:
    """Return a text with full-width characters narrowed and every space taken out."""
    narrowed = unicodedata.normalize("NFKC", text).replace("−", "-")
    return "".join(narrowed.split())


def read_text(cell: Cell) -> str:
    """Return free text as it stands.

    Raises:
        Unreadable: A control character, or text that was decoded wrongly.
    """
    if "\ufffd" in cell.text or _is_garbled(cell.text):
        raise Unreadable(
            "garbled text: read in another encoding than it was written in",
            "Open the original again, and save it as 'CSV UTF-8' or as .xlsx.",
        )
    for char in cell.text:
        if unicodedata.category(char) in ("Cc", "Cs", "Co"):
            raise Unreadable(
                f"text with a character that cannot be shown (U+{ord(char):04X})",
                "Delete the character.",
            )
    return cell.text


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
        Unreadable: As `read_text`; or the spreadsheet made a date of it, as it does of 4-5.
    """
    if cell.is_date:
        raise Unreadable(
            "the spreadsheet made a date of the wording",
            "Format the cell as text, then type the wording again.",
        )
    return read_text(cell)


def read_number(cell: Cell, *, percent: bool) -> str:
    """Return a number in digits, as the seeds write it; empty for an empty cell.

    Args:
        cell: The cell; `5%` is 5, `1,234.5` is 1234.5.
        percent: Whether the number is a percentage, so that a percent sign may follow it.

    Raises:
        Unreadable: Not one plain number.
    """
    if cell.is_date:
        raise Unreadable(
            "the spreadsheet made a date of the value",
            "Format the cell as a number, then type it again; a range goes into the wording.",
        )
    text = narrow(cell.text)
    if not text:
        return ""
    if text.endswith("%"):
        if not percent:
            raise Unreadable(
                "a percentage where a size in 100 million yuan (亿元) belongs",
                "Write the size, or make the row a target or an outturn.",
            )
        text = text[:-1]
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        raise Unreadable(
            "not one plain number",
            "Write digits with a point, such as 4.5; leave the value empty and put the words into "
            "the wording where the source gives a range, a limit or no number.",
        )
    sign = "-" if text.startswith("-") and Decimal(text) != 0 else ""
    whole, point, decimals = text.lstrip("+-").partition(".")
    return sign + (whole.lstrip("0") or "0") + point + decimals


def read_year(cell: Cell) -> str:
    """Return a calendar year.

    Raises:
        Unreadable: Something else.
    """
    match = None if cell.is_date else _YEAR.fullmatch(narrow(cell.text))
    if match is None:
        raise Unreadable("not a calendar year", "Write it such as 2027.")
    return match.group(1)


def read_date(cell: Cell) -> tuple[str, str]:
    """Return a date in ISO form and how precisely it is written (`day` or `month`).

    Raises:
        Unreadable: Not a date that can only be meant one way.
    """
    text = narrow(cell.text.removesuffix(" 00:00:00"))
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups()[:3])
        precision = "day"
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


def read_code(cell: Cell, column: str) -> str:
    """Return the code of a closed vocabulary; empty for an empty cell.

    Raises:
        Unreadable: No such code.
    """
    if not cell.text:
        return ""
    code = CODES[column].code(cell.text)
    if code is None:
        choices = ", ".join(f"{code} ({names[0]})" for code, names in VOCABULARIES[column].items())
        raise Unreadable("not one of the accepted values", f"Use one of: {choices}.")
    return code


def read_name(cell: Cell, names: Names, what: str, seed: str) -> str:
    """Return the code of a province or an indicator.

    Raises:
        Unreadable: Nothing given, or a name that the seeds do not know.
    """
    if not cell.text:
        raise Unreadable(f"no {what}", f"Write the {what}, by name or by code.")
    code = names.code(read_text(cell).removesuffix(".0"))
    if code is None:
        like = names.like(cell.text)
        meant = f" Did you mean {' or '.join(like)}?" if like else ""
        raise Unreadable(
            f"an unknown {what}",
            f"Write a name or a code of {seed}, or add it there first.{meant}",
        )
    return code
