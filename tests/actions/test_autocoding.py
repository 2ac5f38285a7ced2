"""What a search found is coded as one entry, each coding marked as automatic."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from gtcoder.actions import rounds, theory
from gtcoder.actions.autocoding import FoundPassages, autocode
from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.queries.codebook import codes
from gtcoder.queries.ledger import entries, entry_page
from gtcoder.queries.passages import codings
from gtcoder.queries.people import open_round
from gtcoder.queries.search.looking import Scope, search
from gtcoder.queries.search.patterns import Wanted
from gtcoder.queries.search.units import Units
from gtcoder.queries.sentences import entry_sentences
from gtcoder.reports.hit_units import units_of
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, CodingOrigin, HitUnit, RoundKind, SegmentSource
from tests.databases import ON_BOTH
from tests.studies import Study


def found(study: Study, words: str, unit: HitUnit = HitUnit.MATCH) -> Units:
    with study.ann.read() as reader:
        given = open_round(reader)
        of = given.id if given is not None and given.segments else None
        return units_of(reader, search(reader, Wanted(words)), unit, given_in=of)


def passages(units: Units) -> FoundPassages:
    return FoundPassages(units.document.tolist(), units.start.tolist(), units.end.tolist())


def autocode_them(who: OpenProject, passages: FoundPassages, code: CodeId) -> int:
    return who.perform(autocode, passages=passages, pattern="they", code=code)


def coded(study: Study) -> list[tuple[str, str, str]]:
    with study.ann.read() as reader:
        return [(row.text, row.code[-1], str(row.origin)) for row in codings(reader)]


def state(study: Study) -> str:
    checked = verify(study.ann)
    assert checked.ok, checked.problems
    return checked.digest


@ON_BOTH
def test_accepted_passages_are_one_entry_that_tells_the_search(study: Study) -> None:
    before, last = state(study), study.ann.seen
    units = found(study, "we", HitUnit.SENTENCE)
    new = study.ann.perform(
        autocode, passages=passages(units), pattern="we", path=("Acting", "Calling"),
        hit_unit=HitUnit.SENTENCE, found=len(units) + 2, rejected=2,
    )  # fmt: skip
    assert new == len(units)
    assert {origin for _, _, origin in coded(study)} == {str(CodingOrigin.AUTO)}
    assert {name for _, name, _ in coded(study)} == {"Calling"}
    with study.ann.read() as reader:
        assert reader.revision == last + 1, "one entry"
        entry = entries(reader)[-1]
        assert entry.action == "coding.autocode"
        page = entry_page(reader)
        (said,) = entry_sentences(reader, page[:1]).values()
    assert f"Coded {len(units)} passages as “Calling”" in said
    assert f"“we” by sentence: {len(units)} of {len(units) + 2} accepted, 2 rejected" in said
    after = state(study)
    study.ann.undo()
    assert state(study) == before
    study.ann.redo()
    assert state(study) == after


def test_what_is_coded_already_is_left_as_it_is(study: Study) -> None:
    units, code = found(study, "they"), study.code("them")
    study.apply(code, int(units.start[0]), int(units.end[0]))
    call = partial(autocode_them, passages=passages(units), code=code)
    assert call(study.ann) == 1
    assert [origin for _, _, origin in coded(study)] == ["by hand", "auto"]
    revision = study.ann.seen
    assert call(study.ann) == 0
    assert study.ann.seen == revision, "nothing new is no entry"
    assert call(study.bob) == 2, "his own"


def test_nothing_and_what_is_not_there_are_refused(study: Study) -> None:
    code, units = study.code("them"), found(study, "they")
    none = FoundPassages([], [], [])
    with pytest.raises(InvalidInput, match="No passage was accepted"):
        study.ann.perform(autocode, passages=none, pattern="x", code=code)
    beyond = replace(passages(units), end=[99_999] * len(units))
    with pytest.raises(InvalidInput, match="does not lie in"):
        study.ann.perform(autocode, passages=beyond, pattern="x", code=code)
    with pytest.raises(InvalidInput, match="No code was named"):
        study.ann.perform(autocode, passages=passages(units), pattern="x")
    with study.ann.read() as reader:
        assert len(codes(reader)) == 1
    assert coded(study) == []


def test_a_blind_round_takes_proposals_and_hides_what_colleagues_found(study: Study) -> None:
    study.ann.perform(rounds.open_new_round, name="Blind", kind=RoundKind.BLIND)
    units = found(study, "they")
    assert study.bob.perform(autocode, passages=passages(units), pattern="they", path=("New",)) == 2
    study.bob.perform(theory.write_memo, text="A new thought.")
    assert coded(study) == []
    found_by = []
    for who in (study.ann, study.bob):
        with who.read() as reader:
            found_by.append(len(search(reader, Wanted("new"), Scope(texts=False))))
    assert found_by == [0, 2], "neither his code nor his memo is hers to find"


def test_in_a_closed_round_nothing_is_coded(study: Study) -> None:
    code, units = study.code("them"), found(study, "they")
    with study.ann.read() as reader:
        first = open_round(reader)
        assert first is not None
    study.ann.perform(rounds.close_round, round=first.id)
    with pytest.raises(NotAllowed, match="closed"):
        study.ann.perform(autocode, passages=passages(units), pattern="they", code=code)


def test_where_a_round_hands_out_passages_these_are_coded(study: Study) -> None:
    code = study.code("them")
    free = found(study, "they")
    study.ann.perform(
        rounds.open_new_round, name="Turns", kind=RoundKind.GIVEN_SEGMENTS,
        segments=SegmentSource.PARTICIPANTS,
    )  # fmt: skip
    with pytest.raises(InvalidInput, match="hands out the passages"):
        study.ann.perform(autocode, passages=passages(free), pattern="they", code=code)
    units = found(study, "we")
    assert (len(units), units.hits.sum(), units.outside) == (2, 4, 1), "“were” in a question"
    assert study.ann.perform(autocode, passages=passages(units), pattern="we", code=code) == 2
