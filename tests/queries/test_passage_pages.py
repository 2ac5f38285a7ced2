"""Passages in every order and page by page, who speaks in them, and the hint of saturation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gtcoder.actions import codebook, coding_acts, properties, theory, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.queries.frames import coders_codings
from gtcoder.queries.hints import Hint, saturation_hints
from gtcoder.queries.passage_pages import PassageOrder, around, passage_page
from gtcoder.queries.retrieval import quotation_of
from gtcoder.reports.nearest import neighbours
from gtcoder.vocabulary import CodeId, CodingId, MemoKind, Span
from tests.databases import ON_BOTH
from tests.studies import Study, draft

FIRST, ASKED, LATE = Span(54, 77), Span(5, 20), Span(180, 186)


def apply(study: Study, code: CodeId, *spans: Span) -> list[CodingId]:
    return [study.apply(code, span.start, span.end) for span in spans]


def page(study: Study, code: CodeId, order: PassageOrder, **more: Any) -> list[int]:
    with study.ann.read() as reader:
        table = coders_codings(reader)
        table = table.where(table.code == np.int32(code))
        rows = passage_page(reader, table, order, **{"limit": 10, **more})
    return [row.start for row in rows]


@pytest.mark.parametrize(
    ("order", "starts"),
    [
        (PassageOrder.DOCUMENT, [5, 54, 180]),
        (PassageOrder.NEWEST, [5, 180, 54]),
        (PassageOrder.LONGEST, [54, 5, 180]),
        (PassageOrder.SPEAKER, [5, 54, 180]),
        (PassageOrder.WEIGHT, [180, 54, 5]),
        (PassageOrder.MEMOS, [180, 5, 54]),
    ],
)
def test_passages_stand_in_the_order_asked_for(
    study: Study, order: PassageOrder, starts: list[int]
) -> None:
    code = study.code("one")
    one, two, three = apply(study, code, FIRST, LATE, ASKED)
    study.ann.perform(coding_acts.weigh, coding=one, weight=20)
    study.ann.perform(coding_acts.weigh, coding=two, weight=90)
    with study.ann.read() as reader:
        at = quotation_of(reader, two)
    study.ann.perform(
        theory.write_memo, text="An invented memo.", kind=MemoKind.CODE, quotations=[at]
    )
    assert page(study, code, order) == starts
    assert page(study, code, order, limit=1, offset=1) == starts[1:2]
    with study.ann.read() as reader:
        table = coders_codings(reader)
        beside = around(reader, passage_page(reader, table, order, limit=10))
    assert (beside[two].weight, beside[two].memo) == (90, "An invented memo.")
    assert beside[one].heard.written == "P1 · Invented interview 1"
    assert beside[three].heard.written == "INT"


@ON_BOTH
def test_the_hint_says_how_many_interviews_ago_something_was_new(study: Study) -> None:
    old, new, empty = (study.code(name) for name in ("old", "new", "empty"))
    above = study.code("above")
    study.ann.perform(codebook.move_code, code=old, parent=above)
    study.apply(old, 5, 20)
    batch = ImportBatch(documents=tuple(draft(f"Invented {n}", f"More {n}.") for n in (2, 3)))
    stored = study.ann.perform(transcripts.add_documents, batch=batch)
    for _, document in stored.documents:
        study.ann.perform(
            coding_acts.apply_several, document=document, span=Span(5, 20), codes=[new]
        )
    key = study.ann.perform(properties.define_property, category=new, name="depth")
    study.ann.perform(
        properties.place_passages,
        property=key, place=1, document=stored.documents[0][1], span=Span(5, 20),
    )  # fmt: skip
    with study.ann.read() as reader:
        hints = saturation_hints(reader)
    assert (hints[old], hints[above]) == (Hint(3, 2, None), Hint(3, 2, None))
    assert (hints[new], hints[empty]) == (Hint(3, 0, 1), Hint(3, None, None))


def test_only_earlier_passages_that_do_not_overlap_are_compared(study: Study) -> None:
    code = study.code("one")
    first, overlapping, new, later = apply(study, code, FIRST, Span(178, 184), LATE, ASKED)
    with study.ann.read() as reader:
        found = neighbours(reader, new)
        assert found is not None
        assert found.earlier == 2
        assert [each.passage.coding for each in found.nearest] == [first]
        assert found.different == ()
        last = neighbours(reader, later)
        assert last is not None
        both = {each.passage.coding for each in (*last.nearest, *last.different)}
        assert both == {first, overlapping, new}
        assert neighbours(reader, CodingId(999)) is None
