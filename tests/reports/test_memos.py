"""The report on memos: a table, and a booklet in texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gtcoder.actions.memos import write_memo
from gtcoder.errors import NotFound
from gtcoder.exchange.memo_marks import blocks_of
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, Report
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import MemoKind, Span
from tests.studies import Study, new_study

TEXT = """# Waiting

They **do not** complain; see [the *guide*](https://example.org/g).

- once
  - and again
2) twice

> I waited,
> long.

| who | n |
|-----|---|
| <firm> | 9 |
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study with three memos."""
    made = new_study(FileLocation(tmp_path / "s.gtc"))
    one = made.code("One")
    made.ann.perform(
        write_memo, text=TEXT, title="Silence", tags=["field", "late"], codes=[one],
        kind=MemoKind.DIARY, document=made.document, span=Span(5, 20),
    )  # fmt: skip
    made.bob.perform(write_memo, text="On **nothing** in particular")
    return made


def run(study: Study, **options: object) -> Report:
    kind = REPORTS.get("memos")
    with study.ann.read() as reader:
        return kind.run(reader, kind.Options(**options), Silent())


def test_rows_say_kind_tags_days_subjects_and_passages(study: Study) -> None:
    found = run(study)
    bobs, anns = (dict(zip(found.columns, row, strict=True)) for row in found.rows)
    assert (bobs["title"], bobs["about"], bobs["passages"]) == (
        "On nothing in particular", "the study as a whole", ""
    )  # fmt: skip
    assert (anns["kind"], anns["tags"], anns["about"]) == ("diary", "field, late", "code One")
    assert str(anns["passages"]).endswith("” (Invented interview 1, line 1)")
    assert "Counted: 2 memos." in found.sentences
    assert found.provenance["whose"] == "Ann and Bob"


def test_filters_narrow_and_say_so(study: Study) -> None:
    for options, count in (
        ({"kinds": ("diary",)}, 1), ({"tags": ("LATE",)}, 1), ({"coders": ("Bob",)}, 1),
        ({"code": "One"}, 1), ({"document": "Invented interview 1"}, 1),
        ({"words": "complain"}, 1), ({"until": "2001-01-01"}, 0),
    ):  # fmt: skip
        found = run(study, **options)
        assert len(found.rows) == count, options
    assert "changed until 2001-01-01" in found.sentences[0]
    for wrong in ({"kinds": ("odd",)}, {"tags": ("odd",)}, {"code": "odd"}, {"coders": ("odd",)}):
        with pytest.raises(NotFound):
            run(study, **wrong)


def test_texts_are_a_booklet_with_the_marks_set(study: Study, tmp_path: Path) -> None:
    report = run(study)
    for ending in ("docx", "md", "html", "csv", "xlsx", "json"):
        write_report(report, tmp_path / f"m.{ending}")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    for piece in (
        "<h2 dir=\"auto\">Silence</h2>", "diary · #field · #late · Ann", "<h3>Waiting</h3>",
        "<strong>do not</strong>", '<a href="https://example.org/g">', "<td>&lt;firm&gt;</td>",
        "<blockquote>I waited,<br>long.</blockquote>", '<li class="in1">and again</li>',
        '<li class="in0" value="2">twice</li>', "About: code One",
    ):  # fmt: skip
        assert piece in page, piece
    text = (tmp_path / "m.md").read_text(encoding="utf-8")
    assert "\n## Silence\n" in text
    assert "\n### Waiting\n" in text
    assert "| <firm> | 9 |" in text
    with zipfile.ZipFile(tmp_path / "m.docx") as packed:
        body = packed.read("word/document.xml").decode()
    assert 'w:val="Heading1"' in body
    assert "&lt;firm&gt;" in body
    assert "**" not in body
    assert "do not" in (tmp_path / "m.csv").read_text(encoding="utf-8")


def test_marks_are_read_as_blocks() -> None:
    kinds = [block.kind for block in blocks_of(TEXT)]
    assert kinds == ["heading", "text", "bullet", "bullet", "number", "quote", "table"]
    assert [block.kind for block in blocks_of("a\n---\n```\n# b\n```\n2*3*4 x_y_z")] == [
        "text", "rule", "code", "text"
    ]  # fmt: skip
    (plain,) = blocks_of("2*3*4 x_y_z [not](")
    assert "".join(run.text for run in plain.runs) == "2*3*4 x_y_z [not]("
