"""What is not solved at a desk at this moment, for whoever leads it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.i18n import Reader
from bot.rules.backlog import Backlog
from bot.rules.vocabulary import Status
from bot.views import words
from bot.views.blocks import Block, context, divider, header, section
from bot.views.durations import duration
from bot.views.mrkdwn import escape

DESKS = 5  # a block each, of the hundred of a Home


def now(desks: Sequence[Backlog], as_of: datetime, reader: Reader) -> Iterator[Block]:
    """How each desk stands; nothing for whoever leads none."""
    if not desks:
        return
    _ = reader.gettext
    yield divider()
    yield header(_("Your desks now"))
    for desk in desks[:DESKS]:
        yield section(f"*{escape(desk.name)}*: {unsolved(desk, as_of, reader)}\n{_targets(desk, reader)}")
    yield context(_("`/helpdesk risks` shows what is due next, `/helpdesk metrics` the numbers."))


def unsolved(desk: Backlog, as_of: datetime, reader: Reader) -> str:
    """How many tickets of a desk wait, for whom, and for how long."""
    _ = reader.gettext
    if desk.oldest_at is None:
        return _("nothing is unsolved.")
    by_status = ", ".join(
        f"{words.status(status, reader)} {reader.number(desk.by_status[status])}"
        for status in Status
        if status in desk.by_status
    )
    total = reader.ngettext("{n} unsolved ticket", "{n} unsolved tickets", desk.total)
    age = _("The oldest is {age} old.").format(age=duration(as_of - desk.oldest_at, reader))
    free = reader.ngettext("Nobody has {n} of them.", "Nobody has {n} of them.", desk.unassigned)
    parts = [f"{total.format(n=reader.number(desk.total))} ({by_status}).", age]
    return " ".join([*parts, *([free.format(n=reader.number(desk.unassigned))] if desk.unassigned else [])])


def _targets(desk: Backlog, reader: Reader) -> str:
    """How the targets of the unsolved tickets stand, in words that need no colour."""
    _ = reader.gettext
    if not desk.missed and not desk.due_soon:
        return _("No target is missed, and none is due within the hour.")
    late, soon = reader.number(desk.missed), reader.number(desk.due_soon)
    told = []
    if desk.missed:
        text = reader.ngettext("{n} ticket is past its target", "{n} tickets are past a target", desk.missed)
        told.append(f":warning: {text.format(n=late)}")
    if desk.due_soon:
        text = reader.ngettext("{n} is due within the hour", "{n} are due within the hour", desk.due_soon)
        told.append(text.format(n=soon))
    return "; ".join(told) + "."
