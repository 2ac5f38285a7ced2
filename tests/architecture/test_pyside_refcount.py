"""PySide6 keeps its count of references to None (6.12.0 on Python 3.11 does not, and aborts)."""

from __future__ import annotations

import subprocess
import sys

CALLS = 200_000
PROBE = f"""
import sys
from PySide6.QtGui import QGuiApplication, QPainterPath, QTextCursor, QTextDocument

app = QGuiApplication([])
document = QTextDocument("abc")
cursor = QTextCursor(document)
path = QPainterPath()
before = sys.getrefcount(None)
for number in range({CALLS}):
    cursor.setPosition(number % 3)
for number in range({CALLS}):
    path.lineTo(number % 7, 1)
for number in range({CALLS}):
    document.setTextWidth(100)
print("lost", before - sys.getrefcount(None))
"""


def test_calls_that_return_none_do_not_lose_it() -> None:
    result = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", PROBE],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    word, lost = result.stdout.split()
    assert word == "lost"
    assert abs(int(lost)) < CALLS // 100
