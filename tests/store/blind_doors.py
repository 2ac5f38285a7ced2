"""All doors through which Bob may ask, from the registries: reports, files, models, commands."""

from __future__ import annotations

import re
import zipfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from gtcoder.cli.command_line import main
from gtcoder.cli.verbs import verbs
from gtcoder.drawing.export import FORMATS, export_graph
from gtcoder.exchange.exporting import EXPORTERS
from gtcoder.exchange.plain_writer import write_study
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, Report, option_fields, options_from
from gtcoder.reports.models import graph_of_model
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ModelTemplate
from tests.store.blind_worlds import plain, said

_MOMENT = re.compile(
    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^\"'<,} ]*"  # in xml and json
    rb"|D:\d{14}[^)]*|/ID \[[^]]*\]|uuid:[0-9a-f-]{36}"  # in pdf
)
_NAMED = {"coders": ("Ann", "Bob"), "coder": ("Ann",), "round": ("Blind", "Round 1"),
          "documents": ("Invented interview 3",), "codes": ("Trust",), "since": ("3",),
          "code": ("Trust",), "at": ("before", "9"), "from": ("before",), "action": ("coding",),
          "sample": ("all", "coded"), "category": ("Care",)}  # fmt: skip


def reports(reader: Reader) -> Iterator[tuple[str, Any]]:
    """Yield every report: as it is, with each other choice of each option, with names given."""
    for name, kind in REPORTS:
        yield name, said(kind.run, reader, kind.Options(), Silent())
        for each in option_fields(kind):
            names = _NAMED.get(each.name, ()) if each.kind is str else ()
            usual = {True: "yes", False: "no"}.get(each.default, each.default)
            for value in (*(word for word in each.choices if word != usual), *names):
                yield f"{name} {each.name}={value}", said(_with, reader, kind, each.name, value)


def _with(reader: Reader, kind: Any, name: str, value: str) -> Report:
    made: Report = kind.run(reader, options_from(kind, {name: value}), Silent())
    return made


def report_files(reader: Reader, folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield a report with a chart, and one without, as files of every ending."""
    for name in ("frequencies", "axial-list"):
        kind = REPORTS.get(name)
        made = kind.run(reader, kind.Options(), Silent())
        assert (made.chart is None) == (name != "frequencies")
        for ending in chain.from_iterable(each.extensions for _, each in EXPORTERS):
            out = folder / f"out{ending}"
            done = said(write_report, made, out)
            yield f"{name}{ending}", done if isinstance(done, str) else (done.notes, content(out))


def models(reader: Reader, folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield every template as a graph and drawn, one of them in every kind of file."""
    for template in (*ModelTemplate, None):
        graph = said(graph_of_model, reader, template=template)
        yield f"{template} graph", graph
        if isinstance(graph, str):
            continue
        for ending in FORMATS if template is ModelTemplate.NETWORK else ["svg"]:
            out = folder / f"out.{ending}"
            done = said(export_graph, graph, out)
            yield f"{template} {ending}", done if isinstance(done, str) else content(out)
    yield "the kept one", said(graph_of_model, reader, "Steps")


def study_folder(reader: Reader, folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield every file of the study written as plain text, and what it says is lost."""
    done = write_study(reader, folder)
    yield "losses", done.losses
    for path in done.written:
        yield str(path.relative_to(folder)), path.read_text(encoding="utf-8").splitlines()


def content(path: Path) -> str:
    """Return what a file says, without the moment at which it was packed."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        with zipfile.ZipFile(path) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        data = repr(sorted(parts.items())).encode()
    path.unlink()
    return _MOMENT.sub(b"", data).decode("latin-1")


def reading_verbs() -> list[str]:
    """Return the verbs of the command line that read as the coder of --as.

    Every verb that takes a study says who reads it or who changes it.
    """
    found = []
    for verb in verbs().values():
        parser = ArgumentParser()
        verb.arguments(parser)
        known = {action.dest for action in parser._actions}
        assert not {"study"} & known or {"viewer", "coder"} & known, verb.name
        if "viewer" in known:
            found.append(verb.name)
    return found


def commands(study: str, heard: Callable[[], str]) -> Iterator[tuple[str, Any]]:
    """Yield what every reading verb of the command line says to Bob, and how it ends.

    A reading verb that is not known here fails the test: give it its words below.
    """
    from gtcoder.cli.listing import _KINDS

    words: dict[str, list[list[str]]] = {
        "list": [[kind] for kind in _KINDS],
        "check": [["--waived"]],
        "verify": [[]],
        "agreement": [[], ["--round", "Round 1"]],
        "text": [["Invented interview 1"]],
        "model": [["--out", "model.svg"]],
        "report": [["frequencies"], ["codebook", "--out", "codebook.csv"]],
        "search": [["customers"], ["Alpha", "--in", "texts,memos,codes"]],
        "export": [["quotations.csv", "--table", "quotations"]],
        "pseudonyms": [[]],
        "screens": [],  # pictures of the window, which asks what is asked here
    }
    for verb in reading_verbs():
        assert verb in words, f"{verb}: no words for it in blind_doors.commands"
        for more in words[verb]:
            for form in (["--json"],) if verb in ("list", "model", "report") else ([], ["--json"]):
                code = main([verb, study, *more, "--as", "Bob", *form])
                told = _MOMENT.sub(b"", heard().replace(study, "STUDY").encode()).decode()
                files = [content(Path(name)) for name in more if Path(name).is_file()]
                yield " ".join([verb, *more, *form]), (code, told.splitlines(), files)


def timeless(answer: Any) -> Any:
    """Return an answer as what can be compared, without when a report was made."""
    return _without(plain(answer))


def _without(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {key: _without(each) for key, each in answer.items() if key != "at"}
    if isinstance(answer, list):
        return [_without(each) for each in answer]
    return answer
