"""What stands beside texts and passages comes with them, or is told where they do not come."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.exchange.project_files import ForeignProject
from tests.exchange.projects import refi_made as made
from tests.exchange.projects.foreign import (
    codings,
    memos,
    quotes,
    skipped,
    stored,
    texts,
    values,
)

TALK = "Nadia: We were waiting for the ferry.\n"  # invented
TEXTS = {"talk.txt": TALK}
FERRY = (TALK.index("waiting"), TALK.index("waiting") + 21)
WORDS = TALK[slice(*FERRY)]
NOTE = made.tag(
    "Notes",
    made.tag("Note", made.tag("PlainTextContent", "A memo."), guid=made.guid("n"), name="N"),
)
AGE = made.tag("Variables", made.tag("Variable", guid=made.guid("age"), name="age"))
SAID = (
    made.tag("Description", "Said of it.")
    + made.ref("NoteRef", "n")
    + made.tag("VariableValue", made.ref("VariableRef", "age") + made.tag("TextValue", "44"))
)
CODING = made.coding("waiting", "Ada")


def read(folder: Path, *sources: str, after: str = "") -> ForeignProject:
    xml = made.project(
        AGE,
        NOTE + after,
        users=made.user("Ada") + made.user("Bela"),
        codes=made.code("waiting") + made.code("sea"),
        sources="".join(sources),
    )
    return made.read(folder, xml, TEXTS)


def inline(name: str, inner: str = "", /, **attributes: object) -> str:
    return made.tag(name, made.tag("PlainTextContent", TALK) + inner, **attributes)


def place(name: str, inner: str) -> str:
    return made.tag("PDFSelection", inner, guid=made.guid(name), page=0)


def test_a_passage_stays_where_no_coding_of_it_comes(tmp_path: Path) -> None:
    gone = made.coding("gone", "Ada", made.ref("NoteRef", "n"))
    inner = made.tag("Description", "Why here?") + made.ref("NoteRef", "n") + gone
    found = read(tmp_path, made.source("talk", made.selection("p", *FERRY, inner)))

    assert list(quotes(found.rows).values()) == [("Ada", "talk", WORDS)]
    assert memos(found.rows) == {
        ("theoretical", "Why here?", WORDS), ("theoretical", "A memo.", WORDS),
    }  # fmt: skip
    assert skipped(found) == {"codings": 1, "references to notes": 1}
    stored(found, tmp_path)


@pytest.mark.parametrize("inner", ["", CODING])
def test_what_is_said_of_a_passage_beyond_the_text_is_told(tmp_path: Path, inner: str) -> None:
    said = made.tag("Description", "Why here?") + made.ref("NoteRef", "n") + inner
    found = read(tmp_path, made.source("talk", made.selection("p", 900, 910, said)))

    what = "codings" if inner else "passages without codings"
    assert skipped(found) == {what: 1, "comments on passages": 1, "references to notes": 1}


def test_a_place_of_a_pdf_gives_what_it_has_to_the_passage_that_it_is(tmp_path: Path) -> None:
    said = made.tag("Description", "Why here?") + made.ref("NoteRef", "n")
    pdf = made.tag(
        "PDFSource",
        place("p", said + CODING + made.coding("sea", "Bela"))
        + place("other", said + CODING)
        + inline(
            "Representation",
            made.selection("p", *FERRY, made.tag("Description", "Why here?") + CODING)
            + made.selection("other", 0, 5),
            guid=made.guid("r"),
        ),
        guid=made.guid("pdf"), name="Paper",
    )  # fmt: skip
    found = read(tmp_path, pdf)

    assert codings(found.rows) == {
        ("Ada", "Paper", WORDS, "waiting"), ("Bela", "Paper", WORDS, "sea"),
        ("Ada", "Paper", "Nadia", "waiting"),
    }  # fmt: skip
    assert sorted(told for told in memos(found.rows) if told[1] == "Why here?") == [
        ("theoretical", "Why here?", "Nadia"), ("theoretical", "Why here?", WORDS),
    ]  # fmt: skip
    assert sum(row["text"] == "Why here?" for row in found.rows.rows("memo")) == 2
    assert {row["text"] for row in found.rows.rows("memo")} == {"Why here?", "A memo."}
    assert found.skipped == ()
    stored(found, tmp_path)


def test_words_quoted_from_a_pdf_are_texts_only_where_its_text_is_not_there(tmp_path: Path) -> None:
    quoted = place("p", CODING + inline("Representation", made.selection("q", *FERRY, CODING)))
    bare = made.tag("PDFSource", quoted, guid=made.guid("pdf"), name="Paper")
    found = read(tmp_path, bare)
    assert codings(found.rows) == {
        ("Ada", "Paper", WORDS, "waiting"), ("Ada", "Paper", TALK, "waiting"),
    }  # fmt: skip
    assert skipped(found) == {"PDFs": 1}

    found = read(tmp_path, made.tag("PDFSource", quoted + inline("Representation")))
    assert len(texts(found.rows)) == 1
    assert skipped(found) == {
        "places on PDF pages": 1, "codings on places on PDF pages": 1,
        "codings within quoted places on PDF pages": 1,
    }  # fmt: skip


def test_the_first_transcript_stands_for_its_recording(tmp_path: Path) -> None:
    transcripts = inline("Transcript", guid=made.guid("t1")) + inline("Transcript")
    film = made.tag("VideoSource", transcripts + SAID + CODING, guid=made.guid("f"), name="Film")
    found = read(tmp_path, film)

    assert sorted(name for name, _ in texts(found.rows).values()) == ["Film", "Film (2)"]
    assert values(found.rows) == {("document", "age", "Film", "44")}
    assert memos(found.rows) == {
        ("document", "Said of it.", "Film"), ("document", "A memo.", "Film"),
    }  # fmt: skip
    assert codings(found.rows) == {("Ada", "Film", TALK, "waiting")}
    assert skipped(found) == {"videos": 1}


def test_what_the_holder_of_a_text_and_a_set_of_texts_say_is_kept(tmp_path: Path) -> None:
    pdf = made.tag(
        "PDFSource",
        made.tag("Description", "Of the file.")
        + inline("Representation", made.tag("Description", "Of its text.")),
        guid=made.guid("pdf"), name="Paper",
    )  # fmt: skip
    why = made.tag("Description", "Why together.")
    sets = made.tag("Set", why + made.ref("MemberSource", "pdf"), guid=made.guid("s"), name="S")
    found = read(tmp_path, pdf, after=made.tag("Sets", sets))

    assert memos(found.rows) >= {
        ("document", "Of the file.\n\nOf its text.", "Paper"),
        ("methodological", "Why together.", ""),
    }
    stored(found, tmp_path)


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        (made.source("lost", SAID), ("texts", "comments on texts")),
        (made.tag("PDFSource", SAID, name="Paper"), ("PDFs", "comments on whole PDFs")),
        (made.tag("AudioSource", SAID), ("audio recordings", "comments on whole audio recordings")),
    ],
)
def test_what_is_said_of_a_source_without_text_is_told(
    tmp_path: Path, source: str, lost: tuple[str, ...]
) -> None:
    found = read(tmp_path, source)
    everything = (*lost, "values of variables", "references to notes")
    assert skipped(found) == dict.fromkeys(everything, 1)
