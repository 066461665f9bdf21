"""The forms in which a track is made: what stands around its steps, and each step."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Reader
from bot.rules.training.track_pictures import StepFormPicture, TrackFormPicture
from bot.rules.training.tracks import ABOUT_ONE, COUNTED, HIGHEST, MOST_TIMES, NOTE, PURPOSE, TITLE, StepKind
from bot.views import ids
from bot.views.blocks import (
    OPTION,
    Block,
    Element,
    labelled,
    modal,
    number_input,
    option,
    search,
    section,
    select,
    selects,
    text_input,
)
from bot.views.training import steps
from bot.views.training.skill_news import level


def frame(shown: TrackFormPicture, reader: Reader) -> dict[str, Any]:
    """What stands around the steps of a track."""
    _, is_new, written = reader.gettext, shown.track is None, shown.frame
    name = text_input(ids.TRACK_TITLE, initial=written.title, max_length=TITLE)
    purpose = text_input(ids.TRACK_PURPOSE, initial=written.purpose, multiline=True, max_length=PURPOSE)
    blocks: list[Block] = [
        labelled(_("Title"), name, block_id=ids.TRACK_TITLE),
        *_desk(shown, reader),
        labelled(_("What it is for"), purpose, block_id=ids.TRACK_PURPOSE, optional=True),
        *_grants(shown, reader),
        *_before(shown, reader),
    ]
    return modal(
        _("New track") if is_new else _("Track"),
        blocks,
        callback_id=ids.NEW_TRACK if is_new else ids.TRACK_FRAME,
        close=_("Cancel"),
        submit=_("Next") if is_new else _("Save"),
        metadata=_about(shown),
    )


def step(shown: StepFormPicture, reader: Reader) -> dict[str, Any]:
    """One step of a track."""
    _, known = reader.gettext, shown.shown.step
    note = text_input(ids.STEP_NOTE, initial=known.note, multiline=True, max_length=NOTE)
    blocks: list[Block] = [
        section(f"*{_(steps.KINDS[shown.kind])}*"),
        *_subject(shown, reader),
        *_times(shown, reader),
        labelled(
            _("What to look at"),
            note,
            block_id=ids.STEP_NOTE,
            optional=True,
            hint=_("Whoever is on the track reads it with the step."),
        ),
    ]
    place = "" if shown.place is None else str(shown.place)
    return modal(
        _("New step") if shown.place is None else _("Step"),
        blocks,
        callback_id=ids.STEP_FORM,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=f"{shown.track.id}:{shown.track.version}:{shown.kind}:{place}",
    )


def subjects(found: Mapping[int, str]) -> list[Element]:
    """Resources, or quizzes, as the choices of a menu."""
    return [_choice(number, title) for number, title in found.items()]


def _desk(shown: TrackFormPicture, reader: Reader) -> Iterator[Block]:
    if shown.track is None and len(shown.desks) > 1:
        choices = [option(desk.name, desk.id) for desk in shown.desks]
        menu = select(ids.TRACK_DESK, reader.gettext("Desk"), choices, initial=choices[0]["value"])
        yield labelled(reader.gettext("Desk"), menu, block_id=ids.TRACK_DESK)


def _grants(shown: TrackFormPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if not shown.categories:
        return
    choices = [option(category.name, category.key) for category in shown.categories]
    menu = select(ids.TRACK_CATEGORY, _("None"), choices, initial=shown.frame.category)
    hint = _("Passing the track raises the level there.")
    yield labelled(_("Category"), menu, block_id=ids.TRACK_CATEGORY, optional=True, hint=hint)
    levels = [option(level(number, reader), str(number)) for number in range(1, HIGHEST + 1)]
    menu = select(ids.TRACK_LEVEL, _("None"), levels, initial=str(shown.frame.level))
    yield labelled(_("Level"), menu, block_id=ids.TRACK_LEVEL, optional=True)


def _before(shown: TrackFormPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if shown.others:
        choices = [option(one.title, str(one.id)) for one in shown.others]
        menu = selects(ids.TRACK_REQUIRES, _("None"), choices, initial=[str(one) for one in shown.frame.requires])
        yield labelled(_("Tracks that have to be passed before"), menu, block_id=ids.TRACK_REQUIRES, optional=True)


def _subject(shown: StepFormPicture, reader: Reader) -> Iterator[Block]:
    _, known = reader.gettext, shown.shown
    if shown.kind in ABOUT_ONE:
        now = None if known.step.subject is None else _choice(known.step.subject, known.title)
        menu = search(ids.STEP_SUBJECT, _("Search"), initial=now)
        label = _("What to read") if shown.kind is StepKind.READ else _("The quiz to pass")
        block_id = f"{ids.STEP_SUBJECT}:{shown.kind}:{shown.track.id}"
        yield labelled(label, menu, block_id=block_id)
    if shown.kind is StepKind.ATTEND and shown.categories:
        choices = [option(category.name, category.key) for category in shown.categories]
        menu = select(ids.STEP_CATEGORY, _("Any"), choices, initial=known.step.category)
        hint = _("A session about it counts, or any session of the desk without one.")
        yield labelled(_("Category"), menu, block_id=ids.STEP_CATEGORY, optional=True, hint=hint)


def _times(shown: StepFormPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if shown.kind in COUNTED:
        field = number_input(ids.STEP_TIMES, least=1, most=MOST_TIMES, initial=shown.shown.step.times)
        label = _("How many answers") if shown.kind is StepKind.REVIEWED else _("How many tickets")
        yield labelled(label, field, block_id=ids.STEP_TIMES)


def _choice(number: int, title: str) -> Element:
    return option(title[:OPTION], str(number))


def _about(shown: TrackFormPicture) -> str:
    """What the form must not forget: the track and its version, or the desk of a new one."""
    if shown.track is not None:
        return f"{shown.track.id}:{shown.track.version}"
    return shown.desks[0].id if shown.desks else ""
