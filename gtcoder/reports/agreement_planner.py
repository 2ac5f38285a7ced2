"""How much to double-code for an interval as narrow as is wished, from the study's own codings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gtcoder.analysis.chosen import called, described
from gtcoder.analysis.planner import OfDocuments, OfUnits, Plan, PlanPoint, Simulation, plan
from gtcoder.analysis.planner_chart import PlanChart
from gtcoder.analysis.planner_sources import Assumed, Pilot, rarest
from gtcoder.analysis.resampling import FEWEST
from gtcoder.progress import Progress
from gtcoder.queries import passages
from gtcoder.reports.base import Basis, Report, Row, listing, number_of, report
from gtcoder.reports.planner_basis import basis_of, looked_at, of_text, short
from gtcoder.reports.planner_options import DrawnBy, PlannerOptions, refuse
from gtcoder.store.reader import Reader

_MANY = 0.01  # share of studies without an interval from which it is told


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A plan for a study, what it is of, and the sentences it must not be without.

    `code` is None where it is of all codes together; `unit` is that of coding.
    """

    plan: Plan
    told: str
    code: str | None
    coefficient: str
    by: DrawnBy
    unit: str
    sentences: tuple[str, ...]
    limits: tuple[str, ...]
    round: str
    whose: tuple[str, ...]


def study_plan(reader: Reader, options: PlannerOptions, progress: Progress) -> StudyPlan:
    """Return how much to double-code; raises NotComputable where nobody coded anything yet."""
    progress.step(0, 0, "reading codings")
    refuse(options)
    base = looked_at(reader, options)
    asked = options.asked
    code = rarest(base, of_text(asked), base.codes) if options.codes else None
    found = basis_of(reader, options, base, code)
    simulation = _simulation(found.source, options)
    made = plan(simulation, options.wish, progress)
    name, _, variant = options.coefficient.partition(":")
    measure = called(name, described(name).source, variant)
    result = StudyPlan(
        plan=made,
        told="",
        code=code,
        coefficient=measure,
        by=options.by,
        unit=asked.unit.value,
        sentences=(*found.sentences, _how(options)),
        limits=(*found.limits, *_limits(reader, made, options)),
        round=base.round,
        whose=base.coders,
    )
    return replace(result, told=told(result))


def told(made: StudyPlan) -> str:
    """Say how much to double-code, or that the wish is out of reach."""
    wish, at = made.plan.wish, made.plan.at_needed
    counted = _counted(at.n, made)
    of = "over all codes" if made.code is None else f"for “{made.code}”"
    interval = f"the 95 % interval of {made.coefficient} {of}"
    narrow = f"narrower than ±{short(wish.width)} in {_percent(at.share)} of simulated studies"
    mean = "" if at.half_width is None else f"; on average it is ±{short(at.half_width)}"
    if mean and at.without >= _MANY:
        mean += f", and {_percent(at.without)} have none"
    if made.plan.needed is not None:
        return f"Code {counted} twice: {interval} is then {narrow}{mean}."
    if at.half_width is None:
        return f"Out of reach: with {counted} coded twice there is no interval to print."
    return f"Out of reach: with {counted} coded twice {interval} is {narrow}{mean}."


@report("agreement-planner", "How much to double-code", PlannerOptions)
def agreement_planner(reader: Reader, options: PlannerOptions, progress: Progress) -> Report:
    """Return a row per number of documents or units: half-width, and how often it is as wished."""
    made = study_plan(reader, options, progress)
    return plan_report(reader, made, options)


def plan_report(reader: Reader, made: StudyPlan, options: PlannerOptions) -> Report:
    """Return a plan as a report."""
    noun = made.by.value if made.by is DrawnBy.DOCUMENTS else f"{made.unit}s"
    basis = Basis(
        counted=f"simulated studies whose interval is narrower than ±{short(options.width)}",
        whose=listing(made.whose),
        round=made.round,
        sample=f"{options.studies:,} simulated studies",
        more={
            "needed": made.plan.needed,
            "code": made.code,
            "coefficient": options.coefficient,
            "by": made.by.value,
            "unit": made.unit,
            "width": options.width,
            "share": options.share,
            "agreement": options.agreement,
            "studies": options.studies,
            "resamples": options.resamples,
            "seed": options.seed,
        },
    )
    return Report(
        name="agreement-planner",
        title="How much to double-code" + (f" for “{made.code}”" if made.code else ""),
        columns=(noun, "half-width", "10 % below", "10 % above", "narrower", "no interval"),
        rows=tuple(map(_row, made.plan.points)),
        text=(made.told,),
        sentences=(*made.sentences, *made.limits, *basis.sentences(reader)),
        provenance=basis.provenance(reader),
        chart=PlanChart(
            title=f"Half-width of the 95 % interval, {made.coefficient}",
            measure=f"{noun} coded twice",
            plan=made.plan,
            note=made.told,
        ),
    )


def _how(options: PlannerOptions) -> str:
    by = "document" if options.by is DrawnBy.DOCUMENTS else "unit"
    return (
        f"Each of {options.studies:,} simulated studies gets the interval that would be printed "
        f"for it: 95 % percentiles of {options.resamples:,} resamples by {by}, seed "
        f"{options.seed}. A study in which coders differ nowhere has none."
    )


def _limits(reader: Reader, made: Plan, options: PlannerOptions) -> tuple[str, ...]:
    said = ["A plan is no result: it holds as far as what is coded next is like what was coded."]
    if options.by is DrawnBy.UNITS:
        said.append("It holds for units drawn at random one by one, not for all of a document.")
        return tuple(said)
    said.append(f"Fewer than {FEWEST} documents are never resampled.")
    there = len(passages.documents(reader))
    if (made.needed or 0) > there:
        said.append(f"The study has {number_of(there, 'document')}.")
    return tuple(said)


def _simulation(source: Pilot | Assumed, options: PlannerOptions) -> Simulation:
    if options.by is DrawnBy.UNITS:
        return OfUnits(source.shares, source.estimate, options.wish)
    return OfDocuments(source.draw, source.estimate, options.wish)


def _counted(n: int, made: StudyPlan) -> str:
    return number_of(n, "document" if made.by is DrawnBy.DOCUMENTS else made.unit)


def _row(point: PlanPoint) -> Row:
    widths = (point.half_width, point.low, point.high)
    cells = (None if each is None else round(each, 4) for each in widths)
    return (point.n, *cells, round(point.share, 4), round(point.without, 4))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
