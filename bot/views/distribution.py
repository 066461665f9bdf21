"""Tickets and whoever may be there for them: why somebody got one, and what is said while nobody does."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.i18n import Reader, marked
from bot.rules.assignment import Ground, Grounds, Taken
from bot.rules.pictures import TicketPicture
from bot.views import ids
from bot.views.blocks import MESSAGE_TEXT, Block, Message, actions, link_button, section
from bot.views.cards import subject
from bot.views.mrkdwn import cut, cut_markup, escape, mention, moment

LACKING, NAME = 5, 75  # categories that are named, and characters of each

GROUNDS: Mapping[Ground, str] = {
    Ground.ONLY_ONE: marked("the only one free, {open} of {capacity}"),
    Ground.FEWEST_OPEN: marked("fewest open, {open} of {capacity}"),
    Ground.LEAST_LOADED: marked("least to do, {open} of {capacity} open"),
    Ground.LONGEST_WITHOUT: marked("longest without a new one, {open} of {capacity} open"),
    Ground.IN_TURN: marked("next in turn, {open} of {capacity} open"),
}
TAKEN: Mapping[Taken, str] = {
    Taken.LEFT: marked("They are not here any more"),
    Taken.WENT_AWAY: marked("They are away, and it is urgent"),
}


def grounds(why: Grounds, skill: str, reader: Reader) -> str:
    """Why somebody got a ticket, in a few words. `skill` is the name of the category that it took, escaped."""
    _ = reader.gettext
    said = _(GROUNDS[why.ground]).format(open=why.open, capacity=why.capacity)
    if why.skill is None:
        return said
    if why.level is not None:
        return said + _("; {skill} at level {level}").format(skill=skill, level=why.level)
    return said + _("; knows {skill}").format(skill=skill)


def nobody_there(
    desk: str, count: int, somebody_at: datetime | None, reader: Reader, lacking: Sequence[tuple[str, int]] = ()
) -> Message:
    """What a desk's channel is told while tickets wait, and when none of them does any more.

    `lacking` are the categories of some of them, each with the level that the desk requires and nobody has.
    """
    _, name = reader.gettext, escape(desk)
    if not count:
        text = _("{desk}: no ticket waits for somebody any more.").format(desk=name)
        return Message(text, [section(text)])
    waiting = reader.ngettext(
        "{desk}: {n} ticket waits for somebody to be free.", "{desk}: {n} tickets wait for somebody to be free.", count
    )
    text = waiting.format(desk=name, n=count)
    if somebody_at is not None:
        text += " " + _("The next one comes {time}.").format(time=moment(somebody_at))
    for category, level in lacking[:LACKING]:
        needs = _("Nobody who gets tickets has level {level} in {category}, which the desk requires.")
        text += "\n" + needs.format(level=level, category=escape(cut(category, NAME)))
    text += "\n" + _(
        "I give them out as soon as I can. Anybody can claim one before; `/helpdesk team` shows who is here."
    )
    return Message(text, [section(text)])


def somebody_later(shown: TicketPicture, at: datetime, reader: Reader) -> Message:
    """What the requester is told when nobody is there."""
    text = reader.gettext(
        "Nobody at {desk} is here right now. Somebody will be from {time} on, and will see *{key}* then."
    ).format(desk=escape(shown.desk.name), time=moment(at), key=shown.ticket.key)
    return Message(text, [section(text)])


def urgent_waits(shown: TicketPicture, reader: Reader) -> Message:
    """What whoever is on call is told of an urgent ticket; when somebody has it, who."""
    _, ticket = reader.gettext, shown.ticket
    about = {"key": ticket.key, "subject": subject(ticket), "desk": escape(shown.desk.name)}
    if ticket.assignee_id is None:
        text = _("*{key}* is urgent, and nobody at {desk} has it: {subject}").format(**about)
    else:
        text = _("*{key}* is urgent: {subject}").format(**about)
        text += "\n" + _("{name} has it now.").format(name=mention(ticket.assignee_id))
    blocks: list[Block] = [section(text)]
    if shown.card_url is not None:
        blocks.append(actions(link_button(_("Open the card"), ids.LINK, shown.card_url)))
    return Message(text, blocks)


def returned(name: str, keys: Sequence[str], reader: Reader) -> Message:
    """What a desk's channel is told of the tickets of somebody who has left."""
    text = reader.ngettext(
        "{name} is not here any more. This ticket is back in the queue: {keys}",
        "{name} is not here any more. These tickets are back in the queue: {keys}",
        len(keys),
    ).format(name=escape(name), keys=", ".join(f"*{key}*" for key in keys))
    return Message(cut_markup(text, MESSAGE_TEXT), [section(text)])
