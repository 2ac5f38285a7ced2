"""Invented and published models for the tests of figures, and a measurer without a screen."""

from __future__ import annotations

import random
import unicodedata

import networkx as nx

from gtcoder.analysis.diagram.boxes import FONTS, FontRole

WORDS = (
    "Waiting", "Trust", "Churn", "Repeating the story", "One view of the customer",
    "Culture of answering surveys", "Kundenzufriedenheitsmessungsverfahren",
    "Vertragsverlängerungsbereitschaft nach Beschwerde", "ترک خاموش مشتری", "فرهنگ پاسخ‌گویی",
    "Real and perceived service", "Early-warning signals", "Word of mouth", "Legacy billing",
)  # fmt: skip
TYPES = ("is a cause of", "leads to", "bears on")


class PlainMeasurer:
    """Widths like a humanist sans: wide capitals, narrow i and l, combining marks without width."""

    def measure(self, text: str, role: FontRole) -> tuple[float, float]:
        em = sum(
            0.0
            if unicodedata.combining(char) or char in "\u200c\u200f"
            else 0.28
            if char in "iljt.,:·' "
            else 0.68
            if char.isupper() or char in "mw"
            else 0.54
            for char in text
        )
        size = FONTS[role].size
        return em * size, 1.2 * size


def model(title: str, template: str) -> nx.MultiDiGraph[str]:
    """Return a model without nodes."""
    return nx.MultiDiGraph(title=title, subtitle="", template=template, provenance="Invented.")


def join(graph: nx.MultiDiGraph[str], source: str, target: str, kind: str, **more: object) -> None:
    """Add an edge with a key of its own."""
    plain: dict[str, object] = {"label": "", "number": 0, "both_ways": False, "kind": kind}
    key = f"{source} {target} {graph.number_of_edges(source, target)}"
    graph.add_edge(source, target, key=key, **(plain | more))


def random_network(seed: int, nodes: int, edges: int, *, groups: int = 0) -> nx.MultiDiGraph[str]:
    """Return categories with relations: loops, parallel lines, lone nodes, parts, groups."""
    chance = random.Random(seed)
    graph = model(f"Network {seed}", "network")
    for k in range(groups):
        graph.add_node(f"g{k}", kind="group", label=chance.choice(WORDS), parent="")
    for k in range(nodes):
        inside = groups and chance.random() < 0.7
        graph.add_node(
            f"n{k}",
            kind=chance.choice(["category", "code"]),
            label=chance.choice(WORDS),
            parent=f"g{chance.randrange(groups)}" if inside else "",
            passages=chance.randint(0, 60),
            colour=chance.randint(0, 20),
        )
    for _ in range(edges if nodes else 0):
        one = chance.randrange(nodes)
        near = chance.random() < 0.6
        two = min(nodes - 1, max(0, one + chance.randint(-4, 4))) if near else None
        both = chance.random() < 0.1
        join(
            graph,
            f"n{one}",
            f"n{chance.randrange(nodes) if two is None else two}",
            "relation",
            type=chance.choice(TYPES),
            evidence_for=chance.choice([0, 1, 7, 40]),
            both_ways=both,
        )
    return graph


def random_tree(
    seed: int, nodes: int, *, deep: bool = True, roots: int = 1
) -> nx.MultiDiGraph[str]:
    """Return a code tree; codes hang from categories or, where it is deep, from each other."""
    chance = random.Random(seed)
    graph = model(f"Tree {seed}", "tree")
    for k in range(nodes):
        graph.add_node(
            f"n{k}",
            kind="category" if k < roots else "code",
            label=chance.choice(WORDS),
            passages=chance.randint(0, 400),
            colour=chance.randint(0, 20),
        )
        if k >= roots:
            above = chance.randrange(k) if deep else chance.randrange(min(k, roots))
            join(graph, f"n{above}", f"n{k}", "contains")
    return graph


def framework() -> nx.MultiDiGraph[str]:
    """Return the two-part framework published in 2016: four phases in a loop, five blocks."""
    graph = model("A framework of customer experience management", "cycle")
    graph.add_node("part 1", kind="part", label="Design and implementation", rank=1)
    graph.add_node("part 2", kind="part", label="Organisational building blocks", rank=2)
    phases = (
        ("Customer understanding", "Define the segment; Define needs and requirements",
         "Customer canvas"),
        ("Design customer journey",
         "Define the macro journey; Define the micro journeys; Define the moments of truth; "
         "Map positive versus negative experience and detection mechanisms",
         "Action research; Process mapping; Service blueprint; Journey mapping; Moment mapping; "
         "Poka-yoke / fail-safeing"),
        ("Customer experience measurement",
         "Define internal measurement points; Define external measurement points and escalation; "
         "Benchmark against competitors", "Customer and enterprise measures; Benchmarking"),
        ("Customer experience change implementation",
         "Identify gaps; Prioritise initiatives; Establish working groups",
         "Gap analysis; Prioritisation matrix; Action research focus groups; "
         "Cross-functional process owners"),
    )  # fmt: skip
    for number, (label, actions, tools) in enumerate(phases, 1):
        fields = {"field actions": actions, "field tools": tools}
        graph.add_node(
            f"phase {number}",
            kind="phase",
            label=label,
            parent="part 1",
            rank=number,
            number=number,
            **fields,
        )
    for number in range(1, 5):
        join(graph, f"phase {number}", f"phase {number % 4 + 1}", "phase")
    blocks = (
        "Define the customer experience strategy", "Create leadership buy-in",
        "Implement a customer experience culture",
        "Align the organisational functions to customer segments",
        "Implement systems, processes and technology aligned to the strategy",
    )  # fmt: skip
    for number, label in enumerate(blocks, 1):
        graph.add_node(f"block {number}", kind="block", label=label, parent="part 2", rank=number)
    join(graph, "part 1", "part 2", "depends", both_ways=True)
    return graph


def service_model() -> nx.MultiDiGraph[str]:
    """Return the service model with its five gaps: customer and enterprise overlap in delivery."""
    graph = model("Gaps in a service", "fields")
    graph.add_node("customer", kind="field", label="Customer", parent="", rank=1)
    graph.add_node("enterprise", kind="field", label="Enterprise", parent="", rank=2)
    activities = {
        "expected": ("Expected service", "customer"),
        "perceived": ("Perceived service", "customer"),
        "delivery": ("Service delivery", ""),
        "communication": ("Communication to customers", ""),
        "specification": ("Service specifications", "enterprise"),
        "perception": ("Management’s perception of expectations", "enterprise"),
    }
    for rank, (key, (label, parent)) in enumerate(activities.items()):
        of = parent or "customer;enterprise"
        graph.add_node(key, kind="activity", label=label, parent=parent, fields_of=of, rank=rank)
    gaps = (
        ("expected", "perception", "Perception against actual expectations"),
        ("perception", "specification", "Perception against specification"),
        ("specification", "delivery", "Specification against delivery"),
        ("delivery", "communication", "Delivery against communication"),
        ("expected", "perceived", "Expected against perceived service"),
    )
    for number, (source, target, label) in enumerate(gaps, 1):
        join(graph, source, target, "arrow", number=number, label=label, both_ways=True)
    join(graph, "delivery", "perceived", "arrow")
    join(graph, "communication", "expected", "arrow")
    return graph


LEVELS = (
    "Action", "Interaction", "Group", "Sub-organisation", "Organisation", "Community", "National",
    "International",
)  # fmt: skip


def conditional_matrix(
    seed: int, categories: int, relations: int, levels: int = 8
) -> nx.MultiDiGraph[str]:
    """Return levels from action outwards with categories in them."""
    chance = random.Random(seed)
    graph = model("Conditional matrix", "matrix")
    for rank, level in enumerate(LEVELS[:levels], 1):
        graph.add_node(f"level {level}", kind="group", label=level, rank=rank, parent="")
    for k in range(categories):
        graph.add_node(
            f"n{k}",
            kind="category",
            label=chance.choice(WORDS),
            parent=f"level {chance.choice(LEVELS[:levels])}",
            rank=k,
            passages=chance.randint(0, 60),
        )
    for _ in range(relations):
        one, two = chance.sample(range(categories), 2)
        join(graph, f"n{one}", f"n{two}", "relation", type="leads to", evidence_for=2)
    return graph
