"""Domains: categories whose codes exclude one another on the same text."""

from __future__ import annotations

from sqlalchemy import select

from gtcoder.actions.rules import may_change_codebook, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId


@action("codebook.declare_domain")
def declare_domain(unit: Unit, *, code: CodeId) -> None:
    """Say that the codes below a category exclude one another on the same text.

    Codings stay as they are; where two of the codes meet already, the checks say so. A code is in
    the nearest domain above it: what lies in a domain within the domain stands apart.
    """
    _set(unit, code, domain=True)


@action("codebook.undeclare_domain")
def undeclare_domain(unit: Unit, *, code: CodeId) -> None:
    """Say that the codes below a category may lie on the same text again."""
    _set(unit, code, domain=False)


def take_over_domain(unit: Unit, source: Code, into: Code) -> None:
    """Let the target of a merge be a domain where the source was and it holds no codes itself.

    Codes of its own were never said to exclude those that come to them.
    """
    own = select(Code.id).where(Code.parent_id == into.id, Code.retired.is_(False))
    if source.domain and unit.scalars(own.where(Code.id != source.id).limit(1)).first() is None:
        into.domain = True


def _set(unit: Unit, key: CodeId, *, domain: bool) -> None:
    may_change_codebook(unit)
    code = usable_code(unit, key)
    if domain and code.domain:
        raise InvalidInput("“{name}” is a domain already. Nothing was changed.", name=code.name)
    if not domain and not code.domain:
        raise InvalidInput("“{name}” is no domain. Nothing was changed.", name=code.name)
    code.domain = domain
    unit.tell(code=code.name)
