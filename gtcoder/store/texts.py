"""Frozen texts under their hashes: writing those that are new, and reading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from gtcoder.model.transcripts import TextBody

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LISTED = 500


def store_texts(connection: Connection, new: Mapping[str, str]) -> None:
    """Store texts, given by the SHA-256 of their UTF-8 bytes, that are not there yet."""
    hashes = list(new)
    for place in range(0, len(hashes), _LISTED):
        some = hashes[place : place + _LISTED]
        known = select(TextBody.sha256).where(TextBody.sha256.in_(some))
        there = set(connection.execute(known).scalars())
        rows = [{"sha256": each, "text": new[each]} for each in some if each not in there]
        if rows:
            connection.execute(insert(TextBody), rows)


def texts(connection: Connection, hashes: Iterable[str]) -> Iterator[str]:
    """Yield the texts of these hashes, one by one; of one that was erased there is none."""
    for sha256 in hashes:
        body = select(TextBody.text).where(TextBody.sha256 == sha256)
        yield from connection.execute(body).scalars()
