"""What the verbs of consolidating a codebook did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, listed, quoted
from gtcoder.queries.record_words import counted_rows


def _unmerge(told: Told) -> str:
    images = told.images.get("code", ())
    into = next((i.before["merged_into_id"] for i in images
                 if i.before and i.before.get("merged_into_id")), None)  # fmt: skip
    code = next((i.key for i in images if i.before and i.before.get("merged_into_id")), None)
    said = f"Unmerged {told.code(code, told.detail('code'))}"
    said += f" from {told.code(into, told.detail('out_of'))}"
    stayed = told.entry.details.get("stayed")
    if isinstance(stayed, dict) and stayed:
        rows = [counted_rows(count, table) for table, count in stayed.items()]
        said += f"; {listed(rows)} could not come back"
    return said


def _split(told: Told) -> str:
    image = next((i for i in told.images.get("code", ()) if i.before is None), None)
    new = told.code(image.key if image else None, told.detail("name"))
    count, both = told.key("codings"), told.key("both")
    said = [f"with {counted(count, 'coding')}"] if count is not None and (count or not both) else []
    said += [f"{counted(both, 'passage')} in both"] if both else []
    moved = next((i for i in told.images.get("coding", ()) if i.before), None)
    old = ((moved.before if moved else None) or {}).get("code_id", told.key("code"))
    return f"Split {new} off {told.code(old, told.detail('code'))}" + "".join(
        f", {each}" for each in said
    )


def _pair(told: Told) -> tuple[str, str]:
    return quoted(told.detail("one")), quoted(told.detail("other"))


def _refuse(told: Told) -> str:
    return "Kept {} and {} apart".format(*_pair(told))


def _unrefuse(told: Told) -> str:
    return "Stopped keeping {} and {} apart".format(*_pair(told))


SAID: Sayings = {
    "codebook.unmerge": _unmerge,
    "codebook.split": _split,
    "codebook.refuse_merge": _refuse,
    "codebook.unrefuse_merge": _unrefuse,
}
