"""Rules that several verbs share: names, the current round, codes that may be used."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from gtcoder.errors import InvalidInput, NotAllowed, ReasonNeeded
from gtcoder.model.base import Journaled
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.project import Project
from gtcoder.model.team import Round
from gtcoder.store.naming import cleaned
from gtcoder.store.unit import Unit
from gtcoder.vocabulary import CodeId, RoundId, RoundKind

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

R = TypeVar("R", bound=Journaled)
SEPARATOR = " > "


def clean_name(name: str, what: str) -> str:
    """Return a name as it is kept (`store.naming`), or refuse an empty one."""
    kept = cleaned(name)
    if not kept:
        article = "An" if what[0] in "aeiou" else "A"
        raise InvalidInput(
            "{article} {what} needs a name. Nothing was changed.", article=article, what=what
        )
    return kept


def clean_code_name(name: str) -> str:
    """Return a code's name, or refuse one that could not be written in a path."""
    kept = clean_name(name, "code")
    if SEPARATOR in f" {kept} ":
        raise InvalidInput(
            "“{name}” holds “ > ”, which parts the names of a path. Choose another name; nothing "
            "was changed.",
            name=kept,
        )
    return kept


def refuse_taken(unit: Unit, column: InstrumentedAttribute[str], name: str, what: str) -> None:
    """Refuse a name that another row of the table has."""
    if unit.scalar(select(column).where(column == name)) is not None:
        raise InvalidInput(
            "There is {a} {what} “{name}” already. Nothing was changed.",
            a="an" if what[0] in "aeiou" else "a",
            what=what,
            name=name,
        )


def one_where(unit: Unit, kind: type[R], **values: object) -> R | None:
    """Return the record with these values, or None."""
    return unit.scalars(select(kind).filter_by(**values)).one_or_none()


def usable_code(unit: Unit, key: CodeId) -> Code:
    """Return a code that may be applied or linked, or say where it went."""
    code = unit.find(Code, key, "code")
    if code.merged_into_id is not None:
        target = unit.get_one(Code, code.merged_into_id)
        raise InvalidInput(
            "The code “{name}” was merged into “{target}”. Use that one; nothing was changed.",
            name=code.name,
            target=target.name,
        )
    if code.retired:
        raise InvalidInput(
            "The code “{name}” is retired. Restore it first; nothing was changed.", name=code.name
        )
    return code


def living(unit: Unit, key: int) -> int:
    """Return the code that a merged code went into in the end; one that is not merged itself."""
    code = unit.get_one(Code, key)
    while code.merged_into_id is not None:
        code = unit.get_one(Code, code.merged_into_id)
    return code.id


def may_change_codebook(unit: Unit) -> None:
    """Refuse where the study locks its codebook to leads and the coder is none.

    While a blind round is open a coder changes proposals of their own only, lock or no lock: the
    store refuses what is shared (`sight.refuse_shared`).
    """
    if unit.blind is not None:
        return
    settings = unit.scalars(select(Project.settings)).one()
    if settings.get("codebook_locked"):
        unit.require_lead("change the codebook, which this study has locked")


def needs_reason_if_coded(unit: Unit, code: Code, verb: str) -> None:
    """Refuse a change without a reason where the code was given to passages already."""
    coded = select(Coding.id).where(Coding.code_id == code.id).limit(1)
    if not unit.reason and unit.scalar(coded) is not None:
        raise ReasonNeeded(
            "“{code}” has codings, so the ledger keeps the reason of “{verb}”. Nothing was "
            "changed; say why (--reason).",
            code=code.name,
            verb=verb,
        )


def refuse_while_blind(unit: Unit, what: str) -> None:
    """Refuse, while a blind round is open, what would show coders each other's work.

    `what` says what waits, as in “decide on disagreements”.
    """
    if unit.blind is None:
        return
    names = select(Round.name).where(Round.id.in_(unit.blind.rounds))
    raise NotAllowed(
        "Nobody may {what} while the blind round “{round}” is open. Nothing was changed; let a "
        "lead close the round or unblind it first.",
        round=unit.scalars(names.limit(1)).one(),
        what=what,
    )


def open_round(unit: Unit, key: RoundId | None = None) -> Round:
    """Return the round to code in: the one named, else the newest that is open."""
    if key is None:
        open_rounds = select(Round).where(
            Round.closed_at.is_(None), Round.kind != RoundKind.CONSENSUS
        )
        found = unit.scalars(open_rounds.order_by(Round.id.desc()).limit(1)).first()
        if found is None:
            raise NotAllowed("Every round is closed. Open a round first; nothing was changed.")
        return found
    named = unit.find(Round, key, "round")
    if named.closed_at is not None:
        raise NotAllowed(
            "The round “{name}” is closed. Nothing was changed; open a new round.",
            name=named.name,
        )
    return named


def random_guids(count: int) -> list[bytes]:
    """Return many new identities at once, ascending: an index takes them in faster so."""
    drawn = os.urandom(16 * count)
    return sorted(drawn[place : place + 16] for place in range(0, len(drawn), 16))
