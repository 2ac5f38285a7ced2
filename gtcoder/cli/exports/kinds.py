"""What a kind of export is: the options it adds, the files it takes, and how it writes them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Exported:
    """The paths that were written, and in words what they do not hold of the study."""

    written: list[str]
    losses: list[str]


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of export: `fits` judges by the options and the name of the file alone.

    `own` are options that go with this kind alone, which `what` says in words.
    """

    fits: Callable[[Namespace, Path], bool]
    write: Callable[[Namespace, Path], Exported]
    arguments: Callable[[ArgumentParser], None] | None = None
    own: tuple[str, ...] = ()
    what: str = ""
