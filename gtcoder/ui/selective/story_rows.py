"""What the page of the storyline shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries import storyline as answers
from gtcoder.queries.storyline import Story, StoryPiece, Subjects, Told
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class StoryRows:
    """The story, what can be linked, and what of the theory it tells, at a revision."""

    story: Story | None = None
    known: Subjects = field(default_factory=Subjects)
    told: tuple[Told, ...] = ()
    revision: int = 0

    def written(self, text: str) -> str:
        """Return a stored text with its links as they are written by hand."""
        return self.known.by_hand(text)

    def read(self, text: str) -> tuple[StoryPiece, ...]:
        """Return a text with links, stored or written by hand, in pieces."""
        return self.known.read(text)


def read_story(reader: Reader, progress: Progress) -> StoryRows:
    """Return the storyline as it stands."""
    progress.step(0, 1)
    known = answers.subjects(reader)
    return StoryRows(
        answers.story(reader, known), known, answers.told(reader, known), reader.revision
    )
