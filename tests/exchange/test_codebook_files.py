"""Codebooks written and read: ours come back as they were, and those of other programs come in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtcoder.actions import attributes, codebook, order
from gtcoder.actions.books import BookTaken, import_book
from gtcoder.actions.examples import add_example
from gtcoder.codebook_draft import TEXTS, BookState, CodebookDraft
from gtcoder.errors import ReasonNeeded, UnreadableFile
from gtcoder.exchange.codebook_files import read_codebook
from gtcoder.exchange.reading import read_files
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Silent
from gtcoder.queries.attributes import columns
from gtcoder.queries.books import compare_book
from gtcoder.queries.codebook import attributes as attributes_of
from gtcoder.queries.codebook import codes
from gtcoder.reports import REPORTS
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import verify
from gtcoder.vocabulary import AttributeKind, CodeLevel, CodeOrigin
from tests.studies import Study, new_study

ENDINGS = ("csv", "xlsx", "docx", "md", "html")
_LETTERS = st.characters(
    categories=("L", "N", "P", "S", "Zs"), exclude_characters="\x85\xa0\u2028\u2029"
)
_WORDS = st.text(_LETTERS, min_size=1, max_size=12).map(lambda text: " ".join(text.split()))
_NAMES = _WORDS.filter(lambda name: name and " > " not in f" {name} ")
_TEXTS = st.lists(_WORDS, max_size=3).map("\n".join).map(str.strip)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return new_study(FileLocation(tmp_path / "study.gtc"))


def book_as(project: OpenProject, path: Path) -> Path:
    kind = REPORTS.get("codebook-in-full")
    with project.read() as reader:
        write_report(kind.run(reader, kind.Options(), Silent()), path)
    return path


def says(project: OpenProject) -> object:
    """Return all that a codebook file is to keep: codes in order, texts, columns, attributes."""
    with project.read() as reader:
        every = codes(reader)
        values = attributes_of(reader)
        return (
            [(c.path, c.level, c.definition, c.rule, c.when_not, c.example) for c in every],
            [c.colour for c in every],
            [(c.name, c.kind, c.choices, c.group) for c in columns(reader)],
            {code.path: values.get(code.id, {}) for code in every},
        )


def empty(path: Path) -> OpenProject:
    create_study(FileLocation(path), coder="Zoe", title="Empty")
    return open_study(FileLocation(path), "Zoe")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.gtc"
    create_study(FileLocation(path), coder="Zoe", title="Empty")
    return path


def fill(study: Study) -> None:
    make = study.ann.perform
    trust = make(
        codebook.create_code, name="Trust", level=CodeLevel.AXIAL, definition="What\n\nTwo *",
        rule="When | said", when_not="Not for # hope\\", colour=7,
    )  # fmt: skip
    line = make(codebook.create_code, name="A\\B & 1. <c>", parent=trust, example='"Hi";\tthere')
    for depth in range(8):
        line = make(codebook.create_code, name=f"Deep {depth}", parent=line, definition="same")
    last = make(codebook.create_code, name="Zeal", rule="one\x0btwo\u2028three\r\nfour")
    make(
        attributes.define_attribute, name="who acts", kind=AttributeKind.CHOICE,
        choices=["customer", "company; other"], group="acts | done",
    )  # fmt: skip
    make(attributes.define_attribute, name="level", kind=AttributeKind.NUMBER, group="acts")
    make(codebook.set_attribute, code=last, name="who acts", value="Customer")
    make(codebook.set_attribute, code=last, name="level", value="3.5")
    make(codebook.set_attribute, code=trust, name="Note", value="free")
    make(order.reorder_codes, codes=[last], before=trust)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_exported_comes_into_an_empty_study_as_it_was(
    study: Study, tmp_path: Path, ending: str
) -> None:
    fill(study)
    path = book_as(study.ann, tmp_path / f"book.{ending}")
    batch = read_files([path])  # the kind is found by content
    assert [report.source.kind for report in batch.reports] == ["codebook"]
    assert not batch.documents
    with empty(tmp_path / "empty.gtc") as other:
        assert other.perform(import_book, book=batch.books[0]) == BookTaken(11, 0, 0)
        assert says(other) == says(study.ann)
        with other.read() as reader:
            assert {code.origin for code in codes(reader)} == {CodeOrigin.IMPORTED}
            assert {row.state for row in compare_book(reader, batch.books[0])} == {BookState.SAME}
        other.undo()
        with other.read() as reader:
            assert not codes(reader)
        assert verify(other).ok


_CODES = st.lists(
    st.tuples(_NAMES, st.integers(0, 3), _TEXTS, _TEXTS, _TEXTS, _TEXTS), min_size=1, max_size=6
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_CODES, st.sampled_from(ENDINGS))
def test_any_codebook_comes_back(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, int, str, str, str, str]],
    ending: str,
) -> None:
    folder = tmp_path_factory.mktemp("book")
    for name in ("one", "two"):
        shutil.copy(template, folder / f"{name}.gtc")
    with (
        open_study(FileLocation(folder / "one.gtc"), "Zoe") as one,
        open_study(FileLocation(folder / "two.gtc"), "Zoe") as two,
    ):
        made: list[object] = []
        taken: set[tuple[int, str]] = set()
        for number, (name, above, *texts) in enumerate(drawn):
            place = above % (len(made) + 1)
            if (place, name.casefold()) in taken:
                name = f"{name} {number}x"
            taken.add((place, name.casefold()))
            said = dict(zip(TEXTS, texts, strict=True))
            parent = made[place - 1] if place else None
            made.append(one.perform(codebook.create_code, name=name, parent=parent, **said))
        book, _ = read_codebook(book_as(one, folder / f"book.{ending}"))
        two.perform(import_book, book=book)
        assert says(two) == says(one)


def test_a_printed_codebook_cites_its_examples(study: Study, tmp_path: Path) -> None:
    code = study.code("Anger")
    study.apply(code, 5, 20)
    with study.ann.read() as reader:
        from gtcoder.queries.passages import codings

        row = codings(reader)[0]
    study.ann.perform(add_example, code=code, quotation=row.quotation)
    page = book_as(study.ann, tmp_path / "book.md").read_text(encoding="utf-8")
    assert f"“{' '.join(row.text.split())}” ({row.document}, line" in page
    assert "Codings: 1 · Documents: 1 · Coders: Ann" in page
    page = book_as(study.ann, tmp_path / "book.html").read_text(encoding="utf-8")
    assert '<a href="#entry-1">Anger</a>' in page


OTHERS = {
    "qualcoder.csv": ("code,category,memo,owner\nAnger,Feelings,Invented heat,ann\n", "Feelings"),
    "taguette.csv": ("tag,description,number of highlights\nAnger,Invented heat,3\n", ""),
    "maxqda.csv": ("Code;Memo\nFeelings\\Anger;Invented heat\n", "Feelings"),
    "maxqda2.csv": ("Code\tMemo\nFeelings > Anger\tInvented heat\n", "Feelings"),
    "atlas.csv": ("Code,Comment,Code Groups,Grounded\nAnger,Invented heat,Mood,3\n", ""),
    "table.md": ("# Ours\n\n| Code | Definition |\n|---|---|\n| Anger | Invented heat |\n", ""),
    "list.html": ("<html><body><h2>Anger</h2><p><b>Definition:</b> Invented heat</p><h2>Joy</h2>"
                  "<p><b>Definition:</b> Invented light</p></body></html>", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_codebooks_of_other_programs_come_in(tmp_path: Path, name: str) -> None:
    text, above = OTHERS[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    batch = read_files([tmp_path / name])
    book = batch.books[0]
    found = next(code for code in book.codes if code.path[-1] == "Anger")
    assert found.path == ((above,) if above else ()) + ("Anger",)
    assert found.texts["definition"] == "Invented heat"
    assert not book.columns  # counts and owners are no attributes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("codings.csv", "code,document,memo\nAnger,One,x\n"),
        ("talk.md", "# Interview\n\n**Ann:** Hello, invented.\n\n**Bob:** Yes.\n"),
        ("talk.txt", "Code: said Ann, and memo, said Bob.\nInvented.\n"),
    ],
)
def test_transcripts_and_tables_of_codings_are_no_codebooks(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert not read_files([tmp_path / name]).books
    with pytest.raises(UnreadableFile, match="no codebook"):
        read_codebook(tmp_path / name)


def test_empty_texts_are_filled_and_conflicts_wait_for_a_choice(
    study: Study, tmp_path: Path
) -> None:
    anger, joy = study.code("Anger"), study.code("Joy")
    study.ann.perform(codebook.define_code, code=anger, definition="Ours")
    study.apply(anger, 5, 20)
    (tmp_path / "b.csv").write_text(
        "code,definition,when to use,level\nAnger,Theirs,Always,open\nJoy,Light,,open\n"
        "New,,,open\n",
        encoding="utf-8",
    )
    book: CodebookDraft = read_codebook(tmp_path / "b.csv")[0]
    with study.ann.read() as reader:
        rows = compare_book(reader, book)
    assert [row.state for row in rows] == ["conflict", "changed", "new"]
    assert [(both.name, both.ours, both.theirs) for both in rows[0].both] == [
        ("definition", "Ours", "Theirs"), ("rule", "", "Always"),
    ]  # fmt: skip
    before = study.ann.seen
    with pytest.raises(ReasonNeeded):
        study.ann.perform(import_book, book=book, replace=[("anger",)])
    assert study.ann.seen == before
    assert study.ann.perform(import_book, book=book) == BookTaken(1, 2, 0)
    with study.ann.read() as reader:
        now = {code.id: code for code in codes(reader)}
    assert (now[anger].definition, now[anger].rule, now[joy].definition) == (
        "Ours", "Always", "Light",
    )  # fmt: skip
    study.ann.perform(import_book, book=book, replace=[("Anger",)], reason="agreed, invented")
    with study.ann.read() as reader:
        now = {code.id: code for code in codes(reader)}
    assert now[anger].definition == "Theirs"
    assert verify(study.ann).ok
