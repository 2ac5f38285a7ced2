"""The verb `report`: any registered report, as a table or as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gtcoder.cli.files import add_raw, write_table
from gtcoder.cli.output import print_json, print_table, say
from gtcoder.cli.parsing import WrongUsage, named_value, unique
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import STUDY, add_reading_options, reader_of
from gtcoder.cli.verbs import verb


def _report_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", nargs="?", help=STUDY)
    parser.add_argument("kind", metavar="KIND", nargs="?", help="as --list names them")
    parser.add_argument(
        "--list", action="store_true", help="print the kinds of report with their options"
    )
    parser.add_argument(
        "--option",
        metavar="NAME=VALUE",
        type=named_value,
        action="append",
        default=[],
        help="an option of the report (may be given several times)",
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help="write it; the ending says as what (csv xlsx …)"
    )
    add_raw(parser)
    add_reading_options(parser)


@verb("report", "count, compare and print: frequencies, codebook, quotations …", _report_arguments)
def report(options: Namespace) -> None:
    """Make a report; without --out print it."""
    from gtcoder.reports import REPORTS, options_from

    if options.list:
        _print_list(options)
        return
    if options.study is None or options.kind is None:
        raise WrongUsage("it takes STUDY and KIND, or --list")
    kind = REPORTS.get(options.kind)
    chosen = options_from(kind, unique(options.option, "--option"))
    with reader_of(options) as reader, progress() as watched:
        made = kind.run(reader, chosen, watched)
    written = [] if options.out is None else [write_table(made, options.out, raw=options.raw)]
    if options.json:
        print_json({**made.record(), "written": written})
    elif written:
        print("\n".join(["Wrote:", *written]))
    else:
        say("".join(f"{paragraph}\n\n" for paragraph in made.text), end="")
        print_table(made.columns, made.rows)
        say("\n" + "\n".join(made.sentences))


def _print_list(options: Namespace) -> None:
    from gtcoder.reports import REPORTS, option_fields

    kinds = [kind for _, kind in REPORTS]
    if options.json:
        listed = [
            {
                "name": kind.name,
                "title": kind.title,
                "options": [
                    {"name": each.name, "choices": list(each.choices), "help": each.help}
                    for each in option_fields(kind)
                ],
            }
            for kind in kinds
        ]
        print_json({"reports": listed})
        return
    for kind in kinds:
        print(f"{kind.name}  {kind.title}")
        for each in option_fields(kind):
            choices = f" ({' | '.join(each.choices)})" if each.choices else ""
            print(f"    {each.name}  {each.help}{choices}")
