"""The three coefficients of the gamma family, and what varies within them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gtcoder.errors import InvalidInput
from gtcoder.registry import Registry

GAMMA, GAMMA_CAT, GAMMA_K = "gamma", "gamma_cat", "gamma_k"


class Sampler(StrEnum):
    """How random continua are made.

    statistical: numbers, lengths and gaps of codings are drawn from normal distributions with the
    means and deviations seen, codes by their frequencies. shuffle: each coder gets the codings of
    a coder drawn at random, moved around the continuum.
    """

    STATISTICAL = "statistical"
    SHUFFLE = "shuffle"


@dataclass(frozen=True, slots=True)
class GammaParameters:
    """What a gamma depends on besides the codings.

    `alpha` weighs positions, `beta` codes, `delta_empty` is the dissimilarity of a coding and
    none. `precision` is the largest relative error, at 95 %, of the expected disorder. Raises
    InvalidInput for what cannot be computed with.
    """

    alpha: float = 1.0
    beta: float = 1.0
    delta_empty: float = 1.0
    precision: float = 0.02
    sampler: Sampler = Sampler.STATISTICAL

    def __post_init__(self) -> None:
        """Refuse weights and precisions that mean nothing."""
        if min(self.alpha, self.beta) < 0 or self.alpha + self.beta == 0 or self.delta_empty <= 0:
            raise InvalidInput(
                "Gamma takes weights of 0 or more, one of them positive, and a positive Δ∅; "
                "α is {alpha}, β is {beta}, Δ∅ is {delta_empty}. Nothing was computed.",
                alpha=self.alpha,
                beta=self.beta,
                delta_empty=self.delta_empty,
            )
        if not 0 < self.precision < 1:
            raise InvalidInput(
                "The precision of gamma lies between 0 and 1, as .02; it is {precision}. Nothing "
                "was computed.",
                precision=self.precision,
            )

    @property
    def sentence(self) -> str:
        """The parameters in words."""
        return (
            f"α = {self.alpha:g}, β = {self.beta:g}, Δ∅ = {self.delta_empty:g}; "
            f"{self.sampler.value} sampler, precision {self.precision:g}."
        )


@dataclass(frozen=True, slots=True)
class GammaCoefficient:
    """One of the family, with what must stand beside its value."""

    id: str
    name: str
    author: str
    year: int
    citation: str
    missing: str = "coders who did not finish a document are left out of it"
    variants: tuple[str, ...] = ()
    thresholds: tuple[float, ...] = ()

    @property
    def source(self) -> str:
        """Author and year."""
        return f"{self.author} {self.year}"


_MATHET_2015 = (
    "Mathet, Y., Widlöcher, A. & Métivier, J.-P. (2015). The unified and holistic method gamma "
    "(γ) for inter-annotator agreement measure and alignment. Computational Linguistics 41(3), "
    "437–479."
)
_MATHET_2017 = (
    "Mathet, Y. (2017). The agreement measure γcat: a complement to γ focused on categorization "
    "of a continuum. Computational Linguistics 43(3), 661–681."
)

GAMMAS: Registry[GammaCoefficient] = Registry("gamma_coefficients")
GAMMAS.add(
    GAMMA, GammaCoefficient(GAMMA, "Gamma", "Mathet, Widlöcher & Métivier", 2015, _MATHET_2015)
)
GAMMAS.add(GAMMA_CAT, GammaCoefficient(GAMMA_CAT, "Gamma-cat", "Mathet", 2017, _MATHET_2017))
GAMMAS.add(GAMMA_K, GammaCoefficient(GAMMA_K, "Gamma-k", "Mathet", 2017, _MATHET_2017))


def is_gamma(written: str) -> bool:
    """Whether a coefficient, written `name` or `name:variant`, is one of the family."""
    return written.partition(":")[0] in GAMMAS.names()
