"""Numbers and names of agreement as they stand on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
LIMITS = (0.667, 0.8)
MINUS = "−"
_ALPHA = "\N{GREEK SMALL LETTER ALPHA}"
_SYMBOLS = {
    "krippendorff_alpha": (_ALPHA, f"Krippendorff {_ALPHA}"),
    "char_alpha": (_ALPHA, f"Krippendorff {_ALPHA}, characters"),
    "cohen_kappa": ("κ", "Cohen κ"),
    "char_kappa": ("κ", "Cohen κ, characters"),
    "fleiss_kappa": ("κ", "Fleiss κ"),
    "conger_kappa": ("κ", "Conger κ"),
    "light_kappa": ("κ", "Light κ"),
    "brennan_prediger": ("κ", "Brennan–Prediger κ"),
    "pabak": ("PABAK", "PABAK"),
    "scott_pi": ("π", "Scott π"),
    "gwet_ac1": ("AC1", "Gwet AC1"),
    "gwet_ac2": ("AC2", "Gwet AC2"),
    "holsti_cr": ("CR", "Holsti CR"),
    "percent_agreement": ("", "Percent agreement"),
    "specific_agreement": ("", "Specific agreement"),
    "specific_agreement:positive": ("", "Positive agreement"),
    "specific_agreement:negative": ("", "Negative agreement"),
    "prf": ("F1", "F1"),
    "prf:f1": ("F1", "F1"),
    "prf:precision": ("P", "Precision"),
    "prf:recall": ("R", "Recall"),
    "prf_segments": ("F1", "F1 of segments"),
    "prf_segments:f1": ("F1", "F1 of segments"),
    "prf_segments:precision": ("P", "Precision of segments"),
    "prf_segments:recall": ("R", "Recall of segments"),
    "segment_overlap": ("", "Segments, percent"),
    "segment_overlap:percent": ("", "Segments, percent"),
    "segment_overlap:kappa": ("κ", "Segments, κ"),
    "alpha_set": (_ALPHA, f"Set {_ALPHA}, Jaccard"),
    "alpha_set:jaccard": (_ALPHA, f"Set {_ALPHA}, Jaccard"),
    "alpha_set:masi": (_ALPHA, f"Set {_ALPHA}, MASI"),
    "alpha_set:nominal": (_ALPHA, f"Set {_ALPHA}, nominal"),
    "alpha_u_1995": (f"u{_ALPHA}", f"u{_ALPHA} (1995)"),
    "u_alpha_2016": (f"u{_ALPHA}", f"u{_ALPHA} (2016)"),
    "u_alpha_2016:u": (f"u{_ALPHA}", f"u{_ALPHA} (2016)"),
    "u_alpha_2016:bu": (f"|u{_ALPHA}", f"|u{_ALPHA}, binary"),
    "u_alpha_2016:cu": (f"cu{_ALPHA}", f"cu{_ALPHA}, coding"),
    "u_alpha_2016:cu_coverage": (f"cu{_ALPHA}", f"cu{_ALPHA}, coverage"),
    "u_alpha_2016:ku": (f"(k)u{_ALPHA}", f"(k)u{_ALPHA}, one code"),
    "u_alpha_2016:ku_coverage": (f"(k)u{_ALPHA}", f"(k)u{_ALPHA}, coverage"),
    "gamma": ("γ", "Gamma γ"),
    "gamma_cat": ("γ-cat", "Gamma γ-cat"),
    "gamma_k": ("γ-k", "Gamma γ-k"),
}


def symbol(coefficient: str) -> str:
    """Return the letter of a coefficient, or of its variant; empty where it has none."""
    plain = _SYMBOLS.get(coefficient.partition(":")[0], ("", ""))
    return _SYMBOLS.get(coefficient, plain)[0]


def short_name(coefficient: str, name: str = "") -> str:
    """Return a coefficient's name for a chip; another one's full name as it is registered."""
    plain, _, variant = coefficient.partition(":")
    if variant and coefficient not in _SYMBOLS and plain in _SYMBOLS:
        return f"{_SYMBOLS[plain][1]}, {variant.replace('_', ' ')}"
    return _SYMBOLS.get(coefficient, ("", name or coefficient))[1]


def value_text(value: float | None, limits: Sequence[float] = ()) -> str:
    """Return a coefficient as papers print it: `.74`, `−.03`, `1.00`; `n/a` where undefined.

    A third figure is given where two would lift the value over a limit it does not reach, or to 1.
    """
    if value is None:
        return translate("Agreement", "n/a")
    if value < 1 == round(value, 3):
        return "> .999"
    places = 3 if any(value < limit <= round(value, 2) for limit in (*limits, 1)) else 2
    text = f"{abs(value):.{places}f}".removeprefix("0")
    return MINUS + text if value < 0 and text.strip(".0") else text


def interval_text(low: float, high: float) -> str:
    """Return an interval: `.68 to .79`."""
    words = translate("Agreement", "{low} to {high}")
    return words.format(low=value_text(low), high=value_text(high))


def percent_text(share: float | None) -> str:
    """Return a share in percent, never rounded to none or all: `95 %`, `99.7 %`, `> 99.9 %`."""
    if share is None:
        return ""
    percent = 100 * share
    if 0 < percent < 1:
        return f"{percent:.1f} %" if percent >= 0.05 else "< 0.1 %"
    if percent < 99.5 or percent == 100:
        return f"{percent:.0f} %"
    return f"{percent:.1f} %" if percent < 99.95 else "> 99.9 %"


def units_text(unit: str, count: int) -> str:
    """Return a count of units of coding with its noun: `412 turns`."""
    return f"{count:,} {unit_noun(unit, count)}"


def unit_noun(unit: str, count: int = 2) -> str:
    """Return the noun of a unit of coding."""
    one, many = {
        "character": (translate("Agreement", "character"), translate("Agreement", "characters")),
        "word": (translate("Agreement", "word"), translate("Agreement", "words")),
        "sentence": (translate("Agreement", "sentence"), translate("Agreement", "sentences")),
        "turn": (translate("Agreement", "turn"), translate("Agreement", "turns")),
        "paragraph": (translate("Agreement", "paragraph"), translate("Agreement", "paragraphs")),
        "quotation": (translate("Agreement", "decision"), translate("Agreement", "decisions")),
        "document": (translate("Agreement", "interview"), translate("Agreement", "interviews")),
        "segment": (translate("Agreement", "segment"), translate("Agreement", "segments")),
    }.get(unit, (unit, unit))
    return one if count == 1 else many


def listing(names: Sequence[str]) -> str:
    """Return names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    words = translate("Agreement", "{first} and {last}")
    return words.format(first=", ".join(names[:-1]), last=names[-1])
