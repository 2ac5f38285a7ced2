"""Copies on which anything was done: merging them gives one study, whoever was first."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtcoder.exchange.merging.joining import merged
from gtcoder.exchange.merging.states import state_of
from tests.exchange.merging.busy import OFTEN, Act, do, verbs
from tests.exchange.merging.copies import ONE_BEN, Copies, worked_on
from tests.exchange.merging.lost import lost

_MANY = int(os.environ.get("GTCODER_MERGES", "0"))
_SETTINGS = settings(
    max_examples=_MANY or 2, deadline=None, suppress_health_check=list(HealthCheck)
)
ACT = st.builds(
    Act,
    st.one_of(st.sampled_from(OFTEN), st.sampled_from(verbs())),
    st.integers(0, 1 << 16),
)
WORK = st.lists(ACT, min_size=1, max_size=8)


def made(folder: str, **work: Sequence[Act]) -> Copies:
    """Make copies of one study and let somebody work on each."""
    os.environ["GTCODER_STATE_DIR"] = folder
    copies = Copies(Path(folder))
    for name, acts in work.items():
        copies.path(name).write_bytes(worked_on())
        busy(copies, name, acts)
    return copies


def busy(copies: Copies, name: str, acts: Sequence[Act]) -> None:
    with copies.open(name) as project:
        for act in acts:
            do(project, act)


@_SETTINGS
@given(WORK, WORK)
def test_two_copies(ours: Sequence[Act], theirs: Sequence[Act]) -> None:
    with TemporaryDirectory() as folder:
        copies = made(folder, one=ours, two=theirs)
        here, there = copies.copy("one", "here"), copies.copy("two", "there")
        copies.merge_with_care(here, "two")
        copies.merge_with_care(there, "one")
        assert copies.digest(here) == copies.digest(there)
        copies.merge_with_care("one", there)
        assert copies.digest("one") == copies.digest(there)


@_SETTINGS
@given(WORK, WORK, WORK, WORK)
def test_copies_that_meet_again(
    ours: Sequence[Act], theirs: Sequence[Act], later: Sequence[Act], then: Sequence[Act]
) -> None:
    with TemporaryDirectory() as folder:
        copies = made(folder, one=ours, two=theirs)
        copies.merge_with_care(copies.copy("one", "here"), "two")
        copies.merge_with_care(copies.copy("two", "there"), "one")
        busy(copies, "here", later)
        busy(copies, "there", then)
        copies.copy("here", "old")
        copies.merge_with_care("here", "there")
        copies.merge_with_care("there", "old")
        assert copies.digest("here") == copies.digest("there")


@_SETTINGS
@given(WORK, WORK, st.booleans())
def test_nothing_is_lost(ours: Sequence[Act], theirs: Sequence[Act], common: bool) -> None:
    with TemporaryDirectory() as folder:
        copies = made(folder, start=(), one=ours, two=theirs)
        start, one, two = (copies.rows(name) for name in ("start", "one", "two"))
        base = start if common else None
        found = merged(one, two, base, ONE_BEN)
        assert list(lost(found, state_of(start) if common else None)) == []
        assert found.state == merged(two, one, base, ONE_BEN).state
