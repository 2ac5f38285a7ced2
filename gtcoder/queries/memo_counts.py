"""The memos on a code, as far as the viewer may see them."""

from __future__ import annotations

from sqlalchemy import select

from gtcoder.model.theory import Memo, MemoLink
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, MemoId


def memos_on_code(reader: Reader, code: CodeId) -> tuple[MemoId, ...]:
    """Return the memos on a code itself, the newest first."""
    statement = (
        select(Memo.id)
        .join(MemoLink, MemoLink.memo_id == Memo.id)
        .where(MemoLink.code_id == code)
        .order_by(Memo.id.desc())
    )
    return tuple(MemoId(key) for key in reader.scalars(statement))
