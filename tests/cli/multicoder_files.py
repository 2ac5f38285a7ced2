"""Real files of several coders as tables for `gtcoder agreement`, and numbers by other means.

The recipes: MedTator's XML has a tag for each span, `spans="START~END"` counted as here, the coder
in the file's name; pygamma's csv has no header and the columns coder, code, start, end; a workbook
with a sheet for each rater becomes a row for each statement and question.
"""

from __future__ import annotations

import csv
import warnings
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Hashable, Sequence
from contextlib import closing
from fractions import Fraction
from itertools import permutations
from pathlib import Path

from gtcoder.exchange.workbooks import workbook_rows

Span = tuple[str, str, int, int, str]  # document, coder, start, end, code


def medtator(folder: Path) -> tuple[list[Span], dict[str, int]]:
    """Return the spans of every annotator, and the characters of every text."""
    spans: list[Span] = []
    lengths: dict[str, int] = {}
    for path in sorted((folder / "ann_xml").glob("?_*.xml")):
        coder, document = path.name[0], path.name[2:].removesuffix(".txt.xml")
        root = ET.parse(path).getroot()  # a file of ours to test with
        text = (folder / "raw_txt" / f"{document}.txt").read_text("utf-8")
        assert text == root.findtext("TEXT")
        lengths[document] = len(text)
        for tag in root.findall("TAGS/*"):
            for part in filter(None, tag.get("spans", "").split(",")):
                start, end = map(int, part.split("~"))
                spans.append((document, coder, start, end, tag.tag))
    return spans, lengths


def pygamma(path: Path) -> tuple[list[Span], dict[str, int]]:
    """Return the spans of a file of pygamma-agreement, as long as the last of them."""
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row]
    name = path.stem
    spans = [(name, coder, int(a), int(b), code) for coder, code, a, b in rows]
    return spans, {name: max(end for *_, end, _ in spans)}


def two_raters(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return, by question, what author and second rater say of the statements they share."""
    import openpyxl

    found: dict[str, list[tuple[str, str]]] = {}
    first = _records(workbook_rows(path, []))
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    with closing(book), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of lists to choose from in the sheet
        cells = [
            ["" if cell is None else str(cell).strip() for cell in row]
            for row in book["Overlap"].iter_rows(values_only=True)
        ]
    second = _records(list(enumerate(cells)))
    for question in cells[0][1:]:
        if not question.endswith("Mention"):
            found[question] = [
                (first[each][question], second[each][question]) for each in second if each in first
            ]
    return found


def _records(rows: Sequence[tuple[int, list[str]]]) -> dict[str, dict[str, str]]:
    heads = [head.strip() for head in rows[0][1]]
    return {
        cells[0]: dict(zip(heads, (cell.strip() for cell in cells), strict=False))
        for _, cells in rows[1:]
        if cells and cells[0].strip()
    }


def written(folder: Path, spans: Sequence[Span], lengths: dict[str, int]) -> tuple[str, ...]:
    """Write both tables and return the words that name them to the program."""
    tables: dict[str, list[Sequence[object]]] = {
        "spans": [("document", "coder", "start", "end", "code"), *spans],
        "lengths": [("document", "characters"), *lengths.items()],
    }
    words: list[str] = []
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        words += [f"--{name}", str(folder / f"{name}.csv")]
    return tuple(words)


def characters(
    spans: Sequence[Span], lengths: dict[str, int]
) -> dict[tuple[str, int], dict[str, frozenset[str]]]:
    """Return of every character, coder by coder, the codes it has."""
    coders = sorted({coder for _, coder, *_ in spans})
    marked: dict[tuple[str, int, str], set[str]] = {}
    for document, coder, start, end, code in spans:
        for place in range(start, end):
            marked.setdefault((document, place, coder), set()).add(code)
    return {
        (document, place): {
            coder: frozenset(marked.get((document, place, coder), ())) for coder in coders
        }
        for document, length in lengths.items()
        for place in range(length)
    }


def kappa(pairs: Counter[tuple[Hashable, Hashable]]) -> Fraction:
    """Return Cohen's kappa (1960) of pairs of values, exactly."""
    n = sum(pairs.values())
    first, second = Counter[Hashable](), Counter[Hashable]()
    for (a, b), count in pairs.items():
        first[a] += count
        second[b] += count
    same = Fraction(sum(count for (a, b), count in pairs.items() if a == b), n)
    chance = sum(Fraction(first[value] * second[value], n * n) for value in first)
    return (same - chance) / (1 - chance)


def alpha(units: Sequence[Sequence[Hashable]], distance: object = None) -> Fraction:
    """Return Krippendorff's alpha from all pairs of values within units, and among all units."""
    of = distance if callable(distance) else _differ
    kept = Counter(tuple(unit) for unit in units if len(unit) > 1)
    values = Counter[Hashable]()
    observed = Fraction(0)
    for unit, count in kept.items():
        for value in unit:
            values[value] += count
        within = sum((Fraction(of(a, b)) for a, b in permutations(unit, 2)), Fraction(0))
        observed += count * within / (len(unit) - 1)
    n = sum(values.values())
    expected = sum(
        Fraction(of(a, b)) * values[a] * values[b] for a in values for b in values if a != b
    )
    return 1 - (observed / n) / (Fraction(expected) / (n * (n - 1)))


def _differ(a: Hashable, b: Hashable) -> int:
    return int(a != b)


def squared(a: Hashable, b: Hashable) -> Fraction:
    """Return the squared difference of two numbers."""
    return (Fraction(str(a)) - Fraction(str(b))) ** 2


def jaccard(a: Hashable, b: Hashable) -> Fraction:
    """Return the distance of two sets of codes; two empty ones are the same."""
    assert isinstance(a, frozenset)
    assert isinstance(b, frozenset)
    return 1 - Fraction(len(a & b), len(a | b)) if a | b else Fraction(0)


def u_alpha(spans: Sequence[Span], length: int, code: str) -> Fraction:
    """Return u-alpha (2016) of one code in one document, from every pair of points.

    A point is a coder's character. Observed: points of two coders at one place. Expected: all pairs
    of points but those inside one and the same unit; a point of a gap pairs with all but itself.
    """
    coders = sorted({coder for _, coder, *_ in spans})
    points: list[tuple[str, int, int]] = []  # coder, place, unit (0 = gap)
    for coder in coders:
        units = [(a, b) for _, who, a, b, what in spans if (who, what) == (coder, code)]
        for place in range(length):
            inside = [n for n, (a, b) in enumerate(units, 1) if a <= place < b]
            points.append((coder, place, inside[0] if inside else 0))
    observed = total = expected = pairs = 0
    for one, other in permutations(points, 2):
        differ = bool(one[2]) != bool(other[2])
        if one[1] == other[1]:
            observed += differ
            total += 1
        if not one[2] or one[0] != other[0] or one[2] != other[2]:
            expected += differ
            pairs += 1
    return 1 - Fraction(observed, total) / Fraction(expected, pairs)


def segments_agreeing(spans: Sequence[Span], share: Fraction) -> Fraction:
    """Return the share of segments with a partner of the other coder that has so much of both."""
    agreeing = 0
    for document, coder, start, end, code in spans:
        for other, who, a, b, what in spans:
            both = min(end, b) - max(start, a)
            together = max(end, b) - min(start, a)
            if (other, what) == (document, code) and who != coder and both >= share * together:
                agreeing += 1
                break
    return Fraction(agreeing, len(spans))
