"""Words are found whatever their case, accents, quotation marks and dashes."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.actions import transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile
from gtcoder.progress import Cancelled
from gtcoder.queries.finding import _fold_text, find_words, fold
from tests.databases import ON_A_FILE
from tests.studies import Study

ODD = "aAéÉß’“”—İıŁøéﬁ한ي🙂\u0301\u200c\u00ad\n\t \u00a0'\"-.…"
BLANKS = str.maketrans("\n\t\u00a0", "   ")
LETTERS = st.text(st.sampled_from(ODD), max_size=30)


def add(study: Study, name: str, text: str) -> None:
    sha = hashlib.sha256(text.encode()).hexdigest()
    drafted = DocumentDraft(name, text, sha, SourceFile(f"{name}.txt", "txt", "utf-8", sha))
    study.ann.perform(transcripts.add_documents, batch=ImportBatch(documents=(drafted,)))


def found(study: Study, words: str, **options: object) -> list[str]:
    with study.ann.read() as reader:
        return [hit.text for hit in find_words(reader, words, **options)]  # type: ignore[arg-type]


def test_a_hit_says_where_it_stands(study: Study) -> None:
    with study.ann.read() as reader:
        (hit,) = find_words(reader, "WENT silent")
    assert (hit.document, hit.document_id) == ("Invented interview 1", study.document)
    assert (hit.line, hit.text) == (3, "went silent")
    assert hit.before == "INT: How did you notice that customers were leaving? P1: They "
    assert hit.after.startswith(" first 🙂. Nobody")
    assert (hit.end - hit.start) == 11


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("cafe", ["Café", "CAFE\u0301", "ca\u00adfé"]),
        ("CAFÉ", ["Café", "CAFE\u0301", "ca\u00adfé"]),
        ("don't", ["don’t", "don't"]),
        ('"no"', ["“no”", "«no»"]),
        ("strasse", ["Straße"]),
        ("end of", ["end\nof", "end\u00a0of"]),
        ("well-known", ["well–known"]),
        ("Istanbul", ["İstanbul", "ıstanbul"]),
        ("کتاب", ["كتاب"]),
        ("نمی‌دانم", ["نمیدانم"]),
        ("nothing of it", []),
        ("   ", []),
        ("100%", ["100%"]),
    ],
)
@ON_A_FILE
def test_what_is_alike_is_found(study: Study, words: str, hits: list[str]) -> None:
    invented = (
        "Invented. Café CAFE\u0301 ca\u00adfé; don’t don't; “no” «no»; Straße; end\nof "
        "end\u00a0of; well–known; İstanbul ıstanbul; كتاب; نمیدانم; 100%."
    )
    add(study, "Alike", invented)
    assert found(study, words) == hits


def test_documents_come_in_their_order_and_the_limit_holds(study: Study) -> None:
    for number in range(3):
        add(study, f"Note {number}", f"aha {number} aha " * 2)
    with study.ann.read() as reader:
        hits = find_words(reader, "aha", limit=9)
    assert [hit.document for hit in hits] == ["Note 0"] * 4 + ["Note 1"] * 4 + ["Note 2"]
    assert [hit.start for hit in hits[:4]] == [0, 6, 10, 16]


def test_a_long_search_can_be_stopped(study: Study) -> None:
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        found(study, "silent", progress=Stop())


@given(LETTERS)
def test_folding_letter_by_letter_is_folding_the_whole(text: str) -> None:
    folded = _fold_text(text)
    assert folded.text == fold(text).translate(BLANKS)
    if folded.places is not None:
        assert len(folded.places) == len(folded.text) + 1
        for place, letter in enumerate(folded.text):
            origin = text[folded.places[place]]
            assert letter in fold(origin).translate(BLANKS)


@given(LETTERS, st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = " ".join(fold(text[start:end]).split())
    folded = _fold_text(text)
    if not words or words not in folded.text:
        return
    for first, last in folded.find(words):
        assert words in fold(text[first:last]).translate(BLANKS)
