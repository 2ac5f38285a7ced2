"""Where published sources or programs disagree about a coefficient, and which one is followed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceConflict:
    """One question that sources answer differently, for which `coefficients` (ids).

    `others` is what they say, `followed` what this program computes, both with the numbers of a
    worked example where there is one.
    """

    about: str
    coefficients: tuple[str, ...]
    others: str
    followed: str


SOURCE_CONFLICTS: tuple[SourceConflict, ...] = (
    SourceConflict(
        "Percent agreement with missing values",
        ("percent_agreement",),
        "Gwet (2014) takes the mean over units, Krippendorff (2004) weights units by their values, "
        "others take the mean over pairs of coders: .818, .800 and .778 on one example.",
        "All three, each under its name: unit_mean, value_weighted, pair_mean. Without a name it "
        "is pair_mean.",
    ),
    SourceConflict(
        "Fleiss' kappa with missing values",
        ("fleiss_kappa",),
        "Gwet (2014) gives .76117 for the example of Krippendorff (2011); DKPro Statistics pools "
        "all values and gives .7373.",
        "Gwet (2014): .76117.",
    ),
    SourceConflict(
        "Fleiss' kappa of single categories",
        ("fleiss_kappa",),
        "Fleiss (1971) prints .248, .248, .517, .470 and .565, from rounded intermediate results.",
        "The formula without rounding: .245, .245, .520, .471 and .566.",
    ),
    SourceConflict(
        "Standard error of Fleiss' kappa",
        ("fleiss_kappa",),
        "The formula of Fleiss (1971) gives .028 for his example; Fleiss, Nee and Landis (1979) "
        "replaced it.",
        "Fleiss, Nee and Landis (1979) where there is no agreement beyond chance: .0244.",
    ),
    SourceConflict(
        "Kappa of a single category",
        ("scott_pi", "cohen_kappa"),
        "Agresti (1992) prints .781 and .247 as category-specific kappa; with pooled margins these "
        "are Scott's pi.",
        "Each coefficient keeps its own margins: pi .247 and kappa .266 for the second category.",
    ),
    SourceConflict(
        "A misprint on Conger's kappa",
        ("conger_kappa",),
        "Warrens (2012) prints .645, which belongs to other frequencies (4 and 6 exchanged).",
        "The formula with the printed frequencies: .675.",
    ),
    SourceConflict(
        "Weighted kappa of unequally spaced levels",
        ("cohen_kappa", "gwet_ac2", "brennan_prediger"),
        "irr for R and scikit-learn weight by rank, Gwet's irrCAC by the numbers of the levels: "
        ".146 and .230 are not the same question.",
        "Ranks of the declared levels (linear, quadratic); by value only when asked for "
        "(linear_value, quadratic_value).",
    ),
    SourceConflict(
        "One category in the codebook",
        ("gwet_ac1", "gwet_ac2", "brennan_prediger"),
        "irrCAC reports 1 where all values are the same; DKPro Statistics refuses.",
        "Undefined with one declared category; 1 where two or more are declared.",
    ),
    SourceConflict(
        "All judgements are the same",
        ("cohen_kappa", "scott_pi", "fleiss_kappa", "krippendorff_alpha", "char_kappa"),
        "Programs print 1 (nltk, NVivo, tidycomm), 0, an error or nothing at all.",
        "Undefined, with the raw agreement beside it.",
    ),
    SourceConflict(
        "Light's kappa with an undefined pair",
        ("light_kappa",),
        "nltk takes such a pair as 1 and returns .333 for the example.",
        "Undefined; Cohen's kappa of each pair shows which.",
    ),
    SourceConflict(
        "Interval of alpha",
        ("krippendorff_alpha",),
        "Hayes and Krippendorff (2007) resample pairs of values, which are not independent: a "
        "nominal 95 % covers as little as 36 % where units are nested in documents.",
        "Documents, or unrelated units, are resampled and the disagreement expected is computed "
        "anew. The older interval serves for comparison with KALPHA only.",
    ),
    SourceConflict(
        "Distance between sets of codes",
        ("alpha_set",),
        "MASI is 1 - J·M (Passonneau 2006); DKPro Statistics computes (1 - J)(1 - M), .253 for "
        ".273, and older versions of nltk took .67 and .33 for 2/3 and 1/3.",
        "1 - J·M with 2/3 and 1/3: .273.",
    ),
    SourceConflict(
        "Alpha of unitizing, printed in 1995",
        ("alpha_u_1995",),
        "Krippendorff (1995) adds a unit's length to a gap's where it is to be taken away, hence "
        "-.926 and .066 on his examples.",
        "The formula of Krippendorff (2004): -.931 and .061.",
    ),
    SourceConflict(
        "cu-alpha of more than two coders",
        ("u_alpha_2016",),
        "Three programs give three values for the book's example: .724, .726 (mean of squares) and "
        ".728 (union).",
        "The squared mean of the lengths in common, .724, which is the value that Krippendorff "
        "(2019) prints.",
    ),
    SourceConflict(
        "A code that only one coder used",
        ("u_alpha_2016",),
        "quallmer returns 1 for (k)u-alpha where nobody else coded the text.",
        "Undefined: nothing was put to the test.",
    ),
    SourceConflict(
        "Gamma of categories",
        ("gamma",),
        "pygamma-agreement adds a penalty for codings without a partner and returns .39 on the "
        "paper's example, and 1 where nothing is aligned.",
        "Mathet (2017), over the pairs of aligned codings only: .68; undefined where there are "
        "none.",
    ),
    SourceConflict(
        "Kappa on characters over several documents",
        ("char_kappa",),
        "NVivo averages over sources and counts those without any coding as 1.",
        "One table of all documents; in the averages undefined documents are left out and counted.",
    ),
    SourceConflict(
        "Overlap of two segments",
        ("segment_overlap",),
        "MAXQDA asks for an overlap of x % and does not say of what.",
        "Of the two segments together (union); of the longer, the shorter or the segment itself "
        "when asked for.",
    ),
    SourceConflict(
        "Critical values of the content validity ratio",
        ("cvr_critical",),
        "Lawshe's table (1975) has .62 for ten experts and .54 for thirteen; Wilson, Pan and "
        "Schumsky (2012) use a normal approximation, .456 for thirteen.",
        "The exact binomial test of Ayre and Scally (2014): .80 for ten and .538 for thirteen.",
    ),
    SourceConflict(
        "Modified kappa of content validity",
        ("modified_kappa",),
        "The table of Polit, Beck and Owen (2007) rounds its steps, so that some values differ by "
        ".01.",
        "The formula without rounding.",
    ),
)

# What the help and the list above quote beside the sources of the coefficients themselves.
QUOTED = (
    "Agresti, A. (1992). Modelling patterns of agreement and disagreement. Statistical Methods in "
    "Medical Research 1(2), 201-218.",
    "Bloch, D. A. & Kraemer, H. C. (1989). 2 x 2 kappa coefficients: measures of agreement or "
    "association. Biometrics 45(1), 269-287.",
    "Fleiss, J. L., Nee, J. C. M. & Landis, J. R. (1979). Large sample variance of kappa in the "
    "case of different sets of raters. Psychological Bulletin 86(5), 974-977.",
    "Hayes, A. F. & Krippendorff, K. (2007). Answering the call for a standard reliability measure "
    "for coding data. Communication Methods and Measures 1(1), 77-89.",
    "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology, 2nd ed. Sage; "
    "4th ed. 2019.",
    "Landis, J. R. & Koch, G. G. (1977). The measurement of observer agreement for categorical "
    "data. Biometrics 33(1), 159-174.",
    "Wilson, F. R., Pan, W. & Schumsky, D. A. (2012). Recalculation of the critical values for "
    "Lawshe's content validity ratio. Measurement and Evaluation in Counseling and Development "
    "45(3), 197-210.",
)


def conflicts_of(coefficient: str) -> tuple[SourceConflict, ...]:
    """Return what sources disagree about in one coefficient."""
    return tuple(each for each in SOURCE_CONFLICTS if coefficient in each.coefficients)


def conflicts_page() -> str:
    """Return the list as a section of Markdown for the help."""
    said = (
        f"**{each.about}.** {each.others}  \n*Here:* {each.followed}\n" for each in SOURCE_CONFLICTS
    )
    return "\n".join(("## Where sources disagree\n", *said))
