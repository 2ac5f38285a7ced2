"""The reports as questions in words, and how their columns and options are called."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.tables.facts import Facts
from gtcoder.ui.tables.gallery import Entry

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Question:
    """A report by its name, as what it answers, and what is seen of it."""

    report: str
    text: str
    hint: str


def question_of(report: str, title: str) -> Question:
    """Return the question of a report; of one that is not known here, its title."""
    known = {
        "frequencies": (
            translate("Tables", "How often is each code used?"),
            translate("Tables", "Codings, passages, interviews, participants"),
        ),
        "codes-by-document": (
            translate("Tables", "Which codes in which interview?"),
            translate("Tables", "Codes down, interviews or participants across"),
        ),
        "quotations": (
            translate("Tables", "Where is it said?"),
            translate("Tables", "Every coded passage with its words and place"),
        ),
        "codebook": (
            translate("Tables", "What does each code mean?"),
            translate("Tables", "The codebook, now or as of a date"),
        ),
        "coverage": (
            translate("Tables", "What is coded, what not?"),
            translate("Tables", "Share of each interview under a code"),
        ),
        "ledger": (
            translate("Tables", "What was done?"),
            translate("Tables", "Every act, by whom, when and why"),
        ),
    }
    text, hint = known.get(report, (title, ""))
    return Question(report, text, hint)


ORDER = ("frequencies", "codes-by-document", "quotations", "codebook", "coverage", "ledger")


def in_order(names: list[str]) -> list[str]:
    """Return the names of reports as the gallery shows them; those not known here come last."""
    known = [name for name in ORDER if name in names]
    return known + [name for name in names if name not in ORDER]


def entries_of(facts: Facts) -> tuple[Entry, ...]:
    """Return the rows of the gallery: the questions, then the tables that were kept."""
    titles = dict(facts.reports)
    asked = [question_of(name, titles[name]) for name in in_order(list(titles))]
    made = [Entry(each.text, each.hint, each.report) for each in asked]
    if facts.kept:
        made.append(Entry(translate("Tables", "Kept in the study")))
    words = translate("Tables", "{coder}, {day}, revision {revision}")
    for place, row in enumerate(facts.kept):
        day, revision = f"{row.at:%d %B}", f"{row.revision:,}"
        hint = words.format(coder=row.coder, day=day, revision=revision)
        made.append(Entry(row.name, hint, kept=place))
    return tuple(made)
