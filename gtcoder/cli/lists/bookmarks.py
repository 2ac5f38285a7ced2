"""Bookmarks, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.cli.names import document_id
from gtcoder.queries.bookmarks import bookmarks
from gtcoder.store.reader import Reader


def list_bookmarks(reader: Reader, options: Namespace) -> Iterator[dict[str, Any]]:
    """Yield the bookmarks by document and place, with the words that stand there."""
    only = None if options.document is None else document_id(reader, options.document)
    for row in bookmarks(reader, document=only):
        yield {
            "id": row.id,
            "document": row.document,
            "line": row.line,
            "start": row.span.start,
            "end": row.span.end,
            "name": row.name,
            "coder": row.coder,
            "text": row.text,
        }
