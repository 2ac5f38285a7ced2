"""What there is: SQLAlchemy classes of a study and their invariants.

Imports the vocabulary and errors only; never a session, a query or a verb. Importing this package
maps every table.
"""

from gtcoder.model import (
    codebook,
    drawn,
    instruments,
    journal,
    project,
    reading,
    results,
    selective,
    team,
    theory,
    transcripts,
)

__all__ = [
    "codebook",
    "drawn",
    "instruments",
    "journal",
    "project",
    "reading",
    "results",
    "selective",
    "team",
    "theory",
    "transcripts",
]
