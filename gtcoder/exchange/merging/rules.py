"""What must hold of a study as a whole, mended where two copies that each kept it do not together.

The rules are those of `store.sense`: the tree has no circle, codes of one place have different
names and none in use lies below a retired one, nothing carries a code that was merged away, no two
codes are related and refused at once, and a study has a lead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations

from gtcoder.exchange.merging.deciding import follow_decisions
from gtcoder.exchange.merging.folding import fold, free_name
from gtcoder.exchange.merging.plan import ConflictKind
from gtcoder.exchange.merging.rows import Joined
from gtcoder.exchange.merging.states import State, Table, pointing_to
from gtcoder.exchange.merging.texts import Texts, numbered, overlap, part_turns
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CoderRole

_ROUNDS = 12  # mending one rule may break another, but never for long


def keep_rules(made: Joined, one: State, other: State, texts: Texts) -> None:
    """Mend the joined state until all rules hold."""
    known = _alike(one["code"]) | _alike(other["code"])
    acts: tuple[Callable[[Joined], bool], ...] = (
        _part_circles, _use_what_is_used, _take_merged_out, fold, partial(_name_apart, known=known),
        _settle_codings, _drop_refusals,
    )  # fmt: skip
    for _ in range(_ROUNDS):
        changes = [act(made) for act in acts]
        if not any(changes):
            break
    _keep_a_lead(made)
    _drop_second_places(made, one, other)
    follow_decisions(made, one, other)
    _drop_bare_quotations(made, one, other)
    _part_turns(made, one, other)
    _number_versions(made, texts)


def _part_circles(made: Joined) -> bool:
    """Put a code of a circle at the top; of codes merged into each other bring one back."""
    codes = made.state["code"]
    found = False
    for column in ("parent_id", "merged_into_id"):
        while (first := _in_circle(codes, column)) is not None:
            row = codes[first]
            codes[first] = {**row, column: None}
            if column == "merged_into_id":
                codes[first] = {**codes[first], "retired": False}
            made.clash(ConflictKind.TREE, "code", first, column, row[column], row[column])
            found = True
    return found


def _in_circle(codes: Table, column: str) -> Guid | None:
    """Return the smallest guid of the codes that lead back to themselves."""
    clear: set[Guid] = set()
    circles: list[Guid] = []
    for start in codes:
        passed: list[Guid] = []
        at: Guid | None = start
        while at is not None and at not in clear and at not in passed:
            passed.append(at)
            at = codes[at][column]
        if at is not None and at in passed:
            circles += passed[passed.index(at) :]
        clear.update(passed)
    return min(circles, default=None)


def _living(codes: Table, guid: Guid) -> Guid:
    while codes[guid]["merged_into_id"] is not None:
        guid = codes[guid]["merged_into_id"]
    return guid


def _use_what_is_used(made: Joined) -> bool:
    """Take a retired code into use again where one in use lies below it; leave merged ones."""
    codes = made.state["code"]
    found = False
    for guid, row in sorted(codes.items()):
        if row["merged_into_id"] is not None and not row["retired"]:
            codes[guid] = {**row, "retired": True}
            found = True
    for guid in sorted(codes):
        row = codes[guid]
        parent = row["parent_id"]
        if row["retired"] or parent is None or not codes[parent]["retired"]:
            continue
        found = True
        if codes[parent]["merged_into_id"] is not None:
            into = _living(codes, parent)
            codes[guid] = {**row, "parent_id": None if into == guid else into}
            continue
        at: Guid | None = parent
        while at is not None and codes[at]["retired"] and codes[at]["merged_into_id"] is None:
            codes[at] = {**codes[at], "retired": False}
            made.clash(ConflictKind.REMOVED, "code", at, "retired", True, False, False)
            at = codes[at]["parent_id"]
    return found


def _take_merged_out(made: Joined) -> bool:
    """Give codings of a code that was merged away the code it went into."""
    codes, codings = made.state["code"], made.state["coding"]
    merged = {guid for guid, row in codes.items() if row["merged_into_id"] is not None}
    moving = [guid for guid, row in codings.items() if row["code_id"] in merged]
    for guid in moving:
        codings[guid] = {**codings[guid], "code_id": _living(codes, codings[guid]["code_id"])}
    return bool(moving)


def _name_apart(made: Joined, known: set[frozenset[Guid]]) -> bool:
    """Give a number to a code in use that has the name of another one in its place.

    What a copy holds in spite of that rule (`known`) is left as it is.
    """
    codes = made.state["code"]
    places = _places(codes)
    taken = set(places)
    found = False
    for (parent, _), group in places.items():
        for guid in group[1:]:
            if all(frozenset((guid, each)) in known for each in group if each != guid):
                continue
            row = codes[guid]
            new = free_name(row["name"], lambda name, at=parent: (at, name.casefold()) in taken)
            taken.add((parent, new.casefold()))
            made.clash(ConflictKind.NAME, "code", guid, "name", row["name"], row["name"], new)
            codes[guid] = {**row, "name": new}
            found = True
    return found


def _places(codes: Table) -> dict[tuple[Guid | None, str], list[Guid]]:
    """Return the codes in use, by guid ascending, under their place and name."""
    found: dict[tuple[Guid | None, str], list[Guid]] = {}
    for guid, row in sorted(codes.items()):
        if not row["retired"]:
            found.setdefault((row["parent_id"], row["name"].casefold()), []).append(guid)
    return found


def _alike(codes: Table) -> set[frozenset[Guid]]:
    """Return the pairs of codes in use that share place and name in one copy already."""
    groups = _places(codes).values()
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def _settle_codings(made: Joined) -> bool:
    """Let a coding have the coder and round of its quotation."""
    quotations, codings = made.state["quotation"], made.state["coding"]
    found = False
    for guid, row in codings.items():
        of = quotations[row["quotation_id"]]
        if (row["coder_id"], row["round_id"]) != (of["coder_id"], of["round_id"]):
            codings[guid] = {**row, "coder_id": of["coder_id"], "round_id": of["round_id"]}
            found = True
    return found


def _drop_refusals(made: Joined) -> bool:
    """Let a relation stand that the other copy refused: it holds more."""
    pairs = {frozenset((row["source_id"], row["target_id"]))
             for row in made.state["relation"].values()}  # fmt: skip
    refusals = made.state["refused_relation"]
    gone = [guid for guid, row in refusals.items()
            if frozenset((row["source_id"], row["target_id"])) in pairs]  # fmt: skip
    for guid in sorted(gone):
        row = refusals.pop(guid)
        made.clash(ConflictKind.RULE, "refused_relation", guid, "reason", row["reason"], "", row)
    return bool(gone)


def _drop_second_places(made: Joined, one: State, other: State) -> None:
    """Drop a further category of a code where that became its place in the tree."""
    known = _second_places(one) | _second_places(other)
    for guid in _second_places(made.state) - known:
        del made.state["membership"][guid]


def _second_places(state: State) -> set[Guid]:
    codes = state["code"]
    return {guid for guid, row in state["membership"].items()
            if codes[row["code_id"]]["parent_id"] == row["category_id"]}  # fmt: skip


def _keep_a_lead(made: Joined) -> None:
    coders = made.state["coder"]
    if coders and all(row["role"] != CoderRole.LEAD for row in coders.values()):
        first = min(coders)
        row = coders[first]
        coders[first] = {**row, "role": str(CoderRole.LEAD)}
        made.clash(ConflictKind.RULE, "coder", first, "role", row["role"], row["role"], "lead")


def _drop_bare_quotations(made: Joined, one: State, other: State) -> None:
    """Drop quotations on which nothing hangs any more, though something did in a copy."""
    quotations = made.state["quotation"]
    hung = _hung_on(one) | _hung_on(other)
    bare = (hung & quotations.keys()) - _hung_on(made.state)
    for guid, row in list(made.state["code_example"].items()):
        if row["quotation_id"] in bare:
            del made.state["code_example"][guid]
    for guid in bare:
        del quotations[guid]


def _hung_on(state: State) -> set[Guid]:
    """Return the quotations on which something hangs, but for being shown as an example."""
    return {
        row[name]
        for table, name in pointing_to("quotation")
        if table != "code_example"
        for row in state[table].values()
        if row[name] is not None
    }


def _part_turns(made: Joined, one: State, other: State) -> None:
    """Let no turn begin before the one before it ends, in texts that have turns of both copies."""
    turns = _turns_by_document(made.state)
    known = [_turns_by_document(state) for state in (one, other)]
    for document, rows in turns.items():
        if any(rows == each.get(document) for each in known) or not overlap(rows.values()):
            continue
        left, gone = part_turns(rows.values())
        made.state["turn"].update({row["guid"]: row for row in left})
        for row in gone:
            del made.state["turn"][row["guid"]]


def _turns_by_document(state: State) -> dict[Guid, Table]:
    found: dict[Guid, Table] = {}
    for guid, row in state["turn"].items():
        found.setdefault(row["document_id"], {})[guid] = row
    return found


def _number_versions(made: Joined, texts: Texts) -> None:
    versions = made.state["text_version"]
    by_document: dict[Guid, Table] = {}
    for guid, row in versions.items():
        by_document.setdefault(row["document_id"], {})[guid] = row
    for document, rows in by_document.items():
        if len(rows) > 1:
            current = made.state["document"][document]["version_id"]
            for guid, number in numbered(rows, current, texts).items():
                versions[guid] = {**versions[guid], "number": number}
