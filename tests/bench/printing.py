"""Measured figures beside their targets, as a table on paper."""

from __future__ import annotations

# figure, unit, factor from what was measured, target per corpus
Row = tuple[str, str, float, dict[str, float]]
Figures = dict[str, dict[str, float]]  # per corpus


def show(what: str, rows: tuple[Row, ...], figures: Figures, *, places: int, remark: str) -> int:
    """Print the figures of each corpus beside their targets; return 1 where one is missed."""
    missed = 0
    wide = max(len(f"{name}, {unit}") for name, unit, _, _ in rows) + 1
    print(f"{what:{wide}}" + "".join(f"{size:>12}{'target':>10}" for size in figures))
    for name, unit, factor, targets in rows:
        line = f"{name + ', ' + unit:{wide}}"
        for size, found in figures.items():
            value, target = found.get(name), targets.get(size)
            shown = "–" if value is None else f"{value * factor:,.{places}f}"
            late = value is not None and target is not None and value * factor > target
            missed += late
            line += f"{shown:>12}{'' if target is None else f'{target:g}':>9}{'!' if late else ' '}"
        print(line)
    print(f"{remark} ! = target missed.")
    return 1 if missed else 0
