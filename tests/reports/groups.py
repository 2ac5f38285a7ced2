"""An invented focus group and two interviews, coded by two coders, for the tests of reports."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gtcoder.actions import codebook, coding, team, transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile, SpeakerDraft, TurnDraft
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, Report, options_from
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import (
    CodeId,
    CodeLevel,
    CodingId,
    DocumentId,
    RoundId,
    Span,
    SpeakerRole,
)

# Invented: three turns of ten characters and a line end each; offsets are easy to see.
GROUP = "I: aaaaaaa\nP: bbbbbbb\nQ: ccccccc\n"
ROLES = {"I": SpeakerRole.INTERVIEWER, "P": SpeakerRole.PARTICIPANT, "Q": SpeakerRole.PARTICIPANT}


def plain_draft(name: str, text: str, participant: str | None = None) -> DocumentDraft:
    """Return a document without turns."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = SourceFile(f"{name}.txt", "txt", "utf-8", "0" * 64)
    return DocumentDraft(name, text, digest, source, participant=participant)


def group_draft() -> DocumentDraft:
    """Return the focus group: interviewer I, participants Pat (P) and Quinn (Q)."""
    plain = plain_draft("group", GROUP)
    people = {"I": None, "P": "Pat", "Q": "Quinn"}
    return DocumentDraft(
        plain.name,
        plain.text,
        plain.sha256,
        plain.source,
        turns=tuple(TurnDraft(11 * n, 11 * n + 10, 11 * n + 3, "IPQ"[n]) for n in range(3)),
        speakers=tuple(SpeakerDraft(label, ROLES[label], who) for label, who in people.items()),
    )


@dataclass
class Groups:
    """A study with lead Ann and coder Ben, three documents and the codes of a small codebook."""

    ann: OpenProject
    ben: OpenProject
    documents: dict[str, DocumentId]
    codes: dict[str, CodeId]

    def apply(
        self,
        who: OpenProject,
        code: str,
        document: str,
        start: int,
        end: int,
        in_round: RoundId | None = None,
    ) -> CodingId:
        return who.perform(
            coding.apply_code,
            document=self.documents[document],
            span=Span(start, end),
            code=self.codes[code],
            round=in_round,
        )

    def report(self, name: str, **options: str) -> Report:
        return run(self.ann, name, options)

    def close(self) -> None:
        self.ben.close()
        self.ann.close()


def run(project: OpenProject, name: str, options: Mapping[str, str] | None = None) -> Report:
    """Run a report by name with written options, as the command line does."""
    kind = REPORTS.get(name)
    with project.read() as reader:
        return kind.run(reader, options_from(kind, options or {}), Silent())


def new_groups(location: FileLocation) -> Groups:
    """Make the study: codes Cost, Trust > Warmth, Trust > Silence, Old, Idle; nothing coded."""
    return _copy(location, coded=False)


def coded_groups(location: FileLocation) -> Groups:
    """Make the study with Ann's seven and Ben's four codings in round 1."""
    return _copy(location, coded=True)


def _copy(location: FileLocation, *, coded: bool) -> Groups:
    content, documents, codes = _built(coded=coded)
    location.path.write_bytes(content)
    ann, ben = (open_study(location, name) for name in ("Ann", "Ben"))
    return Groups(ann, ben, dict(documents), dict(codes))


@cache
def _built(*, coded: bool) -> tuple[bytes, dict[str, DocumentId], dict[str, CodeId]]:
    with tempfile.TemporaryDirectory(prefix="gtcoder-groups-") as folder:
        path = Path(folder) / "groups.gtc"
        groups = _made(FileLocation(path))
        if coded:
            _code(groups)
        groups.close()
        return path.read_bytes(), groups.documents, groups.codes


def _made(location: FileLocation) -> Groups:
    create_study(location, coder="Ann", title="Invented groups")
    ann = open_study(location, "Ann")
    ann.perform(team.add_coder, name="Ben")
    drafts = (group_draft(), plain_draft("alone", "d" * 40, "Rae"), plain_draft("nobody", "e" * 20))
    stored = ann.perform(transcripts.add_documents, batch=ImportBatch(documents=drafts))
    codes: dict[str, CodeId] = {}
    for name, above in (
        ("Cost", None),
        ("Trust", None),
        ("Warmth", "Trust"),
        ("Silence", "Trust"),
        ("Old", None),
        ("Idle", None),
    ):
        parent = None if above is None else codes[above]
        codes[name] = ann.perform(codebook.create_code, name=name, parent=parent)
    ann.perform(codebook.set_level, code=codes["Trust"], level=CodeLevel.AXIAL)
    return Groups(ann, open_study(location, "Ben"), dict(stored.documents), codes)


def _code(groups: Groups) -> None:
    ann, ben = groups.ann, groups.ben
    for who, code, document, start, end in (
        (ann, "Cost", "group", 11, 21),  # Pat
        (ann, "Cost", "group", 15, 30),  # Pat and Quinn
        (ann, "Cost", "group", 0, 10),  # the interviewer: nobody
        (ann, "Warmth", "alone", 0, 10),  # Rae
        (ann, "Silence", "alone", 0, 10),  # Rae, the same stretch
        (ann, "Silence", "alone", 5, 20),  # Rae
        (ann, "Old", "nobody", 0, 5),  # nobody
        (ben, "Cost", "group", 11, 21),  # as Ann
        (ben, "Cost", "alone", 20, 30),
        (ben, "Warmth", "alone", 0, 12),
        (ben, "Warmth", "nobody", 0, 5),
    ):
        groups.apply(who, code, document, start, end)


def table(report: Report) -> dict[Any, tuple[Any, ...]]:
    """Return the rows by what leads them: the last name of a code's path, after any coder."""
    lead = len(report.repeats) or 1
    found = {}
    for row in report.rows:
        names = tuple(cell[-1] if isinstance(cell, tuple) else cell for cell in row[:lead])
        found[names if lead > 1 else names[0]] = row[lead:]
    assert len(found) == len(report.rows)
    return found
