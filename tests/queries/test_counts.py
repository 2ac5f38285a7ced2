"""Counts per code, per document and of the study, beside a count by hand."""

from __future__ import annotations

import random

from gtcoder.actions import codebook, coding, many, team, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.queries.codebook import codes, memberships
from gtcoder.queries.counts import (
    CodeCount,
    StudyCounts,
    Tally,
    code_counts,
    coverage,
    study_counts,
)
from gtcoder.queries.frames import UNKNOWN, coding_table, document_lengths, participants_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel, DocumentId, RoundKind, Span
from tests.databases import ON_BOTH
from tests.studies import Study, draft


def second_document(study: Study) -> DocumentId:
    batch = ImportBatch(documents=(draft("Invented interview 2", "A line more.\n"),))
    stored = study.ann.perform(transcripts.add_documents, batch=batch)
    return stored.documents[0][1]


def by_hand(reader: Reader, wanted: set[CodeId]) -> Tally:
    """Count with sets, row by row."""
    table = coding_table(reader)
    place, who = participants_of(reader, table)
    rows = [row for row in range(len(table)) if table.code[row] in wanted]
    spoken = zip(place.tolist(), who.tolist(), strict=True)
    return Tally(
        len(rows),
        len({(table.document[r], table.start[r], table.end[r]) for r in rows}),
        len({table.document[r] for r in rows}),
        len({person for r, person in spoken if r in rows and person != UNKNOWN}),
        len({table.coder[r] for r in rows}),
    )


def under(reader: Reader, top: CodeId) -> set[CodeId]:
    """Return a code and what serves it, by going round until nothing is new."""
    found = {top}
    while True:
        more = {row.id for row in codes(reader, retired=True) if row.parent in found}
        more |= {code for key, each in memberships(reader).items() if key in found for code in each}
        if more <= found:
            return found
        found |= more


@ON_BOTH
def test_the_counts_are_those_of_a_count_by_hand(study: Study) -> None:
    chance = random.Random(7)
    made = [study.code(f"code {number}") for number in range(8)]
    for child, parent in ((1, 0), (2, 0), (3, 1), (4, 3), (6, 5)):
        study.ann.perform(codebook.move_code, code=made[child], parent=made[parent])
    study.ann.perform(codebook.add_membership, code=made[6], category=made[0])
    study.ann.perform(codebook.add_membership, code=made[3], category=made[0])
    documents = [study.document, second_document(study)]
    for _ in range(120):
        start = chance.randrange(0, 200, 20)
        who = chance.choice((study.ann, study.bob))
        span, code = Span(start, start + chance.choice((5, 30))), chance.choice(made[:7])
        where = chance.choice(documents)
        who.perform(coding.apply_code, document=where, span=span, code=code)
    study.ann.perform(codebook.retire_code, code=made[4], reason="not used any more")
    with study.ann.read() as reader:
        counts = code_counts(reader)
        assert set(counts) == set(made)
        for code, count in counts.items():
            own, whole = by_hand(reader, {code}), by_hand(reader, under(reader, code))
            assert count == CodeCount(
                own.codings, own.passages, own.documents, own.participants, own.coders, whole
            )
        assert counts[made[7]].with_children == Tally(0, 0, 0, 0, 0)
        assert counts[made[0]].with_children.codings > counts[made[0]].codings


def test_a_new_coding_is_counted_and_a_hidden_one_is_not(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code)
    with study.bob.read() as reader:
        assert code_counts(reader)[code].codings == 1
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(code, 30, 40)
    study.apply(code, 50, 60, by=study.bob)
    with study.bob.read() as reader:
        assert code_counts(reader)[code].codings == 1
        assert study_counts(reader).codings == 1
        assert coverage(reader)[study.document].codings == 1
    with study.ann.read() as reader:
        assert code_counts(reader)[code].passages == 2


def test_characters_under_several_codings_count_once(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    other = second_document(study)
    study.apply(one, 0, 10)
    study.apply(two, 5, 20)
    study.apply(two, 7, 9, by=study.bob)
    study.apply(one, 30, 31)
    with study.ann.read() as reader:
        found = coverage(reader)
        lengths = document_lengths(reader)
    here = found[study.document]
    assert (here.codings, here.coded_characters, here.coders) == (4, 21, ("Ann", "Bob"))
    assert here.characters == lengths[study.document]
    assert (found[other].codings, found[other].coded_characters, found[other].coders) == (0, 0, ())


@ON_BOTH
def test_coverage_is_that_of_a_character_by_character_count(study: Study) -> None:
    chance = random.Random(3)
    code, other = study.code("Waiting"), second_document(study)
    starts = [chance.randrange(150) for _ in range(80)]
    columns = many.CodingColumns(
        [chance.choice((study.document, other)) for _ in starts],
        starts,
        [start + chance.randrange(1, 25) for start in starts],
        [code] * 80,
        [1] * 80,
        [1] * 80,
    )
    study.ann.perform(many.apply_many, codings=columns)
    spans = zip(columns.document, columns.start, columns.end, strict=True)
    coded = {(document, at) for document, start, end in spans for at in range(start, end)}
    with study.ann.read() as reader:
        for document, found in coverage(reader).items():
            assert found.coded_characters == sum(place[0] == document for place in coded)


def test_the_study_says_what_it_holds(study: Study) -> None:
    with study.ann.read() as reader:
        assert study_counts(reader) == StudyCounts(1, 0, 0, 0, 1, 2)
        assert code_counts(reader) == {}
    code, gone = study.code("Waiting"), study.code("Gone")
    study.ann.perform(codebook.set_level, code=code, level=CodeLevel.AXIAL)
    study.ann.perform(codebook.retire_code, code=gone, reason="never used")
    study.apply(code)
    second_document(study)
    with study.ann.read() as reader:
        assert study_counts(reader) == StudyCounts(2, 1, 1, 1, 2, 2)
