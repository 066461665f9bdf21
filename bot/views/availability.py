"""Who is here: what agents say of themselves, the team, and what becomes of the tickets of whoever is away."""

from bot.i18n import Reader
from bot.rules.pictures import OfferPicture, TeammatePicture, TeamPicture
from bot.rules.records import Absence, Ticket
from bot.rules.vocabulary import Presence
from bot.views import ids
from bot.views.blocks import MESSAGE_TEXT, SECTION, Block, Message, actions, button, section
from bot.views.cards import subject
from bot.views.mrkdwn import cut, cut_markup, escape, link, mention, moment, whole_lines

LISTED = 10  # tickets; the rest is counted
NAME = 80  # characters


def absent(absence: Absence, reader: Reader) -> str:
    """What somebody hears who is not here from now on."""
    _ = reader.gettext
    if absence.until is None:
        return _("You are away, and get no new tickets until you say `/helpdesk available`.")
    text = _("You are away until {time}, and get no new tickets. `/helpdesk available` ends it before.")
    if absence.presence is Presence.OUT:
        text = _("You are out of office until {time}, and get no new tickets. `/helpdesk available` ends it before.")
    return text.format(time=moment(absence.until))


def available(reader: Reader) -> str:
    """What somebody hears who is here again."""
    return reader.gettext("Welcome back: you are available, and get tickets again.")


def switch(absence: Absence | None, reader: Reader) -> Block:
    """Whether one is here, in Home, with the button that changes it."""
    _ = reader.gettext
    if absence is None:
        text = _(
            "You are available. `/helpdesk away until 14:00` or `/helpdesk out until Monday` tells me when you are not."
        )
        return section(text, accessory=button(_("I am away"), ids.GO_AWAY))
    return section(absent(absence, reader), accessory=button(_("I am here"), ids.COME_BACK))


def offer(shown: OfferPicture, reader: Reader) -> Message:
    """The question what becomes of one's tickets, with its buttons until it is answered."""
    _ = reader.gettext
    paragraphs = []
    if shown.gone:
        paragraphs.append(_gone(shown, reader))
    if shown.is_over:
        paragraphs.append(_("You have said anew since then whether you are here, so I ask nothing here any more."))
    elif shown.held:
        paragraphs.append(_held(shown, reader))
        question, answer = _("Shall somebody else go on with what you have?"), _("You keep what you have.")
        paragraphs.append(question if shown.is_open else answer)
    if not paragraphs:
        paragraphs.append(_("You have no tickets any more."))
    text = cut_markup("\n\n".join(paragraphs), MESSAGE_TEXT)
    blocks: list[Block] = [section(cut_markup(paragraph, SECTION)) for paragraph in paragraphs]
    if shown.held and shown.is_open:
        is_one = len(shown.held) == 1
        hand_on = button(_("Hand on…") if is_one else _("Hand on all…"), ids.HAND_ON_ALL, style="primary")
        keep = button(_("Keep it") if is_one else _("Keep them"), ids.KEEP_ALL, str(shown.absence_id))
        blocks.append(actions(hand_on, keep))
    return Message(text, blocks)


def team(shown: list[TeamPicture], reader: Reader) -> Message:
    """Who works the desks of the reader, who is here, and how much they have."""
    text = whole_lines("\n\n".join(_desk(desk, reader) for desk in shown).split("\n"), MESSAGE_TEXT)
    return Message(text, [section(whole_lines(part.split("\n"), SECTION)) for part in text.split("\n\n")])


def _desk(shown: TeamPicture, reader: Reader) -> str:
    waiting = reader.ngettext("{n} ticket that nobody has", "{n} tickets that nobody has", shown.waiting)
    lines = [f"*{escape(shown.desk.name)}*  ·  {waiting.format(n=shown.waiting)}"]
    return "\n".join([*lines, *(f"• {_mate(mate, reader)}" for mate in shown.mates)])


def _mate(mate: TeammatePicture, reader: Reader) -> str:
    _ = reader.gettext
    parts = [_("{open} of {capacity} tickets").format(open=mate.open, capacity=mate.capacity)]
    if mate.waiting:
        parts.append(_("{n} waiting for somebody else").format(n=mate.waiting))
    return f"{escape(cut(mate.name, NAME))}: {_where(mate, reader)}; {', '.join(parts)}"


def _where(mate: TeammatePicture, reader: Reader) -> str:
    _ = reader.gettext
    if mate.is_here:
        return _("here")
    said = {Presence.AWAY: _("away"), Presence.OUT: _("out of office")}
    where = said.get(mate.presence) or _slack_says(mate, reader)
    return where if mate.here_at is None else _("{where}, back {time}").format(where=where, time=moment(mate.here_at))


def _slack_says(mate: TeammatePicture, reader: Reader) -> str:
    _ = reader.gettext
    if mate.is_quiet:
        return _("not to be disturbed")
    return _("away in Slack") if mate.is_away_in_slack else _("outside working hours")


def _gone(shown: OfferPicture, reader: Reader) -> str:
    text = reader.ngettext(
        "This one is urgent, so it goes on without you:",
        "These are urgent, so they go on without you:",
        len(shown.gone),
    )
    lines = [f"{_line(shown, ticket)}  ·  {_who(ticket, reader)}" for ticket in shown.gone[:LISTED]]
    return "\n".join([text, *lines, *_rest(shown.gone, reader)])


def _held(shown: OfferPicture, reader: Reader) -> str:
    count = len(shown.held)
    text = reader.ngettext("You are away, and have {n} ticket:", "You are away, and have {n} tickets:", count)
    lines = [_line(shown, ticket) for ticket in shown.held[:LISTED]]
    return "\n".join([text.format(n=count), *lines, *_rest(shown.held, reader)])


def _rest(tickets: tuple[Ticket, ...], reader: Reader) -> list[str]:
    more = len(tickets) - LISTED
    return [reader.ngettext("… and {n} more.", "… and {n} more.", more).format(n=more)] if more > 0 else []


def _line(shown: OfferPicture, ticket: Ticket) -> str:
    return f"• *{_key(shown, ticket)}*  {subject(ticket)}"


def _who(ticket: Ticket, reader: Reader) -> str:
    _ = reader.gettext
    if ticket.assignee_id is None:
        return _("waits for somebody")
    return _("{name} has it now").format(name=mention(ticket.assignee_id))


def _key(shown: OfferPicture, ticket: Ticket) -> str:
    url = shown.urls.get(ticket.id)
    return ticket.key if url is None else link(url, ticket.key)
