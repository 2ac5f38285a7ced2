"""Streams of PDFs that come to more than their bytes: told before PDFium is let at them."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import pytest

from gtcoder.exchange.pdf_streams import holds_more
from gtcoder.exchange.reading import read_files

WORDS = b"BT /F1 9 Tf 72 500 Td (word of it) Tj ET"
FONTS = b"/Font<</F1 4 0 R>>"
MOST = 10**7


def stream(before: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (before, len(content), content)


def forms(
    levels: int, times: int, how: str = "direct", packed: bool = False, drawn: int = 1
) -> bytes:
    """Return a PDF of one page whose forms draw one another so many times, the last one words."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<<%s/XObject<</X %d 0 R>>>>>>" % (FONTS, 6),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        stream(b"/Filter/FlateDecode", zlib.compress(b"/X Do " * drawn)),
    ]
    for level in range(levels):
        number, last = 6 + 3 * level, level == levels - 1
        names = b"<</X %d 0 R>>" % (number + 3)
        if how == "names apart":
            inside = b"/Resources<</XObject %d 0 R>>" % (number + 1)
        elif how == "resources apart":
            inside = b"/Resources %d 0 R" % (number + 2)
        else:
            inside = b"/Resources<</ProcSet[/PDF/ImageC]/XObject%s>>" % names
        inside = b"/Resources<<%s>>" % FONTS if last else inside
        content = WORDS if last else b"/X Do " * times
        filtered = b"/Filter/FlateDecode" if packed else b""
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inside + filtered
        objects.append(stream(head, zlib.compress(content) if packed else content))
        objects += [names, b"<</XObject %s>>" % names]
    whole, places = b"%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return whole + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(whole))
    )


@pytest.mark.parametrize("how", ["direct", "names apart", "resources apart"])
@pytest.mark.parametrize("packed", [True, False])
def test_forms_count_as_often_as_they_are_drawn(how: str, packed: bool) -> None:
    assert holds_more(forms(10, 10, how, packed), MOST)
    assert not holds_more(forms(4, 4, how, packed), MOST)
    assert not holds_more(forms(40, 1, how, packed), MOST)


def test_a_small_pdf_of_endless_pages_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(forms(12, 10))
    begun = time.process_time()
    (report,) = read_files([tmp_path / "a.pdf"]).reports
    assert "unpack to an enormous size" in str(report.error)
    assert time.process_time() - begun < 1


def test_a_small_pdf_with_very_many_characters_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(forms(2, 600, drawn=100))
    (report,) = read_files([tmp_path / "a.pdf"]).reports
    assert "more characters than a file of its size can hold" in str(report.error)


def test_forms_that_are_drawn_some_times_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(forms(2, 2, "names apart"))
    assert read_files([tmp_path / "a.pdf"]).documents[0].text.startswith("word of it")


def test_a_form_within_itself_comes_to_an_end() -> None:
    one = stream(b"/Subtype/Form/Resources<</XObject<</X 1 0 R/Y 2 0 R>>>>", b"/X Do /Y Do " * 9)
    two = stream(b"/Subtype/Form/Resources<</XObject<</X 1 0 R>>>>", b"/X Do /X Do")
    assert not holds_more(b"1 0 obj%s endobj 2 0 obj%s endobj" % (one, two), MOST)


@pytest.mark.parametrize("before", [b"", b"/Subtype/Form"])
@pytest.mark.parametrize("damage", [b"", b"damaged"])
def test_what_a_stream_unpacks_to_counts(before: bytes, damage: bytes) -> None:
    packed = zlib.compress(bytes(1_000_000))
    packed = packed[:-8] + damage if damage else packed
    data = b"1 0 obj" + stream(before, packed) + b" endobj"
    assert holds_more(data, 400_000)
    assert not holds_more(data, 1_000_000)
    assert not holds_more(data.replace(b"<<", b"<</Subtype/Image"), 10_000) or before
