"""Searching and coding what was found, on the command line."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import DOCUMENT, Run, digest, rows

ME = ("--coder", "Ann")


def test_a_search_lists_hits_with_their_places(run: Run, study: Path) -> None:
    hits = run("search", study, "THEY", "--json").done().record["hits"]
    assert [(hit["in"], hit["name"], hit["text"]) for hit in hits] == [
        ("document", DOCUMENT, "They"), ("document", DOCUMENT, "they"),
    ]  # fmt: skip
    text = run("text", study, DOCUMENT).done().out
    assert all(text[hit["start"] : hit["end"]] == hit["text"] for hit in hits)
    assert hits[0]["line"] == 3
    table = run("search", study, "they").done().out
    assert "went silent" in table
    assert table.endswith("2 hits\n")
    assert run("search", study, "they", "--case", "--json").done().record["hits"] == hits[1:]


def test_where_and_how_to_look_is_chosen(run: Run, study: Path, tmp_path: Path) -> None:
    run("create", study, *ME, "--code", "they leave", "--definition", "they go").done()

    def found(*words: object) -> list[str]:
        hits = run("search", study, *words, "--json").done().record["hits"]
        return [f"{hit['in']}:{hit['field']}:{hit['text']}" for hit in hits]

    assert found("they", "--in", "codes") == ["code:name:they", "code:definition:they"]
    assert found("--regex", r"t\w+y\b", "--in", "codes,memos") == found("they", "--in", "codes")
    assert found("we", "--whole", "--speaker", "P1") == ["document::We", "document::we"]
    assert found("you", "--role", "participant") == []
    (tmp_path / "words.txt").write_text("silent\nqueue\n", encoding="utf-8")
    assert found("--words-file", "words.txt") == ["document::silent", "document::queue"]
    assert found('"went silent" queue') == ["document::went silent", "document::queue"]
    run("search", study, "--regex", "[").refused("no regular expression", "Nothing was searched")
    run("search", study, "they", "--speaker", "Nobody").refused("Nobody", "Nearest")
    run("search", study, "they", "--document", "Nothing").refused("Nothing")
    run("search", study, "they", "--in", "pictures").refused("pictures")
    run("search", study).misused("PATTERN")


def test_autocoding_lists_then_codes_what_is_accepted(run: Run, study: Path) -> None:
    auto = ("autocode", study, "they", "--code", "New > them", "--unit", "sentence", *ME)
    before = digest(study)
    listed = run(*auto, "--dry-run", "--json").done().record["passages"]
    assert [(each["number"], each["text"]) for each in listed] == [
        (1, "They went silent first 🙂."),
        (2, "Nobody complained, they just stopped recharging."),
    ]
    assert digest(study) == before
    run(*auto).misused("--accept")
    run(*auto, "--accept", "3").misused("no passage 3")
    done = run(*auto, "--accept", "2", "--json").done().record
    counted = {key: done[key] for key in ("found", "accepted", "rejected", "codings")}
    assert counted == {"found": 2, "accepted": 1, "rejected": 1, "codings": 1}
    (coding,) = rows(run, study, "codings")
    assert (coding["text"], coding["origin"]) == (listed[1]["text"], "auto")
    assert coding["code"] == ["New", "them"]
    assert rows(run, study, "history")[-1]["action"] == "coding.autocode"
    run("undo", study, *ME).done()
    assert digest(study) == before
    assert run(*auto, "--accept", "all", "--json").done().record["codings"] == 2


def test_the_report_exports_the_hits(run: Run, study: Path, tmp_path: Path) -> None:
    options = ("--option", "pattern=they", "--option", "in=texts")
    run("report", study, "search", *options, "--out", "hits.csv").done()
    with (tmp_path / "hits.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.reader(file))
    places = [row for row in listed if DOCUMENT in row]
    assert [row[0] for row in places] == ["They", "they"]
    record = run("report", study, "search", *options, "--json").done().record
    assert record["provenance"]["pattern"] == "they"
    assert "2 hits" in record["sentences"][-1]
