"""Transcripts with their codings beside them: the text exact, stripes and comments in place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import pytest

from gtcoder.actions import codebook, coding, transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile
from gtcoder.drawing.annotated import FORMATS, write_annotated
from gtcoder.drawing.annotated_paint import lanes_on
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.exchange import door
from gtcoder.exchange.annotated.pages import annotated_html
from gtcoder.exchange.annotated.sheet import Annotated, annotated
from gtcoder.exchange.annotated.word import annotated_docx
from gtcoder.masking import Mask, Pseudonym
from gtcoder.progress import Cancelled, Silent
from gtcoder.reports.selection import Selection
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import DocumentId, Span
from tests.exchange.test_writing import Stop

# Invented, hard to set: marks of HTML, blanks, an emoji, a script from the right, ideographs.
PLAIN = "<b>A & B</b> “said”\n\n\tTab,  two blanks 🙂 and more.\nlast line"
PERSIAN = "م۱: چون هیچ‌کس گوش نمی‌داد.\nما رفتیم (to the other one) 🙂 و برنگشتیم.\n"
CHINESE = "答：因为没有人听。\n明天没有来🙂，我们就走了，再也没有回来。"
TEXTS = {"plain & <x>": PLAIN, "فارسی": PERSIAN, "中文": CHINESE}
SPANS = ((0, 3), (0, 8), (2, 20), (5, 24), (5, 24), (18, 24))


def _draft(name: str, text: str) -> DocumentDraft:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return DocumentDraft(name, text, digest, SourceFile(name, "txt", "utf-8", "0" * 64))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    """A study of three hard texts with codings that overlap and cross lines."""
    location = FileLocation(tmp_path_factory.mktemp("annotated") / "study.gtc")
    create_study(location, coder="Ann <Lee>", title="Invented <study>")
    with open_study(location, "Ann <Lee>") as project:
        batch = ImportBatch(documents=tuple(_draft(*each) for each in TEXTS.items()))
        stored = project.perform(transcripts.add_documents, batch=batch)
        top = project.perform(codebook.create_code, name="Top & <i>")
        codes = [project.perform(codebook.create_code, name=name, parent=top)
                 for name in ("=Leaf", "ترک")]  # fmt: skip
        for _, key in stored.documents:
            for number, (start, end) in enumerate(SPANS):
                project.perform(
                    coding.apply_code, document=DocumentId(key), span=Span(start, end),
                    code=codes[number % 2], memo="Why <so>\nand so" if number == 2 else "",
                    weight=40 if number == 3 else None,
                )  # fmt: skip
        yield project


@pytest.fixture(scope="module")
def made(study: OpenProject) -> Annotated:
    """The three texts, annotated."""
    with study.read() as reader:
        return annotated(reader, Selection())


class _Lines(HTMLParser):
    """The paragraphs of text lines, what hangs beside them, and the marks on them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.labels: list[str] = []
        self.marks: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = "line" if tag == "p" and "u" in self._open else dict(attrs).get("class") or tag
        if tag not in ("meta", "br"):
            self._open.append(kind)
        if kind == "line":
            self.lines.append("")
        elif tag == "b" and "aside" in self._open:
            self.labels.append("")
        elif tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "line" in self._open:
            self.lines[-1] += data
        if "mark" in self._open:
            self.marks[-1] += data
        if "b" in self._open and "aside" in self._open:
            self.labels[-1] += data


def test_pieces_make_up_the_text_and_know_what_stands_on_them(made: Annotated) -> None:
    for sheet in made.sheets:
        assert sheet.text == TEXTS[sheet.name]
        assert "\n".join(sheet.text[each.start : each.end] for each in sheet.lines) == sheet.text
        for line in sheet.lines:
            words = "".join(sheet.text[each.start : each.end] for each in line.pieces)
            assert words == sheet.text[line.start : line.end]
            for piece in line.pieces:
                there = {
                    place for place, note in enumerate(sheet.notes)
                    if note.start < piece.end and piece.start < note.end
                }  # fmt: skip
                assert set(piece.notes) == there
        assert sorted(n for line in sheet.lines for n in line.begun) == list(range(len(SPANS)))


def test_stripes_on_a_line_never_share_a_lane(made: Annotated) -> None:
    for sheet in made.sheets:
        for line in sheet.lines:
            lanes = [sheet.notes[place].lane for place in line.touched]
            assert len(set(lanes)) == len(lanes), (sheet.name, line.number)
    assert [sheet.lanes for sheet in made.sheets] == [6, 6, 5]
    for row in annotated_html(made).split('<div class="row">')[1:]:
        drawn = [each.partition("px")[0] for each in row.split("inset-inline-start:")[1:]]
        assert len(set(drawn)) == len(drawn), row


def test_on_paper_a_lane_is_free_from_the_line_on_that_its_stripe_does_not_reach() -> None:
    lanes: dict[int, int] = {}
    wanted = (([0, 1, 2], [0, 1, 2]), ([1, 2], [1, 2]), ([2, 3, 4], [2, 0, 1]), ([5], [0]))
    for here, expected in wanted:
        lanes = lanes_on(lanes, here)
        assert list(lanes.values()) == expected


def test_a_page_has_every_line_letter_for_letter(made: Annotated) -> None:
    page = _Lines()
    page.feed(annotated_html(made))
    assert "\n".join(page.lines) == "\n".join(TEXTS.values())
    assert len(page.labels) == 3 * len(SPANS)
    assert page.labels[0].endswith("ترک")
    assert "".join(page.marks).startswith("<b>A & B</b> “said”")
    assert 'src="' not in annotated_html(made)
    assert "http" not in annotated_html(made)


def test_a_text_from_the_right_has_its_margin_on_the_left(made: Annotated) -> None:
    assert [sheet.from_right for sheet in made.sheets] == [False, True, False]
    assert '<section dir="rtl"' in annotated_html(made)


def test_a_word_document_has_the_text_and_a_comment_for_each_coding(made: Annotated) -> None:
    document = docx.Document(BytesIO(annotated_docx(made, Silent())))
    paragraphs = [each.text for each in document.paragraphs]
    for text in TEXTS.values():
        lines = text.split("\n")
        assert any(paragraphs[at : at + len(lines)] == lines for at in range(len(paragraphs))), (
            lines
        )
    comments = list(document.comments)
    assert len(comments) == 3 * len(SPANS)
    assert {comment.author for comment in comments} == {"Ann <Lee>"}
    assert {comment.paragraphs[0].text for comment in comments} == {
        "Top & <i> > =Leaf", "Top & <i> > ترک",
    }  # fmt: skip
    assert any(
        [each.text for each in comment.paragraphs[1:]] == ["Why <so>", "and so"]
        for comment in comments
    )
    marked = document.element.body.xpath("//w:commentRangeStart")
    assert len(marked) == len(comments)


def test_a_comment_covers_the_words_that_were_coded(made: Annotated) -> None:
    document = docx.Document(BytesIO(annotated_docx(made, Silent())))
    body = document.element.body
    open_now: dict[str, str] = {}
    for element in body.iter():
        name = element.tag.rpartition("}")[2]
        key = next((value for at, value in element.items() if at.endswith("}id")), "")
        if name == "commentRangeStart":
            open_now[key] = ""
        elif name == "t":
            open_now = {each: words + element.text for each, words in open_now.items()}
        elif name == "tab":
            open_now = {each: words + "\t" for each, words in open_now.items()}
        elif name == "commentRangeEnd":
            covered = open_now.pop(key)
            wanted = {
                sheet.text[note.start : note.end].replace("\n", "")
                for sheet in made.sheets for note in sheet.notes
            }  # fmt: skip
            assert covered in wanted
    assert not open_now


def test_a_pdf_holds_the_words_and_the_codes(made: Annotated, tmp_path: Path) -> None:
    import pypdfium2

    write_annotated(made, tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    words = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(words) == 3
    assert "<b>A & B</b> “said”" in words[0]
    assert "Top & <i> > =Leaf" in words[0]
    assert "weight 40" in words[0]
    assert "to the other one" in words[1]


@pytest.mark.parametrize("ending", FORMATS)
def test_writing_that_is_stopped_leaves_what_was_there(
    made: Annotated, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"a{ending}"
    steps = Stop(after=999)
    write_annotated(made, out, steps)
    out.write_bytes(b"older")
    for after in range(999 - steps.left):
        with pytest.raises(Cancelled):
            write_annotated(made, out, Stop(after=after))
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


def test_names_are_replaced_and_passages_move_along(study: OpenProject) -> None:
    with door.fresh(), study.read() as reader:
        door.put(door.Door(Mask([Pseudonym("blanks", "gaps and holes"), Pseudonym("Ann", "Eve")])))
        sheet = annotated(reader, Selection(documents=("plain & <x>",))).sheets[0]
    assert sheet.text == PLAIN.replace("blanks", "gaps and holes")
    assert sheet.coders == ("Eve <Lee>",)
    ends = {sheet.text[note.start : note.end] for note in sheet.notes}
    assert "<b>" in ends


def test_what_is_not_shown_is_said_and_wrong_names_are_refused(
    study: OpenProject, tmp_path: Path, made: Annotated
) -> None:
    with study.read() as reader:
        assert made.losses == ()
        with pytest.raises(NotFound, match="no document"):
            annotated(reader, Selection(documents=("nothing",)))
    with pytest.raises(InvalidInput, match=r"\.docx"):
        write_annotated(made, tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
