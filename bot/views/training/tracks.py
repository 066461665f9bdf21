"""Tracks: the list, and one as those who keep it see it."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.training.track_pictures import StepPicture, TrackLine, TrackPicture, TracksPicture
from bot.rules.training.tracks import MOST_STEPS, Track
from bot.views import ids
from bot.views.blocks import Block, Element, actions, button, confirm, context, modal, option, overflow, section, select
from bot.views.mrkdwn import escape, in_bold
from bot.views.training import steps
from bot.views.user_text import rich

APART = "  ·  "


def listing(shown: TracksPicture, reader: Reader) -> dict[str, Any]:
    """The tracks of the desks that somebody leads. At most 24 blocks."""
    _ = reader.gettext
    blocks: list[Block] = [actions(button(_("New track"), ids.NEW_TRACK)), *(_line(one, reader) for one in shown.lines)]
    if not shown.lines:
        blocks.append(
            section(_("There are no tracks yet. Make the first one: what a new colleague does, step by step."))
        )
    if shown.pages > 1:
        blocks += _turning(shown, reader)
    return modal(_("Tracks"), blocks, callback_id=ids.TRACKS, close=_("Close"), metadata=str(shown.page))


def track(shown: TrackPicture, reader: Reader) -> dict[str, Any]:
    """A track with its steps, to change. At most 44 blocks."""
    _, one = reader.gettext, shown.track
    blocks: list[Block] = [section(f"*{in_bold(one.title)}*")]
    if one.purpose:
        blocks.append(rich(escape(one.purpose), {}))
    blocks += [context(APART.join(_about(shown, reader))), actions(*_can_be_done(one, reader))]
    if len(one.steps) < MOST_STEPS:
        blocks.append(actions(_adding(one, reader), block_id=f"{ids.NEW_STEP}:{one.version}"))
    for place, step in enumerate(shown.steps):
        blocks += _step(one, place, step, reader)
    if not one.steps:
        blocks.append(section(_("It has no steps yet: add the first one, and people can begin it.")))
    return modal(_("Track"), blocks, callback_id=ids.TRACK, close=_("Back"), metadata=str(one.id))


def _line(line: TrackLine, reader: Reader) -> Block:
    _, one = reader.gettext, line.track
    details = [_("*Retired*")] if one.retired_at is not None else []
    details += [escape(line.desk)] if line.desk else []
    details += [_grants(one, line.category, reader)] if one.level else []
    details.append(reader.ngettext("{n} step", "{n} steps", len(one.steps)).format(n=len(one.steps)))
    text = f"*{in_bold(one.title)}*\n{APART.join(details)}"
    return section(text, block_id=f"track:{one.id}", accessory=button(_("Open…"), ids.TRACK, str(one.id)))


def _turning(shown: TracksPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.TRACKS_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.TRACKS_ON, str(shown.page + 1)))
    yield actions(*buttons)


def _about(shown: TrackPicture, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, shown.track
    if one.retired_at is not None:
        yield _("*Retired*: nobody begins it any more")
    yield escape(shown.desk)
    if one.level:
        yield _grants(one, shown.category, reader)
    if shown.requires:
        yield _("after {tracks}").format(tracks=escape(", ".join(shown.requires)))
    yield _("version {version}").format(version=one.version)


def _grants(one: Track, category: str, reader: Reader) -> str:
    return reader.gettext("grants level {level} in {category}").format(level=one.level, category=escape(category))


def _can_be_done(one: Track, reader: Reader) -> Iterator[Element]:
    _, value = reader.gettext, str(one.id)
    if one.steps and one.retired_at is None:
        yield button(_("Put somebody on it…"), ids.ONBOARD_ONTO, value, style="primary")
    yield button(_("Title and level…"), ids.TRACK_FRAME, value)
    if one.retired_at is not None:
        yield button(_("Restore"), ids.RESTORE_TRACK, value)
    else:
        text = _("Nobody begins it any more. Who is on it goes on.")
        asked = confirm(_("Retire this track?"), text, _("Retire"), _("Keep it"))
        yield button(_("Retire"), ids.RETIRE_TRACK, value, confirm=asked)


def _adding(one: Track, reader: Reader) -> Element:
    """The kinds of steps. Its block has another name with each version, or Slack would keep what was chosen."""
    kinds = [option(reader.gettext(steps.KINDS[kind]), f"{kind}:{one.id}") for kind in steps.KINDS]
    return select(ids.NEW_STEP, reader.gettext("Add a step…"), kinds)


def _step(one: Track, place: int, step: StepPicture, reader: Reader) -> Iterator[Block]:
    menu = overflow(ids.STEP_MENU, _step_menu(one, place, reader))
    yield section(f"*{place + 1}.* {steps.what(step, reader)}", accessory=menu)
    if step.step.note:
        yield rich(escape(step.step.note), {}, quote=True)


def _step_menu(one: Track, place: int, reader: Reader) -> list[Element]:
    _ = reader.gettext
    words = {ids.EDIT_STEP: _("Edit…")}
    if place > 0:
        words[ids.STEP_UP] = _("Move up")
    if place < len(one.steps) - 1:
        words[ids.STEP_DOWN] = _("Move down")
    words[ids.REMOVE_STEP] = _("Remove")
    return [option(label, f"{word}:{one.id}:{one.version}:{place}") for word, label in words.items()]
