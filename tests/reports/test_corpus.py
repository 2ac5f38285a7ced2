"""A corpus of 20 long interviews with 869 codings: every cell equals an independent count."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import codebook, coding, many, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.queries.passages import codings
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import CodingId
from tests.reports.groups import plain_draft, run


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Any:
    """Return corpus S, made anew: nothing is read from or written to its cache."""
    path = shared / "bench" / "gen.py"
    spec = importlib.util.spec_from_file_location("gtcoder_bench_gen", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build("S")


@pytest.fixture(scope="module")
def study(corpus: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    """Give the corpus as a study; codes stand flat, in the corpus's order."""
    location = FileLocation(tmp_path_factory.mktemp("corpus") / "S.gtc")
    create_study(location, coder="default", title="Corpus S")
    with open_study(location, "default") as project:
        drafts = tuple(plain_draft(name, text) for name, text in corpus.docs)
        stored = project.perform(transcripts.add_documents, batch=ImportBatch(documents=drafts))
        documents = [key for _, key in stored.documents]
        codes = {
            code["cid"]: project.perform(codebook.create_code, name=code["name"])
            for code in corpus.codes
        }
        rows = [(documents[d], start, end, codes[k]) for d, _, k, start, end in corpus.codings]
        document, start, end, code = zip(*rows, strict=True)
        ones = [1] * len(rows)
        columns = many.CodingColumns(document, start, end, code, ones, ones)
        assert project.perform(many.apply_many, codings=columns) == 869
        yield project


def test_every_cell_is_the_count_of_the_corpus(corpus: Any, study: OpenProject) -> None:
    report = run(study, "codes-by-document")
    counts = Counter((code, document) for document, _, code, _, _ in corpus.codings)
    body = [[counts[code["cid"], place] for place in range(20)] for code in corpus.codes]
    names = [(code["name"],) for code in corpus.codes]
    assert [row[0] for row in report.rows[:-1]] == names
    assert [list(row[1:-1]) for row in report.rows[:-1]] == body
    assert [row[-1] for row in report.rows[:-1]] == [sum(row) for row in body]
    assert report.rows[-1] == ("Total", *map(sum, zip(*body, strict=True)), 869)
    assert report.columns == ("code", *(name for name, _ in corpus.docs), "total")
    assert (report.provenance["codes"], report.provenance["codes_used"]) == (377, 287)
    assert "287 of 377 codes used." in report.sentences


def test_frequencies_agree_with_the_corpus(corpus: Any, study: OpenProject) -> None:
    report = run(study, "frequencies")
    codings_of = Counter(code for _, _, code, _, _ in corpus.codings)
    documents_of = Counter(code for code, _ in {(c, d) for d, _, c, _, _ in corpus.codings})
    spans_of = Counter(code for code, *_ in {(c, d, a, b) for d, _, c, a, b in corpus.codings})
    for code, row in zip(corpus.codes, report.rows, strict=True):
        key = code["cid"]
        assert row[:4] == ((code["name"],), codings_of[key], spans_of[key], documents_of[key])
    assert "869 codings in all." in report.sentences


def test_after_one_is_removed_it_says_868(study: OpenProject) -> None:
    with study.read() as reader:
        first = codings(reader)[0]
    before = run(study, "codes-by-document")
    study.perform(coding.remove_coding, coding=CodingId(first.id))
    after = run(study, "codes-by-document")
    assert (before.rows[-1][-1], after.rows[-1][-1]) == (869, 868)
    assert "868 codings in all." in after.sentences
    changed = [
        (old[0], column)
        for old, new in zip(before.rows[:-1], after.rows[:-1], strict=True)
        for column, was, now in zip(before.columns[1:-1], old[1:-1], new[1:-1], strict=True)
        if was != now
    ]
    assert changed == [(first.code, first.document)]
    study.undo()
    assert run(study, "codes-by-document").rows == before.rows
