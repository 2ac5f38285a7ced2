"""Bookmarks: set, named, removed, kept from others' hands, gone with their document."""

from __future__ import annotations

from typing import Any

import pytest

from gtcoder.actions import bookmarks, transcripts
from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.queries.bookmarks import bookmarks as rows_of
from gtcoder.store.verify import verify
from gtcoder.vocabulary import DocumentId, Span
from tests.databases import ON_BOTH
from tests.studies import SPEECHES, Study


def shown(study: Study) -> list[tuple[int, int, str, str, str]]:
    with study.ann.read() as reader:
        return [
            (row.span.start, row.line, row.name, row.coder, row.text) for row in rows_of(reader)
        ]


@ON_BOTH
def test_a_bookmark_is_set_named_and_removed_and_all_of_it_undone(study: Study) -> None:
    begun = verify(study.ann).digest
    place: dict[str, Any] = {"document": study.document, "span": Span(5, 5)}
    mark = study.ann.perform(bookmarks.add_bookmark, **place)
    assert study.ann.perform(bookmarks.add_bookmark, **place) == mark  # it is there already
    words = " ".join(SPEECHES[0][1].split())
    assert shown(study) == [(5, 1, "", "Ann", words[:60])]
    study.ann.perform(bookmarks.rename_bookmark, bookmark=mark, name=" Turning point ")
    assert shown(study)[0][2] == "Turning point"
    study.ann.perform(bookmarks.remove_bookmark, bookmark=mark)
    assert shown(study) == []
    done = verify(study.ann)
    assert done.ok
    for _ in range(3):
        study.ann.undo()
    assert verify(study.ann).digest == begun
    for _ in range(3):
        study.ann.redo()
    assert verify(study.ann).digest == done.digest


def test_a_bookmark_lies_in_the_text_and_is_its_coder_s(study: Study) -> None:
    mark = study.ann.perform(bookmarks.add_bookmark, document=study.document, span=Span(5, 9))
    with pytest.raises(NotAllowed):
        study.bob.perform(bookmarks.remove_bookmark, bookmark=mark)
    with pytest.raises(NotAllowed):
        study.bob.perform(bookmarks.rename_bookmark, bookmark=mark, name="mine")
    for wrong in (Span(0, 9999), Span(9999, 9999)):
        with pytest.raises(InvalidInput, match="does not lie in"):
            study.ann.perform(bookmarks.add_bookmark, document=study.document, span=wrong)
    with pytest.raises(NotFound):
        study.ann.perform(bookmarks.add_bookmark, document=DocumentId(99), span=Span(0, 0))
    study.bob.perform(bookmarks.add_bookmark, document=study.document, span=Span(0, 0), name="b")
    assert [(row[0], row[3]) for row in shown(study)] == [(0, "Bob"), (5, "Ann")]
    study.ann.perform(transcripts.remove_document, document=study.document, reason="withdrawn")
    assert shown(study) == []
    study.ann.undo()
    assert len(shown(study)) == 2
    assert verify(study.ann).ok
