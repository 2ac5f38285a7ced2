"""The codebook's content and order: examples, where a code's name comes from, its place."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gtcoder.cli.parsing import WrongUsage, count
from gtcoder.cli.performing import perform, tell
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.errors import NotFound
from gtcoder.vocabulary import CodeOrigin


def _code(parser: ArgumentParser, what: str = '"Code" or "Parent > Child"') -> None:
    add_study_to_change(parser)
    parser.add_argument("--code", metavar="PATH", required=True, help=what)


def _example_arguments(parser: ArgumentParser) -> None:
    _code(parser)
    parser.add_argument(
        "--coding", metavar="ID", required=True, help="whose passage it is (`list codings`)"
    )
    parser.add_argument("--remove", action="store_true", help="it is an example no longer")


@verb("example", "mark a passage as an example of a code, or no longer", _example_arguments)
def example(options: Namespace) -> None:
    """Mark the passage of a coding."""
    from gtcoder.actions.examples import add_example, remove_example
    from gtcoder.cli.names import code_id
    from gtcoder.queries.passages import codings

    if not options.coding.isdecimal():
        raise WrongUsage(f"--coding: “{options.coding}” is no number of a coding")
    key = count(options.coding)
    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
            found = [row.quotation for row in codings(reader) if row.id == key]
        if not found:
            raise NotFound("There is no coding {key}. Nothing was changed.", key=key)
        change = remove_example if options.remove else add_example
        done = perform(project, change, code=code, quotation=found[0])
    now = "is no example of" if options.remove else "is an example of"
    tell(options, done, f"The passage {now} “{options.code}”.")


def _reorder_arguments(parser: ArgumentParser) -> None:
    _code(parser)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--before", metavar="PATH", help="the code it goes right before")
    place.add_argument("--after", metavar="PATH", help="the code it goes right after")


@verb("reorder", "put a code before or after another one", _reorder_arguments)
def reorder(options: Namespace) -> None:
    """Reorder a code among its siblings, or put it among others."""
    from gtcoder.actions.order import reorder_codes
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
            before = None if options.before is None else code_id(reader, options.before)
            after = None if options.after is None else code_id(reader, options.after)
        done = perform(project, reorder_codes, codes=[code], before=before, after=after)
    where = f"before “{options.before}”" if options.before else f"after “{options.after}”"
    tell(options, done, f"“{options.code}” stands {where}.")


def _origin_arguments(parser: ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("--origin", choices=[str(origin) for origin in CodeOrigin], required=True)


@verb("origin", "correct where a code's name comes from", _origin_arguments)
def origin(options: Namespace) -> None:
    """Set the origin of a code."""
    from gtcoder.actions.codebook import set_origin
    from gtcoder.cli.names import code_id

    with study_to_change(options) as project:
        with project.read() as reader:
            code = code_id(reader, options.code)
        done = perform(project, set_origin, code=code, origin=CodeOrigin(options.origin))
    tell(options, done, f"The origin of “{options.code}” is {options.origin}.")
