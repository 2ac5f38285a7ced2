"""Two copies made one: who is who, one text each, row by row, and what holds of the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from gtcoder.exchange.merging.cells import preferred, replaced
from gtcoder.exchange.merging.identities import Identities, known_before
from gtcoder.exchange.merging.people import without_stopgaps
from gtcoder.exchange.merging.plan import MergeOptions
from gtcoder.exchange.merging.pristine import is_pristine, taken_over, taking_over
from gtcoder.exchange.merging.rows import Chooser, Clash, closed, joined
from gtcoder.exchange.merging.rules import keep_rules
from gtcoder.exchange.merging.states import (
    OTHERS,
    State,
    comes_first,
    in_order,
    state_of,
    with_roots,
)
from gtcoder.exchange.merging.texts import in_one_text
from gtcoder.exchange.merging.twins import FIRST, find_twins
from gtcoder.store.images import names_of
from gtcoder.study_rows import Guid, StudyRows

_NOW = MergeOptions()


@dataclass(frozen=True, slots=True)
class Merged:
    """The one state of two copies.

    `ours` and `theirs` are what each of them held, by the guids that rows have from now on, and
    `known` leads there; `clashes` tell of ours first. `taken_over` holds the guids that rows of a
    study without content took over.
    """

    state: State
    texts: dict[str, str]
    ours: State
    theirs: State
    known: Identities
    taken_over: dict[str, dict[Guid, Guid]]
    clashes: tuple[Clash, ...]
    back: frozenset[tuple[str, Guid]]

    def rows(self) -> StudyRows:
        """Return the state as rows of a study."""
        return StudyRows({table: as_columns(table, list(rows.values()))
                          for table, rows in self.state.items() if rows}, self.texts)  # fmt: skip


def as_columns(table: str, rows: list[Any]) -> dict[str, list[Any]]:
    """Return rows of a table as columns."""
    return {name: [row[name] for row in rows] for name in names_of(table)[1:]}


def merged(
    ours: StudyRows, theirs: StudyRows, base: StudyRows | None, options: MergeOptions = _NOW
) -> Merged:
    """Return the one state of two copies that began with `base`.

    It is the same whichever of them is ours, unless ours is to be preferred.
    """
    texts = {**({} if base is None else base.texts), **theirs.texts, **ours.texts}
    mine, other = state_of(ours), state_of(theirs)
    start = None if base is None else state_of(base)
    over: dict[str, dict[Guid, Guid]] = {}
    if start is None and is_pristine(mine) != is_pristine(other):
        if is_pristine(mine):
            over = taking_over(mine, other)
            mine = taken_over(mine, other, over)
        else:
            other = taken_over(other, mine, taking_over(other, mine))
    keeping = _guids(mine) if options.prefer_ours else frozenset()
    known = known_before(mine, other, preferred=keeping)
    names = options.same_coder
    states = _known_as(known, mine, other, start)
    find_twins(known, *states, ("project", *FIRST), names)
    states = _known_as(known, mine, other, start)
    swapped = not options.prefer_ours and not comes_first(states[0], states[1])
    one, two, began = (states[1], states[0], states[2]) if swapped else states
    stands = int(options.replace) if options.prefer_ours else None
    text = in_one_text(one, two, began, texts, stands)
    find_twins(
        known, text.one, text.other, text.base, in_order(), names, by_words=options.prefer_ours
    )
    one, two, began = _known_as(known, text.one, text.other, text.base)
    if options.prefer_ours:
        one = without_stopgaps(one, two)
    made = joined(one, two, began, _chooser(options))
    closed(made, one, two)
    keep_rules(made, one, two, texts)
    if start is None:  # else a row that went is known to have gone
        for table, guid, stays in made.folded:
            known.join(table, guid, stays)
    made.state[OTHERS] = known.rows()
    clashes = (*text.clashes, *made.clashes)
    if swapped:
        clashes = tuple(replace(each, one=each.other, other=each.one) for each in clashes)
    ours_now, theirs_now, _ = _known_as(known, mine, other, start)
    return Merged(
        made.state, texts, ours_now, theirs_now, known, over, clashes, frozenset(made.back)
    )


def _chooser(options: MergeOptions) -> Chooser | None:
    """Return what chooses between the value of ours and theirs; None: what both began with does."""
    if not options.prefer_ours:
        return None
    return replaced if options.replace else preferred


def _guids(state: State) -> frozenset[Guid]:
    return frozenset(guid for rows in state.values() for guid in rows)


def _known_as(
    known: Identities, one: State, other: State, base: State | None
) -> tuple[State, State, State | None]:
    roots = known.roots()
    return (
        with_roots(one, roots),
        with_roots(other, roots),
        None if base is None else with_roots(base, roots),
    )
