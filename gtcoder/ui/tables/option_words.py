"""How the options of reports and their values are called on the chips."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_LABELS = {
    "at": QT_TRANSLATE_NOOP("Tables", "As of"),
    "agreement": QT_TRANSLATE_NOOP("Tables", "Assumed agreement"),
    "base": QT_TRANSLATE_NOOP("Tables", "Interviews in the base"),
    "between": QT_TRANSLATE_NOOP("Tables", "Between"),
    "bootstrap": QT_TRANSLATE_NOOP("Tables", "Resamples"),
    "bracketed": QT_TRANSLATE_NOOP("Tables", "Bracketed names"),
    "changes_only": QT_TRANSLATE_NOOP("Tables", "Changes only"),
    "characters": QT_TRANSLATE_NOOP("Tables", "Characters apart"),
    "codes_as": QT_TRANSLATE_NOOP("Tables", "Codes as"),
    "codes_each": QT_TRANSLATE_NOOP("Tables", "Each code too"),
    "dates": QT_TRANSLATE_NOOP("Tables", "Variable with the date"),
    "fold": QT_TRANSLATE_NOOP("Tables", "Coders as one"),
    "from": QT_TRANSLATE_NOOP("Tables", "From state"),
    "incomplete": QT_TRANSLATE_NOOP("Tables", "Undecided documents too"),
    "interviewer": QT_TRANSLATE_NOOP("Tables", "Interviewers' turns"),
    "interviews": QT_TRANSLATE_NOOP("Tables", "Interviews in their order"),
    "kinds": QT_TRANSLATE_NOOP("Tables", "Kinds"),
    "item": QT_TRANSLATE_NOOP("Tables", "Column of item numbers"),
    "label": QT_TRANSLATE_NOOP("Tables", "As of"),
    "least": QT_TRANSLATE_NOOP("Tables", "At least passages"),
    "level": QT_TRANSLATE_NOOP("Tables", "Level, one-tailed"),
    "memberships": QT_TRANSLATE_NOOP("Tables", "Further categories"),
    "memos": QT_TRANSLATE_NOOP("Tables", "With memos"),
    "most": QT_TRANSLATE_NOOP("Tables", "At most"),
    "names": QT_TRANSLATE_NOOP("Tables", "Name new codes"),
    "near": QT_TRANSLATE_NOOP("Tables", "Nearness in"),
    "only_missing": QT_TRANSLATE_NOOP("Tables", "Only what is missing"),
    "other": QT_TRANSLATE_NOOP("Tables", "Against the paradigm"),
    "overlap": QT_TRANSLATE_NOOP("Tables", "Overlap, %"),
    "per": QT_TRANSLATE_NOOP("Tables", "A row for each"),
    "permutations": QT_TRANSLATE_NOOP("Tables", "Random orders"),
    "proposed": QT_TRANSLATE_NOOP("Tables", "Propose paths"),
    "repeated": QT_TRANSLATE_NOOP("Tables", "Repeat names"),
    "resamples": QT_TRANSLATE_NOOP("Tables", "Resamples of each"),
    "retired": QT_TRANSLATE_NOOP("Tables", "Retired codes too"),
    "rollup": QT_TRANSLATE_NOOP("Tables", "With what lies below"),
    "run": QT_TRANSLATE_NOOP("Tables", "Interviews in a run"),
    "settled": QT_TRANSLATE_NOOP("Tables", "Settled pairs too"),
    "share": QT_TRANSLATE_NOOP("Tables", "Share of studies"),
    "since": QT_TRANSLATE_NOOP("Tables", "Since"),
    "sources": QT_TRANSLATE_NOOP("Tables", "NVivo's single values"),
    "sort": QT_TRANSLATE_NOOP("Tables", "Sorted by"),
    "state": QT_TRANSLATE_NOOP("Tables", "Disagreements"),
    "studies": QT_TRANSLATE_NOOP("Tables", "Simulated studies"),
    "tags": QT_TRANSLATE_NOOP("Tables", "Tags"),
    "threshold": QT_TRANSLATE_NOOP("Tables", "New codes, at most"),
    "to": QT_TRANSLATE_NOOP("Tables", "To state"),
    "totals": QT_TRANSLATE_NOOP("Tables", "Totals"),
    "turns": QT_TRANSLATE_NOOP("Tables", "Turns apart"),
    "uncoded": QT_TRANSLATE_NOOP("Tables", "Uncoded text"),
    "until": QT_TRANSLATE_NOOP("Tables", "Until"),
    "width": QT_TRANSLATE_NOOP("Tables", "Half-width"),
}
_CHOICES = {
    ("sample", "finished"): QT_TRANSLATE_NOOP("Tables", "what all have finished"),
    ("sample", "all"): QT_TRANSLATE_NOOP("Tables", "all documents"),
    ("interviewer", "yes"): QT_TRANSLATE_NOOP("Tables", "count"),
    ("interviewer", "no"): QT_TRANSLATE_NOOP("Tables", "left out"),
    ("codes_as", "today"): QT_TRANSLATE_NOOP("Tables", "they are today"),
    ("codes_as", "origin"): QT_TRANSLATE_NOOP("Tables", "they were applied"),
    ("uncoded", "in"): QT_TRANSLATE_NOOP("Tables", "counts"),
    ("uncoded", "out"): QT_TRANSLATE_NOOP("Tables", "left out"),
    ("per", "pair"): QT_TRANSLATE_NOOP("Tables", "pair of coders"),
    ("per", "variable"): QT_TRANSLATE_NOOP("Tables", "value of a variable"),
    ("by", "documents"): QT_TRANSLATE_NOOP("Tables", "whole documents"),
    ("by", "units"): QT_TRANSLATE_NOOP("Tables", "units at random"),
    ("order", "codebook"): QT_TRANSLATE_NOOP("Tables", "of the codebook"),
    ("order", "count"): QT_TRANSLATE_NOOP("Tables", "most frequent first"),
    ("order", "coded"): QT_TRANSLATE_NOOP("Tables", "as coded first"),
    ("order", "import"): QT_TRANSLATE_NOOP("Tables", "as imported"),
    ("order", "date"): QT_TRANSLATE_NOOP("Tables", "by date"),
    ("order", "given"): QT_TRANSLATE_NOOP("Tables", "as given"),
    ("codes", "then"): QT_TRANSLATE_NOOP("Tables", "as coded then"),
    ("codes", "today"): QT_TRANSLATE_NOOP("Tables", "through the merges of today"),
    ("threshold", "0.05"): QT_TRANSLATE_NOOP("Tables", "5 % of the base"),
    ("threshold", "0"): QT_TRANSLATE_NOOP("Tables", "none"),
    ("cells", "presence"): QT_TRANSLATE_NOOP("Tables", "whether there is one"),
    ("between", "codes"): QT_TRANSLATE_NOOP("Tables", "single codes"),
    ("state", "open"): QT_TRANSLATE_NOOP("Tables", "open ones"),
    ("state", "decided"): QT_TRANSLATE_NOOP("Tables", "decided ones"),
    ("category", ""): QT_TRANSLATE_NOOP("Tables", "all"),
    ("code", ""): QT_TRANSLATE_NOOP("Tables", "all"),
    ("coder", ""): QT_TRANSLATE_NOOP("Tables", "all"),
    ("at", ""): QT_TRANSLATE_NOOP("Tables", "now"),
    ("label", ""): QT_TRANSLATE_NOOP("Tables", "now"),
    ("since", ""): QT_TRANSLATE_NOOP("Tables", "the beginning"),
    ("from", ""): QT_TRANSLATE_NOOP("Tables", "its first"),
    ("variable", ""): QT_TRANSLATE_NOOP("Tables", "none"),
    ("dates", ""): QT_TRANSLATE_NOOP("Tables", "the one called date"),
    ("instrument", ""): QT_TRANSLATE_NOOP("Tables", "the one made last"),
    ("model", ""): QT_TRANSLATE_NOOP("Tables", "the first"),
    ("paradigm", ""): QT_TRANSLATE_NOOP("Tables", "the first"),
    ("other", ""): QT_TRANSLATE_NOOP("Tables", "the same"),
    ("round", "all"): QT_TRANSLATE_NOOP("Tables", "all rounds"),
}


def option_labels() -> Mapping[str, str]:
    """Return how options are called whose own names do not say it."""
    translate = QCoreApplication.translate
    return {name: translate("Tables", str(text)) for name, text in _LABELS.items()}


def option_values() -> Mapping[tuple[str, str], str]:
    """Return how values are called, by the option and the value as it is written."""
    translate = QCoreApplication.translate
    return {key: translate("Tables", str(text)) for key, text in _CHOICES.items()}
