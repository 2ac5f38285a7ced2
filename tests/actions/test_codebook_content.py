"""The codebook's content and order: texts and when they ask why, examples, origins, kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import attributes, codebook, coding, order, transcripts
from gtcoder.actions.examples import add_example, remove_example
from gtcoder.actions.merging import merge_codes
from gtcoder.errors import InvalidInput, ReasonNeeded
from gtcoder.queries.attributes import columns
from gtcoder.queries.codebook import attributes as attributes_of
from gtcoder.queries.codebook import codes
from gtcoder.queries.examples import examples
from gtcoder.queries.ledger import entries, entry_sentences
from gtcoder.queries.passages import codings
from gtcoder.queries.reasons import recent_reasons
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import verify
from gtcoder.vocabulary import AttributeKind, CodeId, CodeOrigin, QuotationId
from tests.studies import Study, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    assert verify(made.ann).ok
    made.close()


def there_and_back(study: Study, act: Callable[[], object]) -> None:
    """Do it, and hold that undo gives back what was there and redo what was done."""
    before = verify(study.ann).digest
    act()
    after = verify(study.ann).digest
    assert after != before
    study.ann.undo()
    assert verify(study.ann).digest == before
    study.ann.redo()
    assert verify(study.ann).digest == after


def said(study: Study) -> str:
    with study.ann.read() as reader:
        last = entries(reader)[-1:]
        return entry_sentences(reader, last)[last[0].revision]


def quotation(study: Study) -> QuotationId:
    with study.ann.read() as reader:
        return codings(reader)[0].quotation


def names(study: Study) -> list[str]:
    with study.ann.read() as reader:
        return [code.written for code in codes(reader)]


def test_redefining_asks_why_once_the_code_has_codings(study: Study) -> None:
    code, define = study.code("Anger"), codebook.define_code
    there_and_back(
        study,
        lambda: study.ann.perform(
            define, code=code, definition="Heat", rule="Always", when_not="Never", example="“Oh”"
        ),
    )
    with study.ann.read() as reader:
        row = codes(reader)[0]
    assert (row.rule, row.when_not, row.example) == ("Always", "Never", "“Oh”")
    study.apply(code, 5, 20)
    for changed in ("Cold", ""):
        with pytest.raises(ReasonNeeded, match="“Anger” has codings"):
            study.ann.perform(define, code=code, definition=changed)
    bare = study.code("Joy")
    study.apply(bare, 5, 20)
    study.ann.perform(define, code=bare, definition="What it means, said for the first time")
    study.ann.perform(define, code=code, when_not="In jest", reason="two read it differently")
    assert said(study) == "Changed the rule when not to use it of “Anger”"


def test_an_example_goes_with_its_passage_and_comes_back_with_it(study: Study) -> None:
    code, other = study.code("Anger"), study.code("Fury")
    made = study.apply(code, 5, 20)
    passage = quotation(study)
    there_and_back(study, lambda: study.ann.perform(add_example, code=code, quotation=passage))

    def shown() -> list[tuple[CodeId, str]]:
        with study.ann.read() as reader:
            return [(key, each.place) for key, rows in examples(reader).items() for each in rows]

    assert [key for key, _ in shown()] == [code]
    assert "line" in shown()[0][1]
    study.ann.perform(merge_codes, sources=[code], target=other, reason="same")
    assert [key for key, _ in shown()] == [other]
    study.ann.undo()
    study.ann.perform(coding.remove_coding, coding=made)
    assert shown() == []
    study.ann.undo()
    assert [key for key, _ in shown()] == [code]
    study.ann.perform(transcripts.remove_document, document=study.document, reason="w")
    assert shown() == []
    study.ann.undo()
    study.ann.perform(remove_example, code=code, quotation=passage)
    assert said(study).startswith("Took Invented interview 1, line")
    with pytest.raises(InvalidInput, match="no example"):
        study.ann.perform(remove_example, code=code, quotation=passage)


def test_codes_are_put_before_and_after_others(study: Study) -> None:
    one, two, three = (study.code(name) for name in ("One", "Two", "Three"))
    there_and_back(study, lambda: study.ann.perform(order.reorder_codes, codes=[three], before=one))
    assert names(study) == ["Three", "One", "Two"]
    below = study.ann.perform(codebook.create_code, name="Below", parent=two)
    study.ann.perform(order.reorder_codes, codes=[one, three], after=below)
    assert names(study) == ["Two", "Two > Below", "Two > One", "Two > Three"]
    assert said(study) == "Put “One”, “Three” after “Below”"
    wrongs: tuple[dict[str, Any], ...] = ({}, {"before": one, "after": two}, {"before": one})
    for wrong in wrongs:
        with pytest.raises(InvalidInput):
            study.ann.perform(order.reorder_codes, codes=[one], **wrong)
    with pytest.raises(InvalidInput, match="below itself"):
        study.ann.perform(order.reorder_codes, codes=[two], before=below)


def test_origin_is_corrected_and_several_retire_for_one_reason(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    low = study.ann.perform(codebook.create_code, name="Low", parent=one)
    there_and_back(
        study,
        lambda: study.ann.perform(codebook.set_origin, code=one, origin=CodeOrigin.IN_VIVO),
    )
    study.ann.perform(codebook.set_origin, code=one, origin=CodeOrigin.IMPORTED)
    assert said(study) == "Corrected the origin of “One” from in vivo to imported"
    revision = study.ann.seen
    with pytest.raises(InvalidInput, match="holds “Low”"):
        study.ann.perform(codebook.retire_codes, codes=[two, one], reason="w")
    assert study.ann.seen == revision
    study.ann.perform(codebook.retire_codes, codes=[one, two, low], reason="unused")
    assert study.ann.seen == revision + 1
    assert names(study) == []
    assert said(study) == "Retired “One”, “Two”, “Low”"


def test_columns_of_numbers_and_choices_hold_nothing_else(study: Study) -> None:
    code, define = study.code("One"), attributes.define_attribute
    put = codebook.set_attribute

    def kind(name: str, kind: AttributeKind | None = None, **more: Any) -> None:
        study.ann.perform(define, name=name, kind=kind, **more)

    with pytest.raises(InvalidInput, match="needs the choices"):
        kind("who acts", AttributeKind.CHOICE)
    there_and_back(
        study, lambda: kind("who acts", AttributeKind.CHOICE, choices=[" customer ", "company"])
    )
    study.ann.perform(put, code=code, name="who acts", value="Customer")
    with study.ann.read() as reader:
        assert attributes_of(reader)[code] == {"who acts": "customer"}  # as it is offered
        assert columns(reader)[0].choices == ("customer", "company")
    with pytest.raises(InvalidInput, match="holds “customer”; “company”; “dog” is none of them"):
        study.ann.perform(put, code=code, name="who acts", value="dog")
    with pytest.raises(InvalidInput, match="says “customer” of “One”"):
        kind("who acts", choices=["company"])
    with pytest.raises(InvalidInput, match="says “customer” of “One”"):
        kind("who acts", AttributeKind.NUMBER)
    kind("who acts", choices=["company", "customer", "both"])
    study.ann.perform(put, code=code, name="who acts", value="")
    kind("who acts", AttributeKind.TEXT)
    with study.ann.read() as reader:
        assert columns(reader)[0].choices == ()
    kind("age", AttributeKind.NUMBER)
    study.ann.perform(put, code=code, name="age", value="-3.5")
    with pytest.raises(InvalidInput, match="“old” is none"):
        study.ann.perform(put, code=code, name="age", value="old")
    study.ann.perform(put, code=code, name="mood", value="Warm")
    kind("mood", AttributeKind.CHOICE)  # offers what it has
    with study.ann.read() as reader:
        assert columns(reader)[-1].choices == ("Warm",)


def test_recent_reasons_are_my_own_and_each_is_named_once(study: Study) -> None:
    code = study.code("One")
    for name, why in (("A", "first"), ("B", "second"), ("C", "first")):
        study.ann.perform(codebook.rename_code, code=code, name=name, reason=why)
    study.bob.perform(codebook.rename_code, code=code, name="D", reason="Bob's")
    with study.ann.read() as reader:
        assert recent_reasons(reader) == ("first", "second")
        assert recent_reasons(reader, limit=1) == ("first",)
