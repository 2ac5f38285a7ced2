"""What `erase` would take, line by line: each quote in its surroundings, what goes in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.cli.output import number_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gtcoder.queries.erasure import Erasure, Quote

_SHOWN = 200  # quotes
_AROUND = 30  # characters before and after what goes
_LONGEST = 200  # characters of one stretch that goes
_STRETCHES = 5  # of one quote
_KEPT = "; kept as it is"


def listed(found: Erasure, keep: Collection[tuple[str, int]]) -> str:
    """Return what would go, as lines."""
    lines = [
        f"Would erase “{found.name}”: {number_of(found.characters, 'character')} in "
        f"{number_of(found.versions, 'text')} (earlier versions too)."
    ]
    lines += [f"  {coder}: {number_of(count, 'coding')}" for coder, count in found.codings]
    lines += [*_of_removed(found), *of_akin(found)]
    if found.quotes:
        lines.append(
            "Elsewhere this would be erased, in [brackets] here (--keep THING leaves one as it is):"
        )
    lines += [_line(quote, keep) for quote in found.quotes[:_SHOWN]]
    if len(found.quotes) > _SHOWN:
        lines.append(f"  and {len(found.quotes) - _SHOWN} more (--json lists all)")
    return "\n".join(lines)


def _of_removed(found: Erasure) -> Iterator[str]:
    if found.removed:
        yield (
            "Documents that were removed, or whose import was taken back, go whole with it, from "
            f"the ledger too: {_names(found.removed)}."
        )


def of_akin(found: Erasure, *, erased: bool = False) -> Iterator[str]:
    """Yield what is to be said of texts in the ledger that share much with what goes, or went."""
    if not found.akin:
        return
    yield (
        f"The ledger also keeps texts that share much with it: {_names(found.akin)}, removed or "
        "taken back. They are not erased with it, and afterwards they cannot be brought back: "
        "erase each of them too (erase --document NAME)."
    )
    if not erased:
        yield "If one of them is somebody else's, bring it back before (undo --revision N)."


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def thing(quote: Quote) -> str:
    """Return how --keep names a quote."""
    table, key = quote.place
    return f"{table}:{key}"


def _line(quote: Quote, keep: Collection[tuple[str, int]]) -> str:
    where = thing(quote) if quote.standing else f"{quote.what} (only in the ledger)"
    return f"  {where}  {in_surroundings(quote)}{_KEPT if quote.place in keep else ''}"


def in_surroundings(quote: Quote) -> str:
    """Return what goes of a quote in brackets, with some of the words before and after."""
    spans = _spans(quote)
    parts, at = [], 0
    for number, (start, end) in enumerate(spans[:_STRETCHES]):
        before = quote.text[at:start]
        if number and len(before) > 2 * _AROUND:
            before = f"{before[:_AROUND]}… {before[-_AROUND:]}"
        elif len(before) > _AROUND:
            before = f"…{before[-_AROUND:]}"
        parts += [before, f"[{_shortened(quote.text[start:end])}]"]
        at = end
    after = quote.text[at:] if spans else ""
    parts.append(after if len(after) <= _AROUND else f"{after[:_AROUND]}…")
    if len(spans) > _STRETCHES:
        parts.append(f" and {len(spans) - _STRETCHES} more places")
    earlier = [piece for piece in quote.pieces if piece not in quote.text][:_STRETCHES]
    if earlier:
        parts.append(f" earlier: {' '.join(f'[{_shortened(piece)}]' for piece in earlier)}")
    return " ".join("".join(parts).split())


def _shortened(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    return f"{words[: _LONGEST * 2 // 3]} … {words[-_LONGEST // 3 :]}"


def _spans(quote: Quote) -> list[tuple[int, int]]:
    """Return where the stretches that go lie in the words of a quote, joined where they meet."""
    found = []
    for piece in quote.pieces:
        at = quote.text.find(piece)
        while at >= 0:
            found.append((at, at + len(piece)))
            at = quote.text.find(piece, at + len(piece))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
