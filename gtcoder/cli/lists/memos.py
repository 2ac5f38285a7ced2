"""Memos and their tags, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.cli import names
from gtcoder.queries.codebook import codes
from gtcoder.queries.memo_filter import FoldedMemos, MemoFilter, folded_tags
from gtcoder.queries.memos import About, Thing, memo_list, memo_tags
from gtcoder.queries.names import names as called
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import MemoKind

Row = dict[str, Any]


def list_memos(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the memos that are asked for, with what they are about."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    known = called(reader)
    for memo in FoldedMemos().wanted(memo_list(reader), _asked(reader, options)):
        yield {
            "id": memo.id,
            "kind": memo.kind,
            "title": memo.title,
            "text": memo.text,
            "tags": list(memo.tags),
            "coder": memo.coder,
            "created": memo.created_at.isoformat(),
            "changed": memo.changed_at.isoformat(),
            "about": list(memo.about),
            "codes": [paths[code] for code in memo.codes],
            "documents": [known.documents[document] for document in memo.documents],
            "participants": [known.participants[person] for person in memo.participants],
            "quotations": list(memo.quotations),
            "relations": list(memo.relations),
            "links": [{"about": str(about), "id": key} for about, key in memo.things],
        }


def _asked(reader: Reader, options: Namespace) -> MemoFilter:
    things: list[Thing] = []
    for about, find in (
        (About.CODE, names.code_id),
        (About.DOCUMENT, names.document_id),
        (About.MODEL, names.model_id),
        (About.INSTRUMENT, names.instrument_id),
        (About.ROUND, lambda reader, name: names.find_round(reader, name).id),
    ):
        word = getattr(options, about)
        if word is not None:
            things.append((about, find(reader, word)))
    coder = options.coder and names.find_coder(reader, options.coder).name
    return MemoFilter(
        words=options.words or "",
        kinds=frozenset({MemoKind(options.kind)} if options.kind else ()),
        tags=folded_tags(options.tag or ()),
        coders=frozenset({coder} if coder else ()),
        since=options.since,
        until=options.until,
        things=frozenset(things),
    )


def list_tags(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the tags of memos, each with how many are filed under it."""
    for name, count in memo_tags(reader).items():
        yield {"tag": name, "memos": count}
