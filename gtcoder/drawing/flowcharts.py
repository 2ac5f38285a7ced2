"""A graph as the source of other programs' charts: Graphviz dot and Mermaid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gtcoder.drawing.outline import Part, edge_words, node_words, outline_of
from gtcoder.drawing.text import cleaned

if TYPE_CHECKING:
    import networkx as nx


def dot_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return the graph in Graphviz's language; nodes that hold others become clusters."""
    tidy = cleaned(graph)
    outline = outline_of(tidy)
    lines = [
        "digraph {",
        "  graph [compound=true, rankdir=LR, labelloc=t, fontname=sans,"
        f" label={_quoted(str(tidy.graph.get('title', '')))}];",
        "  node [shape=box, style=rounded, fontname=sans];",
        "  edge [fontname=sans];",
        *(line for part in outline.parts for line in _dot_part(part, "  ")),
    ]
    for source, target, data in tidy.edges(data=True):
        start, end = outline.by_key[source], outline.by_key[target]
        said = {"label": edge_words(data)} if edge_words(data) else {}
        if start.inside:
            said["ltail"] = f"cluster_{start.name}"
        if end.inside:
            said["lhead"] = f"cluster_{end.name}"
        if data.get("both_ways"):
            said["dir"] = "both"
        written = ", ".join(f"{name}={_quoted(value)}" for name, value in said.items())
        tail = f" [{written}]" if written else ""
        lines.append(f"  {start.last.name} -> {end.first.name}{tail};")
    return ("\n".join([*lines, "}"]) + "\n").encode()


def mermaid_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return the graph as a Mermaid flowchart; nodes that hold others become subgraphs."""
    tidy = cleaned(graph)
    outline = outline_of(tidy)
    title = " ".join(str(tidy.graph.get("title", "")).split()).replace('"', "'")
    lines = ["---", f'title: "{title}"', "---", "flowchart LR"]
    lines += [line for part in outline.parts for line in _mermaid_part(part, "  ")]
    for source, target, data in tidy.edges(data=True):
        arrow = "<-->" if data.get("both_ways") else "-->"
        words = edge_words(data)
        said = f"|{_mermaid_text(words)}|" if words else ""
        ends = outline.by_key[source].name, outline.by_key[target].name
        lines.append(f"  {ends[0]} {arrow}{said} {ends[1]}")
    return ("\n".join(lines) + "\n").encode()


def _dot_part(part: Part, indent: str) -> Iterator[str]:
    if not part.inside:
        yield f"{indent}{part.name} [label={_quoted(node_words(part.data))}];"
        return
    yield f"{indent}subgraph cluster_{part.name} {{"
    yield f"{indent}  label={_quoted(node_words(part.data))}; style=rounded;"
    for each in part.inside:
        yield from _dot_part(each, indent + "  ")
    yield f"{indent}}}"


def _mermaid_part(part: Part, indent: str) -> Iterator[str]:
    said = _mermaid_text(node_words(part.data))
    if not part.inside:
        yield f"{indent}{part.name}[{said}]"
        return
    yield f"{indent}subgraph {part.name} [{said}]"
    for each in part.inside:
        yield from _mermaid_part(each, indent + "  ")
    yield f"{indent}end"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _mermaid_text(text: str) -> str:
    """Return a quoted label; what Mermaid would read as markup is written as a character code."""
    plain = " ".join(text.split()) or " "
    escaped = plain.replace("#", "#35;").replace('"', "#quot;")
    return '"' + escaped.replace("<", "#lt;").replace(">", "#gt;").replace("`", "#96;") + '"'
