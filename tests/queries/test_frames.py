"""The table of codings follows the ledger: patched, it is what a fresh reading gives."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from gtcoder.actions import codebook, coding, many, merging, team, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.errors import GtcoderError
from gtcoder.queries import frames
from gtcoder.queries.frames import CodingTable, coding_table, codings_of, document_codings
from gtcoder.queries.passages import turns as turns_of
from gtcoder.queries.people import participants, speakers
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import CodeId, CodingId, DocumentId, RoundId, RoundKind, Span, SpeakerRole
from tests.databases import ON_BOTH
from tests.queries.conftest import statements
from tests.studies import Study, draft

STEPS = 90


def same(one: CodingTable, other: CodingTable) -> bool:
    pairs = zip(one.columns(), other.columns(), strict=True)
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)


def check(project: OpenProject) -> None:
    """Compare what is kept with a fresh reading, and each document's part with both."""
    with project.read() as reader:
        kept = coding_table(reader)
        parts = {key: document_codings(reader, key) for key in (DocumentId(1), DocumentId(2))}
        some = codings_of(reader, kept.id[::3].tolist())
        reader.cache = {}
        fresh = coding_table(reader)
        assert same(kept, fresh)
        for key, part in parts.items():
            assert same(part, fresh.where(fresh.document == key))
            assert same(part, document_codings(reader, key))
        assert same(some, fresh.where(np.isin(fresh.id, fresh.id[::3])))


class Walk:
    """Two coders doing whatever comes, in open and blind rounds."""

    def __init__(self, study: Study, seed: int) -> None:
        self.study, self.chance = study, random.Random(seed)
        batch = ImportBatch(documents=(draft("Invented interview 2", "More of it.\n" * 40),))
        study.ann.perform(transcripts.add_documents, batch=batch)
        for number in range(4):
            study.code(f"code {number}")

    def step(self) -> None:
        kinds = (self.apply, self.remove, self.recode, self.resize, self.undo, self.redo)
        rare = (self.merge, self.unmerge, self.bulk, self.round, self.split)
        act = self.chance.choice(kinds if self.chance.random() < 0.85 else rare)
        who = self.chance.choice((self.study.ann, self.study.bob))
        with suppress(GtcoderError):  # refused: nothing was changed, which is a step as well
            act(who)

    def span(self) -> Span:
        start = self.chance.randrange(40)
        return Span(start, start + self.chance.randrange(1, 9))

    def code(self) -> CodeId:
        return CodeId(self.chance.randrange(1, 7))

    def coding(self, who: OpenProject) -> CodingId:
        with who.read() as reader:
            keys = coding_table(reader).id.tolist()
        return CodingId(self.chance.choice(keys) if keys else 1)

    def apply(self, who: OpenProject) -> None:
        document = DocumentId(self.chance.randrange(1, 3))
        who.perform(coding.apply_code, document=document, span=self.span(), code=self.code())

    def remove(self, who: OpenProject) -> None:
        who.perform(coding.remove_coding, coding=self.coding(who))

    def recode(self, who: OpenProject) -> None:
        who.perform(coding.recode, coding=self.coding(who), code=self.code())

    def resize(self, who: OpenProject) -> None:
        who.perform(coding.resize, coding=self.coding(who), span=self.span())

    def undo(self, who: OpenProject) -> None:
        who.undo()

    def redo(self, who: OpenProject) -> None:
        who.redo()

    def merge(self, who: OpenProject) -> None:
        who.perform(merging.merge_codes, sources=[self.code()], target=self.code(), reason="same")

    def unmerge(self, who: OpenProject) -> None:
        who.perform(merging.unmerge_code, code=self.code(), reason="not the same")

    def split(self, who: OpenProject) -> None:
        with who.read() as reader:
            table = coding_table(reader)
        code = self.code()
        keys = table.id[table.code == code].tolist()[:3]
        name = f"split at {who.seen}"
        who.perform(merging.split_code, code=code, name=name, codings=keys, reason="two things")

    def bulk(self, who: OpenProject) -> None:
        count = self.chance.choice((40, 600))
        columns = many.CodingColumns(
            [1] * count,
            [place % 60 for place in range(count)],
            [61 + place // 60 for place in range(count)],
            [self.code()] * count,
            [who.coder or 0] * count,
            [1] * count,
        )
        who.perform(many.apply_many, codings=columns)

    def round(self, who: OpenProject) -> None:
        with self.study.ann.read() as reader:
            blind = reader.blind
        if blind is None:
            name = f"Blind {self.study.ann.seen}"
            self.study.ann.perform(team.open_new_round, name=name, kind=RoundKind.BLIND)
        elif self.chance.random() < 0.5:
            self.study.ann.perform(
                team.unblind, round=RoundId(blind.rounds[0]), reason="all are done"
            )
        else:
            self.study.ann.perform(team.close_round, round=RoundId(blind.rounds[0]))


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_the_patched_table_is_the_fresh_one(study: Study, seed: int) -> None:
    walk = Walk(study, seed)
    for _ in range(STEPS):
        walk.step()
        check(study.ann)
        if walk.chance.random() < 0.5:  # the other one lags behind, several entries at a time
            check(study.bob)


def test_one_coding_more_reads_one_coding(study: Study) -> None:
    code = study.code("Waiting")
    for start in range(5, 25):
        study.apply(code, start, 40)
    with study.ann.read() as reader:
        before = coding_table(reader)
    made = study.apply(code, 12, 14)
    with study.ann.read() as reader, statements(study.ann.engine) as said:
        after = coding_table(reader)
    assert len(after) == len(before) + 1 == 21
    assert after.start.tolist() == sorted(after.start.tolist())
    assert after.where(after.id == made).end.tolist() == [14]
    read = [statement for statement in said if "FROM coding" in statement]
    assert len(read) == 1
    assert "WHERE coding.id IN" in " ".join(read[0].split())


def test_an_older_snapshot_does_not_push_out_the_newer_table(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code)
    with study.ann.read() as older:
        study.apply(code, 30, 40)
        with study.ann.read() as newer:
            assert len(coding_table(newer)) == 2
        assert len(coding_table(older)) == 1
    with study.ann.read() as newer, statements(study.ann.engine) as said:
        assert len(coding_table(newer)) == 2
    assert said == []


@ON_BOTH
def test_threads_that_share_the_cache_each_get_their_own_snapshot(study: Study) -> None:
    code = study.code("Waiting")
    seen: list[tuple[int, int]] = []

    def look() -> None:
        for _ in range(15):
            with study.ann.read() as reader:
                table = coding_table(reader)
                seen.append((reader.revision - first, len(table)))
                assert len(document_codings(reader, study.document)) == len(table)

    first = study.ann.seen
    with ThreadPoolExecutor(3) as pool:
        looking = [pool.submit(look) for _ in range(3)]
        for start in range(15):
            study.apply(code, start, 20)
        for each in looking:
            each.result()
    assert len(seen) == 45
    assert all(entries == codings for entries, codings in seen)


def test_a_viewer_of_a_blind_round_gets_no_row_of_a_colleague(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code, by=study.ann)
    with study.bob.read() as reader:
        assert len(coding_table(reader)) == 1
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    hidden = study.apply(code, 30, 40, by=study.ann)
    own = study.apply(code, 50, 60, by=study.bob)
    with study.bob.read() as reader:
        assert coding_table(reader).start.tolist() == [50]
        assert document_codings(reader, study.document).start.tolist() == [50]
        assert codings_of(reader, [hidden, own]).id.tolist() == [own]


@ON_BOTH
def test_codings_that_are_gone_are_left_out(study: Study) -> None:
    code = study.code("Waiting")
    gone, there = study.apply(code), study.apply(code, 30, 40)
    study.ann.perform(coding.remove_coding, coding=gone)
    with study.ann.read() as reader:
        assert codings_of(reader, [gone, there, 999]).id.tolist() == [there]
        assert len(codings_of(reader, [])) == 0
        assert len(document_codings(reader, DocumentId(77))) == 0


def test_turns_are_read_again_when_a_speaker_changes(study: Study) -> None:
    with study.ann.read() as reader:
        turns = frames.turn_table(reader)
        speaker = next(row for row in speakers(reader) if row.participant is not None)
    study.ann.perform(codebook.create_code, name="something else")
    with study.ann.read() as reader:
        assert frames.turn_table(reader) is turns
    study.ann.perform(
        transcripts.set_speaker,
        speaker=speaker.id,
        role=SpeakerRole(speaker.role),
        participant="Somebody else",
    )
    with study.ann.read() as reader:
        again = frames.turn_table(reader)
    assert again is not turns
    assert set(again.participant.tolist()) != set(turns.participant.tolist())


def test_turns_of_nobody_leave_a_text_to_its_one_participant(study: Study) -> None:
    told = draft("Subtitles", "of nobody")
    turns = tuple(replace(turn, speaker=None, begins=1_000, ends=2_000) for turn in told.turns)
    told = replace(told, turns=turns, speakers=(), participant="Frau M.")
    stored = study.ann.perform(transcripts.add_documents, batch=ImportBatch((told,)))
    ((_, document),) = stored.documents
    code = study.code("Waiting")
    study.ann.perform(coding.apply_code, document=document, span=Span(5, 20), code=code)
    study.apply(code, 5, 20)  # the interviewer's words
    with study.ann.read() as reader:
        places, people = frames.participants_of(reader, coding_table(reader))
        names = {row.id: row.name for row in participants(reader)}
        assert {row.begins for row in turns_of(reader, document)} == {1_000}
    found = dict(zip(places.tolist(), people.tolist(), strict=True))
    assert [names.get(found[place]) for place in (0, 1)] == [None, "Frau M."]
