"""What the verbs of the core category's bench and of the sampling log did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, quoted, shortened

_WORDS = 60


def _category(told: Told) -> str:
    image = told.image("core_judgement")
    key = image.known.get("category_id") if image else None
    return told.code(key, told.detail("category"))


def _judge(told: Told) -> str:
    score, criterion = told.detail("score"), told.detail("criterion")
    image = told.image("core_judgement")
    before, after = (image.before or {}, image.after or {}) if image else ({}, {})
    if image and before.get("score") == after.get("score"):
        return f"Changed the memo on {_category(told)} as “{criterion}”"
    return f"Judged {_category(told)} as “{criterion}”: {score} of 4"


def _unjudge(told: Told) -> str:
    return f"Took back the judgement on {_category(told)} as “{told.detail('criterion')}”"


def _set_weights(told: Told) -> str:
    return "Changed the weights of the criteria of the core category"


def _decision(told: Told) -> str:
    image = told.image("sampling_decision")
    text = (image.known.get("decision") if image else None) or told.detail("decision")
    return quoted(shortened(" ".join(str(text).split()), _WORDS))


def _log(told: Told) -> str:
    return f"Logged the sampling decision {_decision(told)}"


def _change(told: Told) -> str:
    return f"Changed the sampling decision {_decision(told)}"


def _remove(told: Told) -> str:
    return f"Removed the sampling decision {_decision(told)}"


SAID: Sayings = {
    "core.judge": _judge,
    "core.unjudge": _unjudge,
    "core.set_weights": _set_weights,
    "sampling.log": _log,
    "sampling.change": _change,
    "sampling.remove": _remove,
}
