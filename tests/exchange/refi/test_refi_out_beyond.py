"""What REFI-QDA has no place for travels inside descriptions, and survives other programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gtcoder.exchange.refi.beyond import MARKER, legal, read_beyond, with_beyond
from gtcoder.exchange.refi.code_texts import FIELDS, read_texts, told, without_attributes
from gtcoder.exchange.refi.packed import completed, pack_row, pack_rows, read_row, read_rows
from gtcoder.exchange.refi.xml import text_element
from gtcoder.store.by_guid import state_tables
from gtcoder.store.images import names_of
from tests.exchange.refi.refi_out_study import whole_study

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
EXTRAS = st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(), st.none(), st.lists(TEXTS)))


@given(TEXTS, EXTRAS)
def test_what_is_written_is_read_again_out_of_xml(plain: str, extra: dict[str, Any]) -> None:
    element = etree.fromstring(text_element("Description", with_beyond(plain, extra)))

    assert read_beyond(element.text or "") == (legal(plain), extra)


def test_the_extras_are_one_line_after_the_human_text() -> None:
    written = with_beyond("A note.", {"b": "x\u2028y\x85", "a": [1]})

    assert written == f'A note.\n\n{MARKER}\n{{"a":[1],"b":"x\\u2028y\\u0085"}}'
    assert with_beyond("A note.", {}) == "A note."


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", " "),
        lambda text: text + "\n \n",
        lambda text: text.replace("\n\n", "\n"),
    ],
)
def test_an_edited_description_still_reads(edit: Any) -> None:
    plain, extra = read_beyond(edit(with_beyond("A note.", {"a": 1})))

    assert (plain.rstrip(), extra) == ("A note.", {"a": 1})


def test_what_another_program_adds_belongs_to_the_human_text() -> None:
    written = with_beyond("A note.", {"a": 1})

    assert read_beyond(f"Before. {written}\nAfter.") == ("Before. A note.\n\nAfter.", {"a": 1})
    assert read_beyond(written[:-1]) == ("A note.", {})
    assert read_beyond(f"{written[:-1]}\nAfter.") == ("A note.\n\nAfter.", {})
    assert read_beyond("No extras.") == ("No extras.", {})


@pytest.mark.parametrize("table", state_tables())
def test_rows_of_every_table_come_back_out_of_json(table: str) -> None:
    rows = list(whole_study().rows(table))
    if table in ("label", "saved_result"):
        assert not rows, "they name entries of the ledger, so they do not travel"
        return
    columns = whole_study().tables[table]

    one = json.loads(json.dumps([pack_row(table, row) for row in rows]))
    all_of_them = json.loads(json.dumps(pack_rows(table, columns)))

    assert read_rows(table, all_of_them) == rows
    for row, packed in zip(rows, one, strict=True):
        assert row == {**_defaults(table, row), **read_row(table, packed)}


def _defaults(table: str, row: dict[str, Any]) -> dict[str, Any]:
    from gtcoder.exchange.refi.packed import still_defaults

    return {name: still_defaults(table).get(name) for name in names_of(table) if name != "id"}


def test_damaged_rows_are_left_out() -> None:
    good = {"guid": ["0" * 32, "zz"], "name": ["a", "b"], "odd": 3, "level": ["one too few"]}

    assert read_rows("code", good) == [{"guid": bytes(16), "name": "a"}]
    assert read_rows("code", {"guid": "x"}) == read_rows("code", None) == []
    assert read_row("code", {"created_at": "never", "parent_id": 7, "name": "a"}) == {"name": "a"}


def test_microseconds_are_added_to_what_the_element_says() -> None:
    (row, *_) = whole_study().rows("memo")
    packed = pack_row("memo", row, ("guid",), ("created_at", "changed_at"))
    said = {name: row[name].replace(microsecond=0) for name in ("created_at", "changed_at")}

    whole = completed("memo", said, read_row("memo", packed))

    assert [whole["created_at"], whole["changed_at"]] == [row["created_at"], row["changed_at"]]


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXTS)))
def test_texts_of_a_code_come_back_to_the_letter(texts: dict[str, str]) -> None:
    assert read_texts(legal(told(texts)), texts) == texts


@settings(max_examples=25)
@given(
    st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXTS)),
    st.dictionaries(TEXTS.filter(str.strip), TEXTS, max_size=3),
)
def test_lines_of_attributes_are_no_part_of_the_texts(
    texts: dict[str, str], attributes: dict[str, str]
) -> None:
    lines = list(attributes.items())
    plain = legal(told(texts, lines))

    assert read_texts(plain, texts, lines) == texts
    assert without_attributes(plain, lines)[1] == {}


def test_lines_of_attributes_go_from_wherever_they_stand_in_an_edited_description() -> None:
    texts = {"definition": "who: said so", "rule": "Hours", "when_not": "", "example": "“So”"}
    lines = [("who", "them"), ("printed", "12"), ("company", "")]
    plain = told(texts, lines)

    assert plain.endswith("“So”\n\nwho: them\nprinted: 12\ncompany")
    edited = plain.replace("Hours", "Days").replace("who: them", "who: us") + "\n\nAdded."
    assert read_texts(edited, {}, lines) == texts | {"rule": "Days", "example": "“So”\n\nAdded."}
    assert without_attributes(edited, lines)[1] == {"who": "us"}


def test_an_edited_description_of_a_code_is_divided_at_its_headings() -> None:
    texts = {"definition": "Time.", "rule": "Hours", "when_not": "", "example": "“So”"}

    edited = read_texts(told(texts).replace("Hours", "Days"), texts)

    assert edited == texts | {"rule": "Days"}
