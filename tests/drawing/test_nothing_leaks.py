"""No file of any kind that leaves the program holds a name that the list replaces."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from gtcoder.analysis.charts import Bars
from gtcoder.drawing.export import FORMATS, export_graph
from gtcoder.errors import NotAllowed
from gtcoder.exchange import door
from gtcoder.exchange.booklet import Section, write_booklet
from gtcoder.exchange.exporting import EXPORTERS
from gtcoder.exchange.writing import write_report
from gtcoder.masking import Mask, Pseudonym
from gtcoder.reports.base import Report

NAMES = {
    "Zyxolina Brandwick": "Ida Berg",
    "Zyxolina": "Ida",
    "Brandwick": "Berg",
    "Kvästhömer": "Nolan",
    "欧阳娜": "王林",
    "مهنوشان": "لیلا",
    "צילוביץ": "גיל",
}
SAID = " – ".join(("Said", *NAMES, "ZYXOLINA", "Kvastho\u0308mer’s", "Zyxolina_2", "end."))


@pytest.fixture(autouse=True)
def _list_in_force() -> Iterator[None]:
    with door.fresh():
        door.put(door.Door(Mask([Pseudonym(*pair) for pair in NAMES.items()])))
        yield


def report() -> Report:
    names = tuple(NAMES)
    return Report(
        name="quotations",
        title=f"Passages of {SAID}",
        columns=("text", *names),
        rows=(
            (SAID, *((name, f"of {name}") for name in names)),
            (f"{SAID}\n\n{SAID}", *names),
            ("sum", *range(len(names))),
        ),
        sentences=(f"Whose: {SAID}.",),
        provenance={"study": SAID, "coders": list(names), "by": {names[0]: names[1]}},
        totals=frozenset({2}),
        repeats=(names[0],),
        chart=Bars(SAID, SAID, names, ((names[0], (1.0,) * len(names)),), SAID),
        groups={name: f"Group {name}" for name in names},
        text=(SAID, SAID),
    )


def graph() -> nx.MultiDiGraph[str]:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title=SAID, subtitle=SAID, template="network", provenance=SAID
    )
    for number, name in enumerate(NAMES):
        made.add_node(
            f"People > {name}", kind="code", label=name, parent="", rank=number, number=0,
            code=f"People > {name}", passages=3, participants=1, participants_total=2,
            definition=SAID, colour=number, note=SAID, **{f"field {name}": SAID},
        )  # fmt: skip
    keys = list(made.nodes)
    for one, other in pairwise(keys):
        made.add_edge(
            one, other, key=f"r {one}", kind="relation", label=SAID[:40], number=0, both_ways=False,
            type="told by Zyxolina", inverse="tells Zyxolina", evidence_for=1, evidence_against=0,
            participants=1, strength=2,
        )  # fmt: skip
    return made


@pytest.mark.parametrize("kind", [name for name, _ in EXPORTERS])
def test_no_report_holds_a_name(kind: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{EXPORTERS.get(kind).extensions[0]}"
    write_report(report(), out)

    assert leaks(out.read_bytes()) == []
    if kind in ("png", "pdf", "svg"):  # which draw their letters
        return
    with door.fresh():
        write_report(report(), out)
    assert leaks(out.read_bytes())


@pytest.mark.parametrize("ending", list(FORMATS))
def test_no_diagram_holds_a_name(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{ending}"
    export_graph(graph(), out, dpi=50, text_as_text=True)

    assert leaks(out.read_bytes()) == []
    if ending not in ("png", "pdf", "docx"):
        with door.fresh():
            export_graph(graph(), out, text_as_text=True)
        assert leaks(out.read_bytes())


def test_no_booklet_holds_a_name(tmp_path: Path) -> None:
    section = Section(SAID, (SAID,), described=SAID, reports=(report(),))
    out = write_booklet(tmp_path / "out.html", SAID, (section,))

    assert leaks(out.read_bytes()) == []


def test_a_name_in_the_name_of_the_file_is_told(tmp_path: Path) -> None:
    assert write_report(report(), tmp_path / "Zyxolina.csv").notes
    assert not write_report(report(), tmp_path / "other.csv").notes


def test_behind_a_shut_door_nothing_is_written(tmp_path: Path) -> None:
    door.put(door.Door(shut="The list is not there."))

    with pytest.raises(NotAllowed, match="The list is not there"):
        write_report(report(), tmp_path / "out.csv")
    with pytest.raises(NotAllowed):
        export_graph(graph(), tmp_path / "out.json")
    assert not list(tmp_path.iterdir())


def leaks(content: bytes) -> list[str]:
    """Return the names that stand in a file or in anything packed into it."""
    texts = [text for piece in unpacked(content) for text in readings(piece)]
    folded = [re.sub("[\u0300-\u036f]", "", text).casefold() for text in texts]
    looked_for = {*NAMES, "Kvasthomer", "Kvasthömer"}
    return [name for name in looked_for if any(name.casefold() in each for each in folded)]


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield the bytes of a file, of the members of a zip, the streams of a pdf, chunks of a png."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield member.encode()
                yield from unpacked(packed.read(member))
    elif content[:4] == b"%PDF":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            yield inflated(stream)
    elif content[:4] == b"\x89PNG":
        at = 8
        while at < len(content):
            size = int.from_bytes(content[at : at + 4], "big")
            kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
            if kind in (b"zTXt", b"iTXt"):
                yield from (inflated(data[found.start() :]) for found in re.finditer(b"x", data))
            at += size + 12


def inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return data


def readings(piece: bytes) -> Iterator[str]:
    """Yield what bytes say: as UTF-8, as the UTF-16 of a pdf, with escapes of XML and JSON."""
    for text in (piece.decode("utf-8", "replace"), piece.decode("utf-16-be", "replace"),
                 piece[1:].decode("utf-16-be", "replace")):  # fmt: skip
        yield text
        yield re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
        yield re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    for packed in re.findall(rb"base64,([A-Za-z0-9+/=]+)", piece):
        yield base64.b64decode(packed).decode("utf-8", "replace")
