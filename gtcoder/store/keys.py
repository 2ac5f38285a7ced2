"""The keys of rows: never used twice, and in lanes while a blind round is open."""

from __future__ import annotations

from gtcoder.store.sight import LANES, PRIVATE


class Keys:
    """Gives keys of each table in one row, or in a coder's lane (see `store.sight`).

    `counters` is what the study keeps of them: the last key by table, and by “table/lane” how many
    were given in a lane. `changed` says that it has to be stored.
    """

    def __init__(self, counters: dict[str, int]) -> None:
        self.counters = dict(counters)
        self.changed = False
        self._lane: int | None = None

    def take(self, table: str, count: int) -> range:
        """Return `count` keys of a table that were never given."""
        self.changed = True
        first = self.counters.get(table, 0) + 1
        if self._lane is None or table not in PRIVATE:
            self.counters[table] = first + count - 1
            return range(first, first + count)
        lane = f"{table}/{self._lane}"
        given = self.counters.get(lane, 0)
        self.counters[lane] = given + count
        first += LANES * given + self._lane
        return range(first, first + LANES * count, LANES)

    def keep_to(self, lane: int | None) -> None:
        """Give keys of a lane from now on; None: in one row again, beyond those of all lanes."""
        self._lane = lane
        lanes = [] if lane is not None else [name for name in self.counters if "/" in name]
        furthest: dict[str, int] = {}
        for name in lanes:
            table, given = name.partition("/")[0], self.counters.pop(name)
            furthest[table] = max(given, furthest.get(table, 0))
        for table, given in furthest.items():
            self.counters[table] = self.counters.get(table, 0) + LANES * given
            self.changed = True
