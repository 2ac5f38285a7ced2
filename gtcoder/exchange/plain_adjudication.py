"""Adjudication in a plain-text study: decisions over disagreements, and what was agreed on.

A row names a disagreement by all the text that it covers and the codes that were given there, and
says whose answer holds. A row with the verdict “agreed” takes what all coded alike in its round
into the consensus. What the coders said is found among the codings of that round in the folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gtcoder.analysis.disagreements import Disagreements, disagreements
from gtcoder.analysis.spans import CodingSpans
from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_steps import Steps
from gtcoder.exchange.plain_tables import Row, read_table
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import Change, ChangeDraft, CodeDraft, CodingDraft
from gtcoder.plan_rounds import AdjudicationDraft, AssignmentDraft, DecisionDraft
from gtcoder.vocabulary import AssignmentState, RoundKind, Span, Verdict

DECISIONS = "decisions.csv"
AGREED = "agreed"
HEADER = (
    "document", "quote", "occurrence", "codes", "verdict", "third_code", "third_quote",
    "third_occurrence", "reason", "rule", "rule_code", "coder",
)  # fmt: skip
Said = tuple[str, Span, int]  # coder, where, code
Coded = tuple[str, str, int, int, int]  # coder, document, start, end, code
_Key = tuple[str, int, int, frozenset[int]]


def read_adjudication(
    folder: Path,
    project: ProjectFile,
    texts: Texts,
    done: Steps,
    assignments: Sequence[AssignmentDraft],
) -> tuple[AdjudicationDraft, list[FileNote]]:
    """Return the decisions in their order, and who takes over what was agreed on in a round."""
    table = read_table(folder, DECISIONS, needs=("verdict", "coder"), may=(*HEADER, "round"))
    readers: dict[str, _Reader] = {}
    agreed, decided = {}, []
    for row in table.rows:
        in_round = texts.round(row)
        _refuse_consensus(row, texts)
        if row["verdict"].casefold() == AGREED:
            agreed[in_round] = project.coder(row.needed("coder"), row.place)
            continue
        if in_round not in readers:
            matters = _Matters(project, texts, done, assignments, in_round)
            readers[in_round] = _Reader(project, texts, done, matters)
        decided.append(readers[in_round].decision(row))
    return AdjudicationDraft(tuple(decided), agreed), list(table.notes)


def _refuse_consensus(row: Row, texts: Texts) -> None:
    draft = texts.in_round(row)
    if draft.kind is RoundKind.CONSENSUS:
        raise UnreadableFile(
            "“{round}” in the column “round” holds a consensus, in which nobody disagrees. Nothing "
            "was built; name the round of coding that was talked over.",
            place=row.place,
            round=draft.name,
        )


class _Matters:
    """The disagreements among the codings of one round, as they stand after the last change."""

    def __init__(
        self,
        project: ProjectFile,
        texts: Texts,
        done: Steps,
        assignments: Sequence[AssignmentDraft],
        in_round: str,
    ) -> None:
        self.coders = [coder.name for coder in project.coders]
        self.finished = {
            (each.coder, each.document)
            for each in assignments
            if each.round == in_round and each.state is AssignmentState.FINISHED
        }
        names = list(texts.names)
        into = {
            step.code: step.other
            for step in done.steps
            if isinstance(step, ChangeDraft) and step.change is Change.MERGE
        }
        codings = [
            step
            for step in done.steps
            if isinstance(step, CodingDraft) and step.passage.round == in_round
        ]
        self.codings = sorted({_coded(each, into) for each in codings})
        self._documents = names
        self._domains = _domains(done, into)
        made = self._found([len(each.text) for each in texts.batch.documents])
        self._at: dict[_Key, list[list[Said]]] = {}
        for place in range(len(made)):
            said = [self.codings[row] for row in made.codings(place)]
            key = (
                names[made.document[place]],
                int(made.start[place]),
                int(made.end[place]),
                frozenset(each[4] for each in said),
            )
            self._at.setdefault(key, []).append([(s[0], Span(s[2], s[3]), s[4]) for s in said])

    def _found(self, lengths: list[int]) -> Disagreements:
        coder = {name: place for place, name in enumerate(self.coders)}
        document = {name: place for place, name in enumerate(self._documents)}
        columns = np.array(
            [(document[d], k, coder[g], s, e) for g, d, s, e, k in self.codings], dtype=np.int32
        ).reshape(-1, 5)
        looked = np.zeros((len(document), len(coder)), dtype=np.bool_)
        for who, what in self.finished:
            looked[document[what], coder[who]] = True
        n_codes = int(columns[:, 1].max(initial=0)) + 1
        domain = [self._domains.get(code, -1) for code in range(n_codes)]
        return disagreements(
            CodingSpans(
                document=columns[:, 0].copy(),
                code=columns[:, 1].copy(),
                coder=columns[:, 2].copy(),
                start=columns[:, 3].copy(),
                end=columns[:, 4].copy(),
                lengths=np.array(lengths, dtype=np.int32),
                n_codes=n_codes,
                n_coders=len(coder),
                looked=looked,
            ),
            np.array(domain, dtype=np.int32),
        )

    def take(self, row: Row, document: str, span: Span, codes: list[int]) -> list[Said]:
        """Return what was said in a disagreement, or refuse where there is none."""
        found = self._at.get((document, span.start, span.end, frozenset(codes)))
        if not found:
            raise UnreadableFile(
                "In “{document}” the coders do not disagree over exactly these codes and this "
                "text, or the disagreement is decided twice. Nothing was built.",
                place=row.place,
                document=document,
            )
        return found.pop(0)

    def answers(self, document: str, said: list[Said]) -> list[list[str]]:
        """Return the coders of each answer, in the order in which verdicts count them."""
        given: dict[tuple[tuple[int, Span], ...], list[str]] = {}
        for coder in self.coders:
            if (coder, document) in self.finished:
                mine = tuple(sorted((code, span) for who, span, code in said if who == coder))
                given.setdefault(mine, []).append(coder)
        return list(given.values())


def _domains(done: Steps, into: dict[int | None, int | None]) -> dict[int, int]:
    """Return for each code in use that lies in a domain the domain, the nearest one above it."""
    retired = {
        step.code
        for step in done.steps
        if isinstance(step, ChangeDraft) and step.change is Change.RETIRE
    }
    every = (step for step in done.steps if isinstance(step, CodeDraft))
    drafts = [each for each in every if each.key not in retired]
    marked = {_code_now(each.key, into) for each in drafts if each.domain}
    found = {}
    for each in drafts:
        above = [key for key in done.paths.above(each.key) if key in marked]
        if above:
            found[each.key] = above[0]
    return found


def _code_now(key: int, into: dict[int | None, int | None]) -> int:
    """Return what a code was merged into, at the end of the line."""
    while (target := into.get(key)) is not None:
        key = target
    return key


def _coded(draft: CodingDraft, into: dict[int | None, int | None]) -> Coded:
    """Return coder, document, start, end and code, the code by what it was merged into."""
    passage, code = draft.passage, _code_now(draft.code, into)
    return passage.coder, passage.document, passage.span.start, passage.span.end, code


@dataclass(frozen=True, slots=True)
class _Reader:
    project: ProjectFile
    texts: Texts
    done: Steps
    matters: _Matters

    def decision(self, row: Row) -> DecisionDraft:
        """Return a decision as it is to be played."""
        find = self.done.paths.find
        coder = self.project.coder(row.needed("coder"), row.place)
        whole = self.texts.passage(row, coder)
        codes = [find(path, row.place) for path in row.several("codes")]
        said = self.matters.take(row, whole.document, whole.span, codes)
        third = None
        if row["third_quote"]:
            cells = {
                "document": row["document"],
                "quote": row.exact("third_quote"),
                "occurrence": row["third_occurrence"],
            }
            third = self.texts.passage(Row(row.place, cells), coder).span
        return DecisionDraft(
            document=whole.document,
            said=tuple(said),
            verdict=self._verdict(row, whole.document, said),
            code=find(row["third_code"], row.place) if row["third_code"] else None,
            span=third,
            reason=row["reason"],
            rule=row["rule"],
            rule_code=find(row["rule_code"], row.place) if row["rule_code"] else None,
            coder=coder,
            place=row.place,
            round=whole.round,
        )

    def _verdict(self, row: Row, document: str, said: list[Said]) -> Verdict:
        word = row.needed("verdict")
        if word.casefold() in (*Verdict,):
            return Verdict(word.casefold())
        name = self.project.coder(word, row.place)
        answers = self.matters.answers(document, said)
        for verdict, who in zip((Verdict.FIRST, Verdict.SECOND), answers, strict=False):
            if name in who:
                return verdict
        raise UnreadableFile(
            "The answer of “{name}” is not one of the first two. Nothing was built; write it as "
            "a third way, with third_code and third_quote.",
            place=row.place,
            name=name,
        )
