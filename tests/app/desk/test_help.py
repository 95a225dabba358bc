"""The help: whole, true to the model, found by words, and walked by keys."""

from __future__ import annotations

import dataclasses
import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import help_topics
from app.desk.help_topics import LINK, OF_STEP, SEE, TOPICS, Topics
from app.desk.help_view import HelpView
from app.desk.steps import STEPS
from app.desk.theme import DARK, Theme
from app.resources import starting_cases, two_feet_model
from app.words import Words
from decision.model import DecisionModel
from decision.model_reading import read_model

KNOWN = {"UN", "PDF"}


@pytest.fixture(scope="module")
def model() -> DecisionModel:
    return read_model(two_feet_model())


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, words: Words, model: DecisionModel) -> HelpView:
    made = HelpView(theme, words, model)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_every_topic_has_its_text_and_every_step_its_topic(words: Words, model: DecisionModel) -> None:
    topics = Topics(words, model)
    assert len(set(TOPICS)) == len(TOPICS)
    assert len(set(topics.titles.values())) == len(TOPICS)
    for topic in TOPICS:
        assert len(topics.bodies[topic].split()) > 80, topic
        assert "{" not in topics.bodies[topic]
    assert set(OF_STEP) == set(STEPS)
    assert set(OF_STEP.values()) <= set(TOPICS)
    assert set(SEE) == set(TOPICS)
    assert {one for ones in SEE.values() for one in ones} <= set(TOPICS)


def test_every_acronym_the_help_uses_is_spelt_out_in_it(words: Words, model: DecisionModel) -> None:
    topics = Topics(words, model)
    used = {one for body in topics.bodies.values() for one in re.findall(r"\b[A-Z]{2,}(?:/[A-Z]{2,})*\b", body)}
    told = {
        entry[1]
        for topic in ("terms", "acronyms")
        for entry in re.finditer(r"^- ([^:]+): ", topics.bodies[topic], re.MULTILINE)
    }
    assert len(used) > 10
    assert used - told <= KNOWN


def test_the_figures_are_those_of_the_model(words: Words, model: DecisionModel) -> None:
    strict = dataclasses.replace(
        model,
        strength=dataclasses.replace(model.strength, firm_acceptability=0.93, leaning_coverage=0.61),
        robustness=dataclasses.replace(model.robustness, draws=123_456),
    )
    before, after = Topics(words, model).bodies, Topics(words, strict).bodies
    for figure in ("93\u00a0%", "61\u00a0%"):
        assert figure in after["strength"]
        assert figure not in before["strength"]
    assert "123,456" in after["robustness"]
    assert str(len(model.criteria)) in before["steps"]


def test_it_speaks_of_as_many_worked_cases_as_there_are(words: Words, model: DecisionModel) -> None:
    assert len(starting_cases()) == 9
    assert "nine worked cases" in Topics(words, model).bodies["first_steps"]


def test_lists_and_names_become_rich_text_and_signs_stay_signs(
    monkeypatch: pytest.MonkeyPatch, words: Words, model: DecisionModel
) -> None:
    topics = Topics(words, model)
    topics.bodies["terms"] = "One & <two>\nstill one\n\n- A term: its <meaning>\n- No name here"
    monkeypatch.setitem(help_topics.SEE, "terms", ())
    page = topics.page("terms")
    assert "One &amp; &lt;two&gt;" in page
    assert "<li><b>A term</b>: its &lt;meaning&gt;</li><li>No name here</li>" in page


def test_a_topic_is_shown_and_links_lead_to_others(qtbot: QtBot, view: HelpView) -> None:
    view.show_topic("strength")
    assert view.topic == "strength"
    assert re.search(r"80\s%", view.page.toPlainText())
    view.page.anchorClicked.emit(QUrl(f"{LINK}robustness"))
    assert view.topic == "robustness"
    view.page.anchorClicked.emit(QUrl("https://example.org/"))
    assert view.topic == "robustness", "what is no topic leads nowhere"
    view.page.setFocus()
    qtbot.keyClick(view.page, Qt.Key.Key_Tab)
    qtbot.keyClick(view.page, Qt.Key.Key_Return)
    assert view.topic == SEE["robustness"][0], "links are reached by keys"


def test_words_are_found_and_marked(qtbot: QtBot, view: HelpView) -> None:
    qtbot.keyClicks(view.search, "protected EXCERPT")
    found = view.contents.entries()
    assert "protected" in found
    assert len(found) < len(TOPICS)
    view.contents.choose("protected")
    marked = {mark.cursor.selectedText().casefold() for mark in view.page.extraSelections()}
    assert marked == {"protected", "excerpt"}
    view.search.setText("weights")
    assert view.topic == "weights", "what is so called comes before what only mentions it"
    view.search.setText("xylophone")
    assert view.none.isVisible()
    assert not view.contents.isVisible()
    view.show_topic("levels")
    assert (view.topic, view.search.text()) == ("levels", "")
    assert view.contents.isVisible()
    assert view.page.extraSelections() == []


def test_words_are_found_without_their_accents(words: Words, model: DecisionModel) -> None:
    topics = Topics(words, model)
    topics.bodies["terms"] = "Évaluation d’un critère"
    assert topics.holding("evaluation CRITERE") == topics.holding("ÉVALUATION critère") == ["terms"]


def test_topics_are_walked_by_keys_and_heads_are_passed_over(qtbot: QtBot, view: HelpView) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view.contents)
    walked = [view.topic]
    for _ in TOPICS[1:]:
        qtbot.keyClick(view.contents, Qt.Key.Key_Down)
        walked.append(view.topic)
    assert walked == list(TOPICS)


def test_another_look_is_followed_at_the_same_topic(view: HelpView, theme: Theme) -> None:
    view.show_topic("limits")
    size = view.page.font().pixelSize()
    theme.scale, theme.palette = 2.0, DARK
    view.show_anew()
    assert view.topic == "limits"
    assert view.page.font().pixelSize() == 2 * size
    assert DARK.ink.lower() in view.page.toHtml().lower()
