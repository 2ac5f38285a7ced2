"""Whose work it is, and which project: names alone do not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.exchange.project_files import read_project
from gtcoder.exchange.refi.writing import write_project
from tests.exchange.projects import refi_made as made
from tests.exchange.projects.foreign import codings, skipped
from tests.exchange.refi.refi_out_study import whole_study

TALK = "Nadia: We were waiting for the ferry.\n"  # invented


@pytest.mark.parametrize(
    ("signs", "people"),
    [("coding", ["Mina", "ATLAS.ti"]), ("passage", ["Mina", "ATLAS.ti"]),
     ("note", ["Mina", "ATLAS.ti"]), ("video", ["Mina", "ATLAS.ti"]), ("nothing", ["Mina"])],
)  # fmt: skip
def test_a_user_called_like_the_program_is_a_person_if_work_is_theirs(
    tmp_path: Path, signs: str, people: list[str]
) -> None:
    theirs = {"creatingUser": made.guid("ATLAS.ti")}
    by = {each: theirs if each == signs else {} for each in ("passage", "note", "video")}
    coding = made.coding("waiting", "ATLAS.ti" if signs == "coding" else "Mina")
    video = made.tag("VideoSelection", guid=made.guid("v"), begin=0, end=9, **by["video"])
    xml = made.project(
        made.tag("Notes", made.tag("Note", made.tag("PlainTextContent", "So."),
                                   guid=made.guid("n"), **by["note"])),
        users=made.user("Mina") + made.user("ATLAS.ti"),
        codes=made.code("waiting"),
        sources=made.source("talk", made.selection("p", 7, 9, coding, **by["passage"]))
        + made.tag("VideoSource", video, guid=made.guid("film")),
        origin="ATLAS.ti 23",
        attributes=f'creatingUserGUID="{made.guid("Mina")}"',
    )  # fmt: skip
    found = made.read(tmp_path, xml, {"talk.txt": TALK})

    assert [row["name"] for row in found.rows.rows("coder")] == people
    assert skipped(found).get("users", 0) == 2 - len(people)
    assert {who for who, *_ in codings(found.rows)} == {"ATLAS.ti" if signs == "coding" else "Mina"}


def test_a_coder_of_ours_called_like_this_program_keeps_work_and_place(tmp_path: Path) -> None:
    rows = whole_study()
    names = list(rows.tables["coder"]["name"])
    names[1] = "gtcoder"
    rows.tables["coder"]["name"][:] = names  # type: ignore[index]
    write_project(rows, tmp_path / "study.qdpx")
    found = read_project(tmp_path / "study.qdpx")

    for table in ("coder", "coding", "assignment"):
        assert found.rows.by_guid(table) == rows.by_guid(table)
    assert not found.skipped


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"when": "2020-05-04T10:00:00Z"}, {"when": "2021-05-04T10:00:00Z"}),
        ({"source": "one"}, {"source": "two"}),
        ({"code": "one"}, {"code": "two"}),
    ],
)
def test_projects_of_one_name_are_told_apart_and_each_is_itself_again(
    tmp_path: Path, first: dict[str, str], second: dict[str, str]
) -> None:
    def guids(when: str = "", source: str = "", code: str = "") -> set[bytes]:
        parts = made.tag("CodeBook", made.tag("Codes", made.code(code))) if code else ""
        text = made.tag("PlainTextContent", TALK)
        if source:
            source_ = made.tag("TextSource", text, guid=made.guid(source), name=source)
            parts += made.tag("Sources", source_)
        xml = (
            f'<Project xmlns="{made.NAMESPACE}" name="Interviews" origin="Any" '
            + (f'creationDateTime="{when}">' if when else ">")
            + parts + made.tag("Description", "About the project.") + "</Project>"
        )  # fmt: skip
        rows = made.read(tmp_path, xml).rows
        titles = [row["title"] for row in rows.rows("memo")]
        assert titles == [f"Interviews ({when[:10]})" if when else "Interviews"]
        return {row["guid"] for table in ("memo", "round") for row in rows.rows(table)}

    assert len(guids(**first)) == 2
    assert guids(**first) == guids(**first)
    assert not guids(**first) & guids(**second)
