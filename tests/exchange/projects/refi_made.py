"""REFI-QDA files built for tests as programs write them: all texts and people are invented."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from gtcoder.exchange.project_files import ForeignProject, ProjectOptions, read_project

NAMESPACE = "urn:QDA-XML:project:1.0"
WHEN = "2020-05-04T10:00:00Z"


def guid(name: str) -> str:
    """Return the guid of an invented thing."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def tag(name: str, inner: str = "", /, **attributes: object) -> str:
    """Return an element."""
    said = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{said}>{inner}</{name}>"


def ref(name: str, target: str) -> str:
    """Return an element that points to a thing by its name here."""
    return tag(name, targetGUID=guid(target))


def code(name: str, inner: str = "", /, **attributes: object) -> str:
    """Return a code."""
    said = {"guid": guid(name), "name": name, "isCodable": "true"} | attributes
    return tag("Code", inner, **said)


def coding(of: str, user: str = "", inner: str = "", when: str = WHEN, name: str = "") -> str:
    """Return a coding with a code."""
    who = {"creatingUser": guid(user)} if user else {}
    inner = ref("CodeRef", of) + inner
    return tag("Coding", inner, guid=guid(name or uuid.uuid4().hex), creationDateTime=when, **who)


def selection(name: str, start: int, end: int, inner: str = "", /, **attributes: object) -> str:
    """Return a passage of a text."""
    said = {"guid": guid(name), "startPosition": start, "endPosition": end} | attributes
    return tag("PlainTextSelection", inner, **said)


def source(name: str, inner: str = "", /, **attributes: object) -> str:
    """Return a text that lies in the folder of sources."""
    said = {"guid": guid(name), "name": name, "plainTextPath": f"internal://{name}.txt"}
    return tag("TextSource", inner, **(said | attributes))


def project(
    *parts: str, users: str = "", codes: str = "", sources: str = "", origin: str = "Any 1.0",
    attributes: str = "",
) -> str:  # fmt: skip
    """Return the XML of a project; `parts` are what stands beside users, codes and sources."""
    inside = [tag("Users", users)] if users else []
    inside += [tag("CodeBook", tag("Codes", codes))] if codes else []
    inside += [tag("Sources", sources)] if sources else []
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="{NAMESPACE}" name="Waiting" origin={quoteattr(origin)} '
        f'creationDateTime="{WHEN}" {attributes}>{"".join(inside)}{"".join(parts)}</Project>'
    )


def user(name: str) -> str:
    """Return a user."""
    return tag("User", guid=guid(name), name=name)


def archive(
    path: Path, xml: str | bytes, texts: Mapping[str, str | bytes] | None = None,
    folder: str = "sources", name: str = "project.qde",
) -> Path:  # fmt: skip
    """Write a .qdpx."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, xml)
        for file, text in (texts or {}).items():
            made.writestr(f"{folder}/{file}", text if isinstance(text, bytes) else text.encode())
    return path


def read(
    folder: Path, xml: str, texts: Mapping[str, str | bytes] | None = None, coder: str = ""
) -> ForeignProject:
    """Return what is read of a project with these texts."""
    return read_project(archive(folder / "made.qdpx", xml, texts), ProjectOptions(coder=coder))
