"""What the page that is shown is written to a file as: APA tables, matrices and their figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.progress import Silent
from gtcoder.ui.agreement.asked import CATEGORY, CHOSEN, Asked
from gtcoder.ui.agreement.bar import COCKPIT, CONFUSION, INTERVALS, KEPT, MATCHED, PAIRS, ROUNDS
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.pages import NumberPages
from gtcoder.ui.agreement.reporting import matched_codings, numbers_report
from gtcoder.ui.bridge import Bridge

if TYPE_CHECKING:
    from gtcoder.reports.base import Report

SHEETS = (".csv", ".xlsx", ".json")
_STEMS = {
    MATCHED: "matched-codings", KEPT: "agreement-kept", INTERVALS: "agreement-intervals",
    PAIRS: "agreement-pairs", ROUNDS: "agreement-rounds", CONFUSION: "confusion",
}  # fmt: skip


def stem_of(view: str) -> str:
    """Return the name a file of that page is given at first."""
    return _STEMS.get(view, "agreement")


def has_chart(view: str) -> bool:
    """Return whether there is a figure of that page."""
    return view in (COCKPIT, INTERVALS, PAIRS, ROUNDS, CONFUSION)


def view_report(
    bridge: Bridge, pages: NumberPages, numbers: Numbers, view: str, out: Path
) -> Report:
    """Return the report of the page; asked of the study again where it is one of its own.

    The page of codes is every number in a sheet, and a table as papers have it anywhere else.
    """
    asked = numbers.asked
    if view == MATCHED:
        return matched_codings(numbers)
    if view == CONFUSION:
        return _confusion(bridge, pages, numbers)
    if view == PAIRS:
        return _asked_of_study(bridge, "agreement-pairs", only(asked), {})
    if view == ROUNDS:
        coders = asked.coders or numbers.coders
        return _asked_of_study(bridge, "agreement-rounds", only(replace(asked, coders=coders)), {})
    if view == INTERVALS:
        return _intervals(bridge, pages, asked)
    if out.suffix.lower() in SHEETS:
        return numbers_report(numbers)
    both = tuple(dict.fromkeys((asked.coefficient, *asked.beside, "percent_agreement")))
    return _asked_of_study(bridge, "agreement", only(asked) | {"coefficients": both}, {})


def only(asked: Asked) -> dict[str, Any]:
    """Return the options of a report of agreement for what is asked."""
    from gtcoder.analysis.study import UncodedText
    from gtcoder.vocabulary import UnitOfCoding

    return compared(asked) | {
        "unit": UnitOfCoding(asked.unit),
        "overlap": 100 * asked.overlap if asked.overlap else 0.0,
        "uncoded": UncodedText(asked.uncoded),
        "coefficients": tuple(dict.fromkeys((asked.coefficient, *asked.beside))),
        "bootstrap": asked.resamples,
        "seed": asked.seed,
    }


def compared(asked: Asked) -> dict[str, Any]:
    """Return the options of whose codings are compared."""
    from gtcoder.reports.coded_codes import CodesAs

    return {
        "coders": asked.coders,
        "documents": asked.documents if asked.sample == CHOSEN else (),
        "codes": asked.codes,
        "round": asked.round or "",
        "sample": "finished" if asked.sample == CHOSEN else asked.sample,
        "interviewer": asked.interviewer,
        "codes_as": CodesAs(asked.codes_as),
        "rollup": asked.roll_up,
    }


def _intervals(bridge: Bridge, pages: NumberPages, asked: Asked) -> Report:
    from gtcoder.reports.agreement_report import RowsPer

    per, variable = pages.intervals.rows.value()
    options = only(asked)
    if per == CATEGORY:
        per, options["rollup"] = "code", True
    more = {"per": RowsPer(per), "variable": variable}
    return _asked_of_study(bridge, "agreement", options, more)


def _confusion(bridge: Bridge, pages: NumberPages, numbers: Numbers) -> Report:
    from gtcoder.analysis.confusion import Counted

    now = pages.confusion.now()
    assert now is not None  # the command is off without numbers
    pair, counted, most = now
    options = compared(replace(numbers.asked, coders=pair))
    if len(numbers.codings.coders) > 2:  # the sample of all of them, as on the screen
        options["documents"] = numbers.codings.documents
    return _asked_of_study(
        bridge, "confusion", options, {"counted": Counted(counted), "most": most}
    )


def _asked_of_study(
    bridge: Bridge, name: str, options: dict[str, Any], more: dict[str, Any]
) -> Report:
    from gtcoder.reports import REPORTS

    kind = REPORTS.get(name)
    with bridge.read() as reader:
        return kind.run(reader, kind.Options(**options, **more), Silent())
