"""Answers before there is a ticket: what whoever asks is shown, and what they are told of their choice."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.deflection import HELD_FOR, Answer, HeldPicture, Settled
from bot.rules.intake import subject
from bot.rules.markup import readable
from bot.rules.problems import OpenProblem
from bot.rules.records import Ticket
from bot.rules.search import DocumentKind
from bot.views import cards, ids
from bot.views.answers import NOTICE, notice
from bot.views.blocks import Block, Element, Message, actions, button, context, modal, section
from bot.views.intake import add_details, cancel
from bot.views.joined import many
from bot.views.mrkdwn import cut, cut_markup, escape, in_bold
from bot.views.styled import styled
from bot.views.user_text import literal, rich

TITLE, SHORT, HEARD = 120, 600, 1200  # characters: of a title, of an answer where it can be opened, where it is heard
WHOLE = 15_000  # of mrkdwn; people see a fifth of it at most


def suggested(shown: HeldPicture, reader: Reader) -> Message:
    """The private answer to a command: what may be the answer already, and both choices."""
    _ = reader.gettext
    opening, closing = _opening(shown, reader), _closing(reader)
    blocks: list[Block] = [section(opening)]
    for answer in shown.answers:
        blocks += _answer(shown, answer, reader, is_short=True)
    blocks += _problem(shown, reader)
    create = button(_("Create the ticket"), ids.CREATE_TICKET, str(shown.held.id), style="primary")
    blocks += [actions(create, block_id=f"create:{shown.held.id}"), context(closing)]
    heard = [cut_markup(f"*{_title(answer)}*: {escape(literal(answer.text))}", HEARD) for answer in shown.answers]
    others = [] if shown.problem is None else [_others(shown.problem, reader)]
    return Message("\n".join([opening, *heard, *others, closing]), blocks)


def in_modal(shown: HeldPicture, reader: Reader) -> dict[str, Any]:
    """The same in place of the form that was just sent. Here is room for all of it."""
    _ = reader.gettext
    blocks: list[Block] = [section(_opening(shown, reader))]
    for answer in shown.answers:
        blocks += _answer(shown, answer, reader, is_short=False)
    return modal(
        _("Answers"),
        [*blocks, *_problem(shown, reader), context(_closing(reader))],
        callback_id=ids.CREATE_TICKET,
        close=_("Close"),
        submit=_("Create the ticket"),
        metadata=str(shown.held.id),
    )


def whole(answer: Answer, reader: Reader) -> dict[str, Any]:
    """One answer to read as a whole."""
    _ = reader.gettext
    blocks = [section(f"*{_title(answer)}*"), _said(answer, WHOLE)]
    return modal(_("Answers"), blocks, callback_id=NOTICE, close=_("Close"))


def settled(shown: Settled, reader: Reader) -> Message:
    """In place of the answers, whose buttons are used up: what has come of what was pressed."""
    if shown.ticket is not None:
        return there_is(shown.ticket, reader)
    return helped(shown.held_id, reader) if shown.problem is None else joined(shown.problem, reader)


def settled_in_modal(shown: Settled, reader: Reader) -> dict[str, Any]:
    """The same in a modal."""
    is_helped = shown.ticket is None and shown.problem is None
    return helped_in_modal(shown.held_id, reader) if is_helped else notice(settled(shown, reader).text, reader)


def helped(held_id: int, reader: Reader) -> Message:
    """In place of the answers: one of them helped. It may have been pressed by mistake."""
    _ = reader.gettext
    text = _("Good to know, thank you. There is no ticket. Should you need one after all, I still have what you wrote.")
    create = button(_("Create the ticket"), ids.CREATE_TICKET, str(held_id))
    return Message(text, [section(text), actions(create)])


def joined(problem: OpenProblem, reader: Reader) -> Message:
    """In place of the answers: they have what others report."""
    text = reader.gettext(
        "*{key}* ({subject}): you are not alone with it. I write to you in a direct message, and what the desk answers "
        "reaches you there. There is no ticket of your own."
    ).format(key=problem.ticket.key, subject=cards.subject(problem.ticket))
    return Message(text, [section(text)])


def there_is(ticket: Ticket, reader: Reader) -> Message:
    """In place of the answers: it is a ticket by now, since nobody had said anything."""
    follows = reader.gettext("This is a ticket by now. If you don't need it any more, you can cancel it.")
    text = f"{cards.headline(ticket)}\n{follows}"
    buttons = actions(add_details(ticket, reader), cancel(ticket, reader), block_id=f"raised:{ticket.id}")
    return Message(text, [section(text), buttons])


def helped_in_modal(held_id: int, reader: Reader) -> dict[str, Any]:
    """`helped`, in a modal."""
    _ = reader.gettext
    return modal(_("Helpdesk"), helped(held_id, reader).blocks, callback_id=NOTICE, close=_("Close"))


def _opening(shown: HeldPicture, reader: Reader) -> str:
    _, request = reader.gettext, shown.held.request or {}
    asked = request.get("subject") or subject(readable(str(request.get("text", ""))))
    text = _("Not a ticket yet: “{subject}”.")
    if shown.answers or shown.problem:
        text = _("Not a ticket yet: “{subject}”. This may be what you need:")
    return text.format(subject=escape(cut(asked, TITLE)))


def _closing(reader: Reader) -> str:
    text = reader.gettext("Without an answer of yours I create the ticket in {minutes} minutes: nothing is lost.")
    return text.format(minutes=int(HELD_FOR.total_seconds() // 60))


def _answer(shown: HeldPicture, answer: Answer, reader: Reader, *, is_short: bool) -> Iterator[Block]:
    _, value = reader.gettext, f"{answer.ref.kind}:{answer.ref.id}:{shown.held.id}"
    yield section(f"*{_title(answer)}*")
    buttons: list[Element] = [button(_("This helped — no ticket needed"), ids.IT_HELPED, value)]
    if is_short and len(readable(answer.text)) > SHORT:
        yield _said(answer, SHORT, quote=True)
        buttons.append(button(_("Read all of it"), ids.READ_ANSWER, value))
    else:
        yield _said(answer, WHOLE, quote=True)
    yield actions(*buttons, block_id=f"answer:{answer.ref.kind}:{answer.ref.id}")


def _said(answer: Answer, limit: int, *, quote: bool = False) -> Block:
    """A saved reply is written to be sent as it is, so its marks are meant; a tip is somebody's plain words."""
    if answer.ref.kind is DocumentKind.REPLY:
        return styled(answer.text, limit=limit, quote=quote)
    return rich(cut_markup(answer.text, limit), {}, limit=limit, quote=quote)


def _problem(shown: HeldPicture, reader: Reader) -> Iterator[Block]:
    if shown.problem is not None:
        yield section(_others(shown.problem, reader))
        yield actions(button(reader.gettext("I have it too"), ids.JOIN_INSTEAD, str(shown.held.id)))


def _others(problem: OpenProblem, reader: Reader) -> str:
    text = reader.gettext("{people}: “{subject}”. If yours is the same, the desk answers all of you at once.")
    return text.format(people=many(problem.people, reader), subject=cards.subject(problem.ticket))


def _title(answer: Answer) -> str:
    return in_bold(cut(literal(escape(answer.title)), TITLE))
