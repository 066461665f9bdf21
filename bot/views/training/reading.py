"""Required reading: what readers are told, and what their leads see."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.training.reading import Readers, Requirement, When, standing
from bot.rules.training.resource_pictures import ReaderLine, ReadersPicture, RequirementFormPicture, ResourcePicture
from bot.views import ids
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    context,
    day_picker,
    labelled,
    modal,
    option,
    section,
    select,
)
from bot.views.mrkdwn import day, escape
from bot.views.training.resources import done_button, minutes, title

TOGETHER, MOST = 10, 600  # readers of a block, and of the modal

WHO: Mapping[Readers, str] = {
    Readers.EVERYBODY: marked("Everybody at the desk"),
    Readers.AGENTS: marked("Its agents"),
    Readers.LEADS: marked("Its leads"),
}
REMINDED: Mapping[When, str] = {
    When.BEFORE: marked("A reminder: please read “{title}” by {day}."),
    When.TODAY: marked("A reminder: please read “{title}” today."),
    When.LATE: marked("A reminder: “{title}” should have been read by {day}. Please read it when you can."),
}


class Standing(StrEnum):
    """How it stands with what somebody was asked to read."""

    OPEN = "open"
    READ = "read"
    NEWER = "newer"  # they were asked again since
    OVER = "over"  # they need not read it any more


def asked(shown: ResourcePicture, reader: Reader, standing: Standing) -> Message:
    """Somebody is asked to read a resource."""
    _ = reader.gettext
    text = ""
    if shown.asked is not None:
        again = _("“{title}” has changed. Please read it again by {day}.")
        first = _("Please read “{title}” by {day}.")
        text = (again if shown.asked.version > 1 else first).format(
            title=title(shown.resource), day=day(shown.asked.due_on)
        )
    return _with_buttons(text, shown, reader, standing)


def reminder(shown: ResourcePicture, reader: Reader, standing: Standing, when: When) -> Message:
    """The same, later. `when`: how the day stood to it on which it was sent."""
    text = ""
    if shown.asked is not None:
        text = reader.gettext(REMINDED[when]).format(title=title(shown.resource), day=day(shown.asked.due_on))
    return _with_buttons(text, shown, reader, standing)


def form(shown: RequirementFormPicture, reader: Reader, came_from: str = "") -> dict[str, Any]:
    """*Require reading…*: of whom, and until when. `came_from` as in the form for a resource."""
    _, known = reader.gettext, shown.requirement
    readers = select(
        ids.READERS,
        _("Who"),
        [option(_(WHO[who]), who) for who in WHO],
        initial=known.readers if known else Readers.EVERYBODY,
    )
    blocks: list[Block] = [
        section(f"*{title(shown.resource)}*"),
        labelled(_("Who has to read it"), readers, block_id=ids.READERS),
    ]
    if shown.categories:
        choices = [option(category.name, category.key) for category in shown.categories]
        menu = select(ids.READING_CATEGORY, _("Any"), choices, initial=known.category if known else None)
        hint = _("Of these, whoever has the skill for a category. Left empty, all of them.")
        blocks.append(labelled(_("Only those who know"), menu, block_id=ids.READING_CATEGORY, optional=True, hint=hint))
    picker = day_picker(ids.DUE_ON, _("Choose a day"), initial=shown.due_on.isoformat())
    hint = _(
        "Each gets a direct message in their working hours, and is reminded two days before, on the day, and every "
        "week after it. Whoever joins later, or has to read a new version, has a week at least."
    )
    blocks.append(labelled(_("By when"), picker, block_id=ids.DUE_ON, hint=hint))
    return modal(
        _("Require reading"),
        blocks,
        callback_id=ids.REQUIRE_READING,
        close=_("Cancel"),
        submit=_("Require it"),
        metadata=f"{shown.resource.id}:{standing(shown.requirement)}:{came_from}",
    )


def readers(shown: ReadersPicture, reader: Reader) -> dict[str, Any]:
    """Who has read it, and who has not, for a lead."""
    _, value = reader.gettext, str(shown.resource.id)
    blocks: list[Block] = [section(f"*{title(shown.resource)}*")]
    if shown.requirement is None:
        blocks.append(section(_("Nobody has to read it.")))
        blocks.append(actions(button(_("Require reading…"), ids.REQUIRE_READING, value)))
        return modal(_("Who has read it"), blocks, callback_id=ids.SEE_READERS, close=_("Close"))
    blocks.append(context(_required(shown.requirement, shown.knows, reader)))
    blocks.append(section(_summary(shown, reader)))
    blocks += _people(shown, reader)
    sure = confirm(
        _("Require it no more?"),
        _("Nobody is reminded any more. Who has read it stays known."),
        _("Yes"),
        _("No"),
    )
    blocks.append(
        actions(
            button(_("Change…"), ids.REQUIRE_READING, value),
            button(_("Require it no more"), ids.LIFT_READING, value, confirm=sure),
        )
    )
    blocks.append(context(_("Only those who lead the desk see this.")))
    return modal(_("Who has read it"), blocks, callback_id=ids.SEE_READERS, close=_("Close"))


def _with_buttons(text: str, shown: ResourcePicture, reader: Reader, standing: Standing) -> Message:
    _, one = reader.gettext, shown.resource
    look = button(_("Look at it"), ids.RESOURCE, str(one.id))
    if standing is Standing.OPEN:
        about = "  ·  ".join(part for part in (escape(shown.desk), minutes(one, reader)) if part)
        return Message(text, [section(text), context(about), actions(look, done_button(one, reader))])
    said = {
        Standing.READ: _("You have read “{title}”. Thank you."),
        Standing.NEWER: _("“{title}” has changed since. A newer message asks you to read it."),
        Standing.OVER: _("You need not read “{title}” any more."),
    }[standing].format(title=title(one))
    return Message(said, [section(said)] if one.retired_at is not None else [section(said), actions(look)])


def _required(requirement: Requirement, knows: str, reader: Reader) -> str:
    _ = reader.gettext
    who = _(WHO[requirement.readers])
    text = _("{who}, by {day}")
    if knows:
        text = _("{who} who know {category}, by {day}")
    return text.format(who=who, category=escape(knows), day=day(requirement.due_on))


def _summary(shown: ReadersPicture, reader: Reader) -> str:
    _ = reader.gettext
    everybody = len(shown.lines)
    if not everybody:
        return _("Nobody at the desk is meant by that now.")
    if not shown.open:
        return reader.ngettext("The one person has read it.", "All {n} people have read it.", everybody).format(
            n=everybody
        )
    return _("*Open: {open} of {n}*").format(open=shown.open, n=everybody)


def _people(shown: ReadersPicture, reader: Reader) -> Iterator[Block]:
    lines = [f"• {_person(line, reader)}" for line in shown.lines[:MOST]]
    for first in range(0, len(lines), TOGETHER):
        yield section("\n".join(lines[first : first + TOGETHER]))
    more = len(shown.lines) - len(lines)
    if more:
        yield context(reader.ngettext("{n} more", "{n} more", more).format(n=more))


def _person(line: ReaderLine, reader: Reader) -> str:
    _ = reader.gettext
    if line.version is not None:
        text = _("{name} has read version {version}")
    elif line.is_late:
        text = _("*{name}* has not read it, and should have by {day}")
    else:
        text = _("*{name}* has not read it yet, and has until {day}")
    return text.format(name=escape(line.name), version=line.version, day=day(line.due_on))
