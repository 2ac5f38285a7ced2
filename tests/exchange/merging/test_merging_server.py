"""A study on a server and a copy in a file meet: the same plans, whichever database keeps them."""

from __future__ import annotations

from pathlib import Path

from gtcoder.actions import codebook, coding
from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.merging.copies import plan_copies
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import codings
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import Span
from tests.databases import location_in
from tests.studies import new_study


def meet(ours: OpenProject, theirs: OpenProject) -> str:
    """Take the other study in, and return the digest of what it is then."""
    ours.perform(take_in, arrival=plan_copies(ours, theirs).arrival)
    assert verify(ours).ok
    return state_digest(ours)


def test_a_study_on_a_server_and_a_copy_in_a_file_become_one(tmp_path: Path) -> None:
    made = new_study(FileLocation(tmp_path / "copy.gtc"))
    loss, trust = made.code("loss"), made.code("trust")
    for code in (loss, trust):
        made.ann.perform(coding.apply_code, document=made.document, span=Span(0, 9), code=code)
    there = location_in("postgresql", tmp_path)
    create_study(there, coder="Ann", title="On a server")
    with open_study(there, "Ann") as server, made.ann as file:
        assert meet(server, file) == state_digest(file)
        with server.read() as reader:
            (gone,) = [row.id for row in codings(reader) if row.code[-1] == "loss"]
            (kept,) = [row.id for row in codes(reader) if row.name == "trust"]
        server.perform(coding.remove_coding, coding=gone)
        server.perform(codebook.define_code, code=kept, definition="From the server.")
        file.perform(codebook.rename_code, code=trust, name="faith", reason="nearer")
        before = state_digest(server)
        both = meet(server, file)
        assert plan_copies(server, file).base is not None
        server.undo()
        assert state_digest(server) == before
        server.redo()
        assert meet(file, server) == both == state_digest(server)
        with file.read() as reader:
            assert [row.code[-1] for row in codings(reader)] == ["faith"]
            meant = {row.name: row.definition for row in codes(reader)}
            assert meant["faith"] == "From the server."
