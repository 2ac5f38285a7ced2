"""Reading Word documents against the barest reading of them there is, as a ratio."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.exchange.docx_plain import story_of
from gtcoder.exchange.docx_walk import walk
from gtcoder.exchange.packages import Package
from gtcoder.exchange.reading import read_files
from tests.bench.docx_speed import bare, fastest, interview

COUNT = 5


def text_alone(path: Path) -> str:
    with Package(path) as package:
        story = package.once(story_of, "word/document.xml")
        return walk(story.root, of=story).page.text


@pytest.mark.parametrize(("typed", "most_text", "most_all"), [(False, 8, 20), (True, 6, 12)])
def test_word_documents_are_read_within_a_few_times_the_barest_reading(
    tmp_path: Path, *, typed: bool, most_text: float, most_all: float
) -> None:
    files = [interview(tmp_path, number, runs=4, typed=typed) for number in range(COUNT)]
    assert text_alone(files[0]) == bare(files[0])
    least = fastest(lambda: [bare(file) for file in files])
    text = fastest(lambda: [text_alone(file) for file in files]) / least
    whole = fastest(lambda: read_files(files)) / least
    print(f"docx: text and marks {text:.1f}, import with turns {whole:.1f} times the bare reading")
    assert text < most_text
    assert whole < most_all
