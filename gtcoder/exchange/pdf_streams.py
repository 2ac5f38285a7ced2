"""What the streams of a PDF unpack to, told from its bytes before PDFium is let at it.

A form is a piece of a page that may be drawn many times, by other forms too: a few that draw one
another ten times over are more than any machine can hold, so each counts as often as it is drawn.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

_TOKEN = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b|endobj\b|(?<!end)stream\r?\n")
_END_OF_STREAM = b"endstream"
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_OBJECTS = re.compile(rb"/XObject\s*(<<|(\d{1,10})\s+\d{1,5}\s+R\b)")
_ENTRY = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+Do\b")
_DICTIONARY = 400  # bytes before a stream that say whether it is a picture
_FIRST_STEP, _LAST_STEP = 2**10, 2**20  # bytes, when a stream is unpacked
_MOST_KEPT = 2**22  # bytes of a form, to see what it draws
_HUGE = 2**60
_LEAST = 500  # bytes that the drawing of a form counts at least


def holds_more(data: bytes, most: int) -> bool:
    """Tell whether the streams of a PDF, pictures aside, unpack to more than so many bytes."""
    forms, left = _Forms(), most
    for number, before, packed in _streams(data, forms.dictionaries):
        is_form = _FORM.search(before) is not None
        if not is_form and b"/Image" in before[-_DICTIONARY:]:
            continue
        size, content = _unpacked(packed, left, keep=_MOST_KEPT if is_form else 0)
        size = size or (len(packed) if is_form else 0)
        left -= size
        if left < 0:
            return True
        if is_form:
            draws = Counter(_DRAWS.findall(content or bytes(packed[:_MOST_KEPT])))
            forms.contents[number] = (max(_LEAST, size), draws)
    return any(forms.size(number) > most for number in forms.contents)


def _streams(
    data: bytes, dictionaries: dict[int, bytes]
) -> Iterator[tuple[int, bytes, memoryview]]:
    """Yield the object number of each stream, what stands before it, and the stream.

    What the objects on the way say is kept, by number.
    """
    view, end = memoryview(data), 0
    number, start, streams = 0, 0, False  # of the object: whether a stream of it came
    for token in _TOKEN.finditer(data):
        if token[1] is not None:
            number, start, streams = int(token[1]), token.end(), False
        elif token[0].startswith(b"endobj"):
            if not streams:
                dictionaries[number] = data[start : token.start()]
            start = token.end()
        else:
            if end < token.end():  # else it begins inside the one before, and both end there
                end = data.find(_END_OF_STREAM, token.end())
                end = end if end > 0 else len(data)
            before = data[start : token.start()]
            dictionaries[number] = dictionaries[number] if streams else before
            start, streams = token.end(), True
            yield number, before, view[token.end() : end]


def _unpacked(packed: memoryview, most: int, *, keep: int) -> tuple[int, bytes]:
    """Return how much a stream unpacks to, counted up to `most` or to where it is damaged.

    By growing steps: streams may lie in one another, and each must cost no more than it counts.
    About so many bytes of it as `keep` says are returned as well.
    """
    unpacking, size, place, step = zlib.decompressobj(), 0, 0, _FIRST_STEP
    due: memoryview | bytes = b""
    parts: list[bytes] = []
    try:
        while size <= most and not unpacking.eof:
            if not due:
                due, place = packed[place : place + step], place + step
            if not due:
                break
            part = unpacking.decompress(due, step)
            size += len(part)
            parts += [part] if size < keep else []
            due, step = unpacking.unconsumed_tail, min(2 * step, _LAST_STEP)
    except zlib.error:
        pass  # packed in another way, or damaged
    return size, b"".join(parts)


class _Kind(Enum):
    """What an object is in which the names of others stand."""

    FORM, RESOURCES, NAMES = range(3)


@dataclass
class _Forms:
    """The forms of a PDF by the number of their object, and what all objects say.

    Of each form `contents` has its size, and how often it draws what by which name.
    """

    contents: dict[int, tuple[int, Counter[bytes]]] = field(default_factory=dict)
    dictionaries: dict[int, bytes] = field(default_factory=dict)
    _sizes: dict[int, int] = field(default_factory=dict)
    _names: dict[tuple[int, _Kind], dict[bytes, int]] = field(default_factory=dict)

    def size(self, first: int) -> int:
        """Return the bytes that one drawing of a form comes to, with all that it draws.

        A form within itself is drawn no further, as PDFium does it.
        """
        path, begun = [first], set[int]()
        while path:
            number = path[-1]
            if number in self._sizes:
                path.pop()
                continue
            drawn = self._drawn(number)
            if number not in begun:
                begun.add(number)
                path += [each for each in drawn if each not in self._sizes and each not in begun]
                continue
            inner = sum(times * self._sizes.get(each, 0) for each, times in drawn.items())
            total = self.contents[number][0] + inner
            self._sizes[number] = min(total, _HUGE)
            path.pop()
        return self._sizes[first]

    def _drawn(self, number: int) -> Counter[int]:
        """Return how often a form draws each other form."""
        names = self._objects(number, _Kind.FORM)
        drawn: Counter[int] = Counter()
        for name, times in self.contents[number][1].items():
            each = names.get(name)
            if each in self.contents:
                drawn[each] += times
        return drawn

    def _objects(self, number: int, kind: _Kind) -> dict[bytes, int]:
        """Return the objects by the names that an object of this kind gives them."""
        if (number, kind) not in self._names:
            said = self.dictionaries.get(number, b"")
            self._names[number, kind] = self._said_objects(said, kind)
        return self._names[number, kind]

    def _said_objects(self, said: bytes, kind: _Kind) -> dict[bytes, int]:
        begin = 0
        if kind is not _Kind.NAMES:
            found, elsewhere = _OBJECTS.search(said), _RESOURCES.search(said)
            if found is None and elsewhere is not None and kind is _Kind.FORM:
                return self._objects(int(elsewhere[1]), _Kind.RESOURCES)
            if found is None:
                return {}
            if found[2] is not None:
                return self._objects(int(found[2]), _Kind.NAMES)
            begin = found.end()
        end = said.find(b">>", begin)
        entries = _ENTRY.findall(said, begin, end if end > 0 else len(said))
        return {name: int(place) for name, place in entries}
