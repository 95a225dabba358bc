"""The changes an officer tries on the open case: apart from the case, and following it as it changes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from app.supposing import Answer, Trial, WhatIf, try_out
from decision.conditions import FactValue
from decision.model import DecisionModel


class WhatIfState(QObject):
    """What is tried of each case while the program runs; ``trial`` is what it does to the open one.

    Nothing here is written anywhere or shown as the case.
    """

    changed = Signal()
    """Another change is tried, or the case beneath has changed; ``trial`` is up to date."""

    def __init__(self, model: DecisionModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._kept: dict[str, WhatIf] = {}
        self._base: Answer | None = None
        self.trial: Trial | None = None
        self.before: WhatIf | None = None
        """What was tried until :meth:`replace` put it away, as long as nothing else is tried since."""

    @property
    def what_if(self) -> WhatIf | None:
        """What is tried of the open case; None where nothing is."""
        return None if self.trial is None else self.trial.what_if

    def follow(self, base: Answer | None) -> None:
        """The case beneath is this one now."""
        had = self.trial is not None
        if base is None or self._base is None or base.case.id != self._base.case.id:
            self.before = None
        self._base = base
        self._try_out(None if base is None else self._kept.get(base.case.id))
        if had or self.trial is not None:
            self.changed.emit()

    def suppose(self, what_if: WhatIf | None) -> None:
        """Try these changes of the open case and no others; none, or None, ends the trial."""
        self._put(what_if)
        self.changed.emit()

    def _put(self, what_if: WhatIf | None) -> None:
        if self._base is None:
            return
        case_id, self.before = self._base.case.id, None
        self._kept.pop(case_id, None)
        if what_if is not None and what_if.keys:
            self._kept[case_id] = what_if
        self._try_out(self._kept.get(case_id))

    def replace(self, what_if: WhatIf | None) -> None:
        """Try these changes instead, and keep what was tried so that it can be brought back."""
        before = self.what_if
        self._put(what_if)
        self.before = before
        self.changed.emit()

    def try_levels(self, levels: Mapping[str, float]) -> None:
        """Try levels (0-100, by criterion) beside what is tried already."""
        self.suppose(self._now.with_levels(levels))

    def try_weight(self, family: str, share: float) -> None:
        """Try the weight (0-1) of a family."""
        self.suppose(self._now.with_weight(family, share))

    def try_fact(self, fact: str, value: FactValue) -> None:
        """Try a fact."""
        self.suppose(self._now.with_fact(fact, value))

    def drop(self, key: str) -> None:
        """Try a change no more; it can be brought back."""
        self.replace(self._now.without(key))

    @property
    def _now(self) -> WhatIf:
        return self.what_if or WhatIf()

    def _try_out(self, what_if: WhatIf | None) -> None:
        if self._base is None or what_if is None:
            self.trial = None
        else:
            self.trial = try_out(self._model, self._base, what_if)
