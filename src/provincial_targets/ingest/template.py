"""Write the spreadsheet for the next round: a row per province and indicator, with drop-downs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.ingest.reference.vocabulary import ALIASES, VOCABULARIES

COLUMNS = (
    "geography_code",
    "indicator",
    "measure",
    "year",
    "value",
    "raw_text",
    "published_on",
    "published_on_precision",
    "source_id",
    "publisher",
    "title",
    "url",
    "kind",
    "release",
    "basis",
    "is_rounded",
    "note",
    "observation_id",
    "sentence",
)
_WIDTHS = {
    "sentence": 80,
    "raw_text": 34,
    "title": 44,
    "url": 44,
    "indicator": 26,
    "note": 34,
    "publisher": 22,
}
_SPARE_ROWS = 200
"""Rows below the prefilled ones in which the drop-downs work too, for second sources."""

_NOTES = (
    ("怎样填写", "How to fill this in"),
    (
        "一行是一个来源对一个数字的表述；没有找到来源就留空，留空的行不会录入。",
        "One row is one figure as one source states it. Leave a row alone where you found no "
        "source: it is left out.",
    ),
    (
        "数值填百分数本身：5% 填 5 或 5%，不要填 0.05；区间、只有文字的目标不填数值。",
        "The value is in percent: 5 or 5%, not 0.05. Leave it empty for a range or for words only.",
    ),
    (
        "原文照抄，最多 60 字，例如 5%左右、4.5%—5%、与经济增长同步。",
        "Copy the source's own wording, at most 60 characters: 5%左右, 4.5%—5%, 与经济增长同步.",
    ),
    (
        "日期写 2027-01-20；只知道月份写 2027-01；不知道就写当年 1 月 31 日，精度选 inferred。",
        "Write the date as 2027-01-20, or 2027-01 where only the month is known; where neither is, "
        "31 January of the year with precision inferred.",
    ),
    (
        "来源：sources.csv 里已有的只填 source_id；新的填发布者、标题、网址和类型，"
        "非原站转载的发布者写 repost。",
        "Source: a known one by its source_id of sources.csv; a new one by publisher, title, url "
        "and kind (publisher 'repost' for a copy on an unrelated site).",
    ),
    (
        "同一来源对同一数字有两种说法时，第二行的 observation_id 填 new；"
        "改正已录入的数字，填它的 observation_id，录入时加 --replace。",
        "Where one source words a figure twice, write new as observation_id of the second row. To "
        "correct a figure, write its observation_id and ingest with --replace.",
    ),
    (
        "可以增加行、删除列以外的整行、调整顺序；不要用公式，只收数值。",
        "Rows may be added, deleted and sorted. No formulas: only values are taken.",
    ),
    (
        "录入：provincial-targets ingest 文件名（先看），再加 --yes（合并）。",
        "Then: provincial-targets ingest FILE to look, and again with --yes to merge.",
    ),
    (
        "原句一列供核对，录入时显示，不会存入。",
        "The sentence is there to look at: ingest shows it and stores none.",
    ),
)


Row = Mapping[str, str | int | float]
"""What a row of the sheet says, by column."""


def write_template(
    seeds: Seeds, path: Path, rows: Sequence[Row] | None = None, unsure: Collection[int] = ()
) -> int:
    """Write the sheet for the round after the newest one, or one with rows filled in.

    Args:
        seeds: The project's seeds.
        path: Where to write the workbook.
        rows: What is filled in; by default a row for each province and indicator, without figures.
        unsure: Which of them, from 0, are coloured for a person to look at.

    Returns:
        The year of the round.

    Raises:
        OSError: The file cannot be written.
    """
    import openpyxl  # late: half a second that no other command needs
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    year = seeds.next_round()
    indicators = [record["name_zh"] for record in seeds.indicators]
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = f"{year}"
    for index, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, index)
        put_text(cell, f"{ALIASES[column][0]} / {column}")
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(column, 14)
    for number, record in enumerate(_empty_round(seeds, year) if rows is None else rows, start=2):
        for column, value in record.items():
            cell = sheet.cell(number, _index(column))
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
            if number - 2 in unsure:
                cell.fill = PatternFill("solid", fgColor="FFF2CC")
    row = sheet.max_row
    last = row + _SPARE_ROWS
    for number in range(2, last + 1):
        for column in ("raw_text", "published_on", "title", "url", "note", "sentence"):
            # Text format: else Excel stores 4-5 as the fourth of May and a month as its first day.
            sheet.cell(number, _index(column)).number_format = "@"
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{row}"
    choices = {
        "geography_code": [seeds.geography_name(code) for code in seeds.provinces],
        "indicator": indicators,
        **{column: list(codes) for column, codes in VOCABULARIES.items() if column in COLUMNS},
    }
    _add_choices(workbook, sheet, choices, last)
    _add_notes(workbook, seeds)
    workbook.active = 0
    workbook.save(path)
    return year


def _empty_round(seeds: Seeds, year: int) -> list[Row]:
    return [
        {
            "geography_code": seeds.geography_name(province),
            "indicator": record["name_zh"],
            "measure": "target",
            "year": year,
            "release": "first",
        }
        for province in seeds.provinces
        for record in seeds.indicators
    ]


def put_text(cell: Any, text: str) -> None:
    """Write a text so that no spreadsheet reads it as a formula."""
    cell.value = text
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@", "\t", "\r")):
        cell.quotePrefix = True


def _index(column: str) -> int:
    return COLUMNS.index(column) + 1


def _add_choices(workbook: Any, sheet: Any, choices: dict[str, list[str]], last: int) -> None:
    """Add a drop-down to each column of codes; the lists are on a hidden sheet."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = workbook.create_sheet("lists")
    lists.sheet_state = "hidden"
    for number, (column, values) in enumerate(choices.items(), start=1):
        letter = get_column_letter(number)
        for row, value in enumerate(values, start=1):
            put_text(lists.cell(row, number), value)
        validation = DataValidation(
            type="list",
            formula1=f"lists!${letter}$1:${letter}${len(values)}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column,
            error="Choose from the list. 请从列表中选择。",
        )
        target = get_column_letter(_index(column))
        validation.add(f"{target}2:{target}{last}")
        sheet.add_data_validation(validation)


def _add_notes(workbook: Any, seeds: Seeds) -> None:
    """Add the sheet that explains the columns, in both languages."""
    from openpyxl.styles import Alignment, Font

    notes = workbook.create_sheet("notes 说明")
    lines = [*_NOTES, ("", "")]
    for column, codes in VOCABULARIES.items():
        chinese = "、".join(f"{names[0]} {code}" for code, names in codes.items())
        lines.append((f"{ALIASES[column][0]}：{chinese}", f"{column}: {', '.join(codes)}"))
    lines += [("", "")]
    lines += [(record["name_zh"], record["name_en"]) for record in seeds.indicators]
    for row, pair in enumerate(lines, start=1):
        for index, text in enumerate(pair, start=1):
            cell = notes.cell(row, index)
            put_text(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=row == 1)
    notes.column_dimensions["A"].width = notes.column_dimensions["B"].width = 70
