"""The ledger page by page: what is found, what was taken back, what each entry changed."""

from __future__ import annotations

import pytest

from gtcoder.actions import codebook, coding, many, merging, team, theory, transcripts
from gtcoder.queries.ledger import (
    EntryRow,
    entry_changes,
    entry_page,
    may_revert,
    reverted_by,
    who_changed_last,
)
from gtcoder.queries.passages import codings
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import CoderId, CoderRole, QuotationId, RoundKind
from tests.databases import ON_BOTH
from tests.queries.conftest import statements
from tests.studies import Study


def newest(study: Study) -> int:
    with study.ann.read() as reader:
        return reader.revision


def page(who: OpenProject, **wanted: object) -> tuple[EntryRow, ...]:
    with who.read() as reader:
        return entry_page(reader, **wanted)  # type: ignore[arg-type]


def revisions(who: OpenProject, **wanted: object) -> list[int]:
    return [row.revision for row in page(who, **wanted)]


def changes(
    who: OpenProject, revision: int
) -> list[tuple[str, str, str, dict[str, tuple[str, str]]]]:
    with who.read() as reader:
        return [
            (
                row.table,
                row.kind,
                row.what,
                {column.column: (column.before, column.after) for column in row.columns},
            )
            for row in entry_changes(reader, revision)
        ]


def test_pages_go_back_in_time(study: Study) -> None:
    for number in range(5):
        study.code(f"code {number}")
    last = newest(study)
    assert revisions(study.ann, limit=3) == [last, last - 1, last - 2]
    assert revisions(study.ann, limit=3, before=last - 2) == [last - 3, last - 4, last - 5]
    assert revisions(study.ann) == list(range(last, 0, -1))
    (row,) = page(study.ann, limit=1)
    assert (row.coder, row.coder_id, row.action) == ("Ann", study.ann.coder, "codebook.create")
    assert row.images == 1


@ON_BOTH
def test_a_page_is_narrowed_by_coder_kind_and_words(study: Study) -> None:
    anger = study.code("Ärger")
    study.ann.perform(codebook.define_code, code=anger, definition="Heat.", reason="Too VAGUE")
    study.apply(anger, by=study.bob)
    applied = newest(study)
    assert revisions(study.ann, coder=study.bob.coder) == [applied]
    assert revisions(study.ann, coder=CoderId(99)) == []
    assert revisions(study.ann, kinds=frozenset({"coding"})) == [applied]
    both = frozenset({"coding.apply", "codebook.define"})
    assert revisions(study.ann, kinds=both) == [applied, applied - 1]
    assert revisions(study.ann, kinds=frozenset({"cod"})) == []
    assert revisions(study.ann, text="vague") == [applied - 1]
    assert revisions(study.ann, text="ärger") == [applied, applied - 1, applied - 2]
    assert revisions(study.ann, text="apply CODE") == [applied]
    assert revisions(study.ann, text="bob") == [applied, 2]
    assert revisions(study.ann, text="100%") == revisions(study.ann, text="_") == []
    assert revisions(study.ann, text="span") == []  # a name of a field, not of anything coded
    assert revisions(study.ann, text="ÄRGER", limit=1, before=applied) == [applied - 1]
    assert revisions(study.ann, text="bob", kinds=frozenset({"team"})) == [2]


def test_a_blind_round_is_in_no_page_and_no_search_finds_it(study: Study) -> None:
    one = study.code("One")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(one, by=study.bob)
    with study.bob.read() as reader:
        hidden = reader.revision
    assert hidden not in revisions(study.ann)
    assert hidden in revisions(study.bob)
    assert revisions(study.ann, text="1") == [2 + 1]  # “Invented interview 1” was imported
    assert changes(study.ann, hidden) == []
    assert {table for table, *_ in changes(study.bob, hidden)} == {"coding", "quotation"}
    with study.bob.read() as reader:
        key = codings(reader)[0].id
    with study.ann.read() as reader:
        assert who_changed_last(reader, "coding", key) is None


@ON_BOTH
def test_many_rows_of_colleagues_are_not_even_counted(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    count = 600
    columns = many.CodingColumns(
        [1] * count,
        [place % 50 for place in range(count)],
        [51 + place // 50 for place in range(count)],
        [one] * count,
        [study.bob.coder or 0] * count,
        [2] * count,
    )
    study.bob.perform(many.apply_many, codings=columns)
    with study.bob.read() as reader:
        stored = reader.revision
    assert ("coding", "made", "600 codings", {}) in changes(study.bob, stored)
    assert changes(study.ann, stored) == []
    study.ann.perform(team.unblind, round=2, reason="all are done")
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="the same")
    found = [row for row in changes(study.ann, newest(study)) if row[0] == "coding"]
    assert found == [("coding", "changed", "600 codings", {"code": ("“One”", "“Two”")})]


def test_what_was_taken_back_and_what_stands_again(study: Study) -> None:
    study.code("One")
    first = newest(study)
    with study.ann.read() as reader:
        assert reverted_by(reader) == {}
    study.ann.undo()
    with study.ann.read() as reader:
        assert reverted_by(reader) == {first: first + 1}
    study.ann.redo()
    with study.ann.read() as reader:
        assert reverted_by(reader) == {first + 1: first + 2}
    study.code("Two")
    study.ann.undo()
    with study.ann.read() as reader, statements(study.ann.engine) as said:
        assert reverted_by(reader) == {first + 1: first + 2, first + 3: first + 4}
        assert reverted_by(reader) == reverted_by(reader)
    assert len(said) == 1


def test_who_may_try_to_take_an_entry_back(study: Study) -> None:
    code = study.code("One")
    study.apply(code, by=study.bob)

    def may(who: OpenProject) -> dict[int, bool]:
        with who.read() as reader:
            return {row.revision: may_revert(reader, row) for row in entry_page(reader)}

    assert may(study.ann) == {5: True, 4: True, 3: True, 2: True, 1: False}
    assert may(study.bob) == {5: True, 4: False, 3: False, 2: False, 1: False}
    study.ann.revert(5)
    assert may(study.bob)[5] is False
    study.ann.perform(team.set_role, coder=study.bob.coder, role=CoderRole.VIEWER)
    study.ann.revert(6)
    assert may(study.bob)[5] is False


def test_a_row_knows_who_changed_it_last(study: Study) -> None:
    code = study.code("One")
    study.bob.perform(codebook.recolour_code, code=code, colour=9)
    with study.ann.read() as reader:
        last = who_changed_last(reader, "code", code)
        assert last is not None
        assert (last.coder, last.action) == ("Bob", "codebook.recolour")
        assert who_changed_last(reader, "code", 99) is None
    count = 600
    columns = many.CodingColumns(
        [1] * count,
        [place % 50 for place in range(count)],
        [51 + place // 50 for place in range(count)],
        [code] * count,
        [1] * count,
        [1] * count,
    )
    study.ann.perform(many.apply_many, codings=columns)
    stored = newest(study)
    study.ann.perform(coding.remove_coding, coding=7)
    with study.ann.read() as reader:
        for key, revision in ((6, stored), (7, stored + 1)):
            last = who_changed_last(reader, "coding", key)
            assert last is not None
            assert last.revision == revision


def test_an_entry_shows_each_row_before_and_after(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    long = "word " * 100
    study.ann.perform(codebook.define_code, code=one, definition=long, reason="clearer")
    ((table, kind, what, columns),) = changes(study.ann, newest(study))
    assert (table, kind, what) == ("code", "changed", "“One”")
    assert columns == {"definition": ("", long[:299].rstrip() + "…")}
    made = study.apply(one)
    found = {row[0]: row for row in changes(study.ann, newest(study))}
    assert set(found) == {"quotation", "coding"}
    assert found["coding"][1:3] == ("made", "“One” in Invented interview 1, line 1")
    assert found["coding"][3]["coder"] == ("", "Ann")
    assert found["quotation"][3]["begins at character"] == ("", "5")
    study.ann.perform(coding.recode, coding=made, code=two)
    assert changes(study.ann, newest(study)) == [
        (
            "coding",
            "changed",
            "“Two” in Invented interview 1, line 1",
            {"code": ("“One”", "“Two”")},
        )
    ]
    study.ann.perform(coding.remove_coding, coding=made)
    assert {row[:2] for row in changes(study.ann, newest(study))} == {
        ("coding", "removed"),
        ("quotation", "removed"),
    }
    assert changes(study.ann, 99) == []


@ON_BOTH
def test_rows_of_every_table_are_told_in_words(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    made = study.apply(one)
    study.ann.perform(theory.write_memo, text="About it.", codes=[one], documents=[study.document])
    assert changes(study.ann, newest(study))[0][2] == "“About it.”"
    links = [row[3] for row in changes(study.ann, newest(study)) if row[0] == "memo_link"]
    assert {"code": ("", "“One”")}.items() <= links[0].items()
    assert {"document": ("", "Invented interview 1")}.items() <= links[1].items()
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    rows = {row[0]: row for row in changes(study.ann, newest(study))}
    assert rows["relation"][2] == "“One” – leads to – “Two”"
    assert rows["relation"][3]["kind of relation"] == ("", "leads to")
    study.ann.perform(theory.add_evidence, relation=relation, quotation=QuotationId(1))
    ((_, _, what, columns),) = changes(study.ann, newest(study))
    assert what == "Invented interview 1, line 1 on “One” – leads to – “Two”"
    assert columns["stance"] == ("", "for")
    assert made
    study.ann.perform(team.finish_document, document=study.document)
    ((_, _, what, columns),) = changes(study.ann, newest(study))
    assert (what, columns["round"]) == ("assignment 1", ("", "Round 1"))
    study.ann.perform(transcripts.remove_document, document=study.document, reason="withdrawn")
    kinds = {row[1] for row in changes(study.ann, newest(study))}
    assert kinds == {"removed"}


@pytest.mark.parametrize("revision", range(1, 4))
def test_the_first_entries_show_what_they_made(study: Study, revision: int) -> None:
    found = changes(study.ann, revision)
    assert found
    assert {kind for _, kind, *_ in found} == {"made"}
