"""Properties of categories and the passages along them: each verb, its rules, and its way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtcoder.actions import coding, merging, paradigms, properties, team, transcripts
from gtcoder.errors import InvalidInput, NotFound, ReasonNeeded
from gtcoder.queries.passages import codings
from gtcoder.queries.properties import placed_passages
from gtcoder.queries.properties import properties as rows_of
from gtcoder.queries.retrieval import passages_at
from gtcoder.store.verify import verify
from gtcoder.vocabulary import (
    CheckRule,
    CodeId,
    PropertyId,
    QuotationId,
    RoundKind,
    Span,
)
from tests.databases import ON_BOTH
from tests.studies import Study


def there_and_back(study: Study, act: Callable[[], Any]) -> Any:
    before = verify(study.ann).digest
    made = act()
    after = verify(study.ann)
    assert after.ok
    assert after.digest != before
    study.ann.undo()
    assert verify(study.ann).digest == before
    study.ann.redo()
    assert verify(study.ann).digest == after.digest
    return made


def define(study: Study, category: CodeId, name: str, **more: Any) -> PropertyId:
    return study.ann.perform(properties.define_property, category=category, name=name, **more)


def place(study: Study, key: PropertyId, at: int, *quotations: QuotationId, **more: Any) -> Any:
    return study.ann.perform(
        properties.place_passages, property=key, place=at, quotations=list(quotations), **more
    )


def quotation(study: Study, code: CodeId, start: int, end: int) -> QuotationId:
    coded = study.apply(code, start, end)
    with study.ann.read() as reader:
        return next(row.quotation for row in codings(reader) if row.id == coded)


def shown(study: Study) -> list[tuple[str, str, int]]:
    with study.ann.read() as reader:
        return [(row.name, row.dimension, row.passages) for row in rows_of(reader)]


def places(study: Study) -> list[tuple[int, bool, str]]:
    with study.ann.read() as reader:
        return [(each.place, each.negative, each.note) for each in placed_passages(reader)]


def unchanged(study: Study, act: Callable[[], Any], error: type[Exception], words: str) -> None:
    before = verify(study.ann).digest
    with pytest.raises(error, match=words):
        act()
    assert verify(study.ann).digest == before


@ON_BOTH
def test_a_property_is_defined_changed_and_ordered(study: Study) -> None:
    one = study.code("Waiting")
    first = there_and_back(
        study, lambda: define(study, one, " length ", low=" minutes", high="days ")
    )
    assert shown(study) == [("length", "minutes – days", 0)]
    second = define(study, one, "place")
    third = define(study, one, "tone")
    change = properties.change_property
    there_and_back(
        study, lambda: study.ann.perform(change, property=second, name="where", low="at home")
    )
    assert shown(study)[1] == ("where", "at home – …", 0)
    study.ann.perform(change, property=second, low="", note="Asked twice (invented).")
    assert shown(study)[1] == ("where", "", 0)
    there_and_back(
        study, lambda: study.ann.perform(properties.order_properties, properties=[third, first])
    )
    assert [name for name, *_ in shown(study)] == ["tone", "length", "where"]


def test_what_a_property_cannot_be(study: Study) -> None:
    one, two = study.code("Waiting"), study.code("Leaving")
    key = define(study, one, "length")
    other = define(study, two, "Length")  # of another category
    double = "“Waiting” has a property “LENGTH” already"
    unchanged(study, lambda: define(study, one, "LENGTH"), InvalidInput, double)
    unchanged(study, lambda: define(study, one, "  "), InvalidInput, "name")
    more = define(study, one, "tone")
    change, order = properties.change_property, properties.order_properties
    renamed = "“Waiting” has a property “length” already"
    unchanged(
        study,
        lambda: study.ann.perform(change, property=more, name="length"),
        InvalidInput,
        renamed,
    )
    study.ann.perform(change, property=key, name="length", low="short")  # its own name
    unchanged(
        study,
        lambda: study.ann.perform(order, properties=[key, other]),
        InvalidInput,
        "of one category",
    )
    unchanged(study, lambda: study.ann.perform(order, properties=[]), InvalidInput, "one category")
    gone = PropertyId(99)
    unchanged(study, lambda: study.ann.perform(change, property=gone, low=""), NotFound, "99")


@ON_BOTH
def test_passages_are_placed_moved_explained_and_taken_off(study: Study) -> None:
    one = study.code("Waiting")
    key = define(study, one, "length", low="minutes", high="days")
    near, far = quotation(study, one, 5, 20), quotation(study, one, 60, 75)
    made = there_and_back(study, lambda: place(study, key, 20, near, far, near))
    assert len(made) == 2
    assert places(study) == [(20, False, ""), (20, False, "")]
    again = there_and_back(study, lambda: place(study, key, 80, far, negative=True))
    assert again == made[1:]  # it was moved, not placed twice
    assert places(study) == [(20, False, ""), (80, True, "")]
    with study.ann.read() as reader:
        assert [each.unexplained for each in placed_passages(reader)] == [False, True]
    change = properties.change_place
    note = " She could leave (invented). "
    there_and_back(study, lambda: study.ann.perform(change, placement=made[1], note=note))
    with study.ann.read() as reader:
        assert not any(each.unexplained for each in placed_passages(reader))
    there_and_back(study, lambda: study.ann.perform(change, placement=made[1], place=0))
    assert places(study)[0] == (0, True, note.strip())
    study.ann.perform(change, placement=made[1], negative=False)
    assert places(study)[0] == (0, False, note.strip())
    off = properties.take_off_property
    there_and_back(study, lambda: study.ann.perform(off, placements=made))
    assert places(study) == []
    unchanged(study, lambda: study.ann.perform(off, placements=[]), InvalidInput, "No placed")


@pytest.mark.parametrize("wrong", [-1, 101])
def test_a_place_lies_on_the_dimension(study: Study, wrong: int) -> None:
    one = study.code("Waiting")
    key, passage = define(study, one, "length"), quotation(study, one, 5, 20)
    said = f"{wrong} is no place on a dimension"
    unchanged(study, lambda: place(study, key, wrong, passage), InvalidInput, said)
    (made,) = place(study, key, 50, passage)
    change = properties.change_place
    unchanged(
        study,
        lambda: study.ann.perform(change, placement=made, place=wrong),
        InvalidInput,
        said,
    )
    unchanged(study, lambda: place(study, key, 50), InvalidInput, "No passage was named")


def test_a_stretch_that_is_not_coded_is_kept_while_it_is_placed(study: Study) -> None:
    one = study.code("Waiting")
    key = define(study, one, "length")
    (made,) = there_and_back(
        study, lambda: place(study, key, 30, document=study.document, span=Span(5, 20))
    )
    with study.ann.read() as reader:
        (placed,) = placed_passages(reader)
        assert (placed.document, placed.quotation) == (study.document, placed.quotation)
        assert len(passages_at(reader, [placed.quotation])) == 1
    there_and_back(
        study, lambda: study.ann.perform(properties.take_off_property, placements=[made])
    )
    with study.ann.read() as reader:
        assert passages_at(reader, [placed.quotation]) == ()
    alone = "A passage is a document and a stretch"
    unchanged(study, lambda: place(study, key, 3, span=Span(5, 9)), InvalidInput, alone)


def test_a_placed_passage_outlives_its_coding(study: Study) -> None:
    one = study.code("Waiting")
    coded = study.apply(one, 5, 20)
    with study.ann.read() as reader:
        passage = codings(reader)[0].quotation
    place(study, define(study, one, "length"), 30, passage)
    study.ann.perform(coding.remove_coding, coding=coded)
    with study.ann.read() as reader:
        assert len(placed_passages(reader)) == len(passages_at(reader, [passage])) == 1


def test_a_property_is_removed_with_a_reason_and_all_that_is_on_it(study: Study) -> None:
    one = study.code("Waiting")
    key = define(study, one, "length")
    place(study, key, 30, quotation(study, one, 5, 20))
    place(study, key, 60, document=study.document, span=Span(60, 75))
    let_pass = paradigms.waive
    study.ann.perform(
        let_pass, rule=CheckRule.PROPERTY_WITHOUT_ENDS, property=key, reason="Later (invented)."
    )
    remove = properties.remove_property
    unchanged(study, lambda: study.ann.perform(remove, property=key), ReasonNeeded, "why")
    count = there_and_back(
        study, lambda: study.ann.perform(remove, property=key, reason="It was two things.")
    )
    assert count == 2
    assert shown(study) == []
    assert places(study) == []
    with study.ann.read() as reader:
        assert len(codings(reader)) == 1


def test_a_merged_category_brings_its_properties_along(study: Study) -> None:
    one, two = study.code("Waiting"), study.code("Queueing")
    kept = define(study, two, "Length", low="minutes", high="days")
    same, own = define(study, one, "length"), define(study, one, "tone", low="calm", high="angry")
    both, alone = quotation(study, one, 5, 20), quotation(study, one, 60, 75)
    place(study, kept, 10, both)
    place(study, same, 90, both, alone)
    place(study, own, 40, alone)
    there_and_back(
        study,
        lambda: study.ann.perform(
            merging.merge_codes, sources=[one], target=two, reason="The same thing (invented)."
        ),
    )
    with study.ann.read() as reader:
        rows = {row.id: row for row in rows_of(reader)}
        found = {(each.of, each.quotation): each.place for each in placed_passages(reader, two)}
    assert [(row.name, row.dimension) for row in rows.values()] == [
        ("Length", "minutes – days"),
        ("tone", "calm – angry"),
    ]
    assert {row.category for row in rows.values()} == {two}
    # What was placed there already stays where it was; the other passage joined it.
    assert found == {(kept, both): 10, (kept, alone): 90, (own, alone): 40}


def test_a_removed_document_takes_its_places_along(study: Study) -> None:
    one = study.code("Waiting")
    place(study, define(study, one, "length"), 30, quotation(study, one, 5, 20))
    there_and_back(
        study,
        lambda: study.ann.perform(
            transcripts.remove_document, document=study.document, reason="Withdrawn (invented)."
        ),
    )
    assert places(study) == []
    assert shown(study) == [("length", "", 0)]


def test_in_a_blind_round_a_colleagues_places_are_hidden(study: Study) -> None:
    one = study.code("Waiting")
    key = define(study, one, "length")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.bob.perform(
        properties.place_passages,
        property=key, place=70, document=study.document, span=Span(5, 20),
    )  # fmt: skip
    with study.ann.read() as reader:
        assert placed_passages(reader) == ()
        assert [row.passages for row in rows_of(reader)] == [0]
    with study.bob.read() as reader:
        assert [each.place for each in placed_passages(reader)] == [70]
        assert [row.passages for row in rows_of(reader)] == [1]


def test_a_place_goes_along_when_the_ends_of_a_passage_move(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    there = quotation(study, two, 5, 25)
    passage = quotation(study, one, 5, 20)
    key, other = define(study, one, "length"), define(study, one, "kind")
    place(study, key, 40, passage)
    place(study, other, 10, passage)
    place(study, other, 90, there)
    with study.ann.read() as reader:
        coded = next(row.id for row in codings(reader) if row.quotation == passage)
    there_and_back(study, lambda: study.ann.perform(coding.resize, coding=coded, span=Span(5, 25)))
    with study.ann.read() as reader:
        found = {(each.of, each.place): each.quotation for each in placed_passages(reader)}
    assert found == {(key, 40): there, (other, 10): passage, (other, 90): there}
