"""Tickets by name in a message to many, private ones as numbers."""

from collections.abc import Callable, Iterator

from bot.i18n import Reader
from bot.rules.naming import NamedTicket, NamedTickets
from bot.views.mrkdwn import cut, in_bold, link

SUBJECT = 70  # characters


def lines(shown: NamedTickets, reader: Reader, detail: Callable[[NamedTicket], str]) -> Iterator[str]:
    """A line for each ticket, with a detail at its end; one for the private ones, and one for those that follow."""
    ngettext = reader.ngettext
    for one in shown.named:
        yield f"• {_ticket(one)}  ·  {detail(one)}"
    if shown.private:
        text = ngettext("{n} private ticket", "{n} private tickets", shown.private)
        yield f"• {text.format(n=shown.private)}"
    if shown.more:
        text = ngettext("… and {n} more.", "… and {n} more.", shown.more)
        yield f"• {text.format(n=shown.more)}"


def _ticket(one: NamedTicket) -> str:
    """The number, leading to the card, and the subject, whose asterisks stay asterisks."""
    key = one.key if one.url is None else link(one.url, one.key)
    return f"*{key}* {in_bold(cut(one.subject, SUBJECT))}"
