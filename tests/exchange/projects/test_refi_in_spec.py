"""The two listings of the specification, which no other program could have made easier."""

from __future__ import annotations

from pathlib import Path

from gtcoder.exchange.project_files import read_project
from tests.exchange.projects.foreign import came, notes, skipped, stored


def test_the_project_of_the_specification(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/real/refi-projects/specA2_atlasti8.4_project.qde"
    found = read_project(path)
    rows = found.rows

    assert found.title == "ATLAS.ti standard project"
    assert found.kind.startswith("REFI-QDA project of ATLAS.ti 8.4")
    assert came(found)["codes"] == 14
    names = {row["name"]: row for row in rows.rows("code")}
    assert names['"rushed"']["definition"] == ""
    assert names["Coke::diet Coke"]["definition"] == "non sucré"
    assert names["cornflakes"]["guid"].hex().upper() == "AE6D04CED9874FC8AF97D72CA6FFD08F"
    # 4 sets of codes, beside codes of the same name; an empty one; 11 of sources not in the file
    assert names["Feelings (set)"]["level"] == names["negative feelings"]["level"] == "axial"
    assert rows.count("membership") == 19
    assert [row["name"] for row in rows.rows("coder")] == [
        "Friedrich Markgraf", "Sebastian Petrausch",
    ]  # fmt: skip
    titles = {row["title"]: row["text"] for row in rows.rows("memo")}
    assert titles["Research Plan"].startswith("day to day log about this amazing project\n\nThis")
    assert rows.count("model_node") == 3
    assert rows.count("model_edge") == 2
    lost = skipped(found)
    # 16 codings in all; the two of a PDF stand on its text as well and count there
    assert sum(count for what, count in lost.items() if what.startswith("codings")) == 14
    assert lost["passages"] == 8
    assert lost["points in time of transcripts"] == 13
    assert (lost["texts"], lost["pictures"], lost["videos"]) == (8, 1, 2)
    assert (lost["links"], lost["sets"], lost["sources of sets"]) == (1, 1, 23)
    assert "sebpe" not in repr(found), "the folder of somebody's machine"
    assert stored(found, tmp_path).count("code") == 18


def test_the_codebook_of_the_specification(shared: Path) -> None:
    found = read_project(shared / "data/real/codebooks/specA1_codebook.qdc")

    assert found.kind == "REFI-QDA codebook"
    codes = {row["name"]: row for row in found.rows.rows("code")}
    assert list(codes) == [
        "Topics",
        "Economy",
        "Health care",
        "Values",
        "Conservatives",
        "Liberals",
    ]
    assert codes["Topics"]["guid"].hex() == "5215cc69b6284e02afb99beeaee55808"
    assert codes["Economy"]["definition"] == "Anything about jobs or taxes or business"
    assert "Topics”, “Values" in notes(found)
    assert set(found.rows.tables) == {"code"}
