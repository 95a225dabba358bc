"""Section 4: the options compared, first by value and structure, then by what speaks for and against each."""

from __future__ import annotations

from collections.abc import Sequence

from decision.model import BY_VALUE
from decision.ranking import ranks
from decision.recommendation import Strength
from reports.content import Options, OptionValue, Row, Structure, Text
from reports.voice import Voice, capital, stop
from reports.wording_reasons import reasons_row


def options(voice: Voice) -> Options:
    """Both halves of the section."""
    return Options(
        heading=voice("section.options"),
        continued=voice("section.options_continued"),
        value_head=voice("value.head"),
        value_keys=(voice("value.key.draws"), voice("value.key.nothing")),
        structure_head=voice("structure.head"),
        structure_keys=tuple(voice(f"structure.key.{key}") for key in ("reports", "second", "coordinates")),
        structure_note=voice("structure.note"),
        values=tuple(_value(voice, option) for option in voice.model.option_ids),
        rows=(reasons_row(voice), *_text_rows(voice), _change_row(voice), _variant(voice)),
    )


def _value(voice: Voice, option: str) -> OptionValue:
    analysis = voice.analysis
    place = voice.model.option_ids.index(option)
    rank = ranks(analysis.valuation.values)[place]
    value = float(analysis.valuation.values[place])
    low, high = (float(end) for end in analysis.robustness.value_range[place])
    chip, filled = _chip(voice, option)
    return OptionValue(
        name=voice.option_name(option),
        short=voice.option_short(option),
        chip=chip,
        chip_filled=filled,
        caption=_caption(voice, option, rank, chip),
        later_caption=_later_caption(voice, option, rank, voice.value(value)),
        figure=voice.value(value),
        value=value,
        low=low,
        high=high,
        baseline=analysis.explanation.baseline[place],
        excluded=option in analysis.doctrine.excluded(),
        structure=_structure(voice, place),
    )


def _chip(voice: Voice, option: str) -> tuple[str, bool]:
    found = voice.analysis.recommendation
    if option == found.option:
        return voice("chip.open" if found.strength is Strength.OPEN else "chip.recommended"), True
    rule = excluding_rule(voice, option)
    return (voice("chip.excluded", rule=rule), False) if rule else ("", False)


def excluding_rule(voice: Voice, option: str) -> str:
    """The rule that excludes an option, or nothing."""
    standing = voice.analysis.doctrine.standings[voice.model.option_ids.index(option)]
    return standing.rules[0] if option in voice.analysis.doctrine.excluded() else ""


def default_option(voice: Voice) -> str | None:
    """The option doctrine falls back on where nothing else is indicated."""
    return next((effect.option for rule in voice.model.rules if rule.default for effect in rule.met), None)


def _caption(voice: Voice, option: str, rank: int, chip: str) -> str:
    """The words beside or below the chip: rank by value, and what the option is today."""
    in_place = voice.case.current_arrangement == option
    if chip:
        by_value = voice("caption.by_value", rank=voice.rank(rank))
        recommended = option == voice.analysis.recommendation.option
        if recommended and voice.analysis.recommendation.decided_by == BY_VALUE:
            return voice("caption.in_place") if in_place else by_value
        return voice("caption.in_place") if in_place and recommended else by_value
    parts = [capital(voice.rank(rank))]
    if in_place:
        parts.append(voice("caption.in_place"))
    elif option == default_option(voice):
        parts.append(voice("caption.default"))
    return "; ".join(parts)


def _later_caption(voice: Voice, option: str, rank: int, value: str) -> str:
    found = voice.analysis.recommendation
    text = voice("caption.value", value=value, rank=voice.rank(rank))
    if option == found.option:
        word = "put_forward" if found.strength is Strength.OPEN else "recommended"
        return f"{text}; {voice(f'caption.{word}')}"
    return f"{text}; {voice('caption.excluded')}" if excluding_rule(voice, option) else text


def _structure(voice: Voice, place: int) -> Structure:
    last = len(voice.model.option_ids) - 1
    shape = "in" if place == 0 else "out" if place == last else "between"
    return Structure(
        shape=shape,
        mission=voice.mission_label,
        head=voice("box.ersg" if voice.one_head else "box.srsg"),
        deputy=_deputy(voice, shape),
        one_head=voice.one_head and shape != "out",
        coordination=voice("box.coordination"),
        country_team=voice("box.country_team"),
        office=voice("box.no_ocha" if shape == "in" else "box.ocha"),
        office_absent=shape == "in",
        peers=(voice(f"box.coordinators.{voice.era}"), voice("box.erc")),
    )


def _deputy(voice: Voice, shape: str) -> str:
    if shape == "out":
        return voice("box.rc_hc")
    return voice("box.ersg_rc_hc" if voice.one_head else "box.dsrsg_rc_hc")


def _text_rows(voice: Voice) -> tuple[Row, ...]:
    """Benefits, risks and mitigation: the officer's own words, else the model's."""
    written = voice.case.brief.options
    rows = []
    for kind in ("benefits", "risks", "mitigation"):
        cells = [
            joined(getattr(written[option], kind))
            if option in written and getattr(written[option], kind)
            else voice.words(f"option.{option}.{kind}")
            for option in voice.model.option_ids
        ]
        rows.append(Row(voice(f"row.{kind}"), tuple(map(Text, cells))))
    return tuple(rows)


def uses_model_texts(voice: Voice) -> bool:
    """Whether any benefit, risk or mitigation is the model's because the officer wrote none."""
    written = voice.case.brief.options
    return any(
        option not in written or not getattr(written[option], kind)
        for option in voice.model.option_ids
        for kind in ("benefits", "risks", "mitigation")
    )


def joined(texts: Sequence[str]) -> str:
    """Several entries as one cell of text: sentences follow one another, phrases are set off by semicolons."""
    if all(text.rstrip().endswith((".", "!", "?")) for text in texts):
        return " ".join(text.strip() for text in texts)
    return stop("; ".join(text.strip().rstrip(".") for text in texts))


def change_missing(voice: Voice) -> bool:
    """Whether the change from today is unwritten for an option that is not in place."""
    written = voice.case.brief.options
    return any(
        option not in written or not written[option].change
        for option in voice.model.option_ids
        if option != voice.case.current_arrangement
    )


def _change_row(voice: Voice) -> Row:
    return Row(voice("row.change"), tuple(Text(_change(voice, option)) for option in voice.model.option_ids))


def _change(voice: Voice, option: str) -> str:
    written = voice.case.brief.options.get(option)
    if written is not None and written.change:
        return stop(written.change)
    today = voice.case.current_arrangement
    if today == option:
        return voice("change_row.none")
    key = f"change_row.{today}.{option}"
    moves = voice(key) if voice.words.has(f"note.{key}") else ""
    return f"{moves} {voice('change_row.missing')}".strip()


def _variant(voice: Voice) -> Row:
    return Row(voice("row.variant"), (Text(voice.words("option.variant")),), whole=True, relief=1)
