"""A whole study made of rows by guid: the same one again, with the same digest."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from gtcoder.actions.taking_in import take_in
from gtcoder.errors import InvalidInput
from gtcoder.store.building import building
from gtcoder.store.by_guid import read_rows
from gtcoder.store.engine import make_engine
from gtcoder.store.location import FileLocation, Location
from gtcoder.store.opening import find_coder, first_lead
from gtcoder.store.project import OpenProject
from gtcoder.study_rows import Arrival, StudyRows

# What a new study has before anything was done in it; the first rows that come take its place.
_THERE = ("project", "coder", "round")


def rebuild(location: Location, rows: StudyRows) -> None:
    """Build the study of these rows at a new place; it is there complete or not at all.

    Raises InvalidInput where the rows are no whole study or do not hold together.
    """
    if not all(rows.count(table) for table in _THERE) or rows.count("project") != 1:
        raise InvalidInput(
            "The rows are no whole study: they lack its title, its coders or its rounds. Nothing "
            "was built; look for the files project.csv, coder.csv and round.csv."
        )
    first = {table: next(rows.rows(table)) for table in _THERE}
    coder, title = first["coder"]["name"], first["project"]["title"]
    with building(location, coder=coder, title=title or coder) as engine:
        lead = find_coder(engine, first_lead(engine))
        with OpenProject(engine, lead) as project:
            with project.snapshot() as connection:
                ours = read_rows(connection)
            project.perform(take_in, arrival=_in_place_of(ours, rows))


def open_rows(rows: StudyRows, coder: str | None = None) -> OpenProject:
    """Build the study of these rows in a temporary file and open it to read."""
    return open_built(lambda location: rebuild(location, rows), coder)


def open_built(build: Callable[[Location], None], coder: str | None) -> OpenProject:
    """Open what is built in a temporary file to read, as that coder; closing it removes it."""
    folder = tempfile.TemporaryDirectory(prefix="gtcoder-study-")
    location = FileLocation(Path(folder.name) / "study.gtc")

    def close(opened: OpenProject) -> None:
        opened.engine.dispose()
        folder.cleanup()

    engine = make_engine(location, read_only=True)
    try:
        build(location)
        who = None if coder is None else find_coder(engine, coder)
        return OpenProject(engine, who, read_only=True, on_close=close)
    except BaseException:
        engine.dispose()
        folder.cleanup()
        raise


def _in_place_of(ours: StudyRows, theirs: StudyRows) -> Arrival:
    """Return what makes a new study into that of these rows, in their order."""
    changed: dict[str, dict[bytes, dict[str, Any]]] = {}
    new = dict(theirs.tables)
    for table in _THERE:
        mine, row = next(ours.rows(table)), next(theirs.rows(table))
        changed[table] = {mine["guid"]: row}
        rest = {name: values[1:] for name, values in theirs.tables[table].items()}
        if theirs.count(table) > 1:
            new[table] = rest
        else:
            del new[table]
    return Arrival(new=replace(theirs, tables=new), changed=changed)
