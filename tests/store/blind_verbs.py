"""All that Bob may try to do, from the registry of verbs, with the answers he gets."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.signatures import Argument, Signature, signatures
from gtcoder.errors import GtcoderError
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from tests.store.blind_worlds import said

_ENDING = {"team.close_round", "team.unblind", "team.set_role", "study.create", "team.join"}
_WORDS = {
    "code path": ("Trust", "Care > Speed", "Care", "Care > Bob's word", "Beta", "Care > Beta"),
    "document": ("Invented interview 1", "Invented interview 3"),
    "coder": ("Ann", "Bob"),
    "round": ("Blind", "Round 1"),
    "number": ("1", "30"),
    "START:END": ("13:22", "5:17"),
    "A > B": ("Beta", "Care > Beta"),
    "yes | no": ("yes", "no"),
    "participant": ("Invented interview 1",),
    "paradigm": ("Paradigm",),
    "model": ("Steps",),
    "instrument": ("Guide",),
    "kind of relation": ("leads to",),
    "YYYY-MM-DD": ("2026-01-02",),
    "text": ("Beta", "Trust", "warmth"),
}
# rows from before the round, Ann's and Bob's own of the round
_KEYS = ("1", "2", "3", "4", "258", "259", "260", "261", "514", "515", "516", "517")
_REST = ("CRITERION=WEIGHT", "NODE@X,Y", "INSTRUMENT/NAME of an expert, or number")


def tried(who: OpenProject) -> Iterator[tuple[str, Any]]:
    """Yield what comes of every verb with words drawn by lot; what is taken changes the study."""
    lots = Random(5)
    with who.read() as reader:
        ours = [verb for verb in signatures() if verb.run.__module__.startswith("gtcoder.")]
        every = [_drawn(lots, reader, verb) for verb in ours if verb.name not in _ENDING]
    for verb, arguments in every:
        if isinstance(arguments, str):
            yield verb.name, arguments
        else:
            yield verb.name, said(who.perform, verb.run, reason="why", **arguments)


def _drawn(lots: Random, reader: Reader, verb: Signature) -> tuple[Signature, dict[str, Any] | str]:
    """Return arguments of a verb as Bob may write them, or how his words were refused."""
    given = {
        one.name: [_word(lots, one)]
        for one in verb.arguments
        if one.required or lots.random() < 0.5
    }
    try:
        return verb, verb.resolve(reader, given)
    except (GtcoderError, WrongUsage) as error:
        return verb, str(error)


def _word(lots: Random, argument: Argument) -> str:
    """Return a word of an argument's kind; one that is not known here fails the test."""
    looks = argument.kind.looks
    if looks.startswith("number of "):
        return lots.choice(_KEYS)
    if looks in _REST:
        return "1"
    assert looks in _WORDS or " | " in looks, f"{argument}: no words for it in blind_verbs"
    return lots.choice(_WORDS[looks] if looks in _WORDS else looks.split(" | "))
