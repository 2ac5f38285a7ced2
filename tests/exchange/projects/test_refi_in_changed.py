"""Links, graphs, sets and cases of our own export that another program changed: taken, or told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gtcoder.exchange.arriving import planned
from gtcoder.exchange.project_files import ForeignProject
from gtcoder.exchange.refi.writing import write_project
from gtcoder.exchange.refi.xml import derived, guid_text
from gtcoder.study_rows import StudyRows
from tests.exchange.projects.foreign import notes, skipped
from tests.exchange.projects.test_refi_in_ours import edited, hold_together
from tests.exchange.refi.refi_out_study import whole_study

ROWS = whole_study()
CODES = {row["name"]: row["guid"] for row in ROWS.rows("code") if not row["retired"]}
DIRECTED, EITHER = ROWS.rows("relation")
SHOWN, NOTE = ROWS.rows("model_node")
(ARROW,) = ROWS.rows("model_edge")
GROUP = derived(CODES["Going away"], "members")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ours") / "study.qdpx"
    write_project(ROWS, path)
    return path


def set_in(tag: str, guid: bytes, **values: object) -> list[tuple[str, str]]:
    """Return what gives attributes of an element other values."""
    start = f'(<{tag} guid="{guid_text(guid)}"[^>]* '
    return [(f'{start}{name}=")[^"]*', rf"\g<1>{value}") for name, value in values.items()]


def row_of(rows: StudyRows, table: str, guid: bytes) -> dict[str, Any]:
    return dict(rows.by_guid(table)[guid])


def changes(found: ForeignProject, table: str, *, replacing: bool) -> Any:
    """Return what bringing it in would change in a table."""
    hold_together(found.rows)
    return planned(ROWS, found, replacing=replacing).arrival.changed.get(table, {})


SWAPPED = {"originGUID": guid_text(DIRECTED["target_id"]),
           "targetGUID": guid_text(DIRECTED["source_id"])}  # fmt: skip


def test_a_link_led_the_other_way_is_a_difference_that_can_be_taken(
    written: Path, tmp_path: Path
) -> None:
    found = edited(written, tmp_path, *set_in("Link", DIRECTED["guid"], **SWAPPED))
    ends = {"source_id": DIRECTED["target_id"], "target_id": DIRECTED["source_id"]}

    assert row_of(found.rows, "relation", DIRECTED["guid"]) == DIRECTED | ends
    (conflict,) = planned(ROWS, found).conflicts
    assert (conflict.what, conflict.ours) == ("relation", "Waiting → Going away (leads to)")
    assert not changes(found, "relation", replacing=False)
    assert changes(found, "relation", replacing=True) == {DIRECTED["guid"]: ends}


@pytest.mark.parametrize(
    ("said", "kind"),
    [({"name": "slows"}, ("slows", True)),
     ({"direction": "Bidirectional"}, ("leads to (both ways)", False))],
)  # fmt: skip
def test_a_link_of_another_name_or_direction_is_of_another_kind(
    written: Path, tmp_path: Path, said: dict[str, str], kind: tuple[str, bool]
) -> None:
    found = edited(written, tmp_path, *set_in("Link", DIRECTED["guid"], **said))

    row = row_of(found.rows, "relation", DIRECTED["guid"])
    of = row_of(found.rows, "relation_type", row.pop("type_id"))
    assert (of["name"], of["directed"]) == kind
    assert row == {name: each for name, each in DIRECTED.items() if name != "type_id"}
    assert changes(found, "relation", replacing=True).keys() == {DIRECTED["guid"]}


def test_a_link_that_no_relation_can_be_is_told_by_name(written: Path, tmp_path: Path) -> None:
    loop = {"originGUID": SWAPPED["originGUID"]}
    found = edited(written, tmp_path, *set_in("Link", DIRECTED["guid"], **loop))

    assert found.rows.by_guid("relation") == ROWS.by_guid("relation")
    assert "stands): “leads to” (Going away → Going away)" in notes(found)


def test_how_a_program_writes_the_same_is_no_change(written: Path, tmp_path: Path) -> None:
    either = {"originGUID": guid_text(EITHER["target_id"]).upper(), "direction": "Bidirectional",
              "targetGUID": guid_text(EITHER["source_id"])}  # fmt: skip
    found = edited(
        written, tmp_path, *set_in("Link", EITHER["guid"], **either),
        *set_in("Vertex", SHOWN["guid"], firstX="0.00", secondX="160.4"),
    )  # fmt: skip

    for table in ("relation", "relation_type", "model_node"):
        assert found.rows.by_guid(table) == ROWS.by_guid(table)
    assert (notes(found), skipped(found)) == ("", {})


def test_a_box_moved_and_renamed_and_an_arrow_turned(written: Path, tmp_path: Path) -> None:
    turned = {"sourceVertex": guid_text(ARROW["target_id"]), "name": "back",
              "targetVertex": guid_text(ARROW["source_id"]), "direction": "OneWay"}  # fmt: skip
    found = edited(
        written, tmp_path, *set_in("Graph", SHOWN["model_id"], name="Ways"),
        *set_in("Vertex", SHOWN["guid"], firstX=50, secondX=210, name="Hours"),
        *set_in("Vertex", NOTE["guid"], secondY=100, name="After"),
        *set_in("Edge", ARROW["guid"], **turned),
    )  # fmt: skip

    ends = {"source_id": ARROW["target_id"], "target_id": ARROW["source_id"]}
    for table, before, now in (
        ("model_node", SHOWN, {"x": 130.5}),
        ("model_node", NOTE, {"label": "After", "height": 100, "x": 80, "y": 50}),
        ("model_edge", ARROW, {**ends, "label": "back", "both_ways": False}),
    ):
        assert row_of(found.rows, table, before["guid"]) == before | now
        assert changes(found, table, replacing=True)[before["guid"]] == now
    assert not changes(found, "model_node", replacing=False)
    assert "move only if what is there is to be replaced: “After”, “Hours”" in notes(found)
    assert "its own name holds (what the study’s own rows say stands): “Hours”" in notes(found)
    assert row_of(found.rows, "model", SHOWN["model_id"])["name"] == "Ways"


def test_parts_drawn_into_a_model_or_taken_out_of_it_are_told(
    written: Path, tmp_path: Path
) -> None:
    new = '<Vertex guid="00000000-0000-4000-8000-000000000009" name="New" firstX="1" firstY="1"/>'
    found = edited(
        written, tmp_path, (f'<Edge guid="{guid_text(ARROW["guid"])}"[^>]*/>', ""),
        (f'(?=<Vertex guid="{guid_text(SHOWN["guid"])}")', new),
    )  # fmt: skip

    assert found.rows.by_guid("model_node") == ROWS.by_guid("model_node")
    assert "did not come in (what the study’s own rows say stands): “Steps: New”" in notes(found)
    assert "gone from their graphs (what the study’s own rows say stands): “Steps: 1”" in notes(
        found
    )


def test_a_set_with_another_code_and_name(written: Path, tmp_path: Path) -> None:
    long = CODES["a <b> :: “c”"]
    start = f'<Set guid="{guid_text(GROUP)}" name="'
    found = edited(
        written, tmp_path, (f'({start})[^"]*', r"\1Leaving"),
        ('(<MemberCode targetGUID=")[^"]*', rf"\g<1>{guid_text(long)}"),
    )  # fmt: skip

    (member,) = found.rows.rows("membership")
    assert (member["code_id"], member["category_id"]) == (long, CODES["Going away"])
    assert skipped(found) == {"places of a code in a category": 1}
    assert "its own name holds: “Leaving”" in notes(found)
    new = planned(ROWS, found).arrival.new
    assert new.tables["membership"]["guid"] == [member["guid"]]


def test_a_text_given_to_another_case(written: Path, tmp_path: Path) -> None:
    people = {row["name"]: row["guid"] for row in ROWS.rows("participant")}
    text = next(row for row in ROWS.rows("document") if row["participant_id"] is not None)
    source = f'<SourceRef targetGUID="{guid_text(text["guid"])}"/>\n'
    case = f'(<Case guid="{guid_text(people["Mara"])}".*?)(?=</Case>)'
    found = edited(written, tmp_path, (source, ""), (case, rf"\1{source}"))

    assert row_of(found.rows, "document", text["guid"])["participant_id"] == people["Mara"]
    spoke = [row for row in ROWS.rows("speaker")
             if row["document_id"] == text["guid"] and row["participant_id"]]  # fmt: skip
    assert spoke
    for row in spoke:
        now = row_of(found.rows, "speaker", row["guid"])
        assert now == row | {"participant_id": people["Mara"]}
    assert changes(found, "speaker", replacing=True).keys() == {row["guid"] for row in spoke}
    assert "as sources" not in notes(found)

    taken = edited(written, tmp_path, (source, ""))
    assert taken.rows.by_guid("document") == ROWS.by_guid("document")
    assert f"that they speak in (what the study’s own rows say stands): “{text['name']}”" in notes(
        taken
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("(?<=>Strength: )strong", "weak"), "rest on say something else than the evidence"),
        (('(?<=name=")phenomenon: ', "cause: "), "graphs of paradigms show something else"),
    ],
)
def test_what_only_pictures_rows_is_told_where_it_was_changed(
    written: Path, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    found = edited(written, tmp_path, change)

    assert told in notes(found)
    for table in ("relation", "evidence", "paradigm", "paradigm_placement", "memo"):
        assert found.rows.by_guid(table) == ROWS.by_guid(table)
