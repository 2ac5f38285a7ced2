"""Reading Word documents against the barest reading of them there is, as a ratio."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from gtcoder.exchange.packages import Package
from gtcoder.exchange.reading import read_files
from tests.exchange import docx_made

COUNT, CHARACTERS = 6, 60_000
MOST_TEXT, MOST_ALL = 5.0, 12.0  # measured on a quiet machine: 1.6 and 3.0


def interview(path: Path, number: int) -> Path:
    """Write an invented interview of runs as Word leaves them, names in bold."""
    any_word, size = random.Random(number), 0
    body: list[str] = []
    while size < CHARACTERS:
        name = ("INT:", "P07:")[len(body) % 2]
        runs = [f"<w:r><w:rPr><w:b/></w:rPr><w:t>{name}</w:t></w:r>"]
        for _ in range(any_word.randint(1, 4)):
            words = ["waiting", "queue", "trust", "then", "they", "left", "café"]
            said = " " + " ".join(any_word.choices(words, k=any_word.randint(5, 30)))
            size += len(said)
            runs.append(docx_made.r(said))
        body.append(docx_made.p(*runs))
    return docx_made.package(path / f"P{number}.docx", docx_made.document("".join(body)))


def bare(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(ElementTree.fromstring(archive.read("word/document.xml")).itertext())


def text_alone(path: Path) -> str:
    from gtcoder.exchange.docx_walk import walk

    with Package(path) as package:
        return walk(package.root("word/document.xml")).page.text


def fastest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def test_word_documents_are_read_within_a_few_times_the_barest_reading(tmp_path: Path) -> None:
    files = [interview(tmp_path, number) for number in range(COUNT)]
    assert text_alone(files[0]).replace("\n", "") == bare(files[0])
    yardstick = fastest(lambda: [bare(file) for file in files])
    text = fastest(lambda: [text_alone(file) for file in files]) / yardstick
    whole = fastest(lambda: read_files(files)) / yardstick
    print(f"docx: text and marks {text:.1f}, import with turns {whole:.1f} times the bare reading")
    assert text < MOST_TEXT
    assert whole < MOST_ALL
