"""What the further verbs of coding did, in words: several codes, weights, comparisons."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, listed
from gtcoder.vocabulary import ComparisonVerdict

_FOUND = {
    ComparisonVerdict.SAME: "the same",
    ComparisonVerdict.DIFFERENT: "different",
    ComparisonVerdict.SPLIT: "worth a split of the code",
    ComparisonVerdict.MEMO: "worth a memo",
}


def _codes(told: Told) -> str:
    details = told.entry.details
    pairs = zip(details.get("codes") or [], details.get("names") or [], strict=False)
    return listed([told.code(key, name) for key, name in pairs]) or "codes"


def _weight(told: Told) -> str:
    weight = told.key("weight")
    return "" if weight is None else f", with weight {weight}"


def _apply_several(told: Told) -> str:
    return f"Applied {_codes(told)} in {told.coding()[1]}{_weight(told)}"


def _duplicate(told: Told) -> str:
    return f"Also coded as {_codes(told)} in {told.coding()[1]}{_weight(told)}"


def _weigh(told: Told) -> str:
    row, place = told.coding()
    code, weight = told.code(row.get("code_id"), told.detail("code")), told.key("weight")
    if weight is None:
        return f"Took the weight of {code} away in {place}"
    return f"Gave {code} the weight {weight} in {place}"


def _confirm(told: Told) -> str:
    code = told.detail("code")
    of = f" of {told.code(None, code)}" if code else ""
    return f"Confirmed {counted(told.key('codings') or 0, 'automatic coding')}{of}"


def _record(told: Told) -> str:
    found = _FOUND.get(ComparisonVerdict(told.detail("verdict") or "same"))
    image = told.image("comparison")
    row = image.known if image else {}
    code = told.code(row.get("code_id"), told.detail("code"))
    return f"Found a passage of {code} in {told.detail('document')} {found} beside another"


def _remove(told: Told) -> str:
    code = told.code(None, told.detail("code"))
    return f"Took back a comparison of passages of {code} in {told.detail('document')}"


SAID: Sayings = {
    "coding.apply_several": _apply_several,
    "coding.duplicate": _duplicate,
    "coding.weigh": _weigh,
    "coding.confirm": _confirm,
    "comparison.record": _record,
    "comparison.remove": _remove,
}
