"""The words of relations: how strong they are, what passages say of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gtcoder.vocabulary import Stance

_LONGEST = 30


def tr(text: str) -> str:
    """Translate a literal about relations."""
    return QCoreApplication.translate("Relations", text)


def shortly(name: str) -> str:
    """Return a name of a category as a table of pairs has room for it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def strength_name(strength: int) -> str:
    """Return how strong a relation is; empty where nobody said."""
    return ("", tr("weak"), tr("moderate"), tr("strong"))[strength]


def strength_shortly(strength: int) -> str:
    """Return the word of a segment."""
    return (tr("–"), tr("Weak"), tr("Moderate"), tr("Strong"))[strength]


def strength_tip(strength: int) -> str:
    """Return what a strength means."""
    return (
        tr("Not said"),
        tr("Weak: hinted at, or by few"),
        tr("Moderate: several say it"),
        tr("Strong: many say it, and little speaks against it"),
    )[strength]


def stance_name(stance: Stance) -> str:
    """Return what a passage says of a relation."""
    return {
        Stance.FOR: tr("For"),
        Stance.AGAINST: tr("Against"),
        Stance.NEGATIVE_CASE: tr("Negative case"),
    }[stance]


def memos(count: int) -> str:
    """Return a count of memos with its noun."""
    return (tr("{n} memo") if count == 1 else tr("{n} memos")).format(n=f"{count:,}")
