"""A process that codes, corrects, imports and merges until it is killed, and what holds then."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from gtcoder.actions import codebook, coding, correcting, merging, transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile, TurnDraft
from gtcoder.queries.codebook import codes
from gtcoder.queries.ledger import entries
from gtcoder.queries.passages import documents
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.verify import verify
from gtcoder.vocabulary import Span

TOP = Path(__file__).resolve().parents[2]
IMPORTED = 20


def work(path: Path) -> None:
    """Code, correct, import and merge for ever; write each revision to stdout once it is stored."""
    with open_study(FileLocation(path), "Ann") as project:
        project.listeners.append(lambda change: _say(change.revision))
        chance = random.Random(os.getpid())
        for turn in range(10_000):
            with project.read() as reader:
                known = [code.id for code in codes(reader)]
                document = documents(reader)[0].id
            if turn % 10 == 9:
                project.perform(transcripts.add_documents, batch=_batch(f"{os.getpid()} {turn}"))
            elif turn % 10 == 7 and len(known) > 3:
                one, two = chance.sample(known, 2)
                project.perform(
                    merging.merge_codes, sources=[one], target=two, reason="the same act"
                )
            elif turn % 10 == 4:
                pieces = [(chance.randrange(150), 0, "um "), (160, 0, "er ")]
                project.perform(
                    correcting.correct,
                    document=document,
                    edits=[(start, start + gone, words) for start, gone, words in pieces],
                )
            elif turn % 10 in (2, 5):
                project.perform(codebook.create_code, name=f"code {os.getpid()} {turn}")
            elif known:
                start = chance.randrange(100)
                project.perform(
                    coding.apply_code,
                    document=document,
                    span=Span(start, start + 9),
                    code=chance.choice(known),
                )


def _say(revision: int) -> None:
    sys.stdout.write(f"{revision}\n")
    sys.stdout.flush()


def _batch(name: str) -> ImportBatch:
    drafts = []
    for number in range(IMPORTED):
        text = f"INT: Invented question {name} {number}?\nP: Invented answer.\n" * 40
        turn = TurnDraft(0, 20, 5, None)
        source = SourceFile("x.txt", "txt", "utf-8", "0" * 64)
        sha = hashlib.sha256(text.encode()).hexdigest()
        drafts.append(DocumentDraft(f"{name} {number}", text, sha, source, turns=(turn,)))
    return ImportBatch(documents=tuple(drafts))


def kill_once(path: Path, after: float) -> int:
    """Start the worker, kill it `after` seconds into its work, and check the study.

    Returns how many entries were acknowledged. Raises AssertionError where one is lost, where the
    ledger does not fold to the tables, or where an import or merge is there in part.
    """
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.store.kill", str(path)],
        stdout=subprocess.PIPE,
        cwd=TOP,
        text=True,
    )
    assert worker.stdout is not None
    first = worker.stdout.readline()
    time.sleep(after)
    worker.kill()
    told = [int(line) for line in [first, *worker.stdout] if line.endswith("\n")]
    worker.wait()
    worker.stdout.close()
    with open_study(FileLocation(path), "Ann") as project:
        found = verify(project)
        assert found.ok, found.problems
        assert found.revision >= max(told)
        with project.read() as reader:
            in_ledger = {entry.revision for entry in entries(reader)}
            imported = len(documents(reader)) - 1
        assert set(told) <= in_ledger
        assert imported % IMPORTED == 0
    return len(told)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
