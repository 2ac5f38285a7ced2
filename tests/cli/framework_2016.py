"""The framework and the service model of 2016 as plain-text studies, for tests and pictures.

The names are those of a published framework of customer experience management (design science,
2016, telecommunications) and of its figure of gaps; keys, fields' order and files are ours.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

CYCLE = "Framework of customer experience management"
GAPS = "Service model with five gaps"

PARTS = {
    "part 1": "Part 1: customer experience design and implementation process",
    "part 2": "Part 2: prerequisite organisational building blocks",
}
# Name, actions, tools of each phase, in the order of the cycle.
PHASES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "Customer understanding",
        (
            "Define the segment",
            "Define customer needs and requirements for the journey (after 2.2)",
        ),
        ("Customer canvas",),
    ),
    (
        "Design customer journey",
        (
            "Define the macro journey",
            "Define the micro journeys",
            "Define the moments of truth",
            "Map positive versus negative experience and detection mechanisms",
        ),
        (
            "Action research",
            "Value chain mapping / process mapping",
            "Service blueprint",
            "Journey mapping",
            "Moment mapping",
            "Poka-yoke / fail-safeing",
        ),
    ),
    (
        "Customer experience measurement",
        (
            "Define internal measurement points",
            "Define external measurement points and escalation",
            "Benchmark against competitors",
        ),
        ("Customer and enterprise measures", "Benchmarking"),
    ),
    (
        "Customer experience change implementation",
        ("Identify gaps", "Prioritise initiatives", "Establish working groups"),
        (
            "Gap analysis",
            "Prioritisation matrix",
            "Action research focus groups",
            "Cross-functional process owners",
        ),
    ),
)
BLOCKS = (
    "Define the customer experience strategy",
    "Create leadership buy-in",
    "Implement a customer experience culture",
    "Align the organisational functions to customer segments",
    "Implement systems, processes and technology aligned to the strategy",
)
FIELDS = {"customer": "Customer", "enterprise": "Enterprise"}
# Activities by key: label, and the field they lie in ("" = in both).
ACTIVITIES = {
    "expected": ("Expected service", "customer"),
    "perceived": ("Perceived service", "customer"),
    "delivery": ("Service delivery", ""),
    "communication": ("Communication to customers", ""),
    "specification": ("Service specification", "enterprise"),
    "perception": ("Management perception of expectations", "enterprise"),
}
# The arrows that carry the gaps 1 to 5, and what each gap lies between.
GAP_ARROWS = (
    ("expected", "perception", "management perception of expectations vs actual expectations"),
    ("perception", "specification", "perception vs specification"),
    ("specification", "delivery", "specification vs delivery"),
    ("delivery", "communication", "delivery vs communication"),
    ("expected", "perceived", "expected vs perceived service"),
)


def write_study(folder: Path) -> Path:
    """Write a plain-text study that keeps both models and holds one invented sentence."""
    (folder / "transcripts").mkdir(parents=True)
    (folder / "project.toml").write_text(
        'title = "Models of 2016"\nabout = "Two published figures."\n'
        'coders = [{ name = "Ana", role = "lead" }]\n',
        encoding="utf-8",
    )
    (folder / "transcripts" / "note.txt").write_text(
        "[Invented.] The figures stand in the models; nothing is coded here.\n", encoding="utf-8"
    )
    _table(folder / "models.csv", ("model", "template"), [(CYCLE, "cycle"), (GAPS, "fields")])
    _table(
        folder / "model_nodes.csv",
        ("model", "node", "kind", "label", "rank", "parent", "field:actions", "field:tools"),
        [*_framework_nodes(), *_gap_nodes()],
    )
    _table(
        folder / "model_edges.csv",
        ("model", "source", "target", "kind", "label", "number", "both_ways"),
        [*_framework_edges(), *_gap_edges()],
    )
    return folder


Line = tuple[object, ...]


def _framework_nodes() -> Iterable[Line]:
    for rank, (key, label) in enumerate(PARTS.items(), 1):
        yield CYCLE, key, "part", label, rank, "", "", ""
    for number, (label, actions, tools) in enumerate(PHASES, 1):
        lists = "; ".join(actions), "; ".join(tools)
        yield CYCLE, f"phase {number}", "phase", label, number, "part 1", *lists
    for number, label in enumerate(BLOCKS, 1):
        yield CYCLE, f"block {number}", "block", label, number, "part 2", "", ""


def _framework_edges() -> Iterable[Line]:
    for number in range(1, 5):
        yield CYCLE, f"phase {number}", f"phase {number % 4 + 1}", "phase", "", "", ""
    yield CYCLE, "part 1", "part 2", "depends", "", "", "yes"


def _gap_nodes() -> Iterable[Line]:
    for rank, (key, label) in enumerate(FIELDS.items(), 1):
        yield GAPS, key, "field", label, rank, "", "", ""
    for rank, (key, (label, field)) in enumerate(ACTIVITIES.items(), 1):
        yield GAPS, key, "activity", label, rank, field, "", ""


def _gap_edges() -> Iterable[Line]:
    for number, (source, target, label) in enumerate(GAP_ARROWS, 1):
        yield GAPS, source, target, "arrow", label, number, "yes"


def _table(path: Path, columns: Sequence[str], rows: Iterable[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
