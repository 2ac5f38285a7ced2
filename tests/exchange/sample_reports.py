"""Invented reports for the tests of writers: awkward texts, paths, totals and blocks of coders."""

from __future__ import annotations

from gtcoder.analysis.charts import Bars
from gtcoder.reports.base import Report, Row

PROVENANCE = {
    "counted": "codings",
    "whose": "Ann",
    "round": "Round 1",
    "revision": 7,
    "study": "Invented",
    "program": "gtcoder 0",
    "at": "2026-11-21T10:00:00+00:00",
    "coders": ["Ann", "Ben"],
    "rollup": False,
}
SENTENCES = ("Counted: codings.", "Whose: Ann, Round 1; 2 of 2 documents.")

AWKWARD = (
    "=1+1",
    "@SUM(A1)",
    "+49 30 1234",
    "-3",
    "https://example.org/?a=1&b=2",
    "007",
    "NA",
    'she said “yes”, then "no"; twice',
    "two\nlines",
    " blanks around ",
    "بازاریابی تجربه",
    "🙂 e\u0301 日本",
    "<b>&amp;</b>",
    "<r>rich</r>",
    "_x000D_",
    "tab\tinside",
    "50 % of $5 & #1_2 {x} ~ ^ \\ [y]",
)


def awkward() -> Report:
    """Return a table of texts that writers like to change."""
    rows: tuple[Row, ...] = tuple((text, place) for place, text in enumerate(AWKWARD))
    return Report("quotations", "Coded passages", ("text", "number"), rows, SENTENCES, PROVENANCE)


def tree() -> Report:
    """Return two blocks of coders over a small tree, with totals, a share and an empty cell."""
    rows: tuple[Row, ...] = (
        ("Ann", ("Trust",), 1234, 0.5, None),
        ("Ann", ("Trust", "Warmth"), 2, 0.125, "x"),
        ("Ann", ("Trust", "Silence"), 0, 0.0, ""),
        ("Ann", ("Trust", "Silence", "Long"), 1, 1.0, ""),
        ("Ann", ("Cost", "Time"), 3, 0.25, ""),
        ("Ann", "Total", 1240, 0.75, ""),
        ("Ben", ("Cost", "Time"), 4, 0.25, ""),
        ("Ben", "Total", 4, 0.25, ""),
    )
    return Report(
        name="codes-by-document",
        title="Codes by document",
        columns=("coder", "code", "codings", "share", "note"),
        rows=rows,
        sentences=SENTENCES,
        provenance=PROVENANCE,
        totals=frozenset({5, 7}),
        repeats=("coder", "code"),
        chart=Bars(
            "Most frequent codes",
            "codings",
            ("Trust", "Cost $5", "日本 🙂"),
            (("Ann", (1234.0, 3.0, 1.0)), ("Ben", (0.0, 4.0, 2.0))),
            "Ann and Ben, side by side",
        ),
    )


def wide(columns: int, rows: int = 1) -> Report:
    """Return a table of many columns of numbers."""
    names = ("code", *(f"interview {number}" for number in range(columns - 1)))
    body: tuple[Row, ...] = tuple(
        (("Code",), *(row + column for column in range(columns - 1))) for row in range(rows)
    )
    return Report("wide", "Wide", names, body, SENTENCES, PROVENANCE)
