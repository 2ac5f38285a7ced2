"""The storyline, with its links to categories and relations."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select

from gtcoder.actions.rules import SEPARATOR, one_where
from gtcoder.errors import InvalidInput, NotFound, StaleText
from gtcoder.model.base import now
from gtcoder.model.codebook import Code
from gtcoder.model.theory import Memo, MemoLink, Relation, RelationType
from gtcoder.store.history import overwritten_by
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.storytext import DASH, Link, LinkKind, ends_of_relation, put_together, token
from gtcoder.vocabulary import MemoId, MemoKind

TITLE = "Storyline"


@action("storyline.write")
def write_storyline(
    unit: Unit, *, text: str, title: str = "", expected_revision: int | None = None
) -> MemoId:
    """Write the storyline, anew or in place of what it said; return its memo.

    Links in the text are `[[Path > Code]]` and `[[A – type – B]]`, or as they are stored; one that
    leads nowhere is refused. With `expected_revision` a colleague's newer text raises StaleText.
    """
    if not text.strip():
        raise InvalidInput("A storyline needs a text. Nothing was changed.")
    memo = the_storyline(unit)
    if memo is None:
        new = Memo(kind=MemoKind.STORYLINE, title=TITLE, text=text, coder_id=unit.me)
        memo = unit.make(new)
    elif expected_revision is not None:
        _refuse_stale(unit, memo, text, expected_revision)
    memo.kind = MemoKind.STORYLINE
    memo.text = text
    memo.title = title.strip() or memo.title
    memo.changed_at = now()
    tie_links(unit, memo)
    unit.tell(title=memo.title)
    return MemoId(memo.id)


def the_storyline(unit: Unit) -> Memo | None:
    """Return the newest storyline; where there is none, the newest theoretical memo titled so.

    What a colleague has written in a blind round that is open is none for the coder.
    """
    kinds = (
        {"kind": MemoKind.STORYLINE},
        {"kind": MemoKind.THEORETICAL, "title": TITLE},
    )
    for values in kinds:
        newest = select(Memo).filter_by(**values).order_by(Memo.id.desc())
        found = unit.scalars(newest.limit(1)).first()
        if found is not None:
            return found
    return None


def tie_links(unit: Unit, memo: Memo) -> None:
    """Let the links of a storyline's text be what the memo is about, under their names of now."""
    known = _Known(unit)
    wanted: dict[tuple[str, int], None] = {}

    def said(link: Link) -> str:
        target = known.find(link)
        column = "code_id" if isinstance(target, Code) else "relation_id"
        wanted[column, target.id] = None
        kind = LinkKind.CODE if isinstance(target, Code) else LinkKind.RELATION
        return token(known.words(target), kind, target.guid.hex())

    memo.text = put_together(memo.text, said)
    for link in unit.scalars(select(MemoLink).where(MemoLink.memo_id == memo.id)).all():
        if link.code_id is not None:
            key = ("code_id", link.code_id)
        elif link.relation_id is not None:
            key = ("relation_id", link.relation_id)
        else:
            continue
        if key in wanted:
            del wanted[key]
        else:
            unit.delete(link)
    for column, target in wanted:
        unit.add(MemoLink(memo_id=memo.id, **{column: target}))


def untie_relation(unit: Unit, relation: Relation, *, into: Relation | None = None) -> None:
    """Let storylines keep the words of a relation that is about to go, and not the link to it.

    Where it goes over `into` another one, their links go over as well.
    """
    links = (
        select(MemoLink)
        .join(Memo, Memo.id == MemoLink.memo_id)
        .where(MemoLink.relation_id == relation.id, Memo.kind == MemoKind.STORYLINE)
    )
    guid = relation.guid.hex()
    words = _Known(unit).words(into or relation)
    left = words if into is None else token(words, LinkKind.RELATION, into.guid.hex())
    for link in unit.scalars(links).all():
        memo = unit.get_one(Memo, link.memo_id)
        memo.text = put_together(
            memo.text,
            lambda each: left if each.guid == guid else _as_stored(each),
        )
        unit.delete(link)
        keys = {"memo_id": memo.id, "relation_id": None if into is None else into.id}
        if into is not None and one_where(unit, MemoLink, **keys) is None:
            unit.add(MemoLink(**keys))


def _as_stored(link: Link) -> str:
    return f"[[{link.name}]]" if link.kind is None else token(link.name, link.kind, link.guid)


@dataclass(frozen=True, slots=True)
class _Known:
    """Finds what a link leads to."""

    unit: Unit

    def find(self, link: Link) -> Code | Relation:
        """Return the code or relation; of a merged code, the one it was merged into."""
        if link.kind is None:
            return self._code_named(link.name) or self._relation_named(link.name)
        guid = bytes.fromhex(link.guid)
        code = one_where(self.unit, Code, guid=guid) if link.kind is LinkKind.CODE else None
        if code is not None:
            return self._standing(code)
        relation = one_where(self.unit, Relation, guid=guid)
        if relation is None or link.kind is not LinkKind.RELATION:
            raise self._unknown(link.name)
        return relation

    def words(self, target: Code | Relation) -> str:
        """Return what a link to it is called."""
        if isinstance(target, Code):
            return target.name
        source, end = (self.unit.get_one(Code, k) for k in (target.source_id, target.target_id))
        return DASH.join((source.name, self.unit.get_one(RelationType, target.type_id).name,
                          end.name))  # fmt: skip

    def _standing(self, code: Code) -> Code:
        while code.merged_into_id is not None:
            code = self.unit.get_one(Code, code.merged_into_id)
        return code

    def _code_named(self, written: str) -> Code | None:
        """Return the code in use at a path, or the only one of that name; None where none is."""
        path = [part.strip().casefold() for part in written.split(SEPARATOR)]
        in_use = self.unit.scalars(select(Code).where(Code.retired.is_(False))).all()
        named = [code for code in in_use if code.name.casefold() == path[-1]]
        exact = [code for code in named if self._path(code) == path]
        if len(exact) == 1 or len(path) > 1 or not named:
            return exact[0] if exact else None
        if len(named) > 1:
            raise InvalidInput(
                "“{name}” stands in several places of the codebook. Write the whole path; nothing "
                "was changed.",
                name=written,
            )
        return named[0]

    def _path(self, code: Code) -> list[str]:
        names = [code.name.casefold()]
        while code.parent_id is not None:
            code = self.unit.get_one(Code, code.parent_id)
            names.append(code.name.casefold())
        return names[::-1]

    def _relation_named(self, written: str) -> Relation:
        for source, name, target in ends_of_relation(written):
            start, end = self._code_named(source), self._code_named(target)
            if start is None or end is None:
                continue
            found = self.unit.scalars(
                select(Relation)
                .join(RelationType, RelationType.id == Relation.type_id)
                .where(
                    RelationType.name == name,
                    Relation.source_id == start.id,
                    Relation.target_id == end.id,
                )
            ).first()
            if found is not None:
                return found
        raise self._unknown(written)

    def _unknown(self, written: str) -> NotFound:
        names = self.unit.scalars(select(Code.name).where(Code.retired.is_(False))).all()
        close = get_close_matches(written.rpartition(SEPARATOR)[2], names, n=3, cutoff=0.4)
        return NotFound(
            "The storyline links to “{name}”, which is no code and no relation of this study. "
            "Nearest: {near}. Nothing was changed; write it without brackets, or link another one.",
            name=written,
            near="; ".join(close) or "–",
        )


def _refuse_stale(unit: Unit, memo: Memo, text: str, expected: int) -> None:
    entry = overwritten_by(unit, "memo", memo.id, "text", expected)
    if entry is not None:
        raise StaleText(
            "The storyline was changed by a colleague in entry {entry} since you read it. Nothing "
            "was changed; look at both texts.",
            yours=text,
            theirs=memo.text,
            entry=entry,
        )
