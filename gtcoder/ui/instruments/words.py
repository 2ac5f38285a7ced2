"""The coefficients of an item in words and columns, scale by scale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gtcoder.analysis.panels import ItemValidity, PanelSummary
from gtcoder.analysis.validity import ESSENTIAL, IMPORTANT, RELEVANT
from gtcoder.vocabulary import RATING_ENDS, RatingScale

GOOD, BAD, NEUTRAL = "success", "danger", "text"
NONE = "n/a"
COUNTED = {
    RatingScale.ESSENTIAL: (ESSENTIAL,),
    RatingScale.RELEVANCE: RELEVANT,
    RatingScale.IMPORTANCE: IMPORTANT,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A cell: its words, and the colour of the theme they are written in."""

    words: str
    ink: str = NEUTRAL


def tr(text: str) -> str:
    """Return a text of the page in the reader's language."""
    return QCoreApplication.translate("Instruments", text)


def number(value: float | None) -> str:
    """Return a coefficient with two decimals, or that there is none."""
    return NONE if value is None else f"{value:.2f}"


def scale_name(scale: RatingScale) -> str:
    """Return what a scale is called."""
    return {
        RatingScale.ESSENTIAL: tr("Essential"),
        RatingScale.RELEVANCE: tr("Relevance"),
        RatingScale.IMPORTANCE: tr("Importance"),
    }[scale]


def scale_hint(scale: RatingScale) -> str:
    """Return what the digits of a scale mean."""
    return {
        RatingScale.ESSENTIAL: tr("3 essential, 2 useful, 1 not necessary"),
        RatingScale.RELEVANCE: tr("4 highly relevant, 3 quite, 2 somewhat, 1 not relevant"),
        RatingScale.IMPORTANCE: tr("5 most important to 1 not important"),
    }[scale]


def digits(scale: RatingScale) -> str:
    """Return the digits that rate on a scale."""
    return "".join(str(value) for value in range(1, RATING_ENDS[scale] + 1))


def heads(scale: RatingScale) -> tuple[tuple[str, str], ...]:
    """Return the columns of coefficients of a scale: name, and what it is."""
    if scale is RatingScale.ESSENTIAL:
        return (
            (tr("Essential"), tr("How many of those who rated say essential")),
            (tr("CVR"), tr("Content validity ratio (Lawshe 1975)")),
            (
                tr("Critical"),
                tr("The smallest CVR beyond chance: exact binomial, one-tailed, .05 "
                   "(Ayre & Scally 2014)"),
            ),
            (tr("Verdict"), tr("Whether the CVR reaches the critical value")),
        )  # fmt: skip
    if scale is RatingScale.RELEVANCE:
        return (
            (tr("Relevant"), tr("How many of those who rated give 3 or 4")),
            (tr("I-CVI"), tr("Share of experts rating 3 or 4 (Lynn 1986)")),
            (tr("Kappa*"), tr("I-CVI without agreement by chance (Polit, Beck & Owen 2007)")),
        )
    return (
        (tr("Impact"), tr("Mean importance times the share of 4 and 5 (Lacasse et al. 2002)")),
        (tr("Face"), tr("Whether the impact score is 1.5 or more")),
    )


def cells(scale: RatingScale, found: ItemValidity) -> tuple[Told, ...]:
    """Return the coefficients of an item on a scale."""
    if scale is RatingScale.ESSENTIAL:
        return (
            Told(_of(found.essential, found.experts)),
            Told(number(found.cvr.value)),
            Told(number(found.critical.value)),
            verdict(found),
        )
    if scale is RatingScale.RELEVANCE:
        return (
            Told(_of(found.relevant, found.raters)),
            Told(number(found.i_cvi.value)),
            Told(number(found.kappa.value)),
        )
    face = Told("") if found.face is None else (
        Told(tr("valid"), GOOD) if found.face else Told(tr("below 1.5"), BAD)
    )  # fmt: skip
    return Told(number(found.impact.value)), face


def verdict(found: ItemValidity) -> Told:
    """Return the verdict on an item against the exact critical value."""
    if not found.experts:
        return Told("")
    if found.kept is None:
        return Told(tr("too few experts"))
    return Told(tr("reaches it"), GOOD) if found.kept else Told(tr("below it"), BAD)


def headline(found: ItemValidity) -> Told:
    """Return the verdict on an item as a line of its own."""
    if not found.experts:
        return Told("")
    if found.kept is None:
        return Told(tr("Too few experts for a critical CVR"))
    if found.kept:
        return Told(tr("Reaches the critical CVR"), GOOD)
    return Told(tr("Below the critical CVR"), BAD)


def sentence(found: ItemValidity) -> str:
    """Return what the experts say of an item, in sentences."""
    said = []
    if found.experts:
        words = tr("{n} of {all} call it essential: CVR {cvr}.")
        said.append(words.format(n=found.essential, all=found.experts, cvr=number(found.cvr.value)))
        if found.needed is None:
            said.append(tr("With so few experts no agreement is beyond chance."))
        else:
            words = tr("{needed} of {all} are needed (critical CVR {critical}).")
            said.append(words.format(needed=found.needed, all=found.experts,
                                     critical=number(found.critical.value)))  # fmt: skip
    if found.raters:
        words = tr("{n} of {all} rate it relevant: I-CVI {share}, modified kappa {kappa}.")
        said.append(words.format(n=found.relevant, all=found.raters,
                                 share=number(found.i_cvi.value),
                                 kappa=number(found.kappa.value)))  # fmt: skip
    if found.weighers:
        said.append(tr("Impact score {score}.").format(score=number(found.impact.value)))
    return " ".join(said) or tr("Nobody has rated it yet.")


def whole(scale: RatingScale, found: PanelSummary) -> str:
    """Return what the items in use amount to on a scale."""
    rated = found.judged if scale is RatingScale.ESSENTIAL else found.rated
    if not rated and scale is not RatingScale.IMPORTANCE:
        return tr("Nobody has rated an item on this scale yet")
    if scale is RatingScale.ESSENTIAL:
        words = tr("CVI {cvi} over the {n} items that reach it · mean CVR {mean} over {all} in use")
        return words.format(cvi=number(found.cvi.value), n=found.retained, all=found.judged,
                            mean=number(found.mean_cvr.value))  # fmt: skip
    if scale is RatingScale.RELEVANCE:
        words = tr("S-CVI/Ave {ave} · S-CVI/UA {ua} over {n} items in use")
        return words.format(
            ave=number(found.s_cvi_ave.value), ua=number(found.s_cvi_ua.value), n=found.rated
        )
    return ""


def _of(some: int, every: int) -> str:
    return tr("{n} of {all}").format(n=some, all=every) if every else NONE
