"""Passages that were held against one another, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.cli.names import code_id
from gtcoder.queries.codebook import codes
from gtcoder.queries.comparisons import comparisons
from gtcoder.store.reader import Reader


def list_comparisons(reader: Reader, options: Namespace) -> Iterator[dict[str, Any]]:
    """Yield what was compared, the newest first; passages by the numbers of their quotations."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    only = None if options.code is None else code_id(reader, options.code)
    for row in comparisons(reader, code=only):
        yield {
            "id": row.id,
            "code": paths[row.code],
            "verdict": row.verdict,
            "document": row.passage.document,
            "start": row.passage.start,
            "end": row.passage.end,
            "text": row.passage.text,
            "other_document": row.other.document,
            "other_start": row.other.start,
            "other_end": row.other.end,
            "other_text": row.other.text,
            "note": row.note,
            "coder": row.coder,
            "at": row.at.isoformat(),
            "passage": row.passage.quotation,
            "other": row.other.quotation,
        }
