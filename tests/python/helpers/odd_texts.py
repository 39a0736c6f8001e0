"""Texts that a source can hold and that a reader of CSV may change."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import strategies as st

from helpers.small import read_rows

ODD_TEXTS = (
    *(
        "'",
        "''",
        "it's 5%",
        '"',
        '""',
        '"44652.8"',
        'said "about 5%"',
        '","',
        '",',
        ',"',
        ",",
        ",,",
    ),
    *("\\", "\\\\", "\\N", "\\n", '\\"', "ends in \\", "C:\\new\\table", "5\\,5"),
    *(
        "=1+1",
        "=SUM(A1:A9)",
        "+5",
        "-0.5",
        "@home",
        "#5",
        "5#",
        "# 5",
        "--",
        "/* 5 */",
        ";",
        "|",
        "%s",
    ),
    *(
        "%",
        "%(a)s",
        "{{ 5 }}",
        "{% raw %}",
        "${x}",
        "$1",
        "$$",
        "${spark.app.name}",
        ":1",
        "?",
        "{}",
    ),
    *("NULL", "null", "Null", " null ", "NA", "N/A", "n/a", "nan", "NaN", "none", "None", ".", "-"),
    *(
        "true",
        "False",
        "t",
        "2024-01-01",
        "01/02/2024",
        "2024",
        "007",
        "1e5",
        "0x1F",
        "1,000",
        "inf",
    ),
    *(" ", "   ", " leading", "trailing ", "  both  ", "a  b", "\u00a0", "\u3000全角空格\u3000"),
    *("５％左右", "“增长５％”", "＝１＋１", "，", "＂", "百分之五", "。", "3。8"),
    *("نمو 5%", "יעד 5%", "\u200fיעד", "\u202eabc\u202c", "a\u0301", "\u2028", "\ufeff", "ﬀ"),
    *("😀", "𠮷野家", "👩‍👩‍👧 5%", "𝟓%", "\U0010fffd"),
)
"""Separate texts; every reader must return each of them unchanged."""

_LETTERS = "\"'\\,;=+-@#%$`|{}[]()<>./:*?&~^_! aN5é\u00a0\u3000５％，＂“全א\u200fن\u202e\u0301😀𠮷"
TEXTS = st.one_of(st.sampled_from(ODD_TEXTS), st.text(_LETTERS, min_size=1, max_size=30))
"""One of them, or any text of the letters that make them odd."""


def add_odd_texts(project: Path) -> None:
    """Give sources these texts as publishers and titles, observations as wordings and notes.

    They are sizes in words, of a year that has no other figures, with the counts that go with them.
    """
    seeds, cell, day = project / "seeds", ("gdp", "size", "2031"), "2024-01-31"
    provinces = [
        row["geography_code"]
        for row in read_rows(seeds / "reference/geographies.csv")
        if row["level"] == "province"
    ]
    sources, observations = [], []
    for number, text in enumerate(ODD_TEXTS, start=9001):
        source = f"src-{number}"
        sources.append([source, text, text, "", "news", day, "day"])
        observations.append(
            [f"obs-{number:05}", "100000", *cell, "", text, "100m_yuan", "", "first"]
        )
        observations[-1] += ["false", day, "day", source, text]
    for file, rows in {
        "observations/sources.csv": sources,
        "observations/observations.csv": observations,
        "expectations/expected_observation_counts.csv": [[*cell, str(len(ODD_TEXTS))]],
        "expectations/expected_coverage.csv": [[*cell, "0", " ".join(provinces)]],
    }.items():
        with (seeds / file).open("a", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows(rows)
