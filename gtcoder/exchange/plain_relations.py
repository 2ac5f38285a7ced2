"""The relations of a plain-text study: their kinds, their evidence, and the pairs refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_steps import Steps
from gtcoder.exchange.plain_tables import Answer, Row, Table, read_table, word_of
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import EvidenceDraft, RefusedDraft, RelationDraft, RelationTypeDraft
from gtcoder.vocabulary import ParadigmRole, Stance

TYPES = "relation_types.csv"
RELATIONS = "relations.csv"
EVIDENCE = "evidence.csv"
REFUSED = "refused_relations.csv"
LINK = ("source", "type", "target")
PAIRS, ROLES = ";", " > "
_Link = tuple[int, str, int]


class Strength(StrEnum):
    """How strong a relation is, in words; the place in this list is the number that is stored."""

    UNSAID = ""
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


STRENGTHS = tuple(Strength)


@dataclass(frozen=True, slots=True)
class PlainRelations:
    """What the tables of relations hold."""

    types: tuple[RelationTypeDraft, ...]
    relations: tuple[RelationDraft, ...]
    refused: tuple[RefusedDraft, ...]
    notes: tuple[FileNote, ...]


def read_relations(folder: Path, project: ProjectFile, texts: Texts, done: Steps) -> PlainRelations:
    """Return the relations with their evidence; evidence stands on what its coder has coded."""
    kinds = read_table(
        folder, TYPES, needs=("name",), may=("inverse", "directed", "acyclic", "grammar", "meaning")
    )
    table = read_table(folder, RELATIONS, needs=LINK, may=("memo", "strength"))
    proofs = read_table(
        folder,
        EVIDENCE,
        needs=(*LINK, "coder", "document", "quote", "stance"),
        may=("occurrence", "note", "round"),
    )
    gone = read_table(folder, REFUSED, needs=("source", "target", "coder"), may=("reason",))
    relations = _relations(table, done.paths)
    for row in proofs.rows:
        link = _link(row, done.paths)
        if link not in relations:
            raise UnreadableFile(
                "{file} holds no such relation. Nothing was built; add it there.",
                place=row.place,
                file=RELATIONS,
            )
        evidence = (*relations[link].evidence, _evidence(row, project, texts, done))
        relations[link] = replace(relations[link], evidence=evidence)
    return PlainRelations(
        tuple(_types(kinds)),
        tuple(relations.values()),
        tuple(_refused(gone, project, done.paths)),
        (*kinds.notes, *table.notes, *proofs.notes, *gone.notes),
    )


def _types(table: Table) -> Iterator[RelationTypeDraft]:
    for row in table.rows:
        directed = row.choice("directed", Answer, Answer.YES) is Answer.YES
        yield RelationTypeDraft(
            row.needed("name"),
            row["inverse"],
            directed,
            row.choice("acyclic", Answer, Answer.NO) is Answer.YES,
            tuple(_pair(part, row.place) for part in row["grammar"].split(PAIRS) if part.strip()),
            row["meaning"],
            row.place,
        )


def _pair(written: str, place: str) -> tuple[str, str]:
    start, _, end = written.partition(ROLES)
    return (
        word_of(ParadigmRole, start.strip(), place=place, what="role"),
        word_of(ParadigmRole, end.strip(), place=place, what="role"),
    )


def _relations(table: Table, paths: CodePaths) -> dict[_Link, RelationDraft]:
    relations: dict[_Link, RelationDraft] = {}
    for row in table.rows:
        link = _link(row, paths)
        if link in relations:
            raise UnreadableFile(
                "The relation stands in {first} already. Nothing was built.",
                place=row.place,
                first=relations[link].place,
            )
        strength = STRENGTHS.index(row.choice("strength", Strength, Strength.UNSAID))
        relations[link] = RelationDraft(
            *link, note=row["memo"], place=row.place, strength=strength or None
        )
    return relations


def _refused(table: Table, project: ProjectFile, paths: CodePaths) -> Iterator[RefusedDraft]:
    for row in table.rows:
        source, target = (paths.find(row.needed(end), row.place) for end in ("source", "target"))
        coder = project.coder(row.needed("coder"), row.place)
        yield RefusedDraft(source, target, coder, row["reason"], row.place)


def _link(row: Row, paths: CodePaths) -> _Link:
    source, target = (paths.find(row.needed(end), row.place) for end in ("source", "target"))
    return source, row.needed("type"), target


def _evidence(row: Row, project: ProjectFile, texts: Texts, done: Steps) -> EvidenceDraft:
    coder = project.coder(row.needed("coder"), row.place)
    passage = texts.passage(row, coder)
    if passage not in done.passages:
        raise UnreadableFile(
            "{coder} has coded no passage with exactly this quote in that round. Nothing was "
            "built; evidence stands on a coded passage.",
            place=row.place,
            coder=coder,
        )
    stance = row.choice("stance", Stance, Stance.FOR)
    return EvidenceDraft(passage, stance, row.place, row["note"])
