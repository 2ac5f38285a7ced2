"""Tables of experts' ratings: what is understood, and which row and column is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from gtcoder.batch import RatingTable
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.rating_tables import RatingOptions, pasted_rating_table, read_rating_table
from gtcoder.vocabulary import RatingScale

ESSENTIAL, RELEVANCE = RatingScale.ESSENTIAL, RatingScale.RELEVANCE
Said = tuple[int, str, str, int | None, str]


def said(table: RatingTable) -> list[Said]:
    return [(r.item, r.expert, r.scale.value, r.value, r.comment) for r in table.ratings]


def pasted(text: str, options: RatingOptions = RatingOptions()) -> RatingTable:  # noqa: B008
    return pasted_rating_table(text, options)


def test_a_table_of_items_and_experts_is_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "\ufeffNo;Question;Anna;Ben;Ben: comment;Cem: relevance\n"
        '1;"How, and why?";3;useful;"Two; in one";4\n\n2;Then?;-;;;3.0\n',
        encoding="utf-8",
    )
    table = read_rating_table(path, RatingOptions())
    assert [item.text for item in table.items] == ["How, and why?", "Then?"]
    assert table.experts == ("Anna", "Ben", "Cem")
    assert said(table) == [
        (0, "Anna", "essential", 3, ""),
        (0, "Ben", "essential", 2, "Two; in one"),
        (0, "Cem", "relevance", 4, ""),
        (1, "Cem", "relevance", 3, ""),
    ]
    told = [str(note) for note in table.notes]
    assert told[0] == "scale “essential”: 3 essential: 1; 2 useful: 1; 1 not necessary: 0"
    assert told[1].startswith("scale “relevance”: 4 highly relevant: 1; 3 quite: 1")


def test_a_workbook_is_read_as_the_csv_is(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Ratings")
    sheet.append(["Item", "Anna", "Ben"])
    sheet.append(["Why?", 3.0, None])
    book.create_sheet("More")
    path = tmp_path / "table.xlsx"
    book.save(path)
    table = read_rating_table(path, RatingOptions())
    assert said(table) == [(0, "Anna", "essential", 3, "")]
    assert "after the first left out" in str(table.notes[0])


def test_a_row_for_each_rating_is_read() -> None:
    table = pasted(
        "item\texpert\tscale\tvalue\tcomment\nWhy?\tAnna\trelevance\t4\t\n"
        "why?\tBen\t\t1\tNo.\nHow?\tanna\timportance\t\tFine.\nHow?\tBen\t\t\t\n"
    )
    assert [item.text for item in table.items] == ["Why?", "How?"]
    assert said(table) == [
        (0, "Anna", "relevance", 4, ""),
        (0, "Ben", "essential", 1, "No."),
        (1, "Anna", "importance", None, "Fine."),
    ]


def test_lines_alone_are_items_commas_and_all() -> None:
    table = pasted("Questions\nHow, when and why?\n\nWhat then?\n")
    assert [item.text for item in table.items] == ["How, when and why?", "What then?"]
    assert (table.experts, table.ratings) == ((), ())
    assert [i.text for i in pasted("How, when?\nWho?").items] == ["How, when?", "Who?"]


def test_numbers_name_items_and_one_may_be_the_top() -> None:
    table = pasted("no\tAnna\tBen: relevance\n2\t1\t1", RatingOptions(one_is_top=True))
    assert [(item.text, item.number) for item in table.items] == [("", 2)]
    assert said(table) == [(0, "Anna", "essential", 3, ""), (0, "Ben", "relevance", 1, "")]
    summed = pasted("item\tAnna\tMean\nWhy?\t3\t2.5")
    assert summed.experts == ("Anna",)
    assert "“Mean” is no expert" in str(summed.notes[0])
    turned = RatingOptions(RELEVANCE, one_is_top=True)
    assert said(pasted("item\tAnna\nWhy?\t1", turned))[0][3] == 4


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "", "no rows"),
        ("item\tAnna\nWhy?\t3\nHow?\t4", "row 3", "“4” in the column “Anna”"),
        ("item\tAnna\nWhy?\tyes", "row 2", "“yes” in the column “Anna”"),
        ("item\tAnna\nWhy?\t2.5", "row 2", "“2.5” in the column “Anna”"),
        ("item\tAnna\n\t3", "row 2", "“item” is empty"),
        ("item\tAnna\nWhy?\t3\nwhy?\t1", "row 3", "in row 2 already"),
        ("item\tAnna\tanna\nWhy?\t3\t3", "row 1", "headed “Anna”"),
        ("Expert\tWhy?\tHow?\nAnna\t3\t3", "", "turn the table round"),
        ("item\tAnna\nWhy?\t3\t2", "row 2", "column 3, which has no heading"),
        ("item\texpert\tvalue\nWhy?\t\t3", "row 2", "“expert” is empty"),
        ("item\texpert\tvalue\tscale\nWhy?\tA\t3\tbeauty", "row 2", "is no scale"),
    ],
)
def test_a_fault_is_named_with_row_and_column(text: str, place: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        pasted(text)
    assert caught.value.place == place
    assert words in str(caught.value)
    assert "Nothing was taken in" in str(caught.value)
