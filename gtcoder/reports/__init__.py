"""Questions with answers: queries and analysis joined in a `Report`, one function a question.

A report is registered with `report` (`base`), its options are a frozen dataclass (`options`);
importing this package registers ours. It may import actions' siblings queries and analysis and
what lies below; never actions, exchange, drawing or a widget: a report cannot change a study.
"""

from gtcoder.reports import (
    adjudication,
    agreement_confusion,
    agreement_methods,
    agreement_others,
    agreement_planner,
    agreement_report,
    agreement_sample,
    codebook,
    coding,
    consensus,
    core_category,
    coverage,
    frequencies,
    instruments,
    ledger,
    model_tables,
    paradigm_versions,
    property_grid,
    quotations,
    sampling,
    saturation,
    saturation_points,
    storyline,
    structures,
    suggestions,
    themes,
)
from gtcoder.reports.base import REPORTS, Report, ReportKind
from gtcoder.reports.options import OptionField, option_fields, options_from

__all__ = [
    "REPORTS",
    "OptionField",
    "Report",
    "ReportKind",
    "adjudication",
    "agreement_confusion",
    "agreement_methods",
    "agreement_others",
    "agreement_planner",
    "agreement_report",
    "agreement_sample",
    "codebook",
    "coding",
    "consensus",
    "core_category",
    "coverage",
    "frequencies",
    "instruments",
    "ledger",
    "model_tables",
    "option_fields",
    "options_from",
    "paradigm_versions",
    "property_grid",
    "quotations",
    "sampling",
    "saturation",
    "saturation_points",
    "storyline",
    "structures",
    "suggestions",
    "themes",
]
