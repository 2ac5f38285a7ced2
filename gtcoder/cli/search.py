"""Searching texts, memos and codes, and coding what was found."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import answer, number_of, print_json, print_table
from gtcoder.cli.parsing import SEPARATOR, WrongUsage, code_path, comma_list
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import (
    add_study_to_change,
    add_study_to_read,
    reader_of,
    study_to_change,
)
from gtcoder.cli.verbs import verb
from gtcoder.errors import NotFound
from gtcoder.vocabulary import HitUnit, SearchKind, SpeakerRole

if TYPE_CHECKING:
    from gtcoder.queries.people import RoundRow
    from gtcoder.queries.search.rows import HitRow
    from gtcoder.queries.search.units import Units
    from gtcoder.reports.searching import SearchOptions
    from gtcoder.store.reader import Reader

Accepted = frozenset[int] | None
_IN = ("texts", "memos", "codes")


def _pattern_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "pattern",
        metavar="PATTERN",
        nargs="?",
        default="",
        help="words that stand together; in quotation marks several phrases, of which any is found",
    )
    parser.add_argument(
        "--regex", action="store_true", help="PATTERN is a regular expression, on the text as it is"
    )
    parser.add_argument(
        "--words-file", metavar="FILE", help="a file of words or phrases, one a line, instead"
    )
    parser.add_argument("--case", action="store_true", help="capitals count")
    parser.add_argument("--accents", action="store_true", help="accents count")
    parser.add_argument("--whole", action="store_true", help="whole words only")
    parser.add_argument(
        "--document", metavar="D", action="append", default=[], help="only in this one; several"
    )
    parser.add_argument(
        "--speaker", metavar="S", action="append", default=[],
        help="only what this speaker says, by label or participant; several",
    )  # fmt: skip
    parser.add_argument(
        "--role", action="append", default=[], choices=[str(role) for role in SpeakerRole],
        help="only what speakers of this role say; several",
    )  # fmt: skip


def _search_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    _pattern_arguments(parser)
    parser.add_argument(
        "--in", dest="places", metavar="LIST", type=comma_list, default=_IN,
        help="of texts,memos,codes (default: all of them)",
    )  # fmt: skip


@verb("search", "find words or a pattern in all texts, memos and codes", _search_arguments)
def search(options: Namespace) -> None:
    """List every hit with its place and what surrounds it."""
    from gtcoder.queries.search import looking
    from gtcoder.queries.search.rows import hit_rows
    from gtcoder.reports.searching import scope_of

    asked = _asked(options, options.places)
    with reader_of(options) as reader, progress() as watched:
        hits = looking.search(reader, asked.wanted, scope_of(reader, asked), watched)
        rows = hit_rows(reader, hits)
    if options.json:
        print_json({"hits": [_record(row) for row in rows]})
        return
    print_table(
        ("in", "line", "speaker", "text"),
        [(_where(row), row.line or None, row.speaker, _quoted(row)) for row in rows],
    )
    print(number_of(len(rows), "hit"))


def _autocode_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    _pattern_arguments(parser)
    parser.add_argument(
        "--code", metavar="PATH", type=code_path, required=True,
        help='the code, made when missing: "Code" at the top, "Parent > Child" below another',
    )  # fmt: skip
    parser.add_argument(
        "--unit", choices=[str(unit) for unit in HitUnit], default=str(HitUnit.MATCH),
        help="how much round a hit is coded (default: the match)",
    )  # fmt: skip
    parser.add_argument(
        "--accept", metavar="LIST", type=_accepted, default=frozenset(),
        help="all, or numbers as --dry-run lists them: 1,4,7-9; the others are rejected",
    )  # fmt: skip
    parser.add_argument(
        "--dry-run", action="store_true", help="list the passages with numbers; nothing is coded"
    )
    parser.add_argument(
        "--round", metavar="R", help="name or number of the round (default: the newest open one)"
    )


@verb("autocode", "code what a search finds, after each passage was accepted", _autocode_arguments)
def autocode(options: Namespace) -> None:
    """Apply one code to the accepted passages, as one entry of the ledger."""
    from gtcoder.actions import autocoding

    if not options.dry_run and options.accept == frozenset():
        raise WrongUsage("say which passages are accepted: --accept all, or numbers (--dry-run)")
    asked, unit = _asked(options, ("texts",)), HitUnit(options.unit)
    with study_to_change(options) as project:
        with project.read() as reader:
            round_ = _round(reader, options.round)
            units = _units(reader, asked, unit, round_)
            if options.dry_run:
                _list(options, reader, units)
                return
            known, path = _code(reader, options.code)
        accepted = _chosen(options.accept, len(units))
        found = autocoding.FoundPassages(
            *(column[accepted].tolist() for column in (units.document, units.start, units.end))
        )
        done = perform(
            project,
            autocoding.autocode,
            passages=found,
            pattern=asked.pattern,
            code=known,
            path=path,
            kind=asked.kind,
            hit_unit=unit,
            found=len(units),
            rejected=len(units) - len(accepted),
            round=None if round_ is None else round_.id,
        )
    record = {
        "found": len(units),
        "accepted": len(accepted),
        "rejected": len(units) - len(accepted),
        "codings": done.result,
        "revision": done.revision,
        "changed": done.changed,
    }
    said = f"{number_of(done.result, 'coding')} of “{SEPARATOR.join(options.code)}”"
    answer(options, record, f"{said}: {len(accepted):,} of {len(units):,} passages accepted.")


def _asked(options: Namespace, places: tuple[str, ...]) -> SearchOptions:
    from gtcoder.reports.searching import SearchOptions

    given = [bool(options.pattern), options.words_file is not None]
    if sum(given) != 1 or (options.regex and given[1]):
        raise WrongUsage("say what to look for: PATTERN, --regex with PATTERN, or --words-file")
    kind, pattern = SearchKind.REGEX if options.regex else SearchKind.WORDS, options.pattern
    if options.words_file is not None:
        kind, pattern = SearchKind.LIST, _words(Path(options.words_file))
    return SearchOptions(
        pattern=pattern,
        kind=kind,
        case=options.case,
        accents=options.accents,
        whole=options.whole,
        in_=places,
        documents=tuple(options.document),
        speakers=tuple(options.speaker),
        roles=tuple(SpeakerRole(role) for role in options.role),
    )


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(
            "The list “{file}” could not be read: {why}. Nothing was searched.",
            file=path,
            why=str(error),
        ) from None


def _accepted(text: str) -> Accepted:
    """Return the numbers of a list such as 1,4,7-9; None for all."""
    if text.strip() == "all":
        return None
    found: set[int] = set()
    for part in comma_list(text):
        first, _, last = part.partition("-")
        if not first.isdecimal() or not (last or first).isdecimal():
            raise ArgumentTypeError(f"“{text}” is no list of numbers; write all, or 1,4,7-9")
        found |= set(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _chosen(accepted: Accepted, count: int) -> list[int]:
    if accepted is None:
        return list(range(count))
    beyond = [number for number in accepted if not 1 <= number <= count]
    if beyond:
        raise WrongUsage(f"there is no passage {min(beyond)}; found were {count}")
    return sorted(number - 1 for number in accepted)


def _round(reader: Reader, named: str | None) -> RoundRow | None:
    from gtcoder.queries.people import find_round, open_round

    return open_round(reader) if named is None else find_round(reader, named)


def _units(reader: Reader, asked: SearchOptions, unit: HitUnit, round_: RoundRow | None) -> Units:
    from gtcoder.queries.search.looking import search
    from gtcoder.reports.hit_units import units_of
    from gtcoder.reports.searching import scope_of

    with progress() as watched:
        hits = search(reader, asked.wanted, scope_of(reader, asked), watched)
        given = round_.id if round_ is not None and round_.segments else None
        return units_of(reader, hits, unit, given_in=given, progress=watched)


def _code(reader: Reader, path: tuple[str, ...]) -> tuple[Any, tuple[str, ...]]:
    """Return the code at a path, or the path where it is missing."""
    from gtcoder.cli.names import code_at
    from gtcoder.queries.codebook import codes

    known = code_at(codes(reader, retired=True), path)
    return (None, path) if known is None else (known.id, ())


def _list(options: Namespace, reader: Reader, units: Units) -> None:
    from gtcoder.queries.search.rows import hit_rows, unit_hits

    rows = hit_rows(reader, unit_hits(units))
    numbered = list(zip(range(1, len(rows) + 1), rows, units.hits.tolist(), strict=True))
    if options.json:
        passages = [{"number": n, "hits": hits, **_record(row)} for n, row, hits in numbered]
        print_json({"passages": passages, "outside": units.outside})
        return
    print_table(
        ("number", "in", "line", "speaker", "text"),
        [(n, row.name, row.line, row.speaker, _quoted(row)) for n, row, _ in numbered],
    )
    print(f"{number_of(len(rows), 'passage')}. Nothing was coded.")


def _record(row: HitRow) -> dict[str, Any]:
    kind = "document" if not row.field else "memo" if row.field in ("title", "memo") else "code"
    return {
        "in": kind,
        "name": row.name,
        "field": row.field,
        "speaker": row.speaker,
        "line": row.line or None,
        "start": row.start,
        "end": row.end,
        "before": row.before,
        "text": row.text,
        "after": row.after,
    }


def _where(row: HitRow) -> str:
    return f"{row.name} ({row.field})" if row.field else row.name


def _quoted(row: HitRow) -> str:
    before = row.before if len(row.before) < 24 else f"…{row.before[-22:]}"
    return " ".join(f"{before}[{row.text}]{row.after}".split())
