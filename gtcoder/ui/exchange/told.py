"""What a plan of merging does, in words: parts with their lines, a summary, and a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from gtcoder.exchange.merging.plan import (
    Brought,
    Conflict,
    ConflictKind,
    Counted,
    How,
    MergePlan,
)
from gtcoder.queries.record_words import column_words, counted_rows, rows_words, table_words
from gtcoder.ui.exchange.shown import Asking, Fate, Line, Part

ONE, TWO = "one", "two"
_FATES = {
    How.NEW: Fate.COMES,
    How.CHANGED: Fate.CHANGES,
    How.GONE: Fate.GOES,
    How.BACK: Fate.CONFLICT,
    How.ONE: Fate.STAYS,
}
_BEHIND = frozenset({"other_guid", "entry_elsewhere"})  # what is known of the copy itself
_NAMED = 6  # kinds of things that a summary names


def fate_words(fate: Fate) -> str:
    """Return in a word or two what becomes of something."""
    return {
        Fate.COMES: _tr("comes in"),
        Fate.CHANGES: _tr("changes"),
        Fate.GOES: _tr("goes"),
        Fate.STAYS: _tr("is there"),
        Fate.OUT: _tr("stays out"),
        Fate.CONFLICT: _tr("conflict"),
        Fate.NOTE: _tr("note"),
    }[fate]


def plan_parts(plan: MergePlan, held: Mapping[str, int]) -> tuple[Part, ...]:
    """Return what a plan does, thing by thing; `held` is how many of a kind the other has."""
    return (
        _things("documents", _tr("Documents"), plan.documents, plan, ("document", "text_version"),
                _tr("No document comes, changes or goes.")),
        _things("codes", _tr("Codes"), plan.codes, plan, ("code",),
                _tr("No code comes, changes or goes.")),
        _things("coders", _tr("Coders"), plan.coders, plan, ("coder",),
                _tr("No coder comes or changes.")),
        Part("work", _tr("Codings and more"), tuple(_work(plan, held)),
             _tr("No coding, no memo and nothing else comes, changes or goes."),
             _all(plan.codings) + _all(plan.memos) + sum(map(_all, _rest(plan).values()))),
        Part("conflicts", _tr("Conflicts"), tuple(map(conflict_line, plan.conflicts)),
             _tr("Nothing was changed in both in two ways."), len(plan.conflicts)),
    )  # fmt: skip


def plan_questions(plan: MergePlan, said: Iterable[str]) -> Iterator[Asking]:
    """Yield a question for each name that two coders have, those answered already too."""
    answered = list(dict.fromkeys(said))
    for name in dict.fromkeys([*answered, *(each.name for each in plan.questions)]):
        open_now = next((each for each in plan.questions if each.name == name), None)
        sentence = _tr(
            "Both have a coder “{name}”, each with an identity of its own. Is that one person?"
        ).format(name=name)
        other = open_now.other_name if open_now else f"{name} (2)"
        if open_now is None:
            two = _tr("Two people: one is “{name}”")
        elif open_now.theirs > open_now.ours:
            two = _tr("Two people: “{name}” is the file's")
        else:
            two = _tr("Two people: “{name}” is the one here")
        two = two.format(name=other)
        yield Asking(
            f"coder:{name}", sentence, ((two, TWO), (_tr("One person"), ONE)),
            TWO if open_now else ONE,
        )  # fmt: skip


def plan_summary(plan: MergePlan) -> str:
    """Return in a line what comes, changes and goes; empty where nothing does."""
    if plan.empty:
        return ""
    new = {
        "document": _new(plan.documents), "code": _new(plan.codes), "coder": _new(plan.coders),
        "coding": plan.codings.new, "memo": plan.memos.new,
        **{table: counted.new for table, counted in _rest(plan).items()},
    }  # fmt: skip
    come = _listed({table: count for table, count in new.items() if count})
    counted = (plan.codings, plan.memos, *_rest(plan).values())
    changed = sum(each.how is How.CHANGED for each in _brought(plan))
    changed += sum(each.changed for each in counted)
    gone = sum(each.how is How.GONE for each in _brought(plan))
    gone += sum(each.gone for each in counted)
    parts = [
        _tr("New: {what}.").format(what=come) if come else "",
        _tr("Changed: {n}.").format(n=f"{changed:,}") if changed else "",
        _tr("Gone: {n}.").format(n=f"{gone:,}") if gone else "",
        _tr("Conflicts: {n}.").format(n=f"{len(plan.conflicts):,}") if plan.conflicts else "",
    ]
    told = " ".join(part for part in parts if part)
    return told or _tr("New: what is known of the copy itself, such as its ledger.")


def _listed(counts: Mapping[str, int]) -> str:
    """Return how many of each kind, the last ones together where there are many kinds."""
    words = [counted_rows(count, table) for table, count in counts.items()]
    if len(words) > _NAMED:
        others = sum([*counts.values()][_NAMED - 1 :])
        words[_NAMED - 1 :] = [_tr("{n} other things").format(n=f"{others:,}")]
    return ", ".join(words)


def conflict_line(conflict: Conflict) -> Line:
    """Return a conflict as a line with both of its sides."""
    what = f"{table_words(conflict.what).capitalize()} “{conflict.name}”"
    if conflict.column:
        what = f"{what}, {column_words(conflict.column)}"
    said = {
        ConflictKind.BOTH_KEPT: _tr("two texts: both are kept, in one"),
        ConflictKind.ONE_KEPT: _tr("two values: one stays"),
        ConflictKind.REMOVED: _tr("removed by one, changed or used by the other: it stays"),
        ConflictKind.NAME: _named_apart(conflict),
        ConflictKind.TREE: _tr("moved in two ways that cannot both be"),
        ConflictKind.TEXT: _tr("corrected by both: one text is current, both are kept"),
        ConflictKind.PASSAGE: _tr("its words were corrected away: it stays where they were"),
        ConflictKind.RULE: _tr("not allowed at once: the more careful one stays"),
    }[conflict.kind]
    return Line(what, Fate.CONFLICT, said, None, conflict.ours, conflict.theirs, conflict.kept)


def _named_apart(conflict: Conflict) -> str:
    """Say which of two things of one name has a number behind it from now on."""
    words = {
        "ours": _tr("two of one name: the one here becomes “{name}”"),
        "theirs": _tr("two of one name: the one in the file becomes “{name}”"),
    }
    either = _tr("two of one name: one becomes “{name}”")
    return words.get(conflict.whose, either).format(name=conflict.kept)


def _things(
    key: str,
    title: str,
    brought: tuple[Brought, ...],
    plan: MergePlan,
    kinds: tuple[str, ...],
    empty: str,
) -> Part:
    """Return the things of one kind, those over which the copies differ with both sides."""
    lines = [Line(each.name, _FATES[each.how], _how(each)) for each in brought]
    over = [each for each in plan.conflicts if each.what in kinds]
    lines += map(conflict_line, over)
    names = {each.name for each in brought} | {each.name for each in over}
    return Part(key, title, tuple(lines), empty, len(names))


def _how(brought: Brought) -> str:
    if brought.how is How.BACK:
        return _tr("was removed here, and comes back: it is used there")
    if brought.how is How.ONE:
        return _tr("is here and there, and is one from now on")
    names = ", ".join(dict.fromkeys(column_words(name) for name in brought.details))
    if brought.how is How.CHANGED and names:
        return _tr("changes: {names}").format(names=names)
    return ""


def _work(plan: MergePlan, held: Mapping[str, int]) -> Iterator[Line]:
    for table, counted, title in (
        ("coding", plan.codings, _tr("Codings")), ("memo", plan.memos, _tr("Memos")),
    ):  # fmt: skip
        yield from _counts(title, counted)
        there = held.get(table, 0) - counted.new - counted.changed
        if there > 0:
            yield Line(title, Fate.STAYS, "", there)
    for table, counted in _rest(plan).items():
        yield from _counts(rows_words(table).capitalize(), counted)
    entries = len(plan.arrival.new.history)
    if entries:
        yield Line(_tr("Entries of its ledger"), Fate.COMES, _tr("to be read"), entries)


def _counts(title: str, counted: Counted) -> Iterator[Line]:
    for count, fate in ((counted.new, Fate.COMES), (counted.changed, Fate.CHANGES),
                        (counted.gone, Fate.GOES)):  # fmt: skip
        if count:
            yield Line(title, fate, "", count)


def _rest(plan: MergePlan) -> dict[str, Counted]:
    """Return the kinds of things that are counted, not named, but for what is behind them."""
    return {table: each for table, each in plan.rest.items() if table not in _BEHIND}


def _all(counted: Counted) -> int:
    return counted.new + counted.changed + counted.gone


def _brought(plan: MergePlan) -> tuple[Brought, ...]:
    return (*plan.documents, *plan.codes, *plan.coders)


def _new(brought: tuple[Brought, ...]) -> int:
    return sum(each.how is How.NEW for each in brought)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Merging", text)
