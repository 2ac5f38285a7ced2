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
        **_of_codings(),
        **_of_theory(),
        **_of_models(),
        **_of_agreement(),
        **_of_rounds(),
        **_of_passages(),
    }
    text, hint = known.get(report, (title, ""))
    return Question(report, text, hint)


def _of_codings() -> dict[str, tuple[str, str]]:
    """Return what is asked of codings and of the study as a whole."""
    return {
        "frequencies": (
            translate("Tables", "How often is each code used?"),
            translate("Tables", "Codings, passages, interviews, participants"),
        ),
        "codes-by-document": (
            translate("Tables", "Which codes in which interview?"),
            translate("Tables", "Codes down, interviews or participants across"),
        ),
        "codebook": (
            translate("Tables", "What does each code mean?"),
            translate("Tables", "The codebook, now or as of a date"),
        ),
        "codebook-in-full": (
            translate("Tables", "What goes into the appendix?"),
            translate("Tables", "The codebook to print, with rules, examples and counts"),
        ),
        "coverage": (
            translate("Tables", "What is coded, what not?"),
            translate("Tables", "Share of each interview under a code"),
        ),
        "reconciliation": (
            translate("Tables", "How did the number of codes come about?"),
            translate("Tables", "Created, merged, retired between any two moments"),
        ),
        "merges": (
            translate("Tables", "What was merged?"),
            translate("Tables", "Each merge, and which codings it folded together"),
        ),
        "merge-proposals": (
            translate("Tables", "Which codes may be one?"),
            translate("Tables", "Like names, like definitions, shared text"),
        ),
        "memos": (
            translate("Tables", "What was thought on the way?"),
            translate("Tables", "Memos with what they are about; as text a booklet to read"),
        ),
        "ledger": (
            translate("Tables", "What was done?"),
            translate("Tables", "Every act, by whom, when and why"),
        ),
    }


def _of_theory() -> dict[str, tuple[str, str]]:
    """Return what is asked of categories, the core and the way to them."""
    return {
        "axial-list": (
            translate("Tables", "Which code under which axial code?"),
            translate("Tables", "Item number, axial code, open code, now or as of a label"),
        ),
        "selective-structure": (
            translate("Tables", "Which structures, and who acts?"),
            translate("Tables", "Axial code, structure, sub-structure, code, columns of your own"),
        ),
        "storyline": (
            translate("Tables", "What does the story tell?"),
            translate("Tables", "The storyline, and what of the theory is not in it yet"),
        ),
        "core-category": (
            translate("Tables", "Which category is the core?"),
            translate("Tables", "Criteria counted and judged, with their weights"),
        ),
        "property-grid": (
            translate("Tables", "Where does each case lie?"),
            translate("Tables", "Properties down, participants or documents across"),
        ),
        "saturation": (
            translate("Tables", "Do new codes still come?"),
            translate("Tables", "New codes, interview by interview, against other orders"),
        ),
        "saturation-points": (
            translate("Tables", "When were codes saturated?"),
            translate("Tables", "Every base, run and threshold of Guest, Namey & Chen"),
        ),
        "saturation-categories": (
            translate("Tables", "Which category still gets new codes?"),
            translate("Tables", "Saturation, category by category"),
        ),
        "sampling-log": (
            translate("Tables", "Who was sampled next, and why?"),
            translate("Tables", "Gap, decision, whom or what, which categories changed"),
        ),
    }


def _of_models() -> dict[str, tuple[str, str]]:
    """Return what is asked of themes, relations and models."""
    return {
        "themes": (
            translate("Tables", "How often does each theme occur?"),
            translate("Tables", "Themes and sub-themes, with subtotals and a total"),
        ),
        "theme-coverage": (
            translate("Tables", "Which interviews cover all themes?"),
            translate("Tables", "Interviews or participants down, themes across"),
        ),
        "relation-suggestions": (
            translate("Tables", "Which codes stand close together?"),
            translate("Tables", "Pairs on the same or near passages, not yet related"),
        ),
        "paradigm-versions": (
            translate("Tables", "What changed in the paradigm?"),
            translate("Tables", "Roles and links, between two states or two paradigms"),
        ),
        "step-paths": (
            translate("Tables", "Who went through which steps?"),
            translate("Tables", "A row for each participant, a column for each step"),
        ),
        "model-fields": (
            translate("Tables", "What stands in each box of a model?"),
            translate("Tables", "Boxes with their texts and counts"),
        ),
        "model-edges": (
            translate("Tables", "What supports each line of a model?"),
            translate("Tables", "Lines with the passages for and against"),
        ),
    }


def _of_agreement() -> dict[str, tuple[str, str]]:
    """Return what is asked of agreement between coders, and of experts."""
    return {
        "agreement": (
            translate("Tables", "How far do coders agree?"),
            translate("Tables", "Coefficients with intervals, by code, interview or pair"),
        ),
        "agreement-pairs": (
            translate("Tables", "Which two coders agree least?"),
            translate("Tables", "Coders down and across"),
        ),
        "agreement-rounds": (
            translate("Tables", "Did agreement change between rounds?"),
            translate("Tables", "The same coders, round by round"),
        ),
        "confusion": (
            translate("Tables", "Which codes are confused with which?"),
            translate("Tables", "What one coder gave where the other gave something else"),
        ),
        "reliability-sample": (
            translate("Tables", "What did several coders code?"),
            translate("Tables", "Interviews, who finished them, their share of the text"),
        ),
        "agreement-methods": (
            translate("Tables", "What goes into the methods section?"),
            translate("Tables", "Sentences with value, interval and references"),
        ),
        "other-tools": (
            translate("Tables", "What would other programs print?"),
            translate("Tables", "ATLAS.ti, MAXQDA, NVivo and others, each with its definition"),
        ),
        "agreement-planner": (
            translate("Tables", "How much is to be coded twice?"),
            translate("Tables", "Width of the interval over the number of interviews"),
        ),
        "content-validity": (
            translate("Tables", "Do experts hold the questions for valid?"),
            translate("Tables", "CVR with its critical value, I-CVI, kappa, impact score"),
        ),
        "item-decisions": (
            translate("Tables", "What became of each question, and why?"),
            translate("Tables", "Experts' comments and decisions, item by item"),
        ),
    }


def _of_passages() -> dict[str, tuple[str, str]]:
    """Return what is asked of words and of passages held side by side."""
    return {
        "quotations": (
            translate("Tables", "Where is it said?"),
            translate("Tables", "Every coded passage with its words and place"),
        ),
        "quotations-wide": (
            translate("Tables", "What is said, by whom, of what?"),
            translate("Tables", "Every passage with all variables and the levels of its code"),
        ),
        "search": (
            translate("Tables", "Where do these words stand?"),
            translate("Tables", "Every hit in texts, memos and codes, with what stands around it"),
        ),
        "comparisons": (
            translate("Tables", "What did comparing passages show?"),
            translate("Tables", "Pairs of one code: same, different, to be split, worth a memo"),
        ),
    }


def _of_rounds() -> dict[str, tuple[str, str]]:
    """Return what is asked of disagreements and of what was made of them."""
    return {
        "disagreements": (
            translate("Tables", "Where do coders disagree?"),
            translate("Tables", "Every place: other ends, only one of them, another code"),
        ),
        "adjudication-log": (
            translate("Tables", "How were disagreements settled?"),
            translate("Tables", "Verdicts with reason and the rule they led to"),
        ),
        "coders-against-consensus": (
            translate("Tables", "How close is each coder to the consensus?"),
            translate("Tables", "Precision, recall and F1 against what was settled"),
        ),
        "next-blind-round": (
            translate("Tables", "Did the next blind round agree better?"),
            translate("Tables", "Rounds that were settled and those after them, with alpha"),
        ),
    }


ORDER = ("frequencies", "codes-by-document", "quotations", "quotations-wide", "search",
         "comparisons", "codebook", "codebook-in-full", "axial-list", "selective-structure",
         "storyline", "core-category", "property-grid",
         "saturation", "saturation-points", "saturation-categories", "sampling-log", "coverage",
         "themes", "theme-coverage", "relation-suggestions", "paradigm-versions", "step-paths",
         "model-fields", "model-edges", "agreement", "agreement-pairs", "agreement-rounds",
         "confusion", "reliability-sample", "agreement-methods", "other-tools",
         "agreement-planner", "disagreements", "adjudication-log", "coders-against-consensus",
         "next-blind-round", "content-validity", "item-decisions", "merge-proposals", "merges",
         "reconciliation", "memos", "ledger")  # fmt: skip


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
