"""Flow: blocks onto pages. Heads stay with what they head, table heads are repeated, nothing is cut or shrunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reports.pdf.blocks import Block

PAGE_BREAK = Block(height=0.0, draw=lambda _pen, _top: None)
"""A block that is no block: what follows starts on a new page."""


@dataclass
class Page:
    """One page: its blocks with their top edges."""

    placed: list[tuple[Block, float]] = field(default_factory=list)


class Flow:
    """Places blocks one after another from ``top`` to ``bottom`` of each page."""

    def __init__(self, top: float, bottom: float) -> None:
        self._top, self._bottom = top, bottom
        self.pages = [Page()]
        self._cursor = top
        self._beside = top

    def add(self, blocks: Sequence[Block]) -> None:
        """Place blocks, each group that stays together on one page where a page can hold it."""
        rest = list(blocks)
        while rest:
            if rest[0] is PAGE_BREAK:
                rest.pop(0)
                self.turn()
                continue
            count = _group(rest)
            group, rest = rest[:count], rest[count:]
            self._place(group)

    def turn(self) -> None:
        """Start a new page, unless this one is still empty."""
        if self.pages[-1].placed:
            self.pages.append(Page())
            self._cursor = self._beside = self._top

    def _place(self, group: list[Block]) -> None:
        if self._needs(group) > self._bottom + 0.01:
            if len(group) == 1 and self._divide(group[0]):
                return
            if self.pages[-1].placed:
                self.turn()
                group = self._with_head(group)
            if self._needs(group) > self._bottom + 0.01:
                self._place_apart(group)
                return
        for block in group:
            self._put(block)

    def _with_head(self, group: list[Block]) -> list[Block]:
        head = group[0].head
        return [replace(head, keep=True, outline=""), *group] if head is not None else group

    def _place_apart(self, group: list[Block]) -> None:
        """A group higher than a page: block by block, each divided where it can be, else as it is."""
        for block in group:
            if self._needs([block]) <= self._bottom + 0.01:
                self._put(block)
            elif not self._divide(block):
                if self.pages[-1].placed:
                    self.turn()
                self._put(block)

    def _divide(self, block: Block) -> bool:
        parts = block.divided(self._bottom - self._start(block))
        if parts is None:
            return False
        self._put(parts[0])
        self.turn()
        self._place(self._with_head([parts[1]]))
        return True

    def _needs(self, group: Sequence[Block]) -> float:
        """Where the group would end, the side column included."""
        cursor, beside = self._cursor, self._beside
        empty = not self.pages[-1].placed
        for block in group:
            start = cursor if empty else max(cursor + block.space, beside if block.clear else 0.0)
            if block.beside:
                beside = max(beside, start + block.height)
                cursor = start
            else:
                cursor = start + block.height
            empty = False
        return max(cursor, beside)

    def _start(self, block: Block) -> float:
        if not self.pages[-1].placed:
            return self._cursor
        start = self._cursor + block.space
        return max(start, self._beside) if block.clear else start

    def _put(self, block: Block) -> None:
        start = self._start(block)
        first = not self.pages[-1].placed
        if first and block.rule:
            return
        self.pages[-1].placed.append((block, start))
        if block.beside:
            self._beside = max(self._beside, start + block.height)
            self._cursor = start
        else:
            self._cursor = start + block.height


def _group(blocks: Sequence[Block]) -> int:
    """How many blocks from the first on stay together."""
    for place, block in enumerate(blocks):
        if not block.keep:
            return place + 1
    return len(blocks)
