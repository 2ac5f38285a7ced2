"""An invented study with a row in every table: texts of several scripts, emoji, CRLF."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.study_rows import Guid, StudyRows

# Invented, in three scripts.
PERSIAN = "سارا: ما با مشتری حرف زدیم.\r\nمصاحبه‌گر: بعد چه شد؟\r\nسارا: رفت 🙂 و برنگشت.\r\n"
CHINESE = (
    "小林：我们等了很久。\r\n问：为什么？\r\n小林：没有人回答😀😀，所以我走了 <不回来> & 结束。\r\n"
)
PLAIN = "Mara: We waited & waited.\n\nLeo: Nobody “answered”\tus, Mara.\n"
BEGUN = datetime(2026, 3, 1, 8, 30, 5, 123456, tzinfo=UTC)


class Study:
    """Rows being put together, with guids and moments that are always the same."""

    def __init__(self) -> None:
        self.drafts = RowDrafts()
        self._numbers = iter(range(10_000))

    def add(self, table: str, **values: Any) -> Guid:
        """Add a row."""
        number = next(self._numbers)
        return self.drafts.add(table, uuid.uuid5(uuid.NAMESPACE_OID, str(number)).bytes, **values)

    def later(self) -> datetime:
        """Return a moment after all before it, at times on the second."""
        number = next(self._numbers)
        return BEGUN + timedelta(seconds=number, microseconds=number % 3 * 1000 - 123456 % 1000)


def whole_study() -> StudyRows:
    """Return a study that uses every table but those that name entries of the ledger."""
    study = Study()
    add = study.add
    add("project", title="Waiting — 等 & انتظار <2026>", settings={"codebook_locked": True,
        "import_profiles": {"Mara's files": {"speaker": "Mara:"}}}, created_at=BEGUN)  # fmt: skip
    ana = add("coder", name="Ana “A.” Prado", role="lead")
    bo = add("coder", name="Bo", role="coder")
    first = add("round", name="Open coding", kind="open", opened_at=BEGUN)
    second = add("round", name="Again", kind="recode", opened_at=study.later(), blind=True,
                 closed_at=study.later(), of_id=first, note="Said\nin two lines",
                 sample={"kind": "random", "seed": 3, "n": 1, "of": 2, "variable": "",
                         "documents": ["Gespräch 1"]})  # fmt: skip
    documents = list(_documents(study))
    codes = _codes(study, ana, second)
    passages = _codings(study, documents, codes, (ana, bo), (first, second))
    _team(study, documents, codes, passages, (ana, bo), (first, second))
    relation = _theory(study, codes, passages, ana)
    _memos(study, documents, codes, passages, relation, ana)
    return study.drafts.rows()


def _documents(study: Study) -> Iterator[Guid]:
    people = [study.add("participant", name=name) for name in ("سارا", "小林", "Mara", "Leo")]
    age = study.add("variable", name="age", scope="participant")
    site = study.add("variable", name="site", scope="document")
    for name, text, who in (
        ("مصاحبه ۱", PERSIAN, people[:1]),
        ("访谈 2", CHINESE, people[1:2]),
        ("Group <3>", PLAIN, people[2:]),
    ):
        yield _document(study, name, text, who, (age, site))


def _document(
    study: Study, name: str, raw: str, who: list[Guid], variables: tuple[Guid, Guid]
) -> Guid:
    frozen = freeze(raw)
    version = uuid.uuid5(uuid.NAMESPACE_URL, name).bytes
    alone = who[0] if name == "访谈 2" else None
    document = study.add("document", name=name, version_id=version, participant_id=alone,
                         created_at=study.later())  # fmt: skip
    sha256 = study.drafts.text(frozen.text)
    study.drafts.add(
        "text_version", version, document_id=document, number=1, sha256=sha256,
        characters=len(frozen.text), marks=[[0, 4, "bold"]],
        source={"file": f"{name}.txt", "kind": "txt", "encoding": "utf-8", "sha256": "0" * 64},
    )  # fmt: skip
    speakers: dict[str, Guid] = {}
    at = 0
    for line in frozen.text.splitlines(keepends=True):
        label = next((each for each in (":", "：") if each in line), "")
        if label:
            said = line.split(label)[0]
            person = who[len(speakers)] if len(speakers) < len(who) else None
            speakers.setdefault(
                said, speakers.get(said) or study.add("speaker", document_id=document, label=said,
                                                      role="participant", participant_id=person)
            )  # fmt: skip
            study.add("turn", document_id=document, start=at, end=at + len(line.rstrip()),
                      body=at + len(said) + 1, speaker_id=speakers[said], begins=at * 1000,
                      ends=None)  # fmt: skip
        at += len(line)
    for person, years in zip(who, ("41", "7"), strict=False):
        study.add("variable_value", variable_id=variables[0], participant_id=person, value=years)
    study.add(
        "variable_value", variable_id=variables[1], document_id=document, value="Köln, 北 & <Nord>"
    )
    return document


def _codes(study: Study, ana: Guid, blind: Guid) -> list[Guid]:
    add, later = study.add, study.later
    waiting = add("code", name="Waiting", level="core", origin="constructed", created_at=later(),
                  definition="Time goes by.\n\nUse when: never said here", domain=True)  # fmt: skip
    long = add("code", name="a <b> :: “c”", level="open", origin="in vivo", parent_id=waiting,
               created_at=later(), definition="Long", rule="Over an hour", when_not="Pauses",
               example="“We waited”", colour=0, position=0)  # fmt: skip
    short = add("code", name="等", level="open", origin="imported", parent_id=waiting,
                colour=20, created_at=later(), position=4, proposed_in_id=blind,
                proposed_by_id=ana)  # fmt: skip
    gone = add("code", name="等", level="open", origin="imported", parent_id=waiting, retired=True,
               created_at=later(), merged_into_id=short, rule=" Kept to the letter ")  # fmt: skip
    away = add("code", name="Going away", level="axial", origin="constructed", created_at=later())
    add("membership", code_id=short, category_id=away, rank=1)
    add("refused_merge", one_id=min(long, short), other_id=max(long, short), coder_id=ana,
        created_at=later(), reason="Not the same")  # fmt: skip
    who = add("attribute", name="who acts", group="actors", kind="choice", choices=["us", "them"])
    add("attribute_value", attribute_id=who, code_id=long, value="them")
    return [waiting, long, short, gone, away]


def _codings(
    study: Study,
    documents: list[Guid],
    codes: list[Guid],
    coders: tuple[Guid, Guid],
    rounds: tuple[Guid, Guid],
) -> list[Guid]:
    passages = []
    spans = ((0, (6, 20)), (0, (22, 60)), (1, (3, 12)), (1, (20, 36)), (2, (6, 24)), (2, (33, 45)))
    for number, (at, (start, end)) in enumerate(spans):
        coder, when = coders[number % 2], rounds[number // 4]
        passage = study.add("quotation", document_id=documents[at], start=start, end=end,
                            coder_id=coder, round_id=when)  # fmt: skip
        passages.append(passage)
        for place, code in enumerate((codes[1], codes[2])[: number % 2 + 1]):
            study.add("coding", quotation_id=passage, code_id=code, coder_id=coder, round_id=when,
                      origin_code_id=codes[3] if place else code, weight=place * 50 or None,
                      origin="imported" if place else "by hand",
                      created_at=study.later())  # fmt: skip
    return passages


def _team(
    study: Study,
    documents: list[Guid],
    codes: list[Guid],
    passages: list[Guid],
    coders: tuple[Guid, Guid],
    rounds: tuple[Guid, Guid],
) -> None:
    add, later = study.add, study.later
    add("assignment", coder_id=coders[1], document_id=documents[0], round_id=rounds[1],
        state="finished", finished_at=later())  # fmt: skip
    add("given_segment", round_id=rounds[1], document_id=documents[2], start=6, end=24)
    said = [[coder.hex(), codes[1].hex(), 6, 20] for coder in coders]
    add("decision", round_id=rounds[1], document_id=documents[0], start=6, end=20, kind="omission",
        verdict="first", code_id=codes[1], reason="Talked over", said=said, coder_id=coders[0],
        stands=[[codes[1].hex(), 6, 20]], created_at=later())  # fmt: skip
    add("code_example", code_id=codes[1], quotation_id=passages[0])
    add("comparison", code_id=codes[1], quotation_id=passages[0], other_id=passages[2],
        verdict="same", coder_id=coders[0], created_at=later())  # fmt: skip
    add("bookmark", document_id=documents[1], start=4, end=4, name="😀 here", coder_id=coders[0],
        created_at=later())  # fmt: skip
    instrument = add("instrument", name="Guide")
    item = add("instrument_item", instrument_id=instrument, text="What then?", dropped=True)
    expert = add("expert", instrument_id=instrument, name="E1")
    add("item_rating", item_id=item, expert_id=expert, scale="relevance", value=None, comment="?")
    add("item_decision", item_id=item, change="dropped", coder_id=coders[0], created_at=later())
    add("core_judgement", category_id=codes[0], criterion="relates easily", score=4,
        coder_id=coders[0], changed_at=later())  # fmt: skip
    sampling = add("sampling_decision", gap="Few", decision="More", decided_on=date(2026, 2, 28),
                   coder_id=coders[0], created_at=later())  # fmt: skip
    add("sampling_link", decision_id=sampling, document_id=documents[2])
    add(
        "other_guid", kind="code", other=uuid.uuid5(uuid.NAMESPACE_DNS, "x").bytes, same_as=codes[0]
    )


def _theory(study: Study, codes: list[Guid], passages: list[Guid], ana: Guid) -> Guid:
    add, later = study.add, study.later
    waiting, away = codes[0], codes[4]
    kind = add(
        "relation_type",
        name="leads to",
        inverse="follows from",
        grammar=[["phenomenon", "causal condition"]],
    )
    equal = add("relation_type", name="contradicts", directed=False)
    relation = add("relation", type_id=kind, source_id=waiting, target_id=away, strength=3)
    add("relation", type_id=equal, source_id=codes[1], target_id=codes[2])
    add("evidence", relation_id=relation, quotation_id=passages[3], stance="negative case",
        note="Came back")  # fmt: skip
    add("refused_relation", source_id=min(codes[1], away), target_id=max(codes[1], away),
        coder_id=ana, created_at=later())  # fmt: skip
    board = add("paradigm", name="Board", preset="strauss-corbin")
    add("paradigm_placement", paradigm_id=board, category_id=waiting, role="phenomenon")
    add("paradigm_placement", paradigm_id=board, category_id=away, role="consequence")
    length = add("property", category_id=waiting, name="length", low="short", high="long")
    add("property_placement", property_id=length, quotation_id=passages[1], place=70, negative=True)
    model = add("model", name="Steps", template="stepwise", options={"counts": "yes"})
    step = add("model_node", model_id=model, key="one", kind="step", code_id=waiting, x=80.5,
               y=-3.0, fields={"tools": "phone"})  # fmt: skip
    other = add("model_node", model_id=model, key="two", kind="note", label="Then", parent_id=step)
    add("model_edge", model_id=model, source_id=step, target_id=other, number=1, both_ways=True,
        relation_id=relation)  # fmt: skip
    people = study.drafts.rows().tables["participant"]["guid"]
    add("step_visit", node_id=step, participant_id=people[0], rank=1)
    add("waiver", rule="orphan", reason="On purpose", code_id=away, coder_id=ana,
        created_at=later())  # fmt: skip
    return relation


def _memos(
    study: Study,
    documents: list[Guid],
    codes: list[Guid],
    passages: list[Guid],
    relation: Guid,
    ana: Guid,
) -> None:
    people = study.drafts.rows().tables["participant"]["guid"]
    for title, links in (
        ("", {}),
        ("On a <code>", {"code_id": codes[1]}),
        ("دفتر", {"document_id": documents[0], "quotation_id": passages[0]}),
        ("Leads to", {"relation_id": relation, "participant_id": people[1]}),
    ):
        memo = study.add("memo", kind="theoretical", title=title, coder_id=ana,
                         text=f"  一 & <{title}>\n\tsecond line ", created_at=study.later(),
                         changed_at=study.later())  # fmt: skip
        for name, target in links.items():
            study.add("memo_link", memo_id=memo, **{name: target})
        study.add("memo_tag", memo_id=memo, name="tag")
    last = study.drafts.rows().tables["memo"]["guid"][0]
    study.add("memo_link", memo_id=memo, other_memo_id=last)
