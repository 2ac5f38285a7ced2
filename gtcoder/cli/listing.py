"""The verb `list`: which kinds of rows there are, what a table shows of them, and the filters."""

from __future__ import annotations

import importlib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gtcoder.cli.output import show_rows
from gtcoder.cli.parsing import WrongUsage, day
from gtcoder.cli.study_argument import add_study_to_read, reader_of
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import MemoKind


@dataclass(frozen=True, slots=True)
class _Kind:
    """Rows of one kind: the module that makes them, a table's columns, the filters they know."""

    module: str
    columns: str
    filters: tuple[str, ...] = ()


_KINDS = {
    "documents": _Kind("documents", "name characters turns codings version sha256"),
    "participants": _Kind("documents", "name documents turns variables"),
    "speakers": _Kind("documents", "id document label role participant turns", ("document",)),
    "turns": _Kind("documents", "document start end speaker role participant", ("document",)),
    "codes": _Kind("codebook", "path codings level origin proposed_by retired merged_into"),
    "columns": _Kind("codebook", "name group kind choices values"),
    "proposals": _Kind("consolidation", "score one codings other codings_of_other why"),
    "kept-apart": _Kind("consolidation", "one other reason coder"),
    "codings": _Kind(
        "codebook",
        "id document start end code coder round origin weight text",
        ("document", "code", "coder", "round"),
    ),
    "comparisons": _Kind(
        "comparisons", "id code verdict document text other_document other_text note", ("code",)
    ),
    "bookmarks": _Kind("bookmarks", "id document line name coder text", ("document",)),
    "coders": _Kind("team", "name role"),
    "rounds": _Kind("team", "number name kind blind of segments opened closed"),
    "segments": _Kind("team", "round document start end text", ("document", "round")),
    "assignments": _Kind("team", "coder document round state"),
    "disagreements": _Kind(
        "adjudication",
        "document start end kind state codings first second further text",
        ("document", "round"),
    ),
    "decisions": _Kind(
        "adjudication",
        "id round document start end kind verdict code reason rule coder",
        ("document", "round"),
    ),
    "memos": _Kind(
        "memos",
        "id kind title tags coder about text",
        (
            "document",
            "code",
            "coder",
            "round",
            "model",
            "instrument",
            "tag",
            "kind",
            "since",
            "until",
            "words",
        ),
    ),
    "tags": _Kind("memos", "tag memos"),
    "relations": _Kind(
        "relations", "id source type target strength for against negative_cases participants note"
    ),
    "properties": _Kind("properties", "id category property low high passages"),
    "placed-passages": _Kind("properties", "id category property place case document text note"),
    "relation-types": _Kind("relations", "name inverse directed acyclic grammar used"),
    "refused": _Kind("relations", "source target reason coder"),
    "judgements": _Kind("sampling", "category criterion score coder memo"),
    "sampling": _Kind(
        "sampling", "id decided_on gap decision sampled documents participants codes"
    ),
    "placements": _Kind("theory", "paradigm role rank category"),
    "models": _Kind("models", "name template nodes edges paths"),
    "nodes": _Kind("models", "model key kind label code parent rank", ("model",)),
    "edges": _Kind("models", "model id source target kind label number", ("model",)),
    "paths": _Kind("models", "model participant steps", ("model",)),
    "instruments": _Kind("instruments", "id name items dropped experts note"),
    "items": _Kind("instruments", "id instrument number text dropped decisions", ("instrument",)),
    "experts": _Kind("instruments", "id instrument name note", ("instrument",)),
    "ratings": _Kind(
        "instruments", "instrument number expert scale value comment", ("instrument",)
    ),
    "history": _Kind("ledger", "revision at coder action what reason reverts"),
    "history-elsewhere": _Kind("ledger", "number at coder action reason copy brought"),
    "labels": _Kind("ledger", "name revision coder at note"),
    "import-profiles": _Kind("documents", "name says"),
    "results": _Kind("ledger", "name kind revision coder at"),
}
_FILTERS = ("document", "code", "coder", "round", "model", "instrument", "tag", "kind", "since",
            "until", "words")  # fmt: skip


def _list_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    parser.add_argument("what", choices=list(_KINDS))
    only = parser.add_argument_group("only some of them")
    only.add_argument(
        "--document",
        metavar="D",
        help="speakers, turns, codings, bookmarks, segments … of a document",
    )
    only.add_argument("--code", metavar="PATH", help="codings or comparisons of a code")
    only.add_argument("--coder", metavar="NAME", help="codings of a coder")
    only.add_argument(
        "--round", metavar="R", help="codings, segments, disagreements or decisions of a round"
    )
    only.add_argument("--model", metavar="NAME", help="nodes, edges or paths of a model")
    only.add_argument("--instrument", metavar="NAME", help="items, experts or ratings of one")
    memos = parser.add_argument_group(
        "only some memos (also --document, --code, --round, --model, --instrument: what they are "
        "about; --coder: who wrote them)"
    )
    memos.add_argument("--tag", metavar="T", action="append", help="of this tag; each narrows")
    memos.add_argument(
        "--kind", choices=[str(kind) for kind in MemoKind], help="of a kind, such as diary"
    )
    memos.add_argument("--words", metavar="T", help="with these words; case and accents are alike")
    for name, when in (("since", "or later"), ("until", "or earlier")):
        memos.add_argument(
            f"--{name}", metavar="YYYY-MM-DD", type=day, help=f"changed on that day {when}"
        )


@verb("list", "list documents, people, codes, codings, memos, history …", _list_arguments)
def list_(options: Namespace) -> None:
    """Print the rows of one kind."""
    kind = _KINDS[options.what]
    for name in _FILTERS:
        if getattr(options, name) is not None and name not in kind.filters:
            raise WrongUsage(f"--{name} does not narrow {options.what}")
    module = importlib.import_module(f"gtcoder.cli.lists.{kind.module}")
    rows: Callable[..., Iterator[dict[str, Any]]] = getattr(
        module, f"list_{options.what.replace('-', '_')}"
    )
    with reader_of(options) as reader:
        show_rows(options, options.what, rows(reader, options), kind.columns.split())
