"""What a plain-text study cannot hold of rounds: it knows one, and who finished what in it."""

from __future__ import annotations

from gtcoder.exchange.plain_pages import Pages
from gtcoder.queries import codebook, people
from gtcoder.queries.adjudication import consensus_rounds
from gtcoder.vocabulary import AssignmentState, RoundKind

_USUAL = "Round 1"


def tell_of_rounds(pages: Pages) -> None:
    """Say what is lost of rounds: later ones, assignments, samples, given passages, proposals."""
    reader = pages.reader
    first, *later = people.rounds(reader)
    settled = consensus_rounds(reader).get(first.id)  # made again from the decisions
    lost = [row for row in later if row.id != settled]
    pages.lose(len(lost), "rounds after the first, whose kinds and ends are not kept")
    plain = first.kind == RoundKind.OPEN and not (first.blind or first.note)
    named = plain and first.name == _USUAL and first.closed_at is None
    pages.lose(int(not named), "first round, which will be open and called “Round 1”")
    finished = AssignmentState.FINISHED
    waiting = [
        row
        for row in people.assignments(reader)
        if row.round != first.id or row.state is not finished
    ]
    pages.lose(len(waiting), "documents given out or finished, but not finished in the first round")
    pages.lose(sum(bool(row.sample) for row in (first, *later)), "records of a sample drawn by lot")
    pages.lose(len(people.given_segments(reader)), "passages handed out to be coded")
    proposals = [row for row in codebook.codes(reader) if row.proposed_by is not None]
    pages.lose(len(proposals), "proposed codes, which will stand in the codebook as accepted")
