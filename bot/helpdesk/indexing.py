"""Catching up: what was stored before there was a search becomes findable, a few at a time."""

from collections.abc import Callable, Mapping, Sequence

from bot.helpdesk import replies, tips
from bot.helpdesk.training import resources
from bot.rules.search import DocumentKind
from storage import replies as reply_rows
from storage import tickets
from storage import tips as tip_rows
from storage.training import resources as resource_rows
from storage.transaction import Transaction

TOGETHER = 100  # of one transaction: some tens of milliseconds

MISSING: Mapping[DocumentKind, Callable[[Transaction, int, int], Sequence[int]]] = {
    DocumentKind.TICKET: tickets.not_kept_for_search,
    DocumentKind.TIP: tip_rows.not_kept_for_search,
    DocumentKind.REPLY: reply_rows.not_kept_for_search,
    DocumentKind.RESOURCE: resource_rows.not_kept_for_search,
}
KEEP: Mapping[DocumentKind, Callable[[Transaction, int], None]] = {
    DocumentKind.TICKET: tickets.keep_for_search,
    DocumentKind.TIP: tips.keep_for_search,
    DocumentKind.REPLY: replies.keep_for_search,
    DocumentKind.RESOURCE: resources.keep_for_search,
}


def missing(tx: Transaction, kind: DocumentKind, after: int) -> Sequence[int]:
    """The next ones that nobody finds by their words and somebody should."""
    return MISSING[kind](tx, after, TOGETHER)


def keep(tx: Transaction, kind: DocumentKind, ids: Sequence[int]) -> None:
    """Let these be found. A second time changes nothing."""
    for one in ids:
        KEEP[kind](tx, one)
