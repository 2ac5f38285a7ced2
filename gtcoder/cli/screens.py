"""The verb `screens`: every workspace of the window as a picture, light and dark."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gtcoder.cli.output import answer
from gtcoder.cli.study_argument import STUDY, add_json
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
    written = [str(path) for path in draw_all(options.folder, options.study, size, options.viewer)]
    answer(options, {"written": written}, "\n".join(["Wrote:", *written]))
