"""The chance-corrected coefficients of any number of coders, registered with their sources."""

from __future__ import annotations

from gtcoder.analysis.coefficients.base import (
    Coefficient,
    Details,
    Estimates,
    Parameters,
    register,
)
from gtcoder.analysis.coefficients.chance import (
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    scott_pi,
)
from gtcoder.analysis.coefficients.standard_errors import (
    conger_detail,
    fleiss_detail,
    free_detail,
    gwet_detail,
    scott_detail,
)
from gtcoder.analysis.ratings import Ratings
from gtcoder.errors import NotComputable

_AVAILABLE = "units with two values or more; chance from all values (Gwet 2014)"
_GWET = "Gwet 2014"
_WEIGHTED = frozenset({"weights", "category"})


def pabak(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return 2 P_o - 1 of two categories (Byrt, Bishop & Carlin 1993)."""
    if ratings.q > 2:
        raise NotComputable(
            "The prevalence- and bias-adjusted kappa is for two categories, not {q}.", q=ratings.q
        )
    return brennan_prediger(ratings, parameters)


def pabak_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return se and the indexes of prevalence, (a - d)/n, and bias, (b - c)/n."""
    both = ratings.values.min(axis=1) >= 0
    counts = ratings.counts[0] * both
    first, second = ratings.values[:, 0], ratings.values[:, 1]
    same = counts * (first == second)
    other = counts * (first != second)
    return {
        **free_detail(ratings, parameters, estimates),
        "prevalence_index": float((same @ (1 - 2 * first)) / counts.sum()),
        "bias_index": float((other @ (1 - 2 * first)) / counts.sum()),
    }


register(
    Coefficient(
        id="scott_pi",
        name="Scott's pi",
        author="Scott",
        year=1955,
        citation=(
            "Scott, W. A. (1955). Reliability of content analysis: the case of nominal scale "
            "coding. Public Opinion Quarterly 19(3), 321-325."
        ),
        missing="units coded by both coders",
        estimate=scott_pi,
        detail=scott_detail,
        error=_GWET,
        max_coders=2,
        takes=_WEIGHTED,
    )
)
register(
    Coefficient(
        id="fleiss_kappa",
        name="Fleiss' kappa",
        author="Fleiss",
        year=1971,
        citation=(
            "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. "
            "Psychological Bulletin 76(5), 378-382."
        ),
        missing=_AVAILABLE,
        estimate=fleiss_kappa,
        detail=fleiss_detail,
        error=_GWET,
        takes=_WEIGHTED,
    )
)
register(
    Coefficient(
        id="conger_kappa",
        name="Conger's kappa",
        author="Conger",
        year=1980,
        citation=(
            "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. "
            "Psychological Bulletin 88(2), 322-328."
        ),
        missing=_AVAILABLE,
        estimate=conger_kappa,
        detail=conger_detail,
        error=_GWET,
        takes=_WEIGHTED,
        distinct=True,
    )
)
register(
    Coefficient(
        id="brennan_prediger",
        name="Brennan and Prediger's kappa",
        author="Brennan & Prediger",
        year=1981,
        citation=(
            "Brennan, R. L. & Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and "
            "alternatives. Educational and Psychological Measurement 41(3), 687-699."
        ),
        missing=_AVAILABLE,
        estimate=brennan_prediger,
        detail=free_detail,
        error=_GWET,
        takes=_WEIGHTED,
    )
)
register(
    Coefficient(
        id="pabak",
        name="Prevalence- and bias-adjusted kappa",
        author="Byrt, Bishop & Carlin",
        year=1993,
        citation=(
            "Byrt, T., Bishop, J. & Carlin, J. B. (1993). Bias, prevalence and kappa. Journal of "
            "Clinical Epidemiology 46(5), 423-429."
        ),
        missing="units coded by both coders",
        estimate=pabak,
        detail=pabak_detail,
        error=_GWET,
        max_coders=2,
        distinct=True,
    )
)
register(
    Coefficient(
        id="gwet_ac1",
        name="Gwet's AC1",
        author="Gwet",
        year=2008,
        citation=(
            "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the "
            "presence of high agreement. British Journal of Mathematical and Statistical "
            "Psychology 61(1), 29-48."
        ),
        missing=_AVAILABLE,
        estimate=gwet_ac,
        detail=gwet_detail,
        error=_GWET,
        takes=frozenset({"category"}),
    )
)
register(
    Coefficient(
        id="gwet_ac2",
        name="Gwet's AC2",
        author="Gwet",
        year=2014,
        citation=(
            "Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed. Advanced Analytics."
        ),
        missing=_AVAILABLE,
        estimate=gwet_ac,
        detail=gwet_detail,
        error=_GWET,
        takes=_WEIGHTED,
    )
)
