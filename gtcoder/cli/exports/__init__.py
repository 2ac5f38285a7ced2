"""What the verb `export` can write, one file a kind: `KINDS` are asked in their order.

To add a kind, write a module with its `ExportKind` and put it in before the one whose files it
would take.
"""

from gtcoder.cli.exports import annotated, archives, folders, refi, tables
from gtcoder.cli.exports.kinds import Exported, ExportKind

__all__ = ["KINDS", "ExportKind", "Exported"]

KINDS: tuple[ExportKind, ...] = (
    annotated.KIND,
    archives.KIND,
    refi.KIND,
    folders.KIND,
    tables.KIND,
)
