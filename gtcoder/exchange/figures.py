"""The charts of reports as pictures: svg, pdf and png."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gtcoder.analysis.charts import undrawable
from gtcoder.errors import InvalidInput
from gtcoder.exchange.exporting import exporter
from gtcoder.progress import Progress
from gtcoder.reports.base import Chart, Report

DOTS_PER_INCH = 300


@exporter("svg", "Chart (SVG)", ".svg")
def write_svg(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write the chart with its letters as outlines, so that it looks the same everywhere."""
    metadata = {"Title": report.title, "Description": " ".join(report.sentences), "Date": None}
    return _write(report, path, progress, "svg", metadata)


@exporter("pdf", "Chart (PDF)", ".pdf")
def write_pdf(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write the chart on a page of its own size."""
    metadata = {"Title": report.title, "Subject": " ".join(report.sentences)}
    return _write(report, path, progress, "pdf", metadata)


@exporter("png", "Chart (PNG)", ".png")
def write_png(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write the chart as a picture of 300 dots an inch."""
    metadata = {"Title": report.title, "Description": " ".join(report.sentences)}
    return _write(report, path, progress, "png", metadata)


def _write(
    report: Report, path: Path, progress: Progress, kind: str, metadata: Mapping[str, str | None]
) -> tuple[str, ...]:
    if report.chart is None or not report.chart.labels:
        raise InvalidInput(
            "There is no chart of the report “{report}” to draw{why}. Nothing was written; write "
            "a table instead, as csv, xlsx or docx.",
            report=report.name,
            why="" if report.chart is None else ", as nothing is counted in it",
        )
    progress.step(0, 1, "drawing")
    figure = report.chart.figure()
    figure.savefig(path, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return _absent(report.chart)


def _absent(chart: Chart) -> tuple[str, ...]:
    absent = undrawable(chart.words)
    if not absent:
        return ()
    return (f"No typeface on this machine has {absent}; a box stands for each in the picture.",)
