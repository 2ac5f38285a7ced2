"""A real window under an X server, worked by real key and mouse events."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ui import real_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


@pytest.fixture
def display() -> Iterator[str]:
    """Start an X server without a screen and return its name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(20)


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_a_word_is_coded_and_undone_by_real_keys_and_mouse(
    display: str, tmp_path: Path, built_sample: Path
) -> None:
    (tmp_path / "sample").mkdir()
    shutil.copy(built_sample, tmp_path / "sample" / built_sample.name)  # or building it takes long
    result = subprocess.run(
        [sys.executable, "-m", real_window.__name__],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
        env={
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "GTCODER_STATE_DIR": str(tmp_path),
        },
    )
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["platform"] == "xcb"
    assert told["word"].isalpha()
    assert told["undo"].startswith("Undo: ")
    warned = [line for line in result.stderr.splitlines() if "qt." in line or "Traceback" in line]
    assert warned == []
