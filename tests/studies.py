"""Small invented studies for the tests, made through the program's own doors."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gtcoder.actions import codebook, coding, team, transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile, SpeakerDraft, TurnDraft
from gtcoder.store.location import FileLocation, Location
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import CodeId, CodingId, DocumentId, Span, SpeakerRole

SPEECHES = (
    ("INT", "How did you notice that customers were leaving?"),
    ("P1", "They went silent first 🙂. Nobody complained, they just stopped recharging."),
    ("INT", "And what did you do then?"),
    ("P1", "We called them. Honestly, «we were too late» — the queue had done its work."),
)


def draft(name: str = "Invented interview 1", extra: str = "") -> DocumentDraft:
    """Return an invented interview of four turns, with an emoji and quotation marks."""
    text, turns = "", []
    for label, speech in SPEECHES:
        start = len(text)
        text += f"{label}: {speech}\n\n"
        turns.append(TurnDraft(start, len(text) - 2, start + len(label) + 2, label))
    text += extra
    return DocumentDraft(
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=SourceFile(f"{name}.txt", "txt", "utf-8", "0" * 64),
        turns=tuple(turns),
        speakers=(
            SpeakerDraft("INT", SpeakerRole.INTERVIEWER),
            SpeakerDraft("P1", SpeakerRole.PARTICIPANT, name),
        ),
    )


@dataclass
class Study:
    """A new study with a lead (Ann), a coder (Bob) and one document."""

    location: Location
    ann: OpenProject
    bob: OpenProject
    document: DocumentId

    def code(self, name: str) -> CodeId:
        return self.ann.perform(codebook.create_code, name=name)

    def apply(
        self, code: CodeId, start: int = 5, end: int = 20, *, by: OpenProject | None = None
    ) -> CodingId:
        who = by or self.ann
        return who.perform(
            coding.apply_code, document=self.document, span=Span(start, end), code=code
        )

    def close(self) -> None:
        self.bob.close()
        self.ann.close()


def new_study(location: Location) -> Study:
    """Make a study with two coders and one invented document; in a file it is a copy of one."""
    if isinstance(location, FileLocation):
        small, document = _small_file()
        location.path.write_bytes(small)
        ann = open_study(location, "Ann")
    else:
        ann, document = _made(location)
    return Study(location, ann, open_study(location, "Bob"), document)


def _made(location: Location) -> tuple[OpenProject, DocumentId]:
    create_study(location, coder="Ann", title="Invented study")
    ann = open_study(location, "Ann")
    ann.perform(team.add_coder, name="Bob")
    stored = ann.perform(transcripts.add_documents, batch=ImportBatch(documents=(draft(),)))
    return ann, stored.documents[0][1]


@cache
def _small_file() -> tuple[bytes, DocumentId]:
    with tempfile.TemporaryDirectory(prefix="gtcoder-small-") as folder:
        path = Path(folder) / "small.gtc"
        ann, document = _made(FileLocation(path))
        ann.close()
        return path.read_bytes(), document
