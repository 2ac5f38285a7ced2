"""Memos in a plain-text study: kinds, tags and links to anything go out and come back."""

from __future__ import annotations

from pathlib import Path

from gtcoder.actions import instruments, models, sampling, theory
from gtcoder.actions.play import play
from gtcoder.actions.properties import define_property
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.queries.memos import memo_list
from gtcoder.queries.people import rounds, speakers
from gtcoder.queries.theory import find_paradigm
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.reader import Reader
from gtcoder.store.verify import verify
from gtcoder.vocabulary import MemoKind, ModelTemplate, ParadigmRole, Span
from tests.studies import new_study


def told(reader: Reader) -> list[tuple[object, ...]]:
    return [
        (card.kind, card.title, card.text, card.coder, card.tags, sorted(card.about))
        for card in memo_list(reader)
    ]


def test_memos_come_back_with_kind_tags_and_links(tmp_path: Path) -> None:
    study = new_study(FileLocation(tmp_path / "study.gtc"))
    ann, bob, document = study.ann, study.bob, study.document
    one, two = study.code("One"), study.code("Two")
    study.apply(one, 5, 20)
    study.apply(two, 5, 20, by=bob)
    relation = ann.perform(theory.relate, source=one, target=two, type="leads to")
    ann.perform(theory.place_in_paradigm, category=two, role=ParadigmRole.CONTEXT)
    with ann.read() as reader:
        board, speaker = find_paradigm(reader, None).id, speakers(reader)[0].id
        first = rounds(reader)[0].id
    first_memo = bob.perform(
        theory.write_memo, text="- one\n- two", title="First", kind=MemoKind.DIARY,
        tags=["field work", "late"],
    )  # fmt: skip
    second = ann.perform(
        theory.write_memo, text="On much", title="Second: all", relations=[relation],
        codes=[one], paradigms=[board], speakers=[speaker], memos=[first_memo],
        properties=[ann.perform(define_property, category=one, name="warmth")],
        sampling=[ann.perform(sampling.log_sampling, gap="g", decision="Ask more")],
        document=document, span=Span(30, 44),
    )  # fmt: skip
    bob.perform(theory.link_memo, memo=first_memo, memos=[second], document=document,
                span=Span(5, 20))  # fmt: skip
    ann.perform(theory.write_memo, text="Coding round", rounds=[first])
    with ann.read() as reader:
        before = told(reader)
        losses = write_study(reader, tmp_path / "folder").losses
    assert [each for each in losses if "memos" in each] == ["1 link of memos to rounds"]
    header = (tmp_path / "folder/memos/01_first.md").read_text(encoding="utf-8")
    assert "kind: diary\n" in header
    assert "tag: field work\n" in header
    assert "on: memo 02_second_all\n" in header
    study.close()
    play(FileLocation(tmp_path / "again.gtc"), read_study(tmp_path / "folder"))
    with open_study(FileLocation(tmp_path / "again.gtc"), "Ann") as again:
        with again.read() as reader:
            after = told(reader)
        assert verify(again).ok
    before[-1] = (*before[-1][:-1], [])
    assert after == before


def test_links_to_models_and_instruments_go_by_name(tmp_path: Path) -> None:
    study = new_study(FileLocation(tmp_path / "study.gtc"))
    ann = study.ann
    model = ann.perform(models.make_model, name="Steps", template=ModelTemplate.STEPWISE)
    guide = ann.perform(instruments.make_instrument, name="Guide")
    ann.perform(theory.write_memo, text="x", models=[model], instruments=[guide])
    with ann.read() as reader:
        write_study(reader, tmp_path / "folder")
        (before,) = told(reader)
    study.close()
    (page,) = (tmp_path / "folder/memos").glob("*.md")
    assert "on: model Steps\non: instrument Guide\n" in page.read_text(encoding="utf-8")
    assert before[-1] == ["instrument Guide", "model Steps"]
