"""The tickets behind a number, a page at a time."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules.metric_pictures import EVERYTHING, KEYED, NONE, BehindPicture
from bot.rules.reports import Behind, Metric
from bot.views import ids, metric_words, words
from bot.views.blocks import Block, Element, actions, button, context, modal, option, section, select
from bot.views.durations import duration
from bot.views.metric_values import group, understood
from bot.views.mrkdwn import cut, escape, link
from bot.views.user_text import literal

SUBJECT = 120
GROUPS = 99  # of a menu, less its first entry
TARGETS = frozenset({Metric.FIRST_RESPONSE_TARGET, Metric.NEXT_RESPONSE_TARGET, Metric.RESOLUTION_TARGET})
NO_TICKETS = frozenset({Metric.DEFLECTED})


def behind(shown: BehindPicture, reader: Reader) -> dict[str, Any]:
    """What a number is made of, with menus that choose another one. At most 17 blocks."""
    _, page = reader.gettext, shown.page
    blocks = [
        section(f"*{understood(shown.numbers, reader)}*"),
        actions(*_menus(shown, reader), block_id=f"behind:{page.metric}:{page.page}"),
        context(metric_words.meaning(page.metric, reader)),
        *([] if page.metric in NO_TICKETS else [context(_count(shown, reader))]),
        *(section(_line(one, shown, reader)) for one in page.tickets),
        *_around(shown, reader),
    ]
    return modal(_("Tickets"), blocks, callback_id=ids.BEHIND, close=_("Close"), metadata=metadata(shown))


def metadata(shown: BehindPicture) -> str:
    """What the modal shows, for its menus and pages."""
    page = shown.page
    return json.dumps([shown.numbers.line, page.metric, chosen(shown), page.page], separators=(",", ":"))


def chosen(shown: BehindPicture) -> str:
    """The entry of the menu of groups that is chosen."""
    group = shown.page.group
    if group is None:
        return EVERYTHING
    return NONE if group.key is None else f"{KEYED}{group.key}"


def _menus(shown: BehindPicture, reader: Reader) -> Iterator[Element]:
    _, page, report = reader.gettext, shown.page, shown.numbers.report
    numbers = [option(metric_words.label(metric, reader), metric) for metric in Metric if metric not in NO_TICKETS]
    yield select(ids.BEHIND_NUMBER, _("Number"), numbers, initial=page.metric)
    by = report.ask.by
    if by is None or not report.groups:
        return
    entries = [option(_("All together"), EVERYTHING)]
    for one in report.groups[:GROUPS]:
        value = NONE if one.key is None else f"{KEYED}{one.key}"
        entries.append(option(group(one.key, by, shown.numbers, reader) or "-", value))
    yield select(ids.BEHIND_GROUP, reader.gettext(metric_words.COLUMN[by]), entries, initial=chosen(shown))


def _count(shown: BehindPicture, reader: Reader) -> str:
    page = shown.page
    if not page.total and not page.hidden:
        return reader.gettext("No ticket is in this number.")
    text = reader.ngettext("{n} ticket", "{n} tickets", page.total).format(n=reader.number(page.total))
    if not page.hidden:
        return text
    hidden = reader.ngettext(
        "{tickets}, and {n} that is not open to you",
        "{tickets}, and {n} that are not open to you",
        page.hidden,
    )
    return hidden.format(tickets=text, n=reader.number(page.hidden))


def _line(one: Behind, shown: BehindPicture, reader: Reader) -> str:
    ticket, url = one.ticket, shown.urls.get(one.ticket.id)
    key = ticket.key if url is None else link(url, ticket.key)
    facts = [words.status(ticket.status, reader), *_value(one, shown.page.metric, reader)]
    return f"*{key}*  {escape(cut(literal(ticket.subject), SUBJECT))}\n{'  ·  '.join(facts)}"


def _value(one: Behind, metric: Metric, reader: Reader) -> Iterator[str]:
    """What the ticket adds to the number."""
    _ = reader.gettext
    if isinstance(one.value, bool):
        if metric in TARGETS:
            yield _("in time") if one.value else _("missed")
        else:
            answer = _("yes") if one.value else _("no")
            yield _("{what}: {answer}").format(what=metric_words.label(metric, reader), answer=answer)
    elif isinstance(one.value, timedelta):
        yield duration(one.value, reader)
    elif one.value is not None:
        yield _("rated {score} of 5").format(score=one.value)


def _around(shown: BehindPicture, reader: Reader) -> Iterator[Block]:
    """The way to the other pages."""
    _, page = reader.gettext, shown.page
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=page.page + 1, count=shown.pages))
    buttons: list[Element] = []
    if page.page:
        buttons.append(button(_("Back"), ids.BEHIND_BACK, str(page.page - 1)))
    if page.page + 1 < shown.pages:
        buttons.append(button(_("More"), ids.BEHIND_ON, str(page.page + 1)))
    yield actions(*buttons)
