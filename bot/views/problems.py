"""The same problem of many: what they are asked and told, what the desk is told of them, and the form to join two."""

from typing import Any

from bot.i18n import Reader
from bot.rules.pictures import JoiningPicture, TicketPicture
from bot.rules.problems import Alike, JoinerPicture, OpenProblem
from bot.rules.records import Ticket
from bot.views import ids
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    labelled,
    modal,
    option,
    section,
    select,
    text_input,
)
from bot.views.cards import headline, subject
from bot.views.joined import many, people
from bot.views.mrkdwn import cut, escape, link, whole_lines

KEY = 48  # characters
SUBJECT = 120
LINES = 2500


def form(shown: JoiningPicture, reader: Reader) -> dict[str, Any]:
    """*Same problem as…*: which other ticket it is; those that are like it can be chosen."""
    _ = reader.gettext
    blocks: list[Block] = [section(headline(shown.shown.ticket))]
    if shown.alike:
        blocks.append(section("\n".join(_line(one, None) for one in shown.alike)))
        field = select(ids.SAME_AS, _("Choose a ticket"), [option(one.key, str(one.id)) for one in shown.alike])
        blocks.append(labelled(_("One of these similar tickets"), field, block_id=ids.SAME_AS, optional=True))
    hint = _("Your public answers there, and that it is solved, reach everybody who joined, each in their own thread.")
    field = text_input(ids.OTHER, placeholder="IT-42", max_length=KEY)
    label = _("Or another ticket's number") if shown.alike else _("The other ticket's number")
    blocks.append(labelled(label, field, block_id=ids.OTHER, optional=bool(shown.alike), hint=hint))
    return modal(
        _("Same problem"),
        blocks,
        callback_id=ids.SAME_PROBLEM,
        close=_("Cancel"),
        submit=_("Join"),
        metadata=str(shown.shown.ticket.id),
    )


def told(shown: TicketPicture, count: int, reader: Reader) -> Message:
    """In the requester's thread: others have the same. `count` people report it."""
    _ = reader.gettext
    text = _("You are not alone with *{key}*: {people}. We answer all of you, and you read it here.").format(
        key=shown.ticket.key, people=_inline(count, reader)
    )
    different = button(_("Mine is different"), ids.MINE_IS_DIFFERENT, str(shown.ticket.id))
    return Message(text, [section(text), actions(different)])


def offer(shown: TicketPicture, offered: OpenProblem, reader: Reader) -> Message:
    """In the requester's thread: whether theirs is what others report, too."""
    _ = reader.gettext
    text = _("{people} already: “{subject}”. Is *{key}* the same? Then we answer all of you at once.").format(
        people=many(offered.people, reader), subject=subject(offered.ticket), key=shown.ticket.key
    )
    same = button(_("I have it too"), ids.HAVE_IT_TOO, str(shown.ticket.id), style="primary")
    different = button(_("Mine is different"), ids.MINE_IS_DIFFERENT, str(shown.ticket.id))
    return Message(text, [section(text), actions(same, different)])


def on_its_own(ticket: Ticket, reader: Reader) -> Message:
    """In the requester's thread, once theirs is not the same any more."""
    text = reader.gettext("*{key}* is a ticket of its own now. We look at it by itself, and answer here.")
    text = text.format(key=ticket.key)
    return Message(text, [section(text)])


def has_it_too(shown: JoinerPicture, reader: Reader) -> Message:
    """The beginning of the thread of somebody who has no ticket."""
    _, problem = reader.gettext, shown.problem
    if shown.own is not None:
        return _has_own(shown, shown.own, reader)
    text = _(
        "*{key}* ({subject}): you are not alone, {people}. {desk} answers all of you, and you read it in this "
        "thread. You need no ticket of your own; what you write here still reaches them."
    ).format(
        key=problem.ticket.key,
        subject=subject(problem.ticket),
        people=_inline(problem.people, reader),
        desk=escape(problem.desk.name),
    )
    own = button(_("Mine is different"), ids.NOT_SOLVED, str(problem.ticket.id))
    return Message(text, [section(text), actions(own)])


def solved(shown: JoinerPicture, reader: Reader) -> Message:
    """To the same, once the problem is solved; *Not solved for me* as long as it is, and they have no ticket."""
    _, ticket = reader.gettext, shown.problem.ticket
    if shown.own is not None:
        return _has_own(shown, shown.own, reader)
    text = _("*{key}* ({subject}) is solved.").format(key=ticket.key, subject=subject(ticket))
    if not shown.is_solved:
        return Message(text, [section(text)])
    text += " " + _("If it is not solved for you, press *Not solved for me*: then you get a ticket of your own.")
    return Message(text, [section(text), actions(button(_("Not solved for me"), ids.NOT_SOLVED, str(ticket.id)))])


def alike(shown: Alike, reader: Reader) -> Message:
    """To the desk: many report the same."""
    _ = reader.gettext
    opening = f"*{people(shown.people, reader)}:*"
    lines = whole_lines((_line(ticket, url) for ticket, url in shown.tickets), LINES)
    if shown.is_one:
        closing = _("What you answer on {key}, and that it is solved, reaches all of them.").format(key=shown.first.key)
        text = f"{opening}\n{lines}\n{closing}"
        return Message(text, [section(text)])
    text = f"{opening}\n{lines}"
    one = button(_("Make them one problem"), ids.MAKE_ONE, str(shown.first.id), style="primary")
    return Message(text, [section(text), actions(one)])


def _has_own(shown: JoinerPicture, own: str, reader: Reader) -> Message:
    text = reader.gettext("*{own}* is your own ticket now, apart from *{key}*. We answer it in this thread.")
    text = text.format(own=own, key=shown.problem.ticket.key)
    return Message(text, [section(text)])


def _inline(count: int, reader: Reader) -> str:
    """How many report it, in the middle of a sentence."""
    text = many(count, reader)
    return text[:1].lower() + text[1:]


def _line(ticket: Ticket, url: str | None) -> str:
    key = ticket.key if url is None else link(url, ticket.key)
    return f"• {key}  {escape(cut(ticket.subject, SUBJECT))}"
