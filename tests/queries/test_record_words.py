from __future__ import annotations

import pytest

from gtcoder.model.base import Base
from gtcoder.queries.record_words import (
    column_words,
    counted_of,
    counted_rows,
    table_words,
)


def test_every_word_belongs_to_the_record_and_none_is_a_name_of_it() -> None:
    from gtcoder.queries import record_words

    tables = Base.metadata.tables
    assert set(record_words._TABLES) <= set(tables)
    columns = {column.name for table in tables.values() for column in table.c}
    assert set(record_words._COLUMNS) <= columns
    for name in tables:
        assert "_" not in table_words(name)
    for name in columns:
        assert "_" not in column_words(name)


@pytest.mark.parametrize(
    ("count", "table", "words"),
    [
        (1, "quotation", "1 passage"),
        (1200, "quotation", "1,200 passages"),
        (2, "membership", "2 places of a code in a category"),
        (3, "property", "3 properties of a category"),
        (2, "model_node", "2 boxes of a model"),
        (1, "evidence", "1 passage of evidence"),
        (2, "given_segment", "2 passages handed out"),
        (2, "refused_merge", "2 refused merges"),
        (2, "other_guid", "2 further identities"),
        (2, "something_new", "2 something news"),
    ],
)
def test_rows_are_counted_by_their_noun(count: int, table: str, words: str) -> None:
    assert counted_rows(count, table) == words


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("pictures", "1 picture"),
        ("values of variables", "1 value of variables"),
        ("entries of the ledger", "1 entry of the ledger"),
        ("codings of pictures, with their memos", "1 coding of pictures, with their memos"),
        ("stretches of audio", "1 stretch of audio"),
        ("people speaking under labels", "1 person speaking under labels"),
        ("codes retired or merged", "1 code retired or merged"),
        ("audio recordings", "1 audio recording"),
    ],
)
def test_one_of_several_is_counted_in_the_singular(several: str, one: str) -> None:
    assert counted_of(1, several) == one
    assert counted_of(1200, several) == f"1,200 {several}"
