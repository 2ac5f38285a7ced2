"""Counts and kinds of codes in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gtcoder.queries.codebook import CodeRow
from gtcoder.vocabulary import CodeLevel

if TYPE_CHECKING:
    from gtcoder.queries.counts import Tally
    from gtcoder.queries.hints import Hint

_tr = QCoreApplication.translate
_NAMED = 3  # codes called by name in a sentence; more are counted


def passages_in_words(count: int) -> str:
    """Return a number of passages with its noun."""
    if count == 1:
        return _tr("codebook", "1 passage")
    return _tr("codebook", "{count} passages").format(count=f"{count:,}")


def codes_in_words(codes: Sequence[CodeRow]) -> str:
    """Return the names of a few codes, or how many they are."""
    if len(codes) > _NAMED:
        return _tr("codebook", "{count} codes").format(count=f"{len(codes):,}")
    return ", ".join(f"“{code.name}”" for code in codes)


def kind_in_words(level: CodeLevel) -> str:
    """Return what a code of that level is called."""
    if level == CodeLevel.OPEN:
        return _tr("codebook", "code")
    if level == CodeLevel.CORE:
        return _tr("codebook", "core category")
    return _tr("codebook", "category")


def domain_in_words() -> str:
    """Return what being a domain says of a category."""
    return _tr("codebook", "Domain: the codes below exclude one another")


def proposed_in_words() -> str:
    """Return what it means that a code is proposed."""
    return _tr(
        "codebook",
        "Proposed in a blind round. When that is over, a lead accepts it, merges it into another "
        "code, or retires it.",
    )


def row_in_words(code: CodeRow, count: int | None, digit: int | None) -> str:
    """Return a row of the tree as a screen reader says it."""
    parts = [code.name, kind_in_words(code.level)]
    if code.domain:
        parts.append(_tr("codebook", "domain"))
    if code.proposed_by is not None:
        parts.append(_tr("codebook", "proposed"))
    if code.retired:
        parts.append(_tr("codebook", "retired"))
    if count is not None:
        parts.append(passages_in_words(count))
    if len(code.path) > 1:
        parts.append(_tr("codebook", "in {parent}").format(parent=code.path[-2]))
    if digit is not None:
        parts.append(_tr("codebook", "favourite {digit}").format(digit=digit))
    return ", ".join(parts)


def counts_in_words(tally: Tally, interviews: int, *, below: bool) -> str:
    """Return the sentence of what a code counts: passages, interviews, participants, coders.

    `below` says that codes under it are counted too. One coder need not be the viewer, not even
    while a round is blind: what colleagues did before in documents that are not to be coded in it
    is counted.
    """
    coders = _tr("codebook", "1 coder")
    if tally.coders != 1:
        coders = _tr("codebook", "{count} coders").format(count=tally.coders)
    where = _tr("codebook", "{count} of {total} interviews")
    if interviews == 1:
        where = _tr("codebook", "{count} of 1 interview")
    codings = []
    if tally.codings != tally.passages:
        codings = [_tr("codebook", "{count} codings").format(count=f"{tally.codings:,}")]
    parts = [
        passages_in_words(tally.passages),
        *codings,
        where.format(count=tally.documents, total=interviews),
        *participants_in_words(tally.participants),
        coders,
    ]
    sentence = " · ".join(parts)
    return (
        _tr("codebook", "{counts}, codes below included").format(counts=sentence)
        if below
        else sentence
    )


def participants_in_words(count: int) -> tuple[str, ...]:
    """Return how many participants speak in passages, where any is known."""
    if not count:
        return ()
    if count == 1:
        return (_tr("codebook", "1 participant"),)
    return (_tr("codebook", "{count} participants").format(count=f"{count:,}"),)


def hint_in_words(hint: Hint | None) -> str:
    """Return how many interviews ago a code gave something new; nothing where it gave nothing."""
    if hint is None or hint.since_passage is None:
        return ""
    return " · ".join(
        (
            _since(hint.since_passage, _tr("codebook", "passage"), hint.interviews),
            *(
                (_since(hint.since_property, _tr("codebook", "property"), hint.interviews),)
                if hint.since_property is not None
                else ()
            ),
        )
    )


def hint_explained() -> str:
    """Return what the hint counts."""
    return _tr(
        "codebook",
        "Interviews in the order in which they were coded first: how many came after the last one "
        "with a passage of this code, and after the last one in which a passage was placed on a "
        "property for the first time. A hint, no proof.",
    )


def _since(count: int, what: str, interviews: int) -> str:
    if count == 0:
        return _tr("codebook", "new {what} in the last interview").format(what=what)
    if count == 1:
        words = _tr("codebook", "no new {what} in the last of {all} interviews")
        return words.format(what=what, all=interviews)
    words = _tr("codebook", "no new {what} in the last {count} of {all} interviews")
    return words.format(what=what, count=count, all=interviews)
