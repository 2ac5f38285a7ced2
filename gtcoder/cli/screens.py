"""The verb `screens`: every workspace of the window as a picture, light and dark."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gtcoder.cli.output import answer
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import STUDY, add_json, study_to_read
from gtcoder.cli.verbs import verb


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="where the pictures go")
    parser.add_argument(
        "study", metavar="STUDY", nargs="?", help=f"{STUDY} (default: the sample study)"
    )
    parser.add_argument(
        "--size", metavar="WxH", default="1440x900", help="of the window (default: 1440x900)"
    )
    parser.add_argument(
        "--ratio", type=float, default=1.0, help="pixels per point: 1 (default), 1.5 or 2"
    )
    parser.add_argument(
        "--text", metavar="PERCENT", type=int, default=100, help="text size (80 to 200)"
    )
    parser.add_argument(
        "--as",
        dest="viewer",
        metavar="NAME",
        help="whose window it is (default: the first coder's); needed while a blind round is open",
    )
    names = parser.add_mutually_exclusive_group()
    names.add_argument(
        "--pseudonyms",
        metavar="FILE",
        type=Path,
        help="a csv of names and replacements; the pictures are then those of the study with none "
        "of the names in it, built anew for them",
    )
    names.add_argument(
        "--originals",
        action="store_true",
        help="draw the names, although the study asks for pseudonyms",
    )
    add_json(parser)


@verb("screens", "draw every workspace of the window to png, light and dark", _arguments)
def screens(options: Namespace) -> None:
    """Draw the pictures; the study is only read, and no display is needed."""
    from gtcoder.cli.parsing import WrongUsage
    from gtcoder.ui.screens import Size, draw_all

    width, _, height = options.size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise WrongUsage(f"--size takes a width and a height, as in 1440x900; not {options.size}")
    if not 80 <= options.text <= 200:
        raise WrongUsage(f"--text takes a percentage, 80 to 200; not {options.text}")
    if not 1 <= options.ratio <= 4:
        raise WrongUsage(f"--ratio takes pixels per point, 1 to 4; not {options.ratio:g}")
    size = Size(int(width), int(height), options.ratio, options.text / 100)
    with _study_shown(options) as study:
        pictures = draw_all(options.folder, study, size, options.viewer)
    written = [str(path) for path in pictures]
    answer(options, {"written": written}, "\n".join(["Wrote:", *written]))


@contextmanager
def _study_shown(options: Namespace) -> Iterator[str | None]:
    """Give the study to be drawn; with pseudonyms, one made for it that holds none of the names."""
    if options.study is None:
        yield None
        return
    if options.pseudonyms is None:
        with study_to_read(options):  # refused where the study asks for pseudonyms
            pass
        yield options.study
        return
    from gtcoder.actions.play import play
    from gtcoder.exchange.plain_study import read_study
    from gtcoder.exchange.plain_writer import write_study
    from gtcoder.store.location import FileLocation

    with tempfile.TemporaryDirectory(prefix="gtcoder-screens-") as temporary, progress() as watched:
        folder, built = Path(temporary) / "plain", Path(temporary) / "study.gtc"
        with study_to_read(options) as project, project.read() as reader:
            write_study(reader, folder, watched)
        play(FileLocation(built), read_study(folder, watched), watched)
        yield str(built)
