"""The rows of the checks: what each finding is called, in which order and under which fold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gtcoder.analysis.checks import Feedback, Finding, Severity
from gtcoder.reports.checks import Checked, Waived
from gtcoder.vocabulary import CheckRule

WAIVED = "waived"  # the fold of what is let pass
_GROUPED = (CheckRule.CODE_WITHOUT_DEFINITION, CheckRule.CODE_WITHOUT_CATEGORY)
_OF_BOARDS = frozenset(
    {CheckRule.NO_PHENOMENON, CheckRule.SEVERAL_PHENOMENA, CheckRule.EMPTY_ROLE,
     CheckRule.FORBIDDEN_LINK, CheckRule.FORBIDDEN_TYPE}
)  # fmt: skip
_TELL_MESSAGE = frozenset(
    {CheckRule.SEVERAL_PHENOMENA, CheckRule.EMPTY_ROLE, CheckRule.SEVERAL_CORES,
     CheckRule.NO_CORE, CheckRule.PART_OF_CYCLE}
)  # fmt: skip
_TELL_BOTH = frozenset(
    {CheckRule.FORBIDDEN_LINK, CheckRule.FORBIDDEN_TYPE, CheckRule.DOMAIN_OVERLAP}
)
_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Check:
    """A row: heading, what it is about, and its state.

    The state is fault, gap or hint of a finding; passed, loop, success; fold of a row that shows
    or hides those under it (`fold` is its name, `unfolded` whether they are shown).
    """

    heading: str
    about: str
    state: str
    finding: Finding | None = None
    waived: Waived | None = None
    loop: Feedback | None = None
    fold: str = ""
    unfolded: bool = False


def tr(text: str) -> str:
    """Translate a literal of the checks."""
    return QCoreApplication.translate("Checks", text)


def rows_of(found: Checked, *, board: bool, unfolded: Collection[str]) -> tuple[Check, ...]:
    """Return the rows; `board`: there is a paradigm that may be said to be in order."""
    return (
        *(_findings(found.open, unfolded) if found.open else [_nothing_found(found)]),
        *([_in_order()] if board and not _OF_BOARDS & {each.rule for each in found.open} else []),
        *(_loop(each) for each in found.loops),
        *_passed(found.waived, unfolded),
    )


def _findings(found: Sequence[Finding], unfolded: Collection[str]) -> Iterator[Check]:
    ordered = sorted(found, key=lambda each: _ORDER.index(each.severity))
    yield from (_finding(each) for each in ordered if each.rule not in _GROUPED)
    for rule in _GROUPED:
        group = [each for each in ordered if each.rule is rule]
        if len(group) > 1:
            shown = rule in unfolded
            about = group[0].subject if not shown else ""
            yield Check(_counted(rule, len(group)), about, "fold", fold=rule, unfolded=shown)
            group = group if shown else []
        yield from (_finding(each) for each in group)


def _finding(finding: Finding) -> Check:
    about = finding.message if finding.rule in _TELL_MESSAGE else finding.subject
    if finding.rule in _TELL_BOTH:
        about = f"{finding.subject}. {finding.message}"
    return Check(heading(finding.rule), about, finding.severity, finding)


def _in_order() -> Check:
    words = tr("Links follow the grammar")
    return Check(tr("One phenomenon, all roles filled"), words, "success")


def _nothing_found(found: Checked) -> Check:
    """Say what was looked at where nothing is open."""
    heading = tr("{n} rules, no open finding") if found.waived else tr("{n} rules, no finding")
    about = tr(
        "Paradigm, relations, categories, properties, core, storyline and steps, as far as begun."
    )
    return Check(heading.format(n=len(CheckRule)), about, "success")


def _loop(loop: Feedback) -> Check:
    return Check(tr("Feedback"), loop.sentence, "loop", loop=loop)


def _passed(waived: Sequence[Waived], unfolded: Collection[str]) -> Iterator[Check]:
    if waived:
        shown = WAIVED in unfolded
        words = tr("Let pass: {n}").format(n=f"{len(waived):,}")
        yield Check(words, "", "fold", fold=WAIVED, unfolded=shown)
        yield from (_let_pass(each) for each in waived if shown)


def _let_pass(each: Waived) -> Check:
    day = f"{each.waiver.at:%Y-%m-%d}"
    words = tr("{subject}: {reason} ({coder}, {day})").format(
        subject=each.finding.subject, reason=each.waiver.reason, coder=each.waiver.coder, day=day
    )
    return Check(heading(each.finding.rule), words, "passed", each.finding, each)


def _counted(rule: CheckRule, count: int) -> str:
    words = {
        CheckRule.CODE_WITHOUT_DEFINITION: tr("{n} codes without a definition"),
        CheckRule.CODE_WITHOUT_CATEGORY: tr("{n} codes in no category"),
    }[rule]
    return words.format(n=f"{count:,}")


def heading(rule: CheckRule) -> str:
    """Return what a rule is called in the list."""
    return {**_of_paradigms(), **_of_categories(), **_of_selection()}[rule]


def _of_paradigms() -> dict[CheckRule, str]:
    return {
        CheckRule.NO_PHENOMENON: tr("No phenomenon"),
        CheckRule.SEVERAL_PHENOMENA: tr("Several phenomena"),
        CheckRule.EMPTY_ROLE: tr("Empty role"),
        CheckRule.PLACED_UNRELATED: tr("Placed, but not related"),
        CheckRule.FORBIDDEN_LINK: tr("Link against the grammar"),
        CheckRule.FORBIDDEN_TYPE: tr("Type that does not join these roles"),
        CheckRule.PART_OF_CYCLE: tr("Parts that run in a ring"),
        CheckRule.DUPLICATE_RELATION: tr("Relation stored twice"),
        CheckRule.RELATION_WITHOUT_EVIDENCE: tr("Relation without evidence"),
        CheckRule.RELATION_CONTRADICTED: tr("More against than for"),
        CheckRule.RELATION_BY_ONE_PARTICIPANT: tr("Relation carried by one participant"),
        CheckRule.NEGATIVE_CASE_UNEXPLAINED: tr("Negative case without explanation"),
        CheckRule.STEP_UNLINKED: tr("Step that nothing leads to"),
    }


def _of_categories() -> dict[CheckRule, str]:
    return {
        CheckRule.CATEGORY_WITHOUT_DEFINITION: tr("Category without definition"),
        CheckRule.CATEGORY_WITHOUT_CODES: tr("Empty category"),
        CheckRule.CATEGORY_WITHOUT_CODINGS: tr("Category without passages"),
        CheckRule.CATEGORY_BY_ONE_PARTICIPANT: tr("Carried by one participant"),
        CheckRule.ORPHAN: tr("Category outside the theory"),
        CheckRule.RETIRED_IN_THEORY: tr("Retired, but still in the theory"),
        CheckRule.CODE_WITHOUT_DEFINITION: tr("Code without definition"),
        CheckRule.CODE_WITHOUT_CATEGORY: tr("Code in no category"),
        CheckRule.DOMAIN_OVERLAP: tr("Codes of a domain overlap"),
        CheckRule.PROPERTY_WITHOUT_ENDS: tr("Dimension without two ends"),
        CheckRule.PROPERTY_WITHOUT_PASSAGES: tr("Property without passages"),
        CheckRule.PHENOMENON_WITHOUT_PROPERTIES: tr("Phenomenon without properties"),
    }


def _of_selection() -> dict[CheckRule, str]:
    return {
        CheckRule.NO_CORE: tr("No core category"),
        CheckRule.SEVERAL_CORES: tr("Several core categories"),
        CheckRule.CORE_UNRELATED: tr("Core without relations"),
        CheckRule.CORE_OUTSIDE: tr("Core in no paradigm"),
        CheckRule.APART_FROM_CORE: tr("Apart from the core"),
        CheckRule.NO_STORYLINE: tr("No storyline"),
        CheckRule.STORYLINE_MISSES_CORE: tr("Storyline without the core"),
    }
