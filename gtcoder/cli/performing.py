"""Running a verb of the study, and telling what came of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gtcoder.cli.output import answer

if TYPE_CHECKING:
    from gtcoder.store.project import OpenProject

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a verb returned, the entry it left (or the last one), and whether anything changed."""

    result: T
    revision: int
    changed: bool


def perform(
    project: OpenProject, verb: Callable[..., T], /, *, reason: str = "", **arguments: Any
) -> Done[T]:
    """Run a verb on the study and return what it did."""
    revisions: list[int] = []
    project.listeners.append(lambda change: revisions.append(change.revision))
    result = project.perform(verb, reason=reason, **arguments)
    return Done(result, revisions[-1] if revisions else project.seen, bool(revisions))


def tell(options: Namespace, done: Done[Any], sentence: str, **more: Any) -> None:
    """Print what a verb did, with its entry; say so where everything was like that before."""
    record = {"revision": done.revision, "changed": done.changed, **more}
    answer(options, record, sentence if done.changed else f"{sentence} It was so before.")
