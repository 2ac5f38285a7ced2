"""A small study from its first sheet to the figure: real files, two coders, numbers, a theory."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import etree
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QTableView, QWidget

from gtcoder.analysis.records import Over
from gtcoder.analysis.study import AgreementOptions, Per
from gtcoder.queries import people, theory
from gtcoder.queries.codebook import codes
from gtcoder.queries.ledger import results
from gtcoder.queries.passages import documents, texts
from gtcoder.reports.quality import StudyAgreementOptions, agreement
from gtcoder.ui.agreement.words import value_text
from gtcoder.ui.axial.board import BoardCanvas
from gtcoder.vocabulary import CodeLevel, ParadigmRole, Span
from tests.journeys.hands import CONTROL, ENTER, LEFT, SHIFT, Hands, line
from tests.journeys.reading import check_whole, coded, reading

if TYPE_CHECKING:
    from gtcoder.store.reader import Reader

FILES = (
    "transcripts/ftf/JEFFERY_10MAR92_corrected.txt",
    "INDEX.md",
    "docx-structure/comments-rich-para.docx",
    "encodings/sample-arabic-1.txt",
)
NAMES = [Path(name).stem for name in FILES]
WOMAN = "Mrs. Jeffery"


@dataclass
class Team:
    """Who is at the window, and the study's file."""

    hands: Hands
    path: Path

    def stretches(self) -> list[Span]:
        """Return three stretches of some words each, each on its own line of the text in view."""
        found = []
        for part in re.finditer(r"[^\n]+", self.hands.text.page.text):
            words = list(re.finditer(r"\w+", part[0]))
            if len(words) >= 3:
                last = min(len(words), 7) - 1
                found.append(
                    Span(part.start() + words[0].start(), part.start() + words[last].end())
                )
        return found[:3] if len(found) >= 3 else found * 3

    def open_document(self, name: str) -> None:
        self.hands.press(Qt.Key.Key_T, CONTROL)
        self.hands.type(name)
        self.hands.press(ENTER)
        self.hands.wait(lambda: self.hands.text.page.name == name)
        self.hands.settle()

    def code(self, span: Span, words: str) -> None:
        self.hands.drag_over(span)
        assert self.hands.text.selected() == span
        self.hands.type(words)
        self.hands.press(ENTER)
        self.hands.settle()

    def finish(self) -> None:
        self.hands.button("I have finished this document")
        self.hands.settle()


@pytest.fixture
def team(hands: Callable[..., Hands], tmp_path: Path) -> Team:
    """Make a new study through the sheet of the start page."""
    person = hands()
    person.button("start-new")
    sheet = person.sheet()
    path = tmp_path / "work" / "small.gtc"
    path.parent.mkdir()
    person.write(line(sheet, "new-title"), "Small real study")
    person.write(line(sheet, "new-place"), str(path))
    person.write(line(sheet, "new-coder"), "Ann")
    person.button("Make the study", sheet)
    person.no_sheet()
    person.wait(lambda: person.look_for(QAbstractButton, "Coder: Ann"))
    person.settle()
    assert person.window.windowTitle() == "Small real study – gtcoder"
    return Team(person, path)


def test_from_real_files_to_numbers_a_table_and_a_figure(
    team: Team, shared: Path, tmp_path: Path
) -> None:
    hands = team.hands
    bring_in(team, [shared / "data" / "real" / name for name in FILES])
    code_all(team, ["school", "school > first day", "house"])
    another_coder(team)
    code_all(team, ["school", "first day", "school"])
    assert {row[3] for row in coded(team.path)} == {"Ann", "Bob"}
    assert len(coded(team.path)) == 2 * 3 * len(FILES)
    compare(team)
    frequencies(team, tmp_path / "frequencies.docx")
    build_theory(team)
    draw(team, tmp_path / "paradigm.svg")
    hands.window.close()
    check_whole(team.path)


def bring_in(team: Team, paths: list[Path]) -> None:
    """Drop files on the window, say who speaks in one, and take them in."""
    hands = team.hands
    hands.drop_files(*paths)
    files = hands.find(QTableView, "import-files")
    take = hands.find(QAbstractButton, "take")
    hands.wait(lambda: take.text() == f"Import {len(paths)} files" and take.isEnabled())
    hands.click_row(files, hands.row(files, paths[0].name, 1))
    hands.write(line(hands.window, "import-participant"), WOMAN)
    hands.press(ENTER)
    hands.button("take")
    hands.wait(lambda: hands.look_for(QTableView, "transcripts"))
    hands.settle()
    with reading(team.path) as reader:
        assert [row.name for row in documents(reader)] == NAMES
        assert WOMAN in {row.name for row in people.participants(reader)}
        stored = list(texts(reader).values())
    assert stored[1] == paths[1].read_text(encoding="utf-8")
    assert stored[3] == paths[3].read_bytes().decode("cp1256").replace("\r\n", "\n")


def code_all(team: Team, names: list[str]) -> None:
    """Code three stretches of each text, and say that it is finished."""
    team.hands.go("Open coding")
    for name in NAMES:
        team.open_document(name)
        for span, code in zip(team.stretches(), names, strict=True):
            team.code(span, code)
        team.finish()


def another_coder(team: Team) -> None:
    """Let a second coder join, by the button with the name of the first."""
    hands = team.hands
    hands.button("Coder: Ann")
    sheet = hands.sheet()
    hands.write(line(sheet, "coder-name"), "Bob")
    hands.press(ENTER)
    hands.no_sheet()
    hands.wait(lambda: hands.look_for(QAbstractButton, "Coder: Bob"))
    hands.settle()


def compare(team: Team) -> None:
    """Read the agreement on the screen, and keep it in the study."""
    hands = team.hands
    hands.go("Agreement")
    value = hands.find(QLabel, "value", hands.find(QWidget, "headline"))
    hands.wait(value.text)
    how = AgreementOptions(coefficients=("krippendorff_alpha",), per=Per.CODE, bootstrap=1000)
    with reading(team.path) as reader:
        made = agreement(reader, StudyAgreementOptions(how))
    (whole,) = [record for record in made.results.records if record.over is Over.POOLED]
    assert set(whole.coders) == {"Ann", "Bob"}
    assert whole.value is not None
    assert 0 < whole.value < 1
    assert value.text() == f"\N{GREEK SMALL LETTER ALPHA} = {value_text(whole.value)}"
    hands.menu("Study", "Keep in the study…")
    hands.sheet()
    hands.press(Qt.Key.Key_A, CONTROL)
    hands.type("First round")
    hands.press(ENTER)
    hands.no_sheet()
    hands.settle()
    with reading(team.path) as reader:
        assert [row.name for row in results(reader)] == ["First round"]


def frequencies(team: Team, out: Path) -> None:
    """Write the table of frequencies as a Word file, and open that with another program."""
    hands = team.hands
    hands.go("Tables & charts")
    table = hands.find(QTableView, "report_table")
    model = table.model()
    hands.wait(lambda: model.rowCount() >= 3)
    hands.menu("Study", "Export…")
    sheet = hands.sheet()
    hands.write(line(sheet, "path"), str(out))
    hands.button("write", sheet)
    hands.no_sheet()
    hands.settle()
    across = Qt.Orientation.Horizontal
    shown = [[str(model.headerData(n, across)) for n in range(model.columnCount())]]
    shown += [
        [str(model.index(row, n).data() or "").strip() for n in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    written = [[cell.text for cell in row.cells] for row in docx.Document(str(out)).tables[0].rows]
    assert [words[:1].lower() + words[1:] for words in shown[0]] == written[0]
    assert written[1:] == shown[1:]


def build_theory(team: Team) -> None:
    """Make two categories, place them, relate them, and give a passage that speaks for it."""
    hands = team.hands
    hands.go("Axial coding")
    hands.button("Sort codes")
    loose = hands.find(QListView, "loose")
    for code, category in (("house", "Dwelling"), ("school", "Learning")):
        hands.click_row(loose, hands.row(loose, code))
        hands.press(Qt.Key.Key_N, CONTROL | SHIFT)
        hands.sheet()
        hands.type(category)
        hands.press(ENTER)
        hands.no_sheet()
        hands.settle()
    hands.button("Board")
    place(team, "Learning", "Causal conditions")
    carry(team, "Dwelling", ParadigmRole.PHENOMENON)
    relate(team, "Learning", "Dwelling")
    with reading(team.path) as reader:
        rows = codes(reader)
        (relation,) = theory.relation_cards(reader)
        levels = {row.name: row.level for row in rows if row.level is not CodeLevel.OPEN}
        placed = {
            name_of(reader, p.category): p.role for p in theory.paradigms(reader)[0].placements
        }
    assert levels == {"Dwelling": CodeLevel.AXIAL, "Learning": CodeLevel.AXIAL}
    assert placed == {
        "Dwelling": ParadigmRole.PHENOMENON,
        "Learning": ParadigmRole.CAUSAL_CONDITION,
    }
    assert relation.type == "is a cause of"
    assert relation.passages_for == 1


def place(team: Team, category: str, role: str) -> None:
    """Place a category by the keyboard: Enter lifts it, arrows choose the role, Enter drops it."""
    hands = team.hands
    shelf, board = hands.find(QListView, "shelf"), hands.find(BoardCanvas, "board")
    hands.click_row(shelf, hands.row(shelf, category))
    hands.press(ENTER)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right) * 3:
        if role in board.accessibleDescription():
            break
        hands.press(key)
    assert role in board.accessibleDescription()
    hands.press(ENTER)
    hands.settle()


def carry(team: Team, category: str, role: ParadigmRole) -> None:
    """Place a category by the mouse."""
    hands = team.hands
    shelf, board = hands.find(QListView, "shelf"), hands.find(BoardCanvas, "board")
    port, zone = shelf.viewport(), board.scene.board.zones[role]
    start = shelf.visualRect(hands.row(shelf, category)).center()
    goal = QPointF(zone.centre[0] * board.zoom, zone.centre[1] * board.zoom).toPoint()
    end = port.mapFromGlobal(board.mapToGlobal(goal))
    QTest.mousePress(port, LEFT, pos=start)
    for spot in (start + QPoint(30, 0), (start + end) / 2, end):
        QTest.mouseMove(port, spot)
    QTest.mouseRelease(port, LEFT, pos=end)
    hands.settle()


def relate(team: Team, source: str, target: str) -> None:
    """Relate two cards, and choose a passage that speaks for it."""
    hands = team.hands
    board = hands.find(BoardCanvas, "board")
    ids = {board.face(card).name: card for card in board.scene.order()}
    hands.click(board, board.centre_of(ids[source]))
    hands.click(board, board.centre_of(ids[target]), CONTROL)
    hands.press(Qt.Key.Key_R)
    sheet = hands.sheet()
    hands.write(line(sheet, "Kind of relation"), "is a cause of")
    hands.press(ENTER)
    hands.no_sheet()
    hands.settle()
    (drawn,) = board.scene.board.lines.values()
    spot = QPointF(drawn.badge[0] * board.zoom, drawn.badge[1] * board.zoom).toPoint()
    hands.click(board, spot)
    hands.button("Add evidence")
    hands.button("Add as evidence", hands.sheet())
    hands.no_sheet()
    hands.settle()


def name_of(reader: Reader, code: int) -> str:
    return next(row.name for row in codes(reader) if row.id == code)


def draw(team: Team, out: Path) -> None:
    """Write the paradigm as svg, and read it as any program reads xml."""
    hands = team.hands
    hands.go("Model")
    hands.menu("Study", "Export the model…")
    sheet = hands.sheet()
    hands.write(line(sheet, "export_place"), str(out))
    hands.button("Export", sheet)
    hands.no_sheet()
    hands.settle()
    drawing = etree.parse(out).getroot()
    told = " ".join(
        str(text)
        for name in ("title", "desc")
        for each in drawing.iter(f"{{http://www.w3.org/2000/svg}}{name}")
        for text in each.itertext()
    )
    assert "Dwelling" in told
    assert "Learning" in told
