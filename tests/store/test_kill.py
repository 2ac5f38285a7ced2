"""kill -9 amid codings, corrections, imports and merges: nothing acknowledged is lost."""

from __future__ import annotations

import random
from pathlib import Path

from gtcoder.store.location import FileLocation
from tests.store.kill import kill_once
from tests.studies import new_study


def test_killed_five_times_in_a_row_the_study_holds(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    new_study(FileLocation(path)).close()
    chance = random.Random("kill")
    told = sum(kill_once(path, chance.uniform(0.0, 0.4)) for _ in range(5))
    assert told >= 5
