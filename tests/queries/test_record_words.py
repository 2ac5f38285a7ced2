from __future__ import annotations

import pytest

from gtcoder.model.base import Base
from gtcoder.queries.record_words import column_words, counted_rows, table_words


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
        (2, "something_new", "2 something news"),
    ],
)
def test_rows_are_counted_by_their_noun(count: int, table: str, words: str) -> None:
    assert counted_rows(count, table) == words
