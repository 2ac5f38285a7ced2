"""What is done in adjudication, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gtcoder.actions import adjudication, codebook, coding, team
from gtcoder.queries.ledger import entry_changes
from gtcoder.vocabulary import Span, Verdict
from tests.studies import Study

HERE = "Invented interview 1"


def tell_of_adjudication(study: Study, do: Callable[..., Any]) -> None:
    """Do each thing once; the first argument is the sentence expected of it."""
    code = do("Made the code “Quiet”", codebook.create_code, name="Quiet")
    two = do("Opened the round “Talked over”", team.open_new_round, name="Talked over")
    given: dict[str, Any] = {"document": study.document, "code": code, "round": two}
    for who in (study.ann, study.bob):
        who.perform(coding.apply_code, **given, span=Span(5, 20))
        who.perform(team.finish_document, document=study.document, round=two)
    mine = study.ann.perform(coding.apply_code, **given, span=Span(30, 40))
    theirs = study.bob.perform(coding.apply_code, **given, span=Span(35, 60))
    study.ann.poll()  # what Bob did
    what = f"the boundary in {HERE}, lines 1–3"
    said = f"Decided {what}: a third way, “Quiet”"
    key = do(said, adjudication.decide, codings=[mine, theirs], verdict=Verdict.THIRD, code=code)
    with study.ann.read() as reader:
        (made, *_) = [
            row for row in entry_changes(reader, reader.revision) if row.table == "decision"
        ]
    words = {each.column: each.after for each in made.columns}
    assert words["what was said"] == "Ann: “Quiet” 30–40; Bob: “Quiet” 35–60"
    assert words["what stands"] == "“Quiet” 30–60"
    said = f"Revised the decision on {what}: the first answer stands"
    do(said, adjudication.revise, decision=key, verdict=Verdict.FIRST)
    do(f"Took back the decision on {what}", adjudication.withdraw, decision=key)
    said = "Took 1 agreed coding of “Talked over” into the consensus"
    do(said, adjudication.take_agreed, round=two)
    do("Closed the round “Talked over”", team.close_round, round=two)
