"""The lock beside a study's file, against a second machine on a synced folder."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import time
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gtcoder.errors import StudyInUse

STALE = timedelta(minutes=15)
_BEAT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class User:
    """One process that has the study open on the lock's machine."""

    process: int
    began: str
    coder: str
    since: str


class Sidecar:
    """`NAME.gtc.lock`: which machine has the study open, by which processes, for whom.

    Several processes of one machine share it, for SQLite orders their writes; another machine is
    refused while the lock's heartbeat is younger than `STALE` and its processes are not known to
    be gone.
    """

    def __init__(self, study: Path, coder: str) -> None:
        self.path = study.with_name(study.name + ".lock")
        self._me = User(os.getpid(), _began(os.getpid()), coder, _now())
        self._beat = 0.0

    def take(self, *, take_over: bool = False) -> None:
        """Enter this process, or raise StudyInUse naming who, where and since when."""
        content = self._read()
        if content is not None and content["machine"] != machine() and not take_over:
            _refuse_unless_stale(content)
        self._write([*self._others(content), self._me])

    def refresh(self) -> None:
        """Renew the heartbeat now and then; raise StudyInUse where another machine took over."""
        if time.monotonic() - self._beat < _BEAT_SECONDS:
            return
        content = self._read()
        if content is not None and content["machine"] != machine():
            _refuse_unless_stale(content)
        self._write([*self._others(content), self._me])

    def beat(self) -> None:
        """Renew the heartbeat now and then, so that whoever only reads here is not held gone."""
        if time.monotonic() - self._beat < _BEAT_SECONDS:
            return
        content = self._read()
        if content is None or content["machine"] == machine():
            self._write([*self._others(content), self._me])

    def release(self) -> bool:
        """Leave; return whether this was the last process that had the study open."""
        content = self._read()
        if content is not None and content["machine"] != machine():
            return False
        others = self._others(content)
        if others:
            self._write(others)
        else:
            self.path.unlink(missing_ok=True)
        return not others

    def _others(self, content: dict[str, Any] | None) -> list[User]:
        if content is None or content["machine"] != machine():
            return []
        users = [User(**user) for user in content["users"]]
        return [user for user in users if user != self._me and _alive(user)]

    def _read(self) -> dict[str, Any] | None:
        try:
            content: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
            _ = content["machine"], [User(**user) for user in content["users"]]
            datetime.now(UTC) - datetime.fromisoformat(content["heartbeat"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None  # absent, or cut short by a sync program: nobody to name
        return content

    def _write(self, users: list[User]) -> None:
        content = {
            "machine": machine(),
            "host": socket.gethostname(),
            "heartbeat": _now(),
            "users": [asdict(user) for user in users],
        }
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        draft.write_text(json.dumps(content, indent=1), encoding="utf-8")
        draft.replace(self.path)
        self._beat = time.monotonic()


def machine() -> str:
    """Return an identity of this machine that tells nothing about it."""
    try:
        seed = Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except OSError:
        seed = ""
    return hashlib.sha256(f"gtcoder {seed or uuid.getnode()}".encode()).hexdigest()[:16]


def _refuse_unless_stale(content: dict[str, Any]) -> None:
    beat = datetime.fromisoformat(content["heartbeat"])
    if not content["users"] or datetime.now(UTC) - beat > STALE:
        return
    user = content["users"][0]
    raise StudyInUse(
        "The study is open on “{host}” by {coder} since {since}. Nothing was opened. Read it "
        "(--read-only), wait until it is closed there, or take over (--take-over) when you know "
        "that nobody works on it.",
        host=content.get("host", "?"),
        coder=user["coder"],
        since=user["since"][:16].replace("T", " "),
    )


def _alive(user: User) -> bool:
    try:
        os.kill(user.process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not user.began or user.began == _began(user.process)


def _began(process: int) -> str:
    """Return when a process began, as the system counts it; empty where it does not say."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    except OSError:
        return ""
    return fields.split()[19]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
