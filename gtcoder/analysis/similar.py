"""Which codes may be one: names or definitions alike, text in common, codes used once."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from gtcoder.analysis.overlaps import overlapping_pairs
from gtcoder.analysis.spans import LongArray, Runs
from gtcoder.progress import Progress, Silent

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMES_FROM = 82  # of 100: how alike two names are that are proposed for it
NEAREST_FROM = 60  # the same for a code that is used once or never
DEFINITIONS_FROM = 50
SHARED_FROM = 50  # per cent of the passages of the rarer code
_MORE = 5  # what each further reason adds
_BLOCK = 1_000
_COMMON = 200  # definitions that a word may be in and still tell something
_VOCABULARY = 4_000
_SHOWN = 3
# Arabic letters as Persian writes them; the long stroke and the zero-width non-joiner go.
_ALIKE = {
    0x064A: 0x06CC,
    0x0649: 0x06CC,
    0x0643: 0x06A9,
    0x0629: 0x0647,
    0x0640: None,
    0x200C: None,
}


class Likeness(StrEnum):
    """Why two codes may be one."""

    NAME = "name"
    DEFINITION = "definition"
    TEXT = "text"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class CodeCard:
    """A code in use as it is compared: what it lies under comes in `above`, from its parent up."""

    key: int
    name: str
    definition: str
    codings: int
    above: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why two codes may be one, from 0 to 100, and in words."""

    kind: Likeness
    score: int
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two codes that may be one; `one` is used less and would go into `other`.

    `score` is that of the strongest reason, and a little more for each further one; at most 100.
    """

    one: int
    other: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CodedSpans:
    """All codings: their code's key, document and `[start, end)`."""

    code: LongArray
    document: LongArray
    start: LongArray
    end: LongArray


_Pair = tuple[int, int]


def proposals(
    cards: Sequence[CodeCard], spans: CodedSpans, progress: Progress | None = None
) -> tuple[Proposal, ...]:
    """Return the pairs of codes that may be one, the likeliest first.

    A code and what it lies under share text by their nature: they are proposed for their names or
    definitions only.
    """
    follow = progress or Silent()
    found: dict[_Pair, list[Reason]] = defaultdict(list)
    for step, find in enumerate((_by_name, _by_definition, _by_text)):
        follow.step(step, 3, "comparing codes")
        for pair, reason in find(cards, spans, follow):
            found[pair].append(reason)
    made = [_proposal(cards, pair, reasons) for pair, reasons in found.items()]
    names = {card.key: card.name.casefold() for card in cards}
    made.sort(key=lambda each: (-each.score, names[each.one], names[each.other], each.one))
    return tuple(made)


def _proposal(cards: Sequence[CodeCard], pair: _Pair, reasons: list[Reason]) -> Proposal:
    one, other = sorted((cards[place] for place in pair), key=lambda c: (c.codings, -c.key))
    best = max(reason.score for reason in reasons)
    score = min(100, best + _MORE * (len(reasons) - 1))
    ordered = sorted(reasons, key=lambda reason: -reason.score)
    return Proposal(one.key, other.key, score, tuple(ordered))


def _by_name(
    cards: Sequence[CodeCard], _spans: CodedSpans, follow: Progress
) -> Iterator[tuple[_Pair, Reason]]:
    """Yield the pairs of like names, and for codes used once the nearest name."""
    from rapidfuzz import fuzz, process

    names = [" ".join(sorted(words_of(card.name))) or card.name.casefold() for card in cards]
    rare = np.array([card.codings < 2 for card in cards], dtype=np.bool_)
    for top in range(0, len(names), _BLOCK):
        follow.step(top, len(names), "comparing names")
        rows = names[top : top + _BLOCK]
        alike: NDArray[np.uint8] = process.cdist(
            rows, names, scorer=fuzz.ratio, score_cutoff=NEAREST_FROM, dtype=np.uint8
        )
        alike[np.arange(len(rows)), np.arange(top, top + len(rows))] = 0
        for row, column in np.argwhere(alike >= NAMES_FROM).tolist():
            if top + row < column:
                yield (
                    (top + row, column),
                    _of_names(int(alike[row, column]), cards[top + row], cards[column]),
                )
        for row in np.flatnonzero(rare[top : top + len(rows)] & alike.any(axis=1)).tolist():
            yield from _of_rare(cards, top + row, alike[row])


def _of_names(score: int, one: CodeCard, other: CodeCard) -> Reason:
    words = f"Names alike ({score} of 100)"
    if one.name.casefold() == other.name.casefold():
        words = "The same name in two places"
    elif score == 100:
        words = "Names of the same words"
    return Reason(Likeness.NAME, score, words)


def _of_rare(
    cards: Sequence[CodeCard], row: int, alike: NDArray[np.uint8]
) -> Iterator[tuple[_Pair, Reason]]:
    """Yield a rare code with the code whose name is nearest, that with more codings first."""
    best = int(alike.max())
    near = [
        place for place in np.flatnonzero(alike == best).tolist() if not _kin(cards, row, place)
    ]
    if not near:
        return
    place = max(near, key=lambda each: (cards[each].codings, -each))
    if cards[place].codings < 2 and place < row:
        return  # that one is rare as well, and has named this pair
    used = "used once" if cards[row].codings else "never used"
    words = f"“{cards[row].name}” was {used}, and “{cards[place].name}” has the nearest name"
    yield (min(row, place), max(row, place)), Reason(Likeness.ONCE, best, words)


def _by_definition(
    cards: Sequence[CodeCard], _spans: CodedSpans, _follow: Progress
) -> Iterator[tuple[_Pair, Reason]]:
    """Yield the pairs whose definitions share rare words: the cosine of weighted words.

    A word weighs log(n / definitions with it) (Spärck Jones 1972): common ones weigh little.
    """
    texts = [frozenset(words_of(card.definition)) for card in cards]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(texts):
        for word in words:
            holders[word].append(place)
    defined = max(1, sum(bool(words) for words in texts))
    shared = [word for word in holders if 2 <= len(holders[word]) <= _COMMON]
    shared = sorted(shared, key=lambda word: (len(holders[word]), word))[:_VOCABULARY]
    if not shared:
        return
    table = np.zeros((len(cards), len(shared)), dtype=np.float32)
    for column, word in enumerate(shared):
        table[holders[word], column] = _weight(defined, len(holders[word]))
    whole = np.array(
        [sum(_weight(defined, len(holders[w])) ** 2 for w in sorted(words)) for words in texts]
    )
    lengths = np.sqrt(np.maximum(whole, 1e-9)).astype(np.float32)
    table /= lengths[:, None]
    cosine = np.triu(table @ table.T, 1)
    for row, column in np.argwhere(cosine * 100 >= DEFINITIONS_FROM).tolist():
        common = sorted(texts[row] & texts[column], key=lambda word: (len(holders[word]), word))
        if len(common) < 2:
            continue
        said = ", ".join(f"“{word}”" for word in common[:_SHOWN])
        score = min(100, round(float(cosine[row, column]) * 100))
        yield (row, column), Reason(Likeness.DEFINITION, score, f"Definitions share {said}")


def _weight(defined: int, holders: int) -> float:
    return float(np.log((defined + 1) / holders))


def _by_text(
    cards: Sequence[CodeCard], spans: CodedSpans, _follow: Progress
) -> Iterator[tuple[_Pair, Reason]]:
    """Yield the pairs where half of the rarer code's passages lie on text of the other code."""
    places = {card.key: place for place, card in enumerate(cards)}
    place_of = np.full(int(spans.code.max(initial=0)) + 1, -1, dtype=np.int64)
    for key, place in places.items():
        if key < len(place_of):
            place_of[key] = place
    code = place_of[spans.code]
    runs = Runs(spans.document, spans.start, spans.end, np.ones_like(spans.start))
    first, second = overlapping_pairs(runs)
    differ = (code[first] != code[second]) & (code[first] >= 0) & (code[second] >= 0)
    first, second = first[differ], second[differ]
    coding = np.concatenate((first, second)).astype(np.int64)
    partner = np.concatenate((code[second], code[first]))
    count = len(cards)
    each = np.unique(coding * count + partner)  # a coding counts once for a code
    pairs, number = np.unique(code[each // count] * count + each % count, return_counts=True)
    lying = dict(zip(pairs.tolist(), number.tolist(), strict=True))
    for pair in lying:
        row, column = divmod(pair, count)
        rarer = (cards[row].codings, -cards[row].key) < (cards[column].codings, -cards[column].key)
        if rarer and not _kin(cards, row, column):
            yield from _of_text(cards, row, column, lying[pair])


def _of_text(
    cards: Sequence[CodeCard], row: int, column: int, shared: int
) -> Iterator[tuple[_Pair, Reason]]:
    total = cards[row].codings
    score = round(100 * min(1.0, shared / total))
    if score < SHARED_FROM or (shared < 2 and cards[column].codings > 1):
        return  # a single passage that lies on text of a frequent code says little
    passages = "its one passage lies" if total == 1 else f"{shared} of its {total} passages lie"
    words = f"“{cards[row].name}”: {passages} on text of the other"
    yield (min(row, column), max(row, column)), Reason(Likeness.TEXT, score, words)


def _kin(cards: Sequence[CodeCard], row: int, column: int) -> bool:
    return cards[row].key in cards[column].above or cards[column].key in cards[row].above


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded: no accents, no case, one form of Arabic letters."""
    plain = unicodedata.normalize("NFKD", text.translate(_ALIKE).casefold())
    kept = "".join(
        each if each.isalnum() else "" if unicodedata.combining(each) else " " for each in plain
    )
    return kept.split()
