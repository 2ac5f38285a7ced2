"""Users as coders, and the round in which their work lies."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.projects.refi_extras import told_rows
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_values import name_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.plan_rounds import USUAL_ROUND
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CoderRole, RoundKind


def take_users(intake: Intake, users: list[Node], coder: str) -> None:
    """Make a coder of each user; `coder` is whom unsigned work is given to, if one was named."""
    names = FreeNames()
    roles = {row["guid"]: row.get("role") for row in
             told_rows("coder", intake.said.extra.get("coder"), ("name",))}  # fmt: skip
    for user in users:
        name = name_of(user.get("name"), "") or name_of(user.get("id"), "")
        if user.guid not in roles and _is_program(intake, user, name):
            intake.report.skip("users", f"“{name}” is the program itself and no person")
            continue
        free = names.take(name or "Coder without a name")
        role = roles.get(user.guid or b"") or CoderRole.CODER
        made = intake.add("coder", user.guid, name=free, role=role)
        if user.guid is not None:
            intake.coders.known.setdefault(user.guid, made)
        if coder and free == coder:
            intake.coders.usual = made
        intake.report.came("users, as coders")
    _name_the_usual(intake, names, coder)


def _is_program(intake: Intake, user: Node, name: str) -> bool:
    """Tell whether a user is the program that wrote the file, and no one whose work is in it."""
    tool = intake.origin.partition(" ")[0].casefold()
    if not tool or name.casefold() != tool:
        return False
    return user.guid is None or user.guid not in set(_signed(intake.project))


def _signed(node: Node) -> Iterator[Guid | None]:
    """Yield the users who made passages, codings and notes below a node."""
    if node.spans is not None:
        yield from node.spans.users
        yield from node.spans.coding_users
        for beside in (*node.spans.beside.values(), *node.spans.coding_beside.values()):
            for child in beside:
                yield from _signed(child)
    for child in node.children:
        if child.tag in ("Coding", "Note") or child.tag.endswith("Selection"):
            yield Node("", {"guid": child.get("creatingUser")}).guid
        yield from _signed(child)


def _name_the_usual(intake: Intake, names: FreeNames, coder: str) -> None:
    """Say whom work is given to that nobody signed: the one named, or who made the project."""
    coders = intake.coders
    if not coder and coders.usual is None:
        maker = Node("", {"guid": intake.project.get("creatingUserGUID")}).guid
        coders.usual = coders.known.get(maker) if maker is not None else None
        if coders.usual is None and len(coders.known) == 1:
            coders.usual = next(iter(coders.known.values()))
    wanted = name_of(coder, "") or f"imported from {name_of(intake.origin, 'REFI-QDA')}"
    if coders.usual is None:
        coders.name_of_usual = names.take(wanted)


def first_round(intake: Intake) -> Guid:
    """Return the round of work that names none: the first of the file, else a new one."""
    carried = intake.carried.get("round")
    if carried:
        first: Guid = carried[0]["guid"]
        return first
    return intake.add(
        "round",
        intake.of_project("round"),
        name=USUAL_ROUND,
        kind=RoundKind.OPEN,
        opened_at=intake.when,
    )
