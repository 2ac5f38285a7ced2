"""Memos: kinds and tags that change, links to anything, and links that go with things."""

from __future__ import annotations

from typing import Any

import pytest

from gtcoder.actions import instruments, models, paradigms, properties, sampling, theory
from gtcoder.actions.instruments import make_instrument
from gtcoder.actions.relations import relate
from gtcoder.actions.storyline import write_storyline
from gtcoder.actions.transcripts import remove_document
from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.queries.memo_filter import FoldedMemos, MemoFilter, MemoSort, folded_tags, in_order
from gtcoder.queries.memos import About, memo_list, memo_tags, memos
from gtcoder.queries.people import rounds, speakers
from gtcoder.queries.theory import find_paradigm
from gtcoder.store.verify import verify
from gtcoder.vocabulary import (
    MemoId,
    MemoKind,
    ModelTemplate,
    ParadigmRole,
    RoundKind,
    Span,
)
from tests.databases import ON_BOTH
from tests.studies import Study


def things_of(study: Study, memo: MemoId) -> dict[str, str]:
    with study.ann.read() as reader:
        card = next(card for card in memo_list(reader) if card.id == memo)
    return {str(subject.about): subject.words for subject in card.subjects}


def everything(study: Study) -> dict[str, Any]:
    """Make one of every kind of thing, and return the arguments that link a memo to all of them."""
    ann = study.ann
    one, two = study.code("One"), study.code("Two")
    other = ann.perform(theory.write_memo, text="The other", title="Other")
    relation = ann.perform(relate, source=one, target=two, type="leads to")
    ann.perform(theory.place_in_paradigm, category=two, role=ParadigmRole.CONTEXT)
    model = ann.perform(models.make_model, name="Steps", template=ModelTemplate.STEPWISE)
    kind = ann.perform(properties.define_property, category=two, name="warmth")
    decision = ann.perform(sampling.log_sampling, gap="No nurses", decision="Ask nurses")
    instrument = ann.perform(make_instrument, name="Guide")
    with ann.read() as reader:
        board, coded_in = find_paradigm(reader, None).id, rounds(reader)[0].id
        speaker = speakers(reader)[0].id
    return {
        "codes": [one], "documents": [study.document], "relations": [relation], "memos": [other],
        "speakers": [speaker], "properties": [kind], "paradigms": [board], "models": [model],
        "rounds": [coded_in], "sampling": [decision], "instruments": [instrument],
    }  # fmt: skip


def test_links_are_made_and_taken_off_and_undone(study: Study) -> None:
    ann = study.ann
    wanted = everything(study)
    memo = ann.perform(theory.write_memo, text="On nothing yet", title="Links")
    before = verify(ann).digest
    where: dict[str, Any] = {"document": study.document, "span": Span(5, 20)}
    assert ann.perform(theory.link_memo, memo=memo, **wanted, **where) == 12
    after = verify(ann).digest
    words = things_of(study, memo)
    assert words["passage"].startswith("Invented interview 1, line")
    assert words["memo"] == "memo “Other”"
    assert words["property"] == "property warmth of Two"
    assert words["sampling"].endswith("Ask nurses")
    assert len(words) == 12
    assert ann.perform(theory.link_memo, memo=memo, **wanted) == 0
    ann.undo()
    assert verify(ann).digest == before
    ann.redo()
    assert verify(ann).digest == after
    with ann.read() as reader:
        passages = list(next(row for row in memos(reader) if row.id == memo).quotations)
    ann.perform(theory.unlink_memo, memo=memo, **wanted, quotations=passages)
    assert things_of(study, memo) == {}
    assert verify(ann).digest == before, "the passage that only the memo kept is gone"
    with pytest.raises(NotFound):
        ann.perform(theory.unlink_memo, memo=memo, codes=wanted["codes"])
    with pytest.raises(InvalidInput):
        ann.perform(theory.link_memo, memo=memo)
    with pytest.raises(InvalidInput, match="itself"):
        ann.perform(theory.link_memo, memo=memo, memos=[memo])


@ON_BOTH
def test_a_link_goes_with_what_it_leads_to_and_comes_back_with_it(study: Study) -> None:
    ann = study.ann
    wanted = everything(study)
    memo = ann.perform(theory.write_memo, text="On all", **wanted)
    digest = verify(ann).digest
    why: dict[str, Any] = {"reason": "not needed"}
    for kind, remove in (
        ("property", lambda: ann.perform(
            properties.remove_property, property=wanted["properties"][0], **why)),
        ("paradigm", lambda: ann.perform(
            paradigms.remove_paradigm, paradigm=wanted["paradigms"][0], **why)),
        ("model", lambda: ann.perform(models.remove_model, model=wanted["models"][0], **why)),
        ("sampling", lambda: ann.perform(
            sampling.remove_sampling, decision_id=wanted["sampling"][0], **why)),
        ("instrument", lambda: ann.perform(
            instruments.remove_instrument, instrument=wanted["instruments"][0], **why)),
        ("memo", lambda: ann.perform(theory.remove_memo, memo=wanted["memos"][0])),
        ("speaker", lambda: ann.perform(remove_document, document=study.document, **why)),
    ):  # fmt: skip
        remove()
        assert kind not in things_of(study, memo)
        ann.undo()
        assert kind in things_of(study, memo)
    assert verify(ann).digest == digest


def test_kind_and_tags_change_and_a_storyline_stays_what_it_is(study: Study) -> None:
    ann = study.ann
    memo = ann.perform(theory.write_memo, text="Tired today", tags=["#Field", "day one", "field"])
    ann.perform(theory.change_memo, memo=memo, kind=MemoKind.DIARY)
    second = ann.perform(theory.write_memo, text="More", tags=["FIELD"])
    with ann.read() as reader:
        row = memos(reader)[0]
        assert (row.kind, row.tags, row.text) == ("diary", ("day one", "Field"), "Tired today")
        assert memo_tags(reader) == {"day one": 1, "Field": 2}
    digest = verify(ann).digest
    ann.perform(theory.tag_memo, memo=memo, add=["late"], remove=["Day One"])
    with ann.read() as reader:
        assert memos(reader)[0].tags == ("Field", "late")
    ann.undo()
    assert verify(ann).digest == digest
    ann.perform(theory.remove_memo, memo=second)
    with ann.read() as reader:
        assert memo_tags(reader)["Field"] == 1
    story = ann.perform(write_storyline, text="A line")
    with pytest.raises(InvalidInput, match="storyline"):
        ann.perform(theory.change_memo, memo=story, kind=MemoKind.DIARY)
    with pytest.raises(InvalidInput, match="storyline"):
        ann.perform(theory.link_memo, memo=story, documents=[study.document])
    with pytest.raises(InvalidInput):
        ann.perform(theory.tag_memo, memo=memo, add=["a;b"])


@ON_BOTH
def test_memos_are_found_by_folded_words_kind_tag_coder_and_thing(study: Study) -> None:
    one = study.code("One")
    ann, bob = study.ann, study.bob
    ann.perform(theory.write_memo, text="Über Würde", title="Zulu", tags=["Core"], codes=[one])
    bob.perform(theory.write_memo, text="On dignity", title="Alpha", kind=MemoKind.REFLEXIVE)
    bob.perform(theory.write_memo, text="Wurde", title="Mike", tags=["core", "old"])
    with ann.read() as reader:
        cards = memo_list(reader)
    found = FoldedMemos()

    def titles(sort: MemoSort = MemoSort.TITLE, **asked: object) -> list[str]:
        wanted = found.wanted(in_order(cards, sort), MemoFilter(**asked))  # type: ignore[arg-type]
        return [card.title for card in wanted]

    assert titles() == ["Alpha", "Mike", "Zulu"]
    assert titles(MemoSort.WRITTEN) == ["Mike", "Alpha", "Zulu"]
    assert titles(words="WURDE") == ["Mike", "Zulu"]
    assert titles(words="one wurde") == ["Zulu"], "what it is about can be looked for"
    assert titles(tags=folded_tags(["#CORE"])) == ["Mike", "Zulu"]
    assert titles(tags=folded_tags(["core", "old"])) == ["Mike"]
    assert titles(kinds=frozenset({"reflexive"})) == ["Alpha"]
    assert titles(coders=frozenset({"Ann"})) == ["Zulu"]
    assert titles(things=frozenset({(About.CODE, one)})) == ["Zulu"]
    assert titles(about=About.CODE) == ["Zulu"]
    assert titles(whole=True) == ["Alpha", "Mike"]
    today = cards[0].changed_at.astimezone().date()
    assert titles(since=today, until=today) == ["Alpha", "Mike", "Zulu"]
    assert titles(since=today.replace(year=today.year + 1)) == []


def test_what_is_tied_to_a_memo_in_a_blind_round_is_its_writers_alone(study: Study) -> None:
    from gtcoder.actions import team

    ann, bob = study.ann, study.bob
    instrument = ann.perform(make_instrument, name="Guide")
    old = ann.perform(theory.write_memo, text="From before")
    ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    mine = bob.perform(theory.write_memo, text="Bob's", tags=["secret"])
    bob.perform(theory.link_memo, memo=mine, memos=[old])
    bob.perform(theory.tag_memo, memo=old, add=["private"])
    with ann.read() as reader:
        assert memo_tags(reader) == {}
        assert [row.id for row in memos(reader)] == [old]
    with bob.read() as reader:
        assert memo_tags(reader) == {"private": 1, "secret": 1}
    with pytest.raises(NotAllowed, match="instrument"):
        bob.perform(theory.link_memo, memo=mine, instruments=[instrument])
    with pytest.raises(NotFound):
        ann.perform(theory.tag_memo, memo=mine, add=["seen"])
