"""Times a corpus out as a REFI-QDA project and into a new study: `./run bench exchange [M|L]`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.arriving import planned
from gtcoder.exchange.merging.plan import MergePlan
from gtcoder.exchange.project_files import ForeignProject, read_project
from gtcoder.exchange.refi.writing import write_project
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.study_rows import StudyRows
from tests.bench.corpora import corpus, load, study_without_codings
from tests.bench.docx_speed import docx_times
from tests.bench.merging_speed import timed

GOALS = {"M": (1.0, 1.5), "L": (60.0, 60.0)}  # seconds of CPU: out, in


def main() -> int:
    """Print what each part takes; 0 when both goals are met."""
    size = next((word for word in sys.argv[1:] if word in GOALS), "M")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GTCODER_STATE_DIR"] = folder
        study = Path(folder) / "study.gtc"
        made, columns = study_without_codings(study, corpus(size))
        load(made, columns)
        made.close()
        project = Path(folder) / "study.qdpx"
        ways = _out(study, project), _in(project, Path(folder) / "new.gtc")
    missed = False
    for name, parts, goal in zip(("export", "import"), ways, GOALS[size], strict=True):
        total = sum(parts.values())
        missed = missed or total > goal
        said = ", ".join(f"{part} {seconds:.2f}" for part, seconds in parts.items())
        print(f"{name} {size} {total:8.2f} s   goal {goal:.1f} s   ({said})")
    docx_times()
    return int(missed)


def _out(study: Path, project: Path) -> dict[str, float]:
    rows: list[StudyRows] = []
    with open_study(FileLocation(study), read_only=True) as opened, opened.read() as reader:
        read = timed(lambda: rows.append(whole_study(reader)))
    return {"rows": read, "write": timed(lambda: write_project(rows[0], project))}


def _in(project: Path, study: Path) -> dict[str, float]:
    create_study(FileLocation(study), coder="Zoe", title="New")
    found: list[ForeignProject] = []
    spent = {"read": timed(lambda: found.append(read_project(project)))}
    with open_study(FileLocation(study), "Zoe") as opened:
        with opened.read() as reader:
            ours = whole_study(reader, history=True)
        plans: list[MergePlan] = []
        spent["plan"] = timed(lambda: plans.append(planned(ours, found[0])))
        arrival = plans[0].arrival
        spent["store"] = timed(lambda: opened.perform(take_in, arrival=arrival))
    return spent


if __name__ == "__main__":
    sys.exit(main())
