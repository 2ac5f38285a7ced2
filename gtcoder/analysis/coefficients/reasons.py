"""Why a coefficient is undefined: a code for scripts and a sentence for people."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reason codes; `DEFINED` is the empty one, the next three mean that there is no data."""

    DEFINED = ""
    NO_UNITS = "no_units"
    NO_PAIRABLE_VALUES = "no_pairable_values"
    NO_DECISIONS = "no_decisions"
    NO_VARIATION = "no_variation"
    SINGLE_CATEGORY = "single_category"
    CODER_WITHOUT_VALUES = "coder_without_values"
    NO_GAPS = "no_gaps"
    NO_VALUED_INTERSECTION = "no_valued_intersection"
    NO_ALIGNED_PAIR = "no_aligned_pair"
    NO_SEGMENTS = "no_segments"
    CATEGORY_UNUSED = "category_unused"
    NO_PREDICTIONS = "no_predictions"
    NO_REFERENCE_INSTANCES = "no_reference_instances"
    TOO_FEW_INTERVIEWS = "too_few_interviews"
    EMPTY_BASE = "empty_base"
    NOT_REACHED = "not_reached"
    PANEL_TOO_SMALL = "panel_too_small"
    NO_RATINGS = "no_ratings"
    NO_EXPERTS = "no_experts"

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return _SENTENCES[self]


REASONS = tuple(Reason)  # arrays of tables hold the place of a reason in this order

_SENTENCES = {
    Reason.DEFINED: "",
    Reason.NO_UNITS: "There are no units to compare.",
    Reason.NO_PAIRABLE_VALUES: "No unit was judged by two of the coders.",
    Reason.NO_VARIATION: (
        "All judgements that can be compared are the same, so that agreement by chance would be "
        "complete as well."
    ),
    Reason.SINGLE_CATEGORY: "There is one category only; nothing could be told apart.",
    Reason.CODER_WITHOUT_VALUES: "One of the coders judged none of the units.",
    Reason.NO_GAPS: "There is no uncoded text to tell coded text from.",
    Reason.NO_VALUED_INTERSECTION: "The coders coded no text in common.",
    Reason.NO_ALIGNED_PAIR: "No coding of one coder could be aligned with one of another.",
    Reason.NO_SEGMENTS: "There are no coded segments.",
    Reason.CATEGORY_UNUSED: "Nobody used this category where two coders judged.",
    Reason.NO_PREDICTIONS: "The coder never applied the code.",
    Reason.NO_REFERENCE_INSTANCES: "The reference holds no instance of the code.",
    Reason.TOO_FEW_INTERVIEWS: "There are fewer interviews than the base and one run need.",
    Reason.EMPTY_BASE: "The first interviews hold no code at all.",
    Reason.NOT_REACHED: "The threshold was not reached.",
    Reason.PANEL_TOO_SMALL: "With so few experts no agreement is beyond chance.",
    Reason.NO_RATINGS: "There are no ratings.",
    Reason.NO_EXPERTS: "There are no experts.",
    Reason.NO_DECISIONS: "Neither coder coded anything here.",
}
