"""What the transcripts can be asked to do from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ImportFiles:
    """Files and folders dropped on the window: read them and show what would come in."""

    paths: tuple[Path, ...]
