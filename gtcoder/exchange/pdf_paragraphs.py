"""Paragraphs of a PDF: lines that only the width of the page has broken are joined again.

A line goes on in the next one if the first word of that would not have fitted, unless a gap, an
indent, another size of letters, a column or a speaker turn says that something new begins.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gtcoder.batch import FileNote, MarkDraft
from gtcoder.exchange.formats import AUTO, JOIN, ImportOptions
from gtcoder.exchange.pdf_forms import Form, marks_in, shifted
from gtcoder.exchange.pdf_lines import Line
from gtcoder.exchange.speakers import propose_turns

_LONGEST_LEAD = 24  # a time, number or label before a tab at the beginning of a paragraph
_BUCKET = 40.0  # points: lines that begin so close to each other are of one column
_MARGIN = 0.98  # of the lines end left of the right margin
_GAP = 1.3  # times the usual distance of lines
_INDENT = 0.7  # of the height
_OTHER_SIZE = 1.2
_WRAPPED_SHARE = 0.2
_SENTENCE_END = re.compile(r"[.?!…؟。？！:][\"'”’»)\]]*$")  # noqa: RUF001
_BULLET = re.compile(r"[•▪◦‣●■□\uf0b7\uf0a7]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HALF = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_WHOLE_HALF = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*-$")
_LONGEST_WORD = 200
_DIVIDED_SHARE = 0.03  # of the broken lines: where fewer divide a word, no program divided it
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Paged:
    """The text of all pages, and what was done to its lines."""

    text: str
    notes: tuple[FileNote, ...] = ()
    marks: tuple[MarkDraft, ...] = ()


def as_text(lines: Sequence[Line], options: ImportOptions) -> Paged:
    """Return the text with lines kept or joined, as was said or by evidence."""
    page = _Page.of(lines)
    share = page.wrapped_share()
    join = options.pdf_lines == JOIN or (options.pdf_lines == AUTO and share >= _WRAPPED_SHARE)
    if not join:
        note = FileNote("lines are kept as they stand on the pages; they can be joined")
        notes = (note,) if options.pdf_lines == AUTO and share else ()
        blank = [page.is_gap(one, two) for one, two in pairwise(lines)]
        ends = ["\n\n" if gap else "\n" for gap in blank]
        return _paged(lines, [line.text for line in lines], [*ends, "\n"], notes)
    begins = [page.begins(one, two) for one, two in pairwise(lines)]
    apart = begins.count("\n\n") > begins.count("\n")
    for place, (one, two) in enumerate(pairwise(lines)):
        if begins[place] and apart and one.page != two.page:
            begins[place] = "\n\n"  # the turn of the page hides what stands between all others
    for number in _turn_lines(lines, options.speakers):
        if number:
            begins[number - 1] = begins[number - 1] or "\n"
    return _joined(lines, begins, told=options.pdf_lines == AUTO)


def _paged(
    lines: Sequence[Line], texts: Sequence[str], ends: Sequence[str], notes: Iterable[FileNote]
) -> Paged:
    """Put the lines together with what stands between them, their forms as marks."""
    parts: list[str] = []
    forms: list[Form] = []
    place = 0
    for line, text, end in zip(lines, texts, ends, strict=True):
        limit = place + len(text)  # a hyphen at the end may be gone
        forms += [(a, min(b, limit), form) for a, b, form in shifted(line.forms, place)]
        parts += [text, end]
        place += len(text) + len(end)
    whole = "".join(parts)
    return Paged(whole, tuple(notes), marks_in(whole, forms))


@dataclass(frozen=True, slots=True)
class _Page:
    """What is usual in these pages: right margins, where lines begin, how far they are apart."""

    lines: tuple[Line, ...]
    margins: dict[int, float]
    usual_left: float
    step: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Page:
        rights: dict[int, list[float]] = defaultdict(list)
        for line in lines:
            for near in (-1, 0, 1):
                rights[_bucket(line) + near].append(line.right)
        margins = {
            bucket: sorted(ends)[int(_MARGIN * (len(ends) - 1))] for bucket, ends in rights.items()
        }
        lefts = Counter(round(_content_left(line)) for line in lines)
        usual = float(lefts.most_common(1)[0][0]) if lefts else 0.0
        page = cls(tuple(lines), margins, usual, 0.0)
        steps = [
            one.bottom - two.bottom
            for one, two in pairwise(lines)
            if one.page == two.page and one.bottom > two.bottom and page.is_full(one, two)
        ]
        return replace(page, step=median(steps) if steps else 0.0)

    def is_full(self, line: Line, after: Line) -> bool:
        """Tell whether the first word of the next line would not have fitted on a line."""
        margin = self.margins[_bucket(line)]
        return line.right + 0.2 * line.height + after.first_word > margin + 0.5

    def is_gap(self, line: Line, after: Line) -> bool:
        """Tell whether there is more room between two lines of a page than is usual."""
        apart = line.bottom - after.bottom
        step = self.step or 1.35 * line.height
        return line.page == after.page and apart > _GAP * step

    def begins(self, line: Line, after: Line) -> str:
        """Return the line end between two lines where the second begins something, else ""."""
        if self.is_gap(line, after):
            return "\n\n"
        sizes = sorted((line.height, after.height))
        turned = line.page != after.page or after.bottom > line.bottom
        ended = turned and _SENTENCE_END.search(line.text) and not after.text[:1].islower()
        goes_on = self.is_full(line, after) or (
            _is_divided(line, after.text) and after.text[0].islower()
        )
        something = (
            not goes_on
            or _is_tabular(line)
            or _is_tabular(after)
            or sizes[1] > _OTHER_SIZE * sizes[0]
            or _BULLET.match(after.text)
            or (not turned and self._is_indented(line, after))
            or ended
        )
        return "\n" if something else ""

    def _is_indented(self, line: Line, after: Line) -> bool:
        allowed = _INDENT * after.height
        if "\t" in after.text:
            return True  # a time, number or label stands before it
        return (
            abs(after.left - _content_left(line)) > allowed
            and abs(after.left - self.usual_left) > allowed
        )

    def wrapped_share(self) -> float:
        """Return the share of lines that go on in the next one, in the middle of a sentence."""
        pairs = [
            (one, two)
            for one, two in pairwise(self.lines)
            if one.page == two.page and not _is_tabular(one) and not _is_tabular(two)
        ]
        full = sum(
            self.is_full(*pair)
            and not self.is_gap(*pair)
            and not _SENTENCE_END.search(pair[0].text)
            for pair in pairs
        )
        return full / len(pairs) if pairs else 0.0


def _bucket(line: Line) -> int:
    return int(line.left // _BUCKET)


def _content_left(line: Line) -> float:
    """Return where the text of a line begins, after a time, number or label before a tab."""
    lead = line.text.partition("\t")[0]
    return line.left if line.tab is None or len(lead) > _LONGEST_LEAD else line.tab


def _is_tabular(line: Line) -> bool:
    """Tell whether a line has columns: more than one tab, or one far from its beginning."""
    lead, tab, rest = line.text.partition("\t")
    return bool(tab) and (len(lead) > _LONGEST_LEAD or "\t" in rest)


def _turn_lines(lines: Sequence[Line], speakers: str) -> set[int]:
    """Return the lines at which a speaker turn, or what is said in it, begins."""
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line.text) + 1
    found = set()
    text = "\n".join(line.text for line in lines)
    for turn in propose_turns(text, speakers).turns:
        for place in (turn.start, turn.body):
            number = bisect_left(starts, place)
            if number < len(starts) and starts[number] == place:
                found.add(number)
    return found


def _joined(lines: Sequence[Line], begins: Sequence[str], *, told: bool) -> Paged:
    texts = [line.text for line in lines]
    ends = [*begins, "\n"]
    broken = [place for place, end in enumerate(begins) if not end]
    divided = [place for place in broken if _is_divided(lines[place], lines[place + 1].text)]
    known = _known_words(lines)
    rare = len(divided) < _DIVIDED_SHARE * len(broken)
    words: dict[bool, list[str]] = {False: [], True: []}
    for place in divided:
        after = lines[place + 1].text
        kept = _keeps_hyphen(texts[place], after, known, rare=rare)
        words[kept].append(_word_over(texts[place], after, kept=kept))
        texts[place] = texts[place] if kept else texts[place][:-1]
    for place in sorted({*broken} - {*divided}):
        if not _needs_no_space(texts[place], lines[place + 1].text):
            ends[place] = " "
    notes = []
    if broken:
        message = f"{_lines(len(broken))} that the page had broken were joined to the next"
        notes.append(FileNote(message + (" (they can also be kept as they stand)" if told else "")))
    if words[False]:
        notes.append(
            FileNote(
                f"words divided at line ends were joined without hyphen: {_named(words[False])}"
            )
        )
    if words[True]:
        notes.append(
            FileNote(
                f"words divided at line ends were joined with their hyphen: {_named(words[True])}"
            )
        )
    return _paged(lines, texts, ends, notes)


def _lines(count: int) -> str:
    return f"{count:,} lines" if count != 1 else "1 line"


def _word_over(line: str, after: str, *, kept: bool) -> str:
    """Return the word that a line end has divided, as it stands in the text."""
    half, word = _WHOLE_HALF.search(line[-_LONGEST_WORD:]), _WORD.match(after)
    first = half[0] if half else ""
    return (first if kept else first[:-1]) + (word[0] if word else "")


def _named(words: Sequence[str]) -> str:
    """Return some of the words, each once, and how many more there are."""
    each = list(dict.fromkeys(words))
    shown = ", ".join(f"“{word}”" for word in each[:_MOST_NAMED])
    more = len(each) - _MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown


def _known_words(lines: Sequence[Line]) -> Counter[str]:
    """Return how often each word stands undivided in the text, small letters."""
    known: Counter[str] = Counter()
    cut = False
    for line in lines:
        words = _WORD.findall(_HALF.sub(" ", line.text))
        known.update(word.casefold() for word in words[1 if cut else 0 :])
        cut = _HALF.search(line.text) is not None
    return known


def _is_divided(line: Line, after: str) -> bool:
    return _HALF.search(line.text) is not None and after[:1].isalpha()


def _keeps_hyphen(line: str, after: str, known: Counter[str], *, rare: bool) -> bool:
    """Tell whether the hyphen is the word's own: "in-between", not "inter-view".

    So say the other places of the word, then both halves where they are words too; `rare` says
    that words are hardly ever divided here, so that a hyphen at a line end is the word's own.
    """
    half, word = _HALF.search(line), _WORD.match(after)
    first = half[1].casefold() if half else ""
    second = word[0].casefold() if word else ""
    joined, with_hyphen = known[first + second], known[f"{first}-{second}"]
    if joined or with_hyphen:
        return with_hyphen > joined
    return rare or not after[0].islower() or bool(known[first] and known[second])


def _needs_no_space(line: str, after: str) -> bool:
    """Tell whether two lines are one without a space: Chinese, or a dash between two words."""
    if line[-1] in "-—–" and line[-2:-1].isalnum() and after[0].isalnum():
        return True
    return all(unicodedata.east_asian_width(sign) in "WF" for sign in (line[-1], after[0]))
