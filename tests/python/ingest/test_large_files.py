"""A file of thousands of rows stays readable: each fault once, sums first, nothing half merged."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from provincial_targets.checks.problems import Problem, told_once

from ingest_builders import Project, as_csv, rows

BAD_INPUT = 3
OBSERVATIONS = "seeds/observations/observations.csv"
SOURCES = "seeds/observations/sources.csv"
PROVINCES = "天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西".split()


def many(number: int, **change: str) -> list[dict[str, object]]:
    """Return rows of one source for distinct figures."""
    cells = itertools.product(("gdp", "retail_sales", "trade", "cpi"), PROVINCES, range(2009, 2022))
    return rows(
        *(
            {"indicator": i, "geography_code": p, "year": str(y), **change}
            for i, p, y in itertools.islice(cells, number)
        )
    )


def test_a_date_of_a_source_that_differs_is_reported_once_with_its_rows(
    quick_project: Project,
) -> None:
    table = many(12)
    for row in (3, 7, 8, 9, 10, 11, 12):
        table[row - 2]["published_on"] = "2026-02-04"
    quick_project.file(as_csv(table))

    answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == BAD_INPUT
    named = [line for line in answer.out.splitlines() if "column published_on" in line]
    assert named == [
        "round.csv, rows 3, 7-12, column published_on: row 2, which cites the same source, was "
        "published on 2026-02-03 (precision day) (found '2026-02-04'). Correct the date or the "
        "source; write precision inferred where the date is not the publication's own."
    ]
    assert "1 problem: nothing is merged" in answer.err


def test_a_source_with_several_kinds_is_reported_once_with_the_kind_of_each_row(
    quick_project: Project,
) -> None:
    table = many(6)
    table[1]["kind"] = table[2]["kind"] = "official"
    table[4]["kind"] = "aggregator"
    quick_project.file(as_csv(table))

    answer = quick_project.ingest("round.csv", "--json")

    (found,) = answer.report["problems"]
    assert (found["row"], found["more_rows"], found["column"]) == (3, [4, 6], "kind")
    assert found["message"] == (
        "row 2, which cites the same source, has 'news'; "
        "this file has 'official' in rows 3-4; 'aggregator' in row 6"
    )


def test_a_fault_of_many_rows_is_reported_once(quick_project: Project) -> None:
    quick_project.file(as_csv(many(30, indicator="new_companies")))

    answer = quick_project.ingest("round.csv")

    assert answer.out.count("new_companies") == 1
    assert "round.csv, rows 2-31, column indicator: " in answer.out


def test_problems_of_one_file_are_joined_only_where_nothing_but_the_row_differs() -> None:
    def problem(row: int | None, value: str, file: str = "a.csv") -> Problem:
        return Problem(
            file=file, row=row, column="value", value=value, message="wrong", remedy="Correct it."
        )

    faults = [problem(9, "x"), problem(3, "x"), problem(4, "y"), problem(3, "x")]
    found = told_once([*faults, problem(3, "x", "b.csv"), problem(None, "x")])

    assert [(p.file, p.row, tuple(p.more_rows), p.value) for p in found] == [
        ("a.csv", 3, (9,), "x"),
        ("a.csv", 4, (), "y"),
        ("b.csv", 3, (), "x"),
    ]


def test_many_problems_are_summed_up_by_kind_first_and_json_has_all(quick_project: Project) -> None:
    table = many(100)
    for number, row in enumerate(table):
        row["value"] = f"{number}x"
    table[40]["year"] = "soon"
    quick_project.file(as_csv(table))

    answer = quick_project.ingest("round.csv", "--yes")

    lines = answer.out.splitlines()
    place = lines.index("101 problems of 2 kinds:")
    assert lines[place + 1].startswith("  100 × column value: not one plain number")
    assert lines[place + 1].endswith("; first: row 2 (found '0x')")
    assert lines[place + 2].startswith("  1 × column year: ")
    assert lines[place + 2].endswith("; first: row 42 (found 'soon')")
    assert lines[-1] == "  … and 51 more problems: --json shows all"
    report = quick_project.ingest("round.csv", "--yes", "--json").report
    assert len(report["problems"]) == 101


def test_many_figures_are_summed_up_first_and_json_has_all(quick_project: Project) -> None:
    quick_project.file(as_csv(many(400, measure="outturn", published_on="2026-02-03")))

    answer = quick_project.ingest("round.csv")

    lines = answer.out.splitlines()
    assert lines[1] == "  400 figures from 1 sources, by year:"
    assert lines[2].startswith("    gdp outturn: 2009: 13, 2010: 13, ")
    assert sum(": add obs-" in line for line in lines) == 50
    assert "  … and 350 more figures to add: --json shows all" in lines
    assert len(lines) < 400
    assert len(quick_project.ingest("round.csv", "--json").report["additions"]) == 400


def test_a_file_cut_off_in_the_middle_is_refused_and_nothing_is_merged(
    wary_project: Project,
) -> None:
    before = wary_project.seeds()
    content = as_csv(many(40))
    place = content.index(b"\n", len(content) // 2) + 30
    # Cut between two characters; a cut inside one has a test of its own (test_other_files.py).
    wary_project.file(content[:place].decode("utf-8", "ignore").encode("utf-8"))

    answer = wary_project.ingest("round.csv", "--yes")

    assert answer.code == BAD_INPUT
    (named,) = [line for line in answer.out.splitlines() if line.startswith("round.csv, ")]
    row = content[:place].count(b"\n") + 1
    assert f"row {row}: " in named
    assert "fields where the header has 17" in named
    assert wary_project.seeds() == before


def test_letters_that_gbk_lacks_are_missed_and_nothing_is_merged(wary_project: Project) -> None:
    before = wary_project.seeds()
    korean = {"measure": "size", "value": "14879.2", "raw_text": "1조 4,879억 2,000만원"}
    table = rows({}, korean, {**korean, "geography_code": "天津"}, {"url": "https://a.org/?x=1"})
    text = as_csv(table).decode("utf-8")
    wary_project.file(text.encode("gbk", "replace"))

    answer = wary_project.ingest("round.csv", "--yes")

    assert answer.code == BAD_INPUT
    (named,) = [line for line in answer.out.splitlines() if line.startswith("round.csv, ")]
    assert named == (
        "round.csv, rows 3-4, column raw_text: a question mark in a file saved as GBK may stand "
        "for a letter that GBK lacks (found '1? 4,879? 2,000??'). "
        "Save the original as 'CSV UTF-8' or as .xlsx."
    )
    assert wary_project.seeds() == before


def test_a_column_twice_is_refused_in_one_line_and_nothing_is_merged(wary_project: Project) -> None:
    before = wary_project.seeds()
    lines = as_csv(many(40)).decode("utf-8").splitlines()
    doubled = [lines[0] + ",数值", *(line + ",6" for line in lines[1:])]
    wary_project.file("\n".join(doubled).encode("utf-8"))

    answer = wary_project.ingest("round.csv", "--yes")

    assert answer.code == BAD_INPUT
    (named,) = [line for line in answer.out.splitlines() if line.startswith("round.csv, ")]
    assert "column 数值: two columns for value: the other is 'value'" in named
    assert wary_project.seeds() == before


def test_a_large_file_twice_adds_nothing(quick_project: Project) -> None:
    quick_project.file(as_csv(many(200)))
    assert quick_project.ingest("round.csv", "--yes").code == 0
    before = quick_project.seeds()

    answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == 0
    assert "Nothing to add" in answer.out
    assert quick_project.seeds() == before


def test_files_in_any_order_give_the_same_figures_and_sources_but_for_their_ids(
    make_project: Callable[[], Project],
) -> None:
    other = {"title": "另一来源", "url": "https://example.org/other"}
    inferred = {"published_on": "2026-01-31", "published_on_precision": "inferred"}
    tianjin, hebei = {"geography_code": "天津", **inferred}, {"geography_code": "河北", **other}
    unsaid = dict.fromkeys(("publisher", "title", "url", "kind", "published_on"), "")
    shanxi = {"geography_code": "山西"}
    files = {
        "a.csv": rows({}, tianjin, hebei),
        "b.csv": rows(other, tianjin, {**shanxi, **unsaid, "source_id": "src-0001"}),
        "c.csv": rows(hebei, {**shanxi, "raw_text": "增长5%左右"}),
    }

    def taken_in(order: tuple[str, ...]) -> list[tuple[str, ...]]:
        project = make_project()
        for name in order:
            project.file(as_csv(files[name]), name)
            answer = project.ingest(name, "--yes")
            assert answer.code == 0, answer.out
        sources = {r.pop("source_id"): r for r in project.records(SOURCES)}
        return sorted(
            (
                *(v for k, v in record.items() if k not in ("observation_id", "source_id")),
                *sources[record["source_id"]].values(),
            )
            for record in project.records(OBSERVATIONS)
        )

    found = [taken_in(order) for order in itertools.permutations(files)]

    for order, figures in zip(itertools.permutations(files), found, strict=True):
        assert figures == found[0], order
    assert len(found[0]) == len(make_project().records(OBSERVATIONS)) + 6
