"""Plain paragraphs of a Word document taken out before it is parsed: nothing reads otherwise."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange import docx_plain
from gtcoder.exchange.docx_plain import Story, story_of
from gtcoder.exchange.docx_walk import Walk, walk
from gtcoder.exchange.packages import Package, kept_open, opened, parse_xml
from tests.exchange import docx_made as made
from tests.exchange.docx_made import document, package, r

MAIN = "word/document.xml"
BOLD = '<w:r w:rsidR="00AB12CD"><w:rPr><w:b/></w:rPr><w:t>INT:</w:t></w:r>'
RUNS = (
    r("plain"), r(" and &amp; named "), BOLD, r("را 😀"),
    "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>", "<w:r><w:tab/></w:r>", "<w:r/>",
    "<w:r><w:t/></w:r>", '<w:r><w:br w:type="page"/></w:r>', made.field(" PAGE ", "7"), made.BOX,
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>', "\n  ",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
    "<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>",
    "<w:r><w:rPr><w:i/><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>i</w:t></w:r>",
)  # fmt: skip
PROPERTIES = (
    "", "", "", '<w:pPr><w:jc w:val="both"/></w:pPr>', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
    "<w:pPr><w:numPr/></w:pPr>", made.DELETED_MARK, "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>",
    "<w:pPr><w:pPrChange><w:pPr><w:b/></w:pPr></w:pPrChange></w:pPr>",
)  # fmt: skip


def body(seed: int) -> str:
    any_of = random.Random(seed)
    blocks = []
    for _ in range(any_of.randint(1, 12)):
        runs = "".join(any_of.choices(RUNS, k=any_of.randint(0, 4)))
        text = f"<w:p>{any_of.choice(PROPERTIES)}{runs}</w:p>"
        if any_of.random() < 0.1:
            merged = any_of.choice(("", "", "<w:vMerge/>"))
            text = f"<w:tbl><w:tr>{made.cell(text, properties=merged)}</w:tr></w:tbl>"
        blocks.append(text + any_of.choice(("", "", "\n")))
    return "".join(blocks)


def said(story: Walk) -> tuple[object, ...]:
    notes = [str(note) for note in story.remarks.notes()]
    return story.page.text, story.page.stretches, story.references, notes


def story_in(path: Path, data: str | bytes) -> Story:
    with Package(package(path / "made.docx", {MAIN: data})) as opened_:
        return story_of(opened_, MAIN)


@pytest.mark.parametrize("seeds", [range(60), range(60, 120)])
def test_walks_with_and_without_them_are_the_same(tmp_path: Path, seeds: range) -> None:
    taken = 0
    for seed in seeds:
        data = str(document(body(seed))[MAIN])
        story = story_in(tmp_path, data)
        taken += len(list(story.root.iter("{*}plain")))
        assert said(walk(story.root, of=story)) == said(walk(parse_xml(data.encode(), MAIN)))
    assert taken > len(seeds)


def test_the_document_of_all_constructs_is_read_alike(tmp_path: Path) -> None:
    data = str(made.EVERYTHING[MAIN]).replace("<!-- a comment of the XML -->", "")
    data = data.replace("vMerge", "vMerged")
    story = story_in(tmp_path, data)
    assert len(list(story.root.iter("{*}plain"))) > 5
    assert said(walk(story.root, of=story)) == said(walk(parse_xml(data.encode(), MAIN)))


@pytest.mark.parametrize(
    "inside",
    [
        "<!-- <w:p><w:r><w:t>no</w:t></w:r></w:p> -->",
        "<![CDATA[<w:p><w:r><w:t>no</w:t></w:r></w:p>]]>",
        "<?pi <w:p><w:r><w:t>no</w:t></w:r></w:p>?>",
        '<w:p xmlns:w="urn:other"><w:r><w:t>no</w:t></w:r></w:p>',
        '<w:plain from="0" to="1"><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:plain>',
        "<w:p><w:r><w:t>a\rb</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>&#65; numbered</w:t></w:r></w:p>",
    ],
)
def test_what_misleads_is_left_to_the_parser(tmp_path: Path, inside: str) -> None:
    data = str(document(made.p("before") + inside + made.p("after"))[MAIN])
    story = story_in(tmp_path, data)
    assert said(walk(story.root, of=story)) == said(walk(parse_xml(data.encode(), MAIN)))
    assert walk(story.root, of=story).page.text.startswith("before\n")


@pytest.mark.parametrize(
    "inside",
    [
        "<w:p><w:r><w:t>&bad;</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a\x01</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>]]></w:t></w:r></w:p>",
        "<w:p><w:r><w:t>\ufffe</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b></w:rPr><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><q:b/></w:rPr><w:t>a</w:t></w:r></w:p>",
        '<w:p w:rsidR="1" w:rsidR="2"><w:r><w:t>a</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>a</w:t></w:r>&bad;</w:p>",
        "<w:p><w:r><w:t>a</w:t></w:r></w:p></w:p>",
    ],
)
def test_what_is_malformed_is_still_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(UnreadableFile, match="malformed"):
        story_in(tmp_path, str(document(made.p("before") + inside)[MAIN]))


def test_other_encodings_and_broken_letters_are_left_to_the_parser(tmp_path: Path) -> None:
    data = str(document(made.p("café"))[MAIN])
    assert walk(story_in(tmp_path, data.encode("utf-16")).root).page.text == "café"
    with pytest.raises(UnreadableFile):
        story_in(tmp_path, data.encode("latin-1"))


@pytest.mark.parametrize(
    "again",
    ["<w:p><w:pPr>", "<w:p><w:r><w:rPr>", "<w:r><w:rPr><w:b/>", "<w:p>" + "<w:r><w:tab/>", "<"],
)
def test_the_search_is_linear_in_what_never_ends(again: str) -> None:
    data = (str(document("")[MAIN]).partition("<w:body>")[0] + again * 40_000).encode()
    start = time.process_time()
    assert docx_plain._apart(data, MAIN) is None
    assert time.process_time() - start < 2.0 * max(1.0, len(data) / 1e6)


def test_a_package_that_is_kept_open_is_opened_once(tmp_path: Path) -> None:
    path = package(tmp_path / "made.docx", document(made.p("once")))
    with kept_open(path):
        with opened(path) as one, opened(path) as two:
            assert one is two
        assert one.once(story_of, MAIN) is one.once(story_of, MAIN)
        with opened(package(tmp_path / "other.docx", document(""))) as other:
            assert other is not one
    with opened(path) as later:
        assert later is not one
