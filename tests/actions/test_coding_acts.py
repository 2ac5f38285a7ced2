"""Several codes at once, weights, further codes, confirmations: the rules, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtcoder.actions import codebook, coding, coding_acts, comparisons, many, merging, transcripts
from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.queries.comparisons import compared, weights
from gtcoder.queries.comparisons import comparisons as rows_of
from gtcoder.queries.passages import codings
from gtcoder.queries.retrieval import quotation_of
from gtcoder.queries.theory import memos
from gtcoder.store.verify import verify
from gtcoder.vocabulary import (
    CodeId,
    CodingId,
    CodingOrigin,
    ComparisonVerdict,
    QuotationId,
    Span,
)
from tests.databases import ON_BOTH
from tests.studies import Study

HERE = Span(5, 20)


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


def shown(study: Study) -> list[tuple[str, str, int | None, str]]:
    with study.ann.read() as reader:
        return [(row.code[-1], row.coder, row.weight, row.origin) for row in codings(reader)]


def several(study: Study, *codes: CodeId, **more: Any) -> Any:
    return study.ann.perform(
        coding_acts.apply_several, document=study.document, span=HERE, codes=list(codes), **more
    )


def passage(study: Study, coded: CodingId) -> QuotationId:
    with study.ann.read() as reader:
        return quotation_of(reader, coded)


@ON_BOTH
def test_several_codes_are_one_entry(study: Study) -> None:
    first, second = study.code("one"), study.code("two")
    made = there_and_back(
        study, lambda: several(study, first, second, new=[("three", "below")], weight=30)
    )
    assert len(made) == 3
    assert shown(study) == [(name, "Ann", 30, "by hand") for name in ("one", "two", "below")]
    assert several(study, first, second) == made[:2]
    with pytest.raises(InvalidInput, match="No code was named"):
        several(study)


def test_several_codes_are_put_all_or_none(study: Study) -> None:
    first, retired = study.code("one"), study.code("two")
    study.ann.perform(codebook.retire_code, code=retired, reason="unused")
    with pytest.raises(InvalidInput, match="is retired"):
        several(study, first, retired)
    assert shown(study) == []


def test_a_weight_is_given_changed_and_taken_away(study: Study) -> None:
    coded = study.apply(study.code("one"))
    there_and_back(study, lambda: study.ann.perform(coding_acts.weigh, coding=coded, weight=70))
    with study.ann.read() as reader:
        assert weights(reader) == weights(reader, [coded]) == {coded: 70}
    with pytest.raises(InvalidInput, match="from 0 to 100, not 101"):
        study.ann.perform(coding_acts.weigh, coding=coded, weight=101)
    with pytest.raises(NotAllowed):
        study.bob.perform(coding_acts.weigh, coding=coded, weight=1)
    study.ann.perform(coding_acts.weigh, coding=coded)
    with study.ann.read() as reader:
        assert weights(reader) == {}


@pytest.mark.parametrize(("given", "kept"), [((20, 60), 60), ((60, 20), 60), ((None, 5), 5)])
def test_of_two_weights_the_higher_stays(
    study: Study, given: tuple[int | None, int | None], kept: int
) -> None:
    one, two = study.code("one"), study.code("two")
    first, second = several(study, one, two)
    for coded, weight in zip((first, second), given, strict=True):
        study.ann.perform(coding_acts.weigh, coding=coded, weight=weight)
    start = verify(study.ann).digest
    standing = study.ann.perform(coding.recode, coding=second, code=one)
    assert standing == first
    assert shown(study) == [("one", "Ann", kept, "by hand")]
    study.ann.undo()
    study.ann.perform(merging.merge_codes, sources=[two], target=one, reason="alike")
    assert shown(study) == [("one", "Ann", kept, "by hand")]
    study.ann.perform(merging.unmerge_code, code=two, reason="not alike")
    assert verify(study.ann).digest == start


def test_the_words_of_a_coding_take_further_codes(study: Study) -> None:
    one, two = study.code("one"), study.code("two")
    coded = study.apply(one)
    study.ann.perform(coding_acts.weigh, coding=coded, weight=70)
    (made,) = there_and_back(
        study, lambda: study.ann.perform(coding_acts.duplicate, coding=coded, codes=[two])
    )
    assert passage(study, made) == passage(study, coded)
    (bobs,) = study.bob.perform(coding_acts.duplicate, coding=coded, new=[("three",)], weight=5)
    assert passage(study, bobs) != passage(study, coded)
    assert sorted(shown(study)) == [
        ("one", "Ann", 70, "by hand"), ("three", "Bob", 5, "by hand"), ("two", "Ann", 70, "by hand")
    ]  # fmt: skip


def automatic(study: Study, code: CodeId, *starts: int) -> list[CodingId]:
    count, who = len(starts), study.ann.coder
    assert who is not None
    columns = many.CodingColumns(
        [study.document] * count, starts, [start + 5 for start in starts], [code] * count,
        [who] * count, [1] * count, [None] * count,
    )  # fmt: skip
    study.ann.perform(many.apply_many, codings=columns, origin=CodingOrigin.AUTO)
    with study.ann.read() as reader:
        return [row.id for row in codings(reader) if row.origin == CodingOrigin.AUTO]


def test_automatic_codings_are_confirmed_one_by_one_or_all_of_a_code(study: Study) -> None:
    code = study.code("one")
    first, second, _ = automatic(study, code, 5, 15, 25)
    assert there_and_back(
        study, lambda: study.ann.perform(coding_acts.confirm, codings=[second])
    ) == 1  # fmt: skip
    assert [row[3] for row in shown(study)] == ["auto", "by hand", "auto"]
    with pytest.raises(InvalidInput, match="was not made automatically"):
        study.ann.perform(coding_acts.confirm, codings=[first, second])
    assert study.bob.perform(coding_acts.confirm, code=code) == 0
    study.ann.perform(
        coding.apply_code, document=study.document, span=Span(25, 30), code=code
    )  # said once more, by hand
    assert study.ann.perform(coding_acts.confirm, code=code) == 1
    assert {row[3] for row in shown(study)} == {"by hand"}


@ON_BOTH
def test_passages_are_compared_and_the_finding_changes_or_goes(study: Study) -> None:
    code = study.code("one")
    old, new = study.apply(code, 5, 20), study.apply(code, 30, 40)
    pair: dict[str, Any] = {"passage": passage(study, new), "other": passage(study, old)}

    def record(verdict: ComparisonVerdict, note: str = "") -> Any:
        return study.ann.perform(
            comparisons.record_comparison, code=code, **pair, verdict=verdict, note=note
        )

    made = there_and_back(study, lambda: record(ComparisonVerdict.SAME))
    pair = {"passage": pair["other"], "other": pair["passage"]}
    assert record(ComparisonVerdict.MEMO, "An invented thought.") == made
    with study.ann.read() as reader:
        (row,) = rows_of(reader)
        assert (row.verdict, row.note, row.coder) == ("memo", "An invented thought.", "Ann")
        (memo,) = memos(reader)
        assert (set(memo.quotations), memo.codes) == (set(pair.values()), (code,))
        assert compared(reader, code, pair["passage"])[pair["other"]][0] == made
    with pytest.raises(InvalidInput, match="none was written"):
        record(ComparisonVerdict.MEMO)
    with pytest.raises(NotAllowed, match="colleague's"):
        study.bob.perform(comparisons.remove_comparison, comparison=made)
    there_and_back(study, lambda: study.ann.perform(comparisons.remove_comparison, comparison=made))
    with pytest.raises(InvalidInput, match="does not carry"):
        study.ann.perform(
            comparisons.record_comparison,
            code=study.code("two"), **pair, verdict=ComparisonVerdict.SAME,
        )  # fmt: skip


def test_a_comparison_goes_along_with_ends_merges_and_documents(study: Study) -> None:
    code, wide = study.code("one"), study.code("wide")
    old, new = study.apply(code, 5, 20), study.apply(code, 30, 40)
    pair: dict[str, Any] = {"passage": passage(study, new), "other": passage(study, old)}
    study.ann.perform(
        comparisons.record_comparison, code=code, **pair, verdict=ComparisonVerdict.SPLIT
    )
    study.apply(study.code("two"), 31, 44)
    study.ann.perform(coding.resize, coding=new, span=Span(31, 44))
    study.ann.perform(merging.merge_codes, sources=[code], target=wide, reason="wider")
    study.ann.perform(coding.remove_coding, coding=old)
    with study.ann.read() as reader:
        (row,) = rows_of(reader, code=wide)
        assert (row.passage.start, row.passage.end, row.other.start) == (31, 44, 5)
    study.ann.perform(transcripts.remove_document, document=study.document, reason="withdrawn")
    assert verify(study.ann).ok
    with study.ann.read() as reader:
        assert rows_of(reader) == ()
