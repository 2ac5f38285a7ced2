"""The pages of selective coding, in the order of the method; a new one is a line here."""

from __future__ import annotations

from gtcoder.ui.pages import PageEntry

PLACE = "selective"
STRUCTURES, CORE, STORYLINE, SAMPLING, SATURATION = (
    "structures", "core", "storyline", "sampling", "saturation",
)  # fmt: skip


PAGES = (
    PageEntry(STRUCTURES, "Structures", "Axial codes, structures and codes as a table",
              "gtcoder.ui.selective.structures_page", "StructuresPage"),
    PageEntry(CORE, "Core category", "Candidates by criteria, and why one was chosen",
              "gtcoder.ui.selective.core_page", "CorePage"),
    PageEntry(STORYLINE, "Storyline", "The theory told in sentences",
              "gtcoder.ui.selective.storyline_page", "StorylinePage"),
    PageEntry(SAMPLING, "Sampling", "Gaps, decisions, whom or what was sampled next",
              "gtcoder.ui.selective.sampling_page", "SamplingPage"),
    PageEntry(SATURATION, "Saturation", "When new codes stopped coming",
              "gtcoder.ui.selective.saturation_page", "SaturationPage"),
)  # fmt: skip
