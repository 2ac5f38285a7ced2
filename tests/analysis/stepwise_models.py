"""Stepwise models for tests: the nine steps of the sample study, and invented ones."""

from __future__ import annotations

import csv
import random
from itertools import pairwise
from pathlib import Path

import networkx as nx

FOLDER = Path(__file__).parents[2] / "sample_projects" / "cem_ict"
_NUMBERED = "Step "


def label_of(node: str, code: str) -> tuple[int, str]:
    """Return the number and the label of a node: its code's name, a step's without its number."""
    name = code.split(" > ")[-1] or node
    number = 0
    if name.startswith(_NUMBERED) and ": " in name:
        head, name = name.split(": ", 1)
        number = int(head.removeprefix(_NUMBERED))
    return number, name[:1].upper() + name[1:]


def nine_steps() -> nx.MultiDiGraph[str]:
    """Return the model of the sample study, from its own tables."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        template="stepwise",
        title="A stepwise model of customer experience management",
        subtitle="Nine steps of the customer’s journey, what must be there before them, "
        "what surrounds them, and what comes of them",
        provenance="12 invented interviews, 281 codes. After Saeedi, Danaei and Zargar (2021).",
    )
    with (FOLDER / "steps.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number, label = label_of(row["node"], row["code"])
            add(graph, row["node"], row["kind"], label, row["parent"], int(row["rank"]), number)
    with (FOLDER / "step_edges.csv").open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file), 1):
            join(graph, row["source"], row["target"], row["kind"], f"e{place}")
    return graph


def add(
    graph: nx.MultiDiGraph[str],
    key: str,
    kind: str,
    label: str,
    parent: str = "",
    rank: int = 1,
    number: int = 0,
) -> None:
    """Add a node with the attributes of the contract."""
    graph.add_node(
        key, key=key, kind=kind, label=label, parent=parent, rank=rank, number=number, code="",
        passages=0, participants=0, participants_total=0, definition="", colour=0, note="",
    )  # fmt: skip


def join(
    graph: nx.MultiDiGraph[str], source: str, target: str, kind: str, key: str = "", label: str = ""
) -> None:
    """Add an edge with the attributes of the contract."""
    key = key or f"e{graph.number_of_edges() + 1}"
    graph.add_edge(source, target, key=key, kind=kind, label=label, number=0, both_ways=False)


WORDS = {
    "en": (
        "Awareness", "Attention", "Evaluation", "Decision to buy", "Purchase", "Usage",
        "Telling the story again at every counter", "Repeated purchase", "Lack of reaction",
        "Kundenzufriedenheitsmessungsverfahren", "Legal-political", "Loyalty or confrontation",
        "Growth and learning", "Word of mouth", "Waiting", "One view of the customer",
    ),
    "fa": (
        "آگاهی", "توجه", "ارزیابی", "تصمیم به خرید", "خرید", "استفاده", "پیامد خرید",
        "مقاومت سازمانی در برابر تغییر", "انگیزهٔ کارکنان", "فرهنگ پاسخ‌گویی", "خرید مجدد",
    ),
    "ar": (
        "الوعي", "الانتباه", "التقييم", "قرار الشراء", "الشراء", "الاستخدام", "نتيجة الشراء",
        "قياس رضا العملاء وتحليله في كل خطوة", "الولاء أو المواجهة", "غياب رد الفعل",
    ),
}  # fmt: skip
_AROUND = (
    ("prerequisite", 5), ("outcome", 6), ("carried", 5), ("alongside", 6), ("around", 8),
)  # fmt: skip


def random_model(seed: int) -> nx.MultiDiGraph[str]:
    """Return an invented model: 3 to 14 steps, branches, edges back and across."""
    chance = random.Random(seed)
    words = WORDS[chance.choice(("en", "en", "fa", "ar"))]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        template="stepwise", title=f"Model {seed}", subtitle="Invented.", provenance="Invented."
    )
    phenomenon = "p" if chance.random() < 0.85 else ""
    for kind, most in _AROUND:
        if chance.random() < 0.75:
            add(graph, kind, kind, chance.choice(words))
            for k in range(chance.randint(1, most)):
                add(graph, f"{kind}{k}", kind, chance.choice(words), kind, k)
    if phenomenon:
        add(graph, "p", "phenomenon", chance.choice(words))
        if "prerequisite" in graph:
            join(graph, "prerequisite", "p", "prerequisite")
        if "outcome" in graph:
            join(graph, "p", "outcome", "outcome")
    _add_steps(graph, chance, words, phenomenon)
    return graph


def _add_steps(
    graph: nx.MultiDiGraph[str], chance: random.Random, words: tuple[str, ...], parent: str
) -> None:
    count, branched = chance.randint(3, 14), 0
    last: list[list[str]] = []
    for n in range(1, count + 1):
        add(graph, f"s{n}", "step", chance.choice(words), parent, n, n)
        branches = []
        if branched < 4 and chance.random() < 0.3:
            branched += 1
            branches = [f"s{n}b{k}" for k in range(chance.randint(1, 3))]
        for k, branch in enumerate(branches):
            add(graph, branch, "branch", chance.choice(words), f"s{n}", k)
            join(graph, f"s{n}", branch, "branch")
        last.append(branches or [f"s{n}"])
    for n, sources in enumerate(last[:-1], 2):
        for source in chance.sample(sources, chance.randint(1, len(sources))):
            join(graph, source, f"s{n}", "step")
    for _ in range(chance.randint(0, 4)):
        source, target = chance.sample([key for key in graph if key.startswith("s")], 2)
        if not graph.has_edge(source, target):
            join(graph, source, target, "step", label=chance.choice(("", "", "again")))


def chain(count: int, *, title: str = "Chain") -> nx.MultiDiGraph[str]:
    """Return that many steps in a phenomenon, each leading to the next."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        template="stepwise", title=title, subtitle="", provenance=""
    )
    add(graph, "p", "phenomenon", "The whole")
    for n in range(1, count + 1):
        add(graph, f"s{n}", "step", f"Step of work {n}", "p", n, n)
    for n, after in pairwise(range(1, count + 1)):
        join(graph, f"s{n}", f"s{after}", "step")
    return graph
