"""Recording what was decided of a case: the arrangement, by whom, when, and why it departs from the advice."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import Field, LineField, TextField, label
from app.desk.dialog import DeskDialog
from app.desk.entry import NotADateError, date_of
from app.desk.export_view import RoundBox
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.tasks import Task
from db import keeping
from db.keeping import Decision, LoggedDecision, Result
from decision.analysis import Analysis
from decision.case import Case


@dataclass(frozen=True, slots=True)
class Advice:
    """What is advised of a case as it stands (None: nothing stands out), and the result that is kept with it."""

    option: str | None
    strength: str
    result: Result


class DecisionEntry(DeskDialog):
    """Asks what was decided. What is advised is computed meanwhile: the log holds it beside the decision."""

    def __init__(self, state: DeskState, theme: Theme, case: Case, parent: QWidget | None) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "decision.heading", parent, (560, 10))
        self._state, self._case = state, case
        self._advice: Advice | None = None
        self.logged: LoggedDecision | None = None
        self.say(words("decision.lead", title=case.title))
        self.advised = label(theme, words("decision.advice.computing"), "name", wrap=True)
        self.boxes = {
            option: RoundBox(theme, words(f"option.{option}.name"), "")
            for option in state.workspace.model.option_ids
        }
        self.decider = LineField(theme)
        self.decider.setText(case.brief.decider or "")
        self.day = LineField(theme)
        self.day.setText(words.day(datetime.date.today()))
        self.reason = TextField(theme, 3)
        self._by = Field(theme, words("decision.by"), self.decider)
        self._on = Field(theme, words("decision.on"), self.day, words("decision.on.hint"))
        self._why = Field(theme, words("decision.reason"), self.reason)
        self._lay_out_fields()
        self.add_button("desk.cancel", self.reject)
        self.go = self.add_button("decision.record", self._record, "primary")
        self.go.setEnabled(False)
        self.boxes[state.workspace.model.option_ids[0]].setFocus()
        self._ask_advice()
        self.fit()

    def _lay_out_fields(self) -> None:
        self.body.addWidget(self.advised)
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        for box in self.boxes.values():
            column.addWidget(box)
        self.body.addLayout(column)
        for widget in (self._by, self._on, self._why):
            self.body.addWidget(widget)

    @property
    def option(self) -> str | None:
        """The arrangement that is chosen."""
        return next((option for option, box in self.boxes.items() if box.isChecked()), None)

    @property
    def departs(self) -> bool:
        """Whether what is chosen is another arrangement than the one advised."""
        advised = None if self._advice is None else self._advice.option
        return None not in (advised, self.option) and advised != self.option

    def _ask_advice(self) -> None:
        state, case = self._state, self._case
        known = state.analysis if state.analysis_is_current else None
        if known is not None and known.case != case:
            known = None

        def work(task: Task) -> Advice:
            analysis: Analysis = known or state.workspace.analyse(case, progress=task.report)
            found = analysis.recommendation
            return Advice(found.option, found.strength, state.workspace.result(analysis))

        self.aside(state.runner, "analysis", work, self._take_advice)

    def _take_advice(self, advice: Advice) -> None:
        self._advice = advice
        words = self._words
        if advice.option is None:
            self.advised.setText(words("decision.advice.none"))
        else:
            option, strength = words(f"option.{advice.option}.name"), words(f"strength.{advice.strength}")
            self.advised.setText(words("decision.advice", option=option, strength=strength))
        for option, box in self.boxes.items():
            key = "following" if option == advice.option else "departing"
            box.say("" if advice.option is None else words(f"decision.{key}"))
        self.go.setEnabled(True)
        self.fit()

    def _record(self) -> None:
        decision = self._entered()
        if decision is None or self._advice is None:
            self.fit()
            return
        try:
            kept = keeping.keep_result(self._state.library, self._case, self._advice.result)
            self.logged = keeping.decide(self._state.library, self._case.id, decision, kept)
        except Exception as fault:  # told in the dialog by its kind; what was typed stays
            self.tell(fault)
            self.fit()
            return
        self.accept()

    def _entered(self) -> Decision | None:
        """What was entered; None, with a sentence at each field, where it is not whole."""
        words, option = self._words, self.option
        by, why = " ".join(self.decider.text().split()), self.reason.toPlainText().strip()
        day, wrong = None, ""
        try:
            day = date_of(words, self.day.text())
        except NotADateError:
            wrong = words("desk.entry.not_a_date")
        if day is not None and day > datetime.date.today():
            day, wrong = None, words("decision.fault.ahead")
        self.fault.tell("" if option else words("decision.fault.option"))
        self._by.show_fault("" if by else words("decision.fault.by"))
        self._on.show_fault(wrong or ("" if day else words("decision.fault.on")))
        self._why.show_fault(words("decision.fault.reason") if self.departs and not why else "")
        if option is None or not by or day is None or self._why.fault:
            return None
        return Decision(option, by, day, why or None)


class Decisions:
    """The way to the dialog, and what is told afterwards."""

    def __init__(self, state: DeskState, theme: Theme, window: QWidget) -> None:
        self._state, self._theme, self._window = state, theme, window
        self._words = state.workspace.words
        self.view: DecisionEntry | None = None

    def ask(self, case_id: str) -> None:
        """Ask what was decided of a case; what is recorded is told, and stays in the log."""
        if not self._state.save_pending():
            return
        try:
            case = self._state.library.case(case_id)
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            return
        view = DecisionEntry(self._state, self._theme, case, self._window.window())

        def finished(_: int) -> None:
            self.view = None
            if view.logged is not None:
                self._told(case, view.logged)
            view.deleteLater()

        self.view = view
        view.finished.connect(finished)
        view.open()

    def _told(self, case: Case, logged: LoggedDecision) -> None:
        self._state.refresh_library()
        option = self._words(f"option.{logged.option}.name")
        key = {None: "unadvised", True: "departs", False: "follows"}[logged.departs]
        self._state.noticed.emit(self._words(f"decision.recorded.{key}", case=case.title, option=option), False)
