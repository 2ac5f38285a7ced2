"""Times 100 invented Word interviews against the barest reading of them there is."""

from __future__ import annotations

import html
import random
import re
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from gtcoder.exchange.reading import read_files
from tests.exchange import docx_made

COUNT, CHARACTERS, GOAL = 100, 60_000, 2.0
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_LOOK = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>{}<w:sz w:val="22"/><w:lang w:val="en-GB"/>'


def interview(folder: Path, number: int, *, runs: int = 2, typed: bool = False) -> Path:
    """Write an invented interview, names in bold; as Word leaves one that was typed, if `typed`."""
    chance, size = random.Random(number), 0
    body: list[str] = []
    while size < CHARACTERS:
        name = ("INT:", "P07:")[len(body) % 2]
        inside = [_run(name, "<w:b/>", typed=typed)]
        for _ in range(chance.randint(1, runs)):
            words = ["waiting", "queue", "trust", "then", "they", "left", "café"]
            said = " " + " ".join(chance.choices(words, k=chance.randint(5, 30)))
            size += len(said)
            inside.append(_run(said, "", typed=typed))
        ids = f' w:rsidR="{number:08X}" w:rsidRDefault="00AB12CD"' if typed else ""
        body.append(f"<w:p{ids}>{''.join(inside)}</w:p>")
    return docx_made.package(folder / f"P{number}.docx", docx_made.document("".join(body)))


def _run(said: str, mark: str, *, typed: bool) -> str:
    look = _LOOK.format(mark) if typed else mark
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    run = f'<w:r>{properties}<w:t xml:space="preserve">{said}</w:t></w:r>'
    return (
        f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>' if typed else run
    )


def bare(path: Path) -> str:
    """Return the words of a document by a regular expression, a line for each paragraph."""
    with zipfile.ZipFile(path) as archive:
        data = archive.read("word/document.xml").decode()
    lines = ("".join(_WORDS.findall(part)) for part in data.split("</w:p>"))
    return "\n".join(map(html.unescape, lines)).removesuffix("\n")


def fastest(work: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU seconds that some work takes."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def docx_times() -> None:
    """Print what drafts of 100 documents take and how many times the barest reading that is."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, runs, typed in (("plain", 2, False), ("typed", 4, True)):
            files = [interview(Path(folder), n, runs=runs, typed=typed) for n in range(COUNT)]
            _print(kind, files)


def _print(kind: str, files: list[Path]) -> None:
    least = fastest(lambda: [bare(file) for file in files])
    drafts = fastest(lambda: read_files(files))
    times = f"{drafts / least:.1f} times the barest reading, {least:.2f} s"
    print(f"docx {kind} {drafts:8.2f} s   goal {GOAL * least:.1f} s   ({times})")


if __name__ == "__main__":
    docx_times()
