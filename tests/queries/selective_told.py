"""What is done on the bench of the core category and in the sampling log, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gtcoder.actions import codebook, core, sampling
from gtcoder.vocabulary import JudgedCriterion


def tell_of_selective_coding(do: Callable[..., Any]) -> None:
    """Do each thing once; the first argument is the sentence expected of it."""
    code = do("Made the code “Holding on”", codebook.create_code, name="Holding on")
    values: dict[str, Any] = {"category": code, "criterion": JudgedCriterion.LEADS}
    what = "“Holding on” as “leads to theory”"
    do(f"Judged {what}: 3 of 4", core.judge, **values, score=3)
    do(f"Changed the memo on {what}", core.judge, **values, score=3, memo="Beyond the field.")
    do(f"Judged {what}: 2 of 4", core.judge, **values, score=2)
    do(f"Took back the judgement on {what}", core.unjudge, **values)
    weights = [core.CriterionWeight("frequency", 2)]
    said = "Changed the weights of the criteria of the core category"
    do(said, core.set_weights, weights=weights)
    text = "Ask somebody who left, and somebody who stayed although the shop had closed for good."
    short = "“Ask somebody who left, and somebody who stayed although the…”"
    key = do(
        f"Logged the sampling decision {short}",
        sampling.log_sampling,
        gap="Nobody who left.",
        decision=text,
        codes=[code],
    )
    said = f"Changed the sampling decision {short}"
    do(said, sampling.change_sampling, decision_id=key, outcome="One came.")
    do(f"Removed the sampling decision {short}", sampling.remove_sampling, decision_id=key)
