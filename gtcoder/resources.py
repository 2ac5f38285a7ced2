"""Find resources/ and sample_projects/ in a checkout and in a wheel, and this machine's state."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_state_path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a file below resources/."""
    return _find("_resources", "resources").joinpath(*parts)


def sample_project(name: str) -> Path:
    """Return the folder of a shipped sample study."""
    return sample_projects() / name


def sample_projects() -> Path:
    """Return the folder that holds the shipped sample studies."""
    return _find("_sample_projects", "sample_projects")


def state_folder() -> Path:
    """Return where this machine keeps what it knows: ids and counts, no names and no text."""
    named = os.environ.get("GTCODER_STATE_DIR")
    return Path(named) if named else user_state_path("gtcoder")


def _find(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
