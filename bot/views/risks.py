"""What breaches next, each ticket with a menu to give it to somebody else."""

from collections.abc import Iterator

from bot.i18n import Reader
from bot.rules.queue import Line
from bot.rules.risks import Helper, Risks
from bot.views import ids
from bot.views.blocks import MESSAGE_TEXT, Block, Element, Message, actions, button, context, option, section, select
from bot.views.mrkdwn import cut, escape, whole_lines
from bot.views.queue import agents_line

NAME = 30  # characters
OFFERED = 10  # helpers beside each ticket, the best first: all menus together have to fit into one message


def risks(shown: Risks, reader: Reader) -> Message:
    """The private answer to `/helpdesk risks`."""
    _ = reader.gettext
    if not shown.total:
        text = _("No target is running at your desks, so nothing can be late. Well done.")
        return Message(text, [section(text)])
    count = reader.ngettext("{n} ticket has something due", "{n} tickets have something due", shown.total)
    summary = _("{count}, the next one first.").format(count=count.format(n=shown.total))
    blocks: list[Block] = [section(summary), *_lines(shown, reader), *_turning(shown, reader)]
    spoken = (_told(line, shown, reader).replace("\n", ": ") for line in shown.lines)
    return Message(whole_lines([summary, *spoken], MESSAGE_TEXT), blocks)


def _lines(shown: Risks, reader: Reader) -> Iterator[Block]:
    moment = int(shown.as_of.timestamp())  # a menu of the same name would keep its last choice
    for line in shown.lines:
        block_id = f"{ids.REASSIGN}:{line.ticket.id}:{moment}"
        yield section(_told(line, shown, reader), block_id=block_id, accessory=_menu(line, shown, reader))


def _told(line: Line, shown: Risks, reader: Reader) -> str:
    assignee = line.ticket.assignee_id
    if assignee is None:
        who = reader.gettext("nobody has it")
    else:
        who = reader.gettext("{name} has it").format(name=escape(cut(shown.names.get(assignee, assignee), NAME)))
    return f"{agents_line(line, shown.as_of, reader)}  ·  {who}"


def _menu(line: Line, shown: Risks, reader: Reader) -> Element | None:
    helpers = [one for one in shown.helpers[line.ticket.desk_id] if one.id != line.ticket.assignee_id]
    if not helpers:
        return None
    choices = [option(_helper(one, reader), f"{one.id}:{shown.page}:{line.ticket.id}") for one in helpers[:OFFERED]]
    return select(ids.REASSIGN, reader.gettext("Give it to…"), choices)


def _helper(one: Helper, reader: Reader) -> str:
    _ = reader.gettext
    text = _("{name}, {open} of {capacity}") if one.is_here else _("{name}, {open} of {capacity}, not here")
    return text.format(name=_short(one.name), open=one.open, capacity=one.capacity)


def _short(name: str) -> str:
    return cut(name, NAME)


def _turning(shown: Risks, reader: Reader) -> Iterator[Block]:
    if shown.pages == 1:
        return
    _ = reader.gettext
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.RISKS_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.RISKS_ON, str(shown.page + 1)))
    yield actions(*buttons)
