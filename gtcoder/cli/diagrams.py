"""The theory drawn: the verb `model`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gtcoder.cli.output import answer, number_of, warn
from gtcoder.cli.parsing import named_value, number_up_to
from gtcoder.cli.study_argument import add_study_to_read, reader_of
from gtcoder.cli.verbs import verb
from gtcoder.vocabulary import ModelTemplate


def _model_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="a model of the study or a paradigm (default: the first of the template)",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        required=True,
        help="by its ending: svg pdf png docx tex drawio graphml gexf dot mmd json",
    )
    parser.add_argument(
        "--template",
        choices=list(ModelTemplate),
        help="how it is laid out; without NAME the study's first model of the template, or what "
        "the template draws from the study (default: paradigm)",
    )
    parser.add_argument(
        "--filter",
        metavar="NAME=VALUE",
        type=named_value,
        action="append",
        default=[],
        help="show a part: level=, root=, depth=, passages=, relations=, an attribute of codes or "
        "a variable of participants (may be given several times)",
    )
    parser.add_argument(
        "--paths", action="store_true", help="count on the arrows who went along them"
    )
    parser.add_argument(
        "--layout",
        choices=["auto", "own", "graphviz"],
        default="auto",
        help="who places the nodes of a network (default: auto)",
    )
    parser.add_argument(
        "--dpi", metavar="N", type=number_up_to(1200), default=300, help="of a png (default: 300)"
    )
    parser.add_argument("--greyscale", action="store_true", help="one ink, for print")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")


@verb("model", "draw the theory: paradigm, steps, network, tree …", _model_arguments)
def model(options: Namespace) -> None:
    """Write the diagram; no display is needed."""
    from gtcoder.drawing.export import export_graph
    from gtcoder.reports.models import graph_of_model

    filters = [*options.filter, *([("paths", "yes")] if options.paths else [])]
    with reader_of(options) as reader:
        graph = graph_of_model(
            reader, options.name, template=options.template and ModelTemplate(options.template),
            filters=filters,
        )  # fmt: skip
    if options.layout != "auto":
        graph.graph["layout"] = options.layout
    written = export_graph(
        graph,
        options.out,
        dpi=options.dpi,
        greyscale=options.greyscale,
        theme=options.theme,
    )
    record = {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
    left_out = graph.graph.get("relations_left_out")
    if left_out:
        warn(f"not drawn: {number_of(left_out, 'relation')} with a category outside the model")
    if left_out is not None:
        record["relations_left_out"] = left_out
    elsewhere = graph.graph.get("transitions_elsewhere")
    if elsewhere:
        warn(f"ways that no edge draws: {elsewhere}")
    drawn = f"{number_of(record['nodes'], 'node')} and {number_of(record['edges'], 'edge')}"
    sentence = f"Wrote {options.out}: {drawn}."
    answer(options, {**record, "written": [str(path) for path in written]}, sentence)
