"""The README's list and the help on coefficients hold those there are, by author and year."""

from __future__ import annotations

import re
from pathlib import Path

from gtcoder.analysis.chosen import listed
from gtcoder.analysis.coefficients.sources import SOURCE_CONFLICTS
from gtcoder.resources import resource
from gtcoder.ui.frame.help import coefficients_text


def test_the_readme_lists_the_registry(top: Path) -> None:
    text = (top / "README.md").read_text("utf-8").partition("<!-- coefficients -->")[2]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert rows == [(each.id, each.name, each.source) for each in listed()]


def test_the_help_tells_of_every_coefficient() -> None:
    page = resource("help", "coefficients.md").read_text("utf-8")
    for each in listed():
        assert each.source in page, each.id
        for variant in each.variants:
            known = {"two_coder", "pair_mean", "composite", "f1", "precision", "recall"}
            known |= {"positive", "negative", "percent", "kappa", "ku_coverage"}
            assert f"`{variant}`" in page or variant in known, (each.id, variant)


def test_the_help_ends_with_conflicts_and_references() -> None:
    page = coefficients_text()
    assert all(each.about in page for each in SOURCE_CONFLICTS)
    assert all(each.citation in page for each in listed())
