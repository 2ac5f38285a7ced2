"""What of a PDF page is no talk: running headers and footers, page numbers, numbers of lines.

Headers and footers are known by coming again at the same height of most pages, page numbers by
rising with the pages, numbers of lines by rising down the left margin.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gtcoder.batch import FileNote
from gtcoder.exchange.pdf_forms import shifted
from gtcoder.exchange.pdf_lines import Line

_EDGE_LINES = 3  # a header or footer is one of so many lines from the edge
_SAME_HEIGHT = 4.0  # points
_MOST_PAGES = 0.4  # those of left and right pages may differ
_LEAST_PAGES = 3
_FREE = 1.4  # times the usual distance of lines: as far a header stands from the talk
_NUMBER = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\d{1,5}")
_LEAST_NUMBERS = 5
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Talk:
    """The lines that are left, and what was left out."""

    lines: tuple[Line, ...]
    notes: tuple[FileNote, ...] = ()


def without_margins(lines: Sequence[Line]) -> Talk:
    """Return the lines that are no header, footer, page number or number of a line."""
    bare, numbered = _without_line_numbers(lines)
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in bare:
        pages[line.page].append(line)
    edges = [(line, place, free) for page in pages.values() for line, place, free in _edges(page)]
    recurring = _recurring(edges, len(pages))
    counted = _page_numbers([edge for edge in edges if id(edge[0]) not in recurring], len(pages))
    gone = recurring | counted
    notes = [*numbered, *_said(bare, recurring, counted)]
    return Talk(tuple(line for line in bare if id(line) not in gone), tuple(notes))


_Edge = tuple[Line, str, bool]


def _edges(page: Sequence[Line]) -> list[_Edge]:
    """Return the outer lines of a page, where they are, and whether they stand apart."""
    by_height = sorted(page, key=lambda line: -line.bottom)
    steps = [one.bottom - two.bottom for one, two in pairwise(by_height)]
    usual = median([step for step in steps if step > 1] or [0.0])
    found: list[_Edge] = []
    for place, ordered in (("header", by_height), ("footer", by_height[::-1])):
        outer = ordered[:_EDGE_LINES]
        apart = 0
        for number, (one, two) in enumerate(pairwise(ordered[: _EDGE_LINES + 1]), 1):
            if abs(one.bottom - two.bottom) > _FREE * usual:
                apart = number
        found += [(line, place, number < apart) for number, line in enumerate(outer)]
    return found


def _recurring(edges: Sequence[_Edge], pages: int) -> set[int]:
    """Return the lines with the same words, numbers aside, at the same height of most pages."""
    alike: dict[tuple[str, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        words = _NUMBER.sub("0", edge[0].text).casefold()
        if words.strip("0 \t-/|.") or len(words) > 12:
            alike[edge[1], words].append(edge)
    found: set[int] = set()
    for group in alike.values():
        least = max(_LEAST_PAGES, _MOST_PAGES * (pages - 1))
        heights = Counter(round(line.bottom / _SAME_HEIGHT) for line, _, _ in group)
        usual = heights.most_common(1)[0][0]
        same = [
            (line, free)
            for line, _, free in group
            if abs(round(line.bottom / _SAME_HEIGHT) - usual) <= 1
        ]
        on = {line.page for line, _ in same}
        if len(on) >= least and 2 * sum(free for _, free in same) > len(same):
            found |= {id(line) for line, _ in same}
    return found


def _page_numbers(edges: Sequence[_Edge], pages: int) -> set[int]:
    """Return the lines that hold a number which rises by one from page to page, hardly more."""
    series: dict[tuple[str, str, int], dict[int, Line]] = defaultdict(dict)
    for line, place, _ in edges:
        numbers = _NUMBER.findall(line.text)
        rest = _NUMBER.sub("", line.text)
        if numbers and len(rest) <= 12 and len(numbers[0]) < 6:
            offset = int(numbers[0]) - line.page
            series[place, rest.strip().casefold(), offset].setdefault(line.page, line)
    best = max(series.values(), key=len, default={})
    heights = [line.bottom for line in best.values()]
    least = 2 if pages < 4 else max(3, _MOST_PAGES * (pages - 1))
    even = bool(heights) and max(heights) - min(heights) <= 3 * _SAME_HEIGHT
    alone = pages == 1 and any(re.fullmatch(r"1\s*/\s*1", line.text) for line in best.values())
    return {id(line) for line in best.values()} if alone or (len(best) >= least and even) else set()


def _without_line_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[FileNote]]:
    """Take away numbers that rise down the left margin of the pages, line by line or turn by turn.

    They are lines of their own or stand before a tab.
    """
    edge = _left_edge(lines)
    marked = [
        line
        for line in lines
        if _BARE_NUMBER.fullmatch(line.text.partition("\t")[0]) and _in_margin(line, edge)
    ]
    numbers = [int(line.text.partition("\t")[0]) for line in sorted(marked, key=_down)]
    steps = Counter(two - one for one, two in pairwise(numbers))
    if len(numbers) < _LEAST_NUMBERS or not steps:
        return list(lines), []
    step, times = steps.most_common(1)[0]
    if step not in (1, 2, 5, 10) or times < 0.8 * (len(numbers) - 1):
        return list(lines), []
    gone = {id(line) for line in marked}
    kept = []
    for line in lines:
        _, tab, rest = line.text.partition("\t")
        if id(line) not in gone:
            kept.append(line)
        elif tab:
            forms = shifted(line.forms, len(rest) - len(line.text))
            left = line.tab or line.left
            kept.append(replace(line, text=rest, left=left, tab=None, forms=forms))
    first, last = numbers[0], numbers[-1]
    return kept, [FileNote(f"numbers in the left margin were left out: {first} to {last}")]


def _left_edge(lines: Sequence[Line]) -> float:
    """Return where most of the text begins, tabs after numbers heeded."""
    begins = Counter(
        round(line.tab if line.tab is not None and line.text[0].isdigit() else line.left)
        for line in lines
        if not _BARE_NUMBER.fullmatch(line.text)
    )
    return float(begins.most_common(1)[0][0]) if begins else 0.0


def _in_margin(line: Line, edge: float) -> bool:
    if "\t" in line.text:
        return line.tab is not None and abs(line.tab - edge) < 2 * line.height
    return line.right < edge - 2


def _down(line: Line) -> tuple[int, float]:
    return line.page, -line.bottom


def _said(lines: Sequence[Line], recurring: set[int], counted: set[int]) -> list[FileNote]:
    """Say what was left out, headers and footers by their words."""
    times: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for line in lines:
        if id(line) in recurring:
            words = _NUMBER.sub("0", line.text).casefold()
            times[words] += 1
            shown.setdefault(words, line.text.replace("\t", " "))
    notes = [
        FileNote(
            f"left out as a header or footer of {_pages(count)}: “{shown[words][:_LONGEST_SHOWN]}”"
        )
        for words, count in times.most_common()
    ]
    if counted:
        notes.append(FileNote(f"page numbers were left out on {_pages(len(counted))}"))
    return notes


def _pages(count: int) -> str:
    return f"{count:,} pages" if count != 1 else "1 page"
