"""What the verbs of adjudication did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, quoted
from gtcoder.vocabulary import Verdict

_VERDICTS = {
    Verdict.FIRST: "the first answer stands",
    Verdict.SECOND: "the second answer stands",
    Verdict.BOTH: "both stand",
    Verdict.THIRD: "a third way",
    Verdict.NONE: "nothing stands",
}


def _about(told: Told) -> str:
    """Return what a decision is about: `the confusion in 07 Rahimi, line 21`."""
    image = told.image("decision")
    row = {**told.known.row("decision", image.key), **image.known} if image else {}
    kind = row.get("kind") or told.detail("kind") or "disagreement"
    key = row.get("document_id")
    name = told.document(key, told.detail("document"))
    frozen = told.known.texts.get(key) if key is not None else None
    start, end = row.get("start"), row.get("end")
    if frozen is None or start is None or end is None:
        return f"the {kind} in {name}"
    first, last = frozen.lines([start, end - 1])
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    return f"the {kind} in {name}, {lines}"


def _verdict(told: Told) -> str:
    word = told.detail("verdict")
    said = next((text for verdict, text in _VERDICTS.items() if verdict == word), word)
    code = told.detail("code")
    return f"{said}, {quoted(code)}" if word == Verdict.THIRD and code else said


def _decide(told: Told) -> str:
    return f"Decided {_about(told)}: {_verdict(told)}"


def _revise(told: Told) -> str:
    return f"Revised the decision on {_about(told)}: {_verdict(told)}"


def _withdraw(told: Told) -> str:
    return f"Took back the decision on {_about(told)}"


def _take_agreed(told: Told) -> str:
    count = counted(told.key("codings") or 0, "agreed coding")
    return f"Took {count} of {quoted(told.detail('round'))} into the consensus"


SAID: Sayings = {
    "adjudication.decide": _decide,
    "adjudication.revise": _revise,
    "adjudication.withdraw": _withdraw,
    "adjudication.take_agreed": _take_agreed,
}
