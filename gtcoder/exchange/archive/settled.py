"""Files of other libraries, made the same bytes for the same content: no clock in them."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

_BEGINNING = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def settle_docx(path: Path, moment: datetime) -> None:
    """Give a Word document the moment of its content for that of its writing."""
    when = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = "docProps/core.xml"
    parts[core] = _MOMENT.sub(rb"\g<1>" + when + rb"\g<2>", parts[core])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, _BEGINNING)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            member.external_attr = 0o100644 << 16
            package.writestr(member, data)
