"""Markdown as people write it in memos, read into blocks and runs that any format can set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["text", "heading", "bullet", "number", "quote", "table", "code", "rule"]
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(.*)")
_QUOTE = re.compile(r"\s{0,3}>\s?(.*)")
_ROW = re.compile(r"\s*\|(.*)\|\s*")
_PARTING = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~).*")
_RUN = re.compile(
    r"(?P<code>(?P<tick>`+)(?!`)(?P<said>.+?)(?<!`)(?P=tick)(?!`))"
    r"|(?P<link>!?\[(?P<name>[^\]\n]+)\]\((?P<to>[^)\s]*)(?:\s[^)]*)?\))"
    r"|(?P<bold>(?P<b>\*\*|__)(?=\S)(?P<strong>.+?)(?<=\S)(?P=b))"
    r"|(?<![*_\w])(?P<slant>(?P<i>[*_])(?=[^\s*_])(?P<em>.+?)(?<=[^\s*_])(?P=i))(?![*_\w])"
)
_STEP = 2  # blanks before an item that lies in another one


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike; `to` is where a link leads."""

    text: str
    bold: bool = False
    slanted: bool = False
    fixed: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, quotation or row of a table.

    `depth` is the level of a heading from 1 or how deep an item lies from 0; `mark` an item's
    number; `rows` the cells of a table, the first row its heading.
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    depth: int = 0
    mark: str = ""
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return a memo's text in blocks; what is no mark is text."""
    return tuple(_blocks(text.replace("\r\n", "\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif _FENCE.fullmatch(line):
            end = next((n for n in range(at + 1, len(lines)) if _FENCE.fullmatch(lines[n])),
                       len(lines))  # fmt: skip
            yield Block("code", (Run("\n".join(lines[at + 1 : end]), fixed=True),))
            at = end + 1
        elif _ROW.fullmatch(line):
            end = _while(lines, at, _ROW)
            yield Block("table", rows=_cells(lines[at:end]))
            at = end
        elif _QUOTE.fullmatch(line):
            end = _while(lines, at, _QUOTE)
            said = (_QUOTE.fullmatch(each) for each in lines[at:end])
            yield Block("quote", runs_of("\n".join(found[1] for found in said if found)))
            at = end
        elif (single := _single(line)) is not None:
            yield single
            at += 1
        else:
            end = next((n for n in range(at + 1, len(lines)) if _ends(lines[n])), len(lines))
            yield Block("text", runs_of("\n".join(each.strip() for each in lines[at:end])))
            at = end


def _single(line: str) -> Block | None:
    """Return a block that is one line, or None."""
    if _RULE.fullmatch(line):
        return Block("rule")
    heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
    if heading:
        return Block("heading", runs_of(heading[2].rstrip("#").rstrip()), depth=len(heading[1]))
    if item:
        depth = min(len(item[1].expandtabs(4)) // _STEP, 5)
        mark = item[2] if item[2][0].isdigit() else ""
        return Block("number" if mark else "bullet", runs_of(item[3]), depth, mark)
    return None


def _ends(line: str) -> bool:
    whole = (_FENCE, _ROW, _QUOTE)
    return (
        not line.strip() or any(each.fullmatch(line) for each in whole) or _single(line) is not None
    )


def _while(lines: list[str], at: int, kind: re.Pattern[str]) -> int:
    return next((n for n in range(at, len(lines)) if not kind.fullmatch(lines[n])), len(lines))


def _cells(lines: list[str]) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    rows = [line.strip().strip("|").split("|") for line in lines if not _PARTING.fullmatch(line)]
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return tuple(tuple(runs_of(cell.strip()) for cell in row) for row in padded)


def runs_of(text: str) -> tuple[Run, ...]:
    """Return words with their marks taken as how they are set."""
    runs: list[Run] = []
    end = 0
    for found in _RUN.finditer(text):
        if found.start() > end:
            runs.append(Run(text[end : found.start()]))
        if found["code"]:
            runs.append(Run(found["said"], fixed=True))
        elif found["link"]:
            runs.append(Run(found["name"], to=found["to"]))
        elif found["bold"]:
            runs.append(Run(found["strong"], bold=True))
        else:
            runs.append(Run(found["em"], slanted=True))
        end = found.end()
    if end < len(text):
        runs.append(Run(text[end:]))
    return tuple(runs)
