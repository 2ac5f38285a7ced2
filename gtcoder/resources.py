"""Find resources/ and sample_projects/ in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

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


def _find(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
