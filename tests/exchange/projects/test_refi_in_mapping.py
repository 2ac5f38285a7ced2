"""What the elements of REFI-QDA become: codes, coders, memos, persons, relations, models."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from gtcoder.study_rows import StudyRows
from tests.exchange.projects import refi_made as made
from tests.exchange.projects.foreign import (
    codings,
    memos,
    notes,
    paths,
    quotes,
    skipped,
    speakers,
    stored,
    texts,
    values,
)

# Invented.
TALK = "I: How was it?\nNadia: We were waiting for the ferry.\nI: And then?\nNadia: We walked.\n"
TEXTS = {"talk.txt": TALK}
FERRY = (TALK.index("waiting"), TALK.index("waiting") + 21)
WALK = (TALK.index("We walked"), TALK.index("We walked") + 9)


def one_text(inner: str = "", *parts: str, codes: str = "", origin: str = "Any 1.0") -> str:
    return made.project(
        *parts,
        users=made.user("Ada") + made.user("Bela"),
        codes=codes or made.code("waiting"),
        sources=made.source("talk", inner),
        origin=origin,
        attributes=f'creatingUserGUID="{made.guid("Bela")}" basePath="/home/bela/secret"',
    )


def note(name: str, text: str, *inner: str, who: str = "Ada", after: str = "") -> str:
    content = made.tag("PlainTextContent", text) if text else ""
    inside = "".join(inner) + content + after
    return made.tag(
        "Note", inside, guid=made.guid(name), name=name, creatingUser=made.guid(who),
        creationDateTime="2021-01-02T03:04:05Z", modifiedDateTime="2021-02-02T03:04:05Z",
    )  # fmt: skip


def names(rows: StudyRows, table: str) -> list[str]:
    return [str(row["name"]) for row in rows.rows(table)]


def test_codes_keep_their_tree_texts_and_nearest_colours(tmp_path: Path) -> None:
    codes = made.code(
        "Place",
        made.tag("Description", "\nWhere it was.\n\n  At sea.\n")
        + made.code("ferry", color="#1356ab")
        + made.code("Ferry", color="rgb(19, 86, 170)")
        + made.code("quay > left", made.code("rope", color="pale"), color="#1356AA80"),
        isCodable="0",
    ) + made.code("ferry", guid="{" + made.guid("other ferry").upper() + "}")
    found = made.read(tmp_path, one_text(codes=codes))
    rows = found.rows

    assert set(paths(rows).values()) == {
        "Place", "Place > ferry", "Place > Ferry (2)", "Place > quay / left",
        "Place > quay / left > rope", "ferry",
    }  # fmt: skip
    by_name = {row["name"]: row for row in rows.rows("code")}
    assert by_name["Place"]["definition"] == "Where it was.\n\n  At sea."
    assert {by_name[name]["colour"] for name in ("Ferry (2)", "quay / left")} == {1}
    assert [row["position"] for row in rows.rows("code")] == [0, 0, 1, 2, 0, 1]
    assert "cannot be applied where they come from, became codes: “Place”" in notes(found)
    assert "colours of codes that cannot be read" in notes(found)


def test_a_passage_by_two_coders_is_a_quotation_of_each(tmp_path: Path) -> None:
    codes = made.code("waiting") + made.code("sea")
    inner = made.selection(
        "p", *FERRY,
        made.coding("waiting", "Ada", when="2020-06-01T12:00:00.25+02:00")
        + made.coding("sea", "Ada") + made.coding("sea", "Bela"),
    )  # fmt: skip
    inner += made.selection("q", *FERRY, made.coding("waiting", "Bela") + made.coding("sea", "Ada"))
    found = made.read(tmp_path, one_text(inner, codes=codes), TEXTS)
    rows = found.rows

    words = TALK[slice(*FERRY)]
    assert codings(rows) == {
        (coder, "talk", words, code) for coder in ("Ada", "Bela") for code in ("waiting", "sea")
    }
    assert sorted(who for who, _, _ in quotes(rows).values()) == ["Ada", "Bela"]
    assert skipped(found) == {"codings": 1}
    moments = {row["created_at"] for row in rows.rows("coding")}
    assert datetime(2020, 6, 1, 10, 0, 0, 250_000, UTC) in moments
    guids = {row["guid"].hex() for row in rows.rows("quotation")}
    assert made.guid("p").replace("-", "") in guids


def test_what_nobody_signed_is_whose_the_project_is_or_whom_one_names(tmp_path: Path) -> None:
    inner = made.selection("p", *FERRY, made.coding("waiting"))
    found = made.read(tmp_path, one_text(inner), TEXTS)
    assert {who for who, _, _, _ in codings(found.rows)} == {"Bela"}
    assert "what nobody signed was given to one coder (1): “Bela”" in notes(found)

    named = made.read(tmp_path, one_text(inner), TEXTS, coder="Cleo")
    assert names(named.rows, "coder") == ["Ada", "Bela", "Cleo"]
    assert {who for who, _, _, _ in codings(named.rows)} == {"Cleo"}

    nobody = made.project(codes=made.code("waiting"), sources=made.source("talk", inner))
    found = made.read(tmp_path, nobody, TEXTS)
    assert names(found.rows, "coder") == ["imported from Any 1.0"]


def test_codings_of_a_whole_text_and_passages_without_codings(tmp_path: Path) -> None:
    inner = made.selection("free", *WALK) + made.coding("waiting", "Ada")
    found = made.read(tmp_path, one_text(inner), TEXTS)

    assert codings(found.rows) == {("Ada", "talk", TALK, "waiting")}
    assert {words for _, _, words in quotes(found.rows).values()} == {TALK, "We walked"}
    assert "codings of whole texts became codings of a passage" in notes(found)


def test_notes_become_memos_on_what_refers_to_them(tmp_path: Path) -> None:
    inner = made.selection(
        "p", *FERRY,
        made.tag("Description", "Why the ferry?")
        + made.coding("waiting", "Ada", made.ref("NoteRef", "of a coding"))
        + made.ref("NoteRef", "of a passage"),
    )  # fmt: skip
    found = made.read(
        tmp_path,
        one_text(
            inner + made.ref("NoteRef", "of a text"),
            made.tag(
                "Notes",
                note("of a code", "Long waits.", after=made.ref("NoteRef", "of a note"))
                + note("of a text", "A clear talk.")
                + note("of a passage", "He hesitates.")
                + note("of a coding", "Sure.")
                + note("of a note", "On a memo.", who="Bela")
                + note("free", "", made.tag("Description", "Only said here.")),
            ),
            made.ref("NoteRef", "free") + made.ref("NoteRef", "nowhere"),
            codes=made.code("waiting", made.ref("NoteRef", "of a code")),
        ),
        TEXTS,
    )
    assert memos_of(found.rows) == {
        ("code", "Long waits.", "waiting"),
        ("document", "A clear talk.", "talk"),
        ("theoretical", "He hesitates.", TALK[slice(*FERRY)]),
        ("theoretical", "Sure.", TALK[slice(*FERRY)]),
        ("theoretical", "On a memo.", "Long waits."),
        ("theoretical", "Only said here.", ""),
        ("theoretical", "Why the ferry?", TALK[slice(*FERRY)]),
    }
    coders = found.rows.by_guid("coder")
    by = {row["text"]: coders[row["coder_id"]]["name"] for row in found.rows.rows("memo")}
    assert by["On a memo."] == "Bela"
    assert {row["changed_at"].month for row in found.rows.rows("memo") if row["title"]} == {2}
    stored(found, tmp_path)


def memos_of(rows: StudyRows) -> set[tuple[str, str, str]]:
    """Return kind, text and aim of memos, those on memos by the text of these."""
    linked = {row["memo_id"]: row["other_memo_id"] for row in rows.rows("memo_link")}
    text = {row["guid"]: row["text"] for row in rows.rows("memo")}
    on_memos = {memo: text[other] for memo, other in linked.items() if other}
    plain = {
        name: [values_ for values_, memo in zip(columns, rows.tables["memo_link"]["memo_id"],
               strict=True) if memo not in on_memos]
        for name, columns in rows.tables["memo_link"].items()
    }  # fmt: skip
    told = memos(StudyRows({**rows.tables, "memo_link": plain}, rows.texts))
    return {
        (kind, said, about or next((on_memos[g] for g in on_memos if text[g] == said), ""))
        for kind, said, about in told
    }


def test_a_note_of_qualcoder_annotates_the_text_it_hangs_on(tmp_path: Path) -> None:
    annotation = note("annotation", "Which ferry?", after=made.selection("there", *FERRY))
    xml = one_text(
        made.ref("NoteRef", "annotation"),
        made.tag("Notes", annotation),
        origin="QualCoder 3.6",
    )
    found = made.read(tmp_path, xml, TEXTS)
    assert memos(found.rows) == {("document", "Which ferry?", TALK[slice(*FERRY)])}
    # a place within the note's own text is no annotation where nothing says so
    other = note("own", "Which ferry is it?", after=made.selection("there", 0, 5))
    xml = one_text(made.ref("NoteRef", "own"), made.tag("Notes", other))
    found = made.read(tmp_path, xml, TEXTS)
    assert memos(found.rows) == {("document", "Which ferry is it?", "talk")}
    assert skipped(found) == {"passages of notes": 1}


def value(variable: str, said: str, kind: str = "Text") -> str:
    inner = made.ref("VariableRef", variable) + made.tag(f"{kind}Value", said)
    return made.tag("VariableValue", inner)


def variable(name: str, kind: str = "Text") -> str:
    return made.tag("Variable", guid=made.guid(name), name=name, typeOfVariable=kind)


def test_cases_and_variables_in_four_patterns(tmp_path: Path) -> None:
    cases = (
        made.tag(
            "Case",
            value("Age", "034") + value("Town", "") + value("lost", "x")
            + made.ref("SourceRef", "talk"),
            guid=made.guid("Nadia"), name="Nadia",
        )
        + made.tag(
            "Case", value("Season", "winter") + made.ref("SourceRef", "other"), guid=made.guid("u")
        )
        + made.tag("Case", value("Cases:Role", "guest"), guid=made.guid("Otto"))
        + made.tag("Case", value("Age", "40"), guid=made.guid("n2"), name="Nadia")
    )  # fmt: skip
    xml = made.project(
        made.tag("Variables", "".join(map(variable, ("Age", "Town", "Season", "Cases:Role")))),
        made.tag("Cases", cases),
        codes=made.code("waiting") + made.code("Otto"),
        sources=made.source("talk", value("Season", "autumn") + value("Season", "late"))
        + made.source("other", made.selection("p", 0, 4, made.coding("Otto"))),
    )
    other = "Otto walked home alone."
    found = made.read(tmp_path, xml, {"talk.txt": TALK, "other.txt": other})
    rows = found.rows

    assert values(rows) == {
        ("participant", "Age", "Nadia", "034"),
        ("participant", "Age", "Nadia (2)", "40"),
        ("participant", "Role", "Otto", "guest"),
        ("document", "Season", "other", "winter"),
        ("document", "Season", "talk", "autumn; late"),
    }
    assert names(rows, "variable").count("Town") == 1
    people = rows.by_guid("participant")
    where = {row["name"]: people[row["participant_id"]]["name"] for row in rows.rows("document")}
    assert where == {"talk": "Nadia", "other": "Otto"}
    assert speakers(rows) == {
        ("talk", "I", "interviewer", None), ("talk", "Nadia", "participant", "Nadia"),
    }  # fmt: skip
    assert skipped(found)["values of variables"] == 1
    stored(found, tmp_path)


def test_sets_of_codes_of_sources_and_of_notes(tmp_path: Path) -> None:
    sets = (
        made.tag(
            "Set",
            made.tag("Description", "What is felt.") + made.ref("MemberCode", "waiting")
            + made.ref("MemberCode", "lost"),
            guid=made.guid("s1"), name="Feelings",
        )
        + made.tag("Set", made.ref("MemberSource", "talk"), guid=made.guid("s2"), name="town: Oslo")
        + made.tag("Set", made.ref("MemberSource", "talk"), guid=made.guid("s3"), name="Pilots")
        + made.tag("Set", made.ref("MemberSource", "talk"), guid=made.guid("s4"), name="Women")
        + made.tag("Set", made.ref("MemberNote", "idea"), guid=made.guid("s5"), name="to check")
        + made.tag("Set", guid=made.guid("s6"), name="empty")
    )  # fmt: skip
    xml = one_text(
        "", made.tag("Notes", note("idea", "Look again.")), made.tag("Sets", sets),
        codes=made.code("waiting") + made.code("feelings"),
    )  # fmt: skip
    found = made.read(tmp_path, xml, TEXTS)
    rows = found.rows

    category = next(row for row in rows.rows("code") if row["name"] == "Feelings (set)")
    assert (category["level"], category["definition"]) == ("axial", "What is felt.")
    ((member, of),) = [(row["code_id"], row["category_id"]) for row in rows.rows("membership")]
    assert (paths(rows)[member], of) == ("waiting", category["guid"])
    assert values(rows) == {
        ("document", "document group", "talk", "Pilots; Women"),
        ("document", "town", "talk", "Oslo"),
    }
    assert names(rows, "memo_tag") == ["to check"]
    assert skipped(found) == {"codes of sets": 1, "sets": 1}


def link(name: str, origin: str, target: str, direction: str = "OneWay", inner: str = "") -> str:
    return made.tag(
        "Link", inner, guid=made.guid(f"{name} {origin} {target}"), name=name, direction=direction,
        originGUID=made.guid(origin), targetGUID=made.guid(target),
    )  # fmt: skip


def test_links_between_codes_are_relations_and_those_of_notes_links_of_memos(
    tmp_path: Path,
) -> None:
    links = (
        link("leads to", "waiting", "anger", inner=made.ref("NoteRef", "idea"))
        + link("leads to", "anger", "waiting", "Associative")
        + link("leads to", "waiting", "anger", "Associative")
        + link("", "waiting", "anger", "Bidirectional")
        + link("loop", "waiting", "waiting")
        + link("Memo", "idea", "p")
        + link("continues", "p", "q")
        + link("lost", "waiting", "nothing")
    )
    xml = one_text(
        made.selection("p", *FERRY) + made.selection("q", *WALK),
        made.tag("Notes", note("idea", "Because.")),
        made.tag("Links", links),
        codes=made.code("waiting") + made.code("anger"),
    )
    found = made.read(tmp_path, xml, TEXTS)
    rows = found.rows

    kinds = rows.by_guid("relation_type")
    told = {
        (kinds[row["type_id"]]["name"], kinds[row["type_id"]]["directed"],
         paths(rows)[row["source_id"]])
        for row in rows.rows("relation")
    }  # fmt: skip
    assert told == {
        ("leads to", True, "waiting"),
        ("leads to (both ways)", False, "anger"),
        ("is related to", False, "waiting"),
    }
    linked = list(rows.rows("memo_link"))
    assert sum(row["relation_id"] is not None for row in linked) == 1
    assert sum(row["quotation_id"] is not None for row in linked) == 1
    assert [(each.count, each.what) for each in found.skipped] == [(1, "links")] * 4
    assert any("these join passages" in each.why for each in found.skipped)
    stored(found, tmp_path)


def test_graphs_are_models_whose_nodes_stay_in_place(tmp_path: Path) -> None:
    graph = made.tag(
        "Graph",
        made.tag("Vertex", guid=made.guid("v1"), firstX=10, firstY=20, secondX=110, secondY=60,
                 representedGUID=made.guid("waiting"), name="waiting")
        + made.tag("Vertex", guid=made.guid("v2"), firstX=-30, firstY=20, name="Idea")
        + made.tag("Edge", guid=made.guid("e1"), sourceVertex=made.guid("v1"),
                   targetVertex=made.guid("v2"), name="so", direction="Bidirectional")
        + made.tag("Edge", guid=made.guid("e2"), sourceVertex=made.guid("v1"),
                   targetVertex=made.guid("v9"))
        + made.tag("Vertex", guid=made.guid("v3"), firstX=200, firstY=300,
                   representedGUID=made.guid("anger"))
        + made.tag("Edge", guid=made.guid("e3"), sourceVertex=made.guid("v1"),
                   targetVertex=made.guid("v3"), direction="OneWay",
                   representedGUID=made.guid("leads to waiting anger")),
        guid=made.guid("g"), name="Map",
    )  # fmt: skip
    xml = one_text(
        "",
        made.tag("Links", link("leads to", "waiting", "anger")),
        made.tag("Graphs", graph),
        codes=made.code("waiting") + made.code("anger"),
    )
    found = made.read(tmp_path, xml, TEXTS)
    codes = paths(found.rows)
    nodes = {codes.get(row["code_id"], row["label"]): row for row in found.rows.rows("model_node")}

    assert (nodes["waiting"]["x"], nodes["waiting"]["y"]) == (
        60 + 70,
        40,
    )  # moved right, onto the page
    assert (nodes["waiting"]["width"], nodes["waiting"]["height"]) == (100, 40)
    assert (nodes["Idea"]["x"], nodes["Idea"]["width"]) == (40, None)
    edges = {row["label"]: row for row in found.rows.rows("model_edge")}
    assert (edges["so"]["both_ways"], edges["so"]["relation_id"]) == (True, None)
    assert edges[""]["relation_id"] in found.rows.by_guid("relation")
    assert skipped(found) == {"edges of graphs": 1}
    stored(found, tmp_path)


def test_pdfs_and_recordings_come_by_their_text(tmp_path: Path) -> None:
    sync = "".join(
        made.tag("SyncPoint", guid=made.guid(f"t{place}"), position=place, timeStamp=place * 100)
        for place in (0, TALK.index("Nadia"), TALK.index("I: And"), TALK.index("waiting"))
    )
    spoken = made.tag(
        "TranscriptSelection", made.coding("waiting", "Ada"), guid=made.guid("spoken"),
        fromSyncPoint=made.guid("t0"), toSyncPoint=made.guid(f"t{TALK.index('Nadia')}"),
    )  # fmt: skip
    video = made.tag(
        "VideoSource",
        made.tag("Transcript", sync + spoken, guid=made.guid("transcript"),
                 plainTextPath="internal://TALK.TXT")
        + made.tag("VideoSelection", made.coding("waiting"), guid=made.guid("film"), begin=1,
                   end=1),
        guid=made.guid("video"), name="film.mp4", path="absolute:///C:/film.mp4",
    )  # fmt: skip
    page = made.selection("page", 0, 5, made.coding("waiting", "Ada"))
    pdf = made.tag(
        "PDFSource",
        made.tag("PDFSelection", made.coding("waiting", "Ada"), guid=made.guid("page"), page=0)
        + made.tag("PDFSelection", "", guid=made.guid("area"), page=1)
        + made.tag("Representation", page, guid=made.guid("rep"), plainTextPath="internal://p.txt"),
        guid=made.guid("pdf"), name="leaflet.pdf",
    )  # fmt: skip
    xml = made.project(
        codes=made.code("waiting"), users=made.user("Ada"),
        sources=video + pdf + made.source("talk"),
    )  # fmt: skip
    found = made.read(tmp_path, xml, {"talk.txt": TALK, "p.txt": "Ferry times."})
    rows = found.rows

    assert {name for name, _ in texts(rows).values()} == {"talk", "leaflet.pdf"}
    assert codings(rows) == {
        ("Ada", "leaflet.pdf", "Ferry", "waiting"), ("Ada", "talk", "I: How was it?\n", "waiting"),
    }  # fmt: skip
    begins = [row["begins"] for row in rows.rows("turn")]
    assert begins == [0, TALK.index("Nadia") * 100, TALK.index("I: And") * 100, None]
    lost = skipped(found)
    assert lost["points in time of transcripts"] == 1
    assert lost["codings on stretches of video"] == lost["stretches of video"] == 1
    assert lost["places on PDF pages"] == 1
