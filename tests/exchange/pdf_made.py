"""PDFs made by hand: lines of Helvetica at places given, so that tests know where all stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HIGH = 800.0
STEP = 14.0


@dataclass(frozen=True)
class Put:
    """A line of text at a place, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float = 11.0
    font: str = "F1"  # F2 is bold, F3 is slanted


def down(*lines: str, x: float = 72.0, y: float = HIGH, step: float = STEP) -> list[Put]:
    """Return lines one below the other; an empty one is a gap."""
    return [Put(text, x, y - place * step) for place, text in enumerate(lines) if text]


def write_pdf(path: Path, pages: list[list[Put]], encrypt: bytes = b"") -> Path:
    """Write a PDF of A4 pages; without text a page is empty."""
    path.write_bytes(pdf_bytes(pages, encrypt))
    return path


def pdf_bytes(pages: list[list[Put]], encrypt: bytes = b"") -> bytes:
    """Return the bytes of a PDF, objects numbered 1, 2, 3 …"""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        *(
            b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % name
            for name in (b"Helvetica", b"Helvetica-Bold", b"Helvetica-Oblique")
        ),
    ]
    for number, page in enumerate(pages):
        content = b"".join(_put(one) for one in page)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * number} 0 R"
            "/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return _with_table(objects, encrypt)


def _put(one: Put) -> bytes:
    words = one.text.encode("cp1252").replace(b"\\", b"\\\\")
    words = words.replace(b"(", b"\\(").replace(b")", b"\\)")
    font = one.font.encode()
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font, one.size, one.x, one.y, words)


def _with_table(objects: list[bytes], encrypt: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>" % (len(objects) + 1, encrypt)
    return bytes(out + b"\nstartxref\n%d\n%%%%EOF\n" % table)
