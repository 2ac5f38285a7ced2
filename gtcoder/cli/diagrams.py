"""The theory drawn and checked: the verbs `model` and `check`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gtcoder.cli.output import answer, number_of, show_rows, warn
from gtcoder.cli.parsing import number_up_to
from gtcoder.cli.study_argument import add_study_to_read, reader_of
from gtcoder.cli.verbs import verb


def _model_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="the paradigm (default: the study's first one)"
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="svg png pdf graphml json by ending"
    )
    parser.add_argument(
        "--template", choices=["paradigm"], default="paradigm", help="default: paradigm"
    )
    parser.add_argument(
        "--dpi", metavar="N", type=number_up_to(1200), default=300, help="of a png (default: 300)"
    )
    parser.add_argument("--greyscale", action="store_true", help="one ink, for print")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")


@verb("model", "draw the theory: the paradigm with what its categories rest on", _model_arguments)
def model(options: Namespace) -> None:
    """Write the diagram; no display is needed."""
    from gtcoder.drawing.export import export_graph
    from gtcoder.reports.theory import paradigm_of

    with reader_of(options) as reader:
        graph = paradigm_of(reader, options.name)
    written = export_graph(
        graph,
        options.out,
        dpi=options.dpi,
        greyscale=options.greyscale,
        theme=options.theme,
    )
    left_out = graph.graph["relations_left_out"]
    if left_out:
        warn(f"not drawn: {number_of(left_out, 'relation')} with a category outside the paradigm")
    record = {
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "relations_left_out": left_out,
        "written": [str(path) for path in written],
    }
    drawn = f"{number_of(record['nodes'], 'node')} and {number_of(record['edges'], 'edge')}"
    sentence = f"Wrote {options.out}: {drawn}."
    answer(options, record, sentence)


@verb("check", "tell what the theory lacks: roles, links, evidence, definitions", add_study_to_read)
def check(options: Namespace) -> None:
    """Print the findings; a theory that lacks something is no error."""
    from gtcoder.reports.theory import findings

    with reader_of(options) as reader:
        found = findings(reader)
    rows = [{"rule": each.rule, "subject": each.subject, "message": each.message} for each in found]
    show_rows(options, "findings", rows, ("rule", "subject", "message"))
