"""Draw the pictures of help and README, from the sample study and from the framework of 2016.

./run pictures            # writes all of resources/pictures
./run pictures desk       # those of the desk alone: the window, as a person would use it
./run pictures exchange   # those of import and merging alone
./run pictures model      # the diagrams alone
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from gtcoder.actions.play import play
from gtcoder.drawing.export import export_graph
from gtcoder.exchange.plain_study import read_study
from gtcoder.reports.models import graph_of_model
from gtcoder.resources import resource, sample_project
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import ModelTemplate
from tests.bench import desk_pictures, exchange_pictures
from tests.cli.framework_2016 import write_study

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DPI = 103  # 1204 pixels for the width of A4
_GROUNDS = 48
_SAMPLE = (ModelTemplate.STEPWISE, ModelTemplate.PARADIGM)
_PUBLISHED = (ModelTemplate.CYCLE, ModelTemplate.FIELDS)


def draw(folder: Path, templates: Sequence[ModelTemplate], out: Path) -> None:
    """Draw what a plain-text study holds of these templates, light and dark."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "study.gtc"
        play(FileLocation(path), read_study(folder))
        with open_study(FileLocation(path), read_only=True) as project, project.read() as reader:
            for template in templates:
                graph = graph_of_model(reader, template=template)
                for theme in ("light", "dark"):
                    ending = "_dark.png" if theme == "dark" else ".png"
                    picture = out / f"model_{template}{ending}"
                    export_graph(graph, picture, dpi=_DPI, theme=theme)
                    make_small(picture)


def make_small(picture: Path, colours_kept: int = 256) -> None:
    """Write it again with few colours: a third of the size, the same to see.

    After the grounds, one of each group of colours much alike is taken, so that a rare hue keeps
    its place among the many greys of the letters.
    """
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32)
    colours, counts = np.unique(pixels, return_counts=True)
    colours = colours[np.argsort(-counts, kind="stable")]
    alike = colours & 0xF0F0F0
    first = np.sort(np.unique(alike, return_index=True)[1])
    order = dict.fromkeys((*range(_GROUNDS), *first.tolist(), *range(len(colours))))
    table = [int(colours[n]) for n in order][:colours_kept]
    plain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    small = image.convertToFormat(QImage.Format.Format_Indexed8, table, plain)
    assert small.save(str(picture), quality=0)  # 0 packs hardest


def draw_models(out: Path) -> None:
    """Draw the diagrams."""
    draw(sample_project("cem_ict"), _SAMPLE, out)
    with tempfile.TemporaryDirectory() as place:
        draw(write_study(Path(place) / "models"), _PUBLISHED, out)


def main(wanted: Sequence[str]) -> int:
    """Draw those that are wanted; without a word, all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = resource("pictures")
    kinds: dict[str, Callable[[], None]] = {
        "desk": lambda: desk_pictures.draw(out, make_small),
        "exchange": lambda: exchange_pictures.draw(out, make_small),
        "model": lambda: draw_models(out),
    }
    if unknown := set(wanted) - set(kinds):
        print(f"Pictures are of {' or '.join(kinds)}; not of {', '.join(unknown)}.")
        return 2
    for kind, run in kinds.items():
        if not wanted or kind in wanted:
            run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
