"""Instruments in a plain-text study: read, built, written and read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions.play import open_plan
from gtcoder.errors import GtcoderError
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.queries.instruments import instruments, panel
from gtcoder.store.reader import Reader
from tests.exchange.plain_folder import write_folder

FILES = {
    "instruments": "instrument,note\nGuide,Half open.\nEmpty,\n",
    "instrument_items": "instrument,number,text,dropped\nGuide,2,What then?,yes\n"
    'Guide,1,"Why, now?",\n',
    "experts": "instrument,expert,note\nGuide,Anna,Bakes.\nGuide,Ben,\n",
    "item_ratings": "instrument,item,expert,scale,value,comment\n"
    "Guide,1,Anna,essential,3,\nGuide,1,Ben,relevance,,Hm.\nGuide,2,Ben,essential,1,No.\n",
    "item_decisions": "instrument,item,change,before,after,reason,coder\n"
    'Guide,1,reworded,Why?,Why then?,short,Ben\nGuide,1,reworded,Why then?,"Why, now?",again,\n'
    "Guide,2,dropped,,,of no use,Ana\n",
}


def folder(path: Path, **files: str) -> Path:
    made = write_folder(path)
    for name, text in {**FILES, **files}.items():
        (made / f"{name}.csv").write_text(text, encoding="utf-8")
    return made


def told(reader: Reader) -> list[Any]:
    found = []
    for row in instruments(reader):
        there = panel(reader, row.id)
        numbers = {item.id: item.number for item in there.items}
        found.append(
            (
                row.name, row.note,
                [(item.number, item.text, item.dropped) for item in there.items],
                [(expert.name, expert.note) for expert in there.experts],
                sorted((numbers[r.item], r.expert, r.scale.value, r.value or 0, r.comment)
                       for r in there.ratings),
                [(numbers[r.item], r.change.value, r.before, r.after, r.reason, r.coder)
                 for r in there.decisions],
            )
        )  # fmt: skip
    return found


def test_what_is_read_is_written_and_read_again(tmp_path: Path) -> None:
    with open_plan(read_study(folder(tmp_path / "a"))) as project, project.read() as reader:
        first = told(reader)
        write_study(reader, tmp_path / "b")
    assert [row[0] for row in first] == ["Guide", "Empty"]
    assert first[0][2] == [(1, "Why, now?", False), (2, "What then?", True)]
    assert first[0][5] == [
        (1, "reworded", "Why?", "Why then?", "short", "Ben"),
        (1, "reworded", "Why then?", "Why, now?", "again", "Ana"),
        (2, "dropped", "What then?", "", "of no use", "Ana"),
    ]
    with open_plan(read_study(tmp_path / "b")) as project, project.read() as reader:
        assert told(reader) == first


@pytest.mark.parametrize(
    ("file", "old", "new", "row"),
    [
        ("instrument_items", "Guide,2", "Gide,2", 2),
        ("instrument_items", "Guide,2", "Guide,3", 2),
        ("instrument_items", "yes", "", 2),
        ("instrument_items", "Why, now?", "Why, then?", 3),
        ("item_ratings", "Guide,2,Ben", "Guide,3,Ben", 4),
        ("item_ratings", "Guide,2,Ben", "Guide,2,Benn", 4),
        ("item_ratings", ",3,", ",4,", 2),
        ("item_ratings", ",3,", ",,", 2),
        ("item_ratings", "relevance", "beauty", 3),
        ("item_decisions", 'Why then?,"Why', 'Who then?,"Why', 3),
        ("item_decisions", "of no use", "", 4),
        ("item_decisions", "dropped", "thrown", 4),
    ],
)
def test_a_fault_is_named_with_file_and_row(
    tmp_path: Path, file: str, old: str, new: str, row: int
) -> None:
    assert old in FILES[file]
    made = folder(tmp_path / "a", **{file: FILES[file].replace(old, new, 1)})
    with pytest.raises(GtcoderError) as caught:
        open_plan(read_study(made)).close()
    assert caught.value.place == f"{file}.csv row {row}"
