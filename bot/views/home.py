"""The Home tab: everybody's tickets, an agent's work, a lead's way to the numbers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.i18n import Reader
from bot.rules.home import Home
from bot.rules.queue import Line, Listing, Queue
from bot.views import availability, backlog, ids, queue, words
from bot.views.blocks import Block, Element, actions, button, context, divider, header, home, section


def view(shown: Home, reader: Reader) -> dict[str, Any]:
    """What somebody sees when they open the helpdesk. At most 98 blocks, as a list shows ten tickets."""
    return home(
        [
            *_welcome(shown, reader),
            *([] if shown.queue is None else [divider(), availability.switch(shown.absence, reader)]),
            *backlog.now(shown.backlogs, shown.as_of, reader),
            *_work(shown.queue, reader),
            *_followed(shown.followed, shown.as_of, reader),
            *_asked(shown, reader),
        ]
    )


def _welcome(shown: Home, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    yield header(_("Helpdesk"))
    if not shown.asked.total:
        yield section(
            _(
                "Here you ask for help at work: with a laptop, an account, a contract, whatever stops you. "
                "Say in a few words what you need, and you hear back in Slack, with a number to come back to."
            )
        )
    if not shown.has_desk:
        yield section(
            _("No desk has been set up yet. Please ask your Slack admin to run `helpdesk desk apply`, then come back.")
        )
        return
    yield actions(*_ways(shown, reader), block_id="start")


def _ways(shown: Home, reader: Reader) -> Iterator[Element]:
    """To everything that this person may open from here."""
    _ = reader.gettext
    yield button(_("Raise a ticket"), ids.RAISE, style="primary")
    yield button(_("Search"), ids.SEARCH)
    if shown.uses_replies:
        yield button(_("Saved replies"), ids.REPLIES)
    if shown.uses_tips:
        yield button(_("Tips"), ids.TIPS)
    if shown.queue is not None:
        yield button(_("Learn"), ids.LEARN)
        yield button(_("Training sessions"), ids.SESSIONS)
        yield button(_("Quizzes"), ids.QUIZZES)
        yield button(_("Onboarding"), ids.ONBOARDINGS)
    if shown.sees_gaps:
        yield button(_("What is missing"), ids.GAPS)
    if shown.sees_metrics:
        yield button(_("See the numbers"), ids.METRICS)


def _work(shown: Queue | None, reader: Reader) -> Iterator[Block]:
    if shown is None:
        return
    yield divider()
    yield header(reader.gettext("Your queue"))
    yield section(queue.in_words(shown, reader))
    yield from queue.mine(shown, reader)
    if shown.unassigned.total:
        yield queue.unassigned_heading(shown, reader)
    for line in shown.unassigned.lines:
        yield section(queue.agents_line(line, shown.as_of, reader))
        yield actions(queue.claim(line, reader), _follow(line, reader), block_id=f"unassigned:{line.ticket.id}")
    yield from queue.and_more(shown.unassigned, reader)


def _followed(listing: Listing | None, as_of: datetime, reader: Reader) -> Iterator[Block]:
    if listing is None or not listing.total:
        return
    heading = reader.gettext("You follow")
    yield section(f"*{heading}* ({listing.total})")
    for line in listing.lines:
        yield section(queue.agents_line(line, as_of, reader), accessory=_follow(line, reader))
    yield from queue.and_more(listing, reader)


def _asked(shown: Home, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    yield divider()
    yield header(_("Your tickets"))
    if not shown.asked.total:
        yield section(_("You have not asked for anything yet."))
        return
    for line in shown.asked.lines:
        status = words.status_for_requester(line.ticket.status, reader)
        yield section(f"{queue.linked_headline(line)}\n{status}")
    if shown.asked.more:
        text = reader.ngettext(
            "… and {n} older one: `/ticket list` shows it.",
            "… and {n} older ones: `/ticket list` shows them.",
            shown.asked.more,
        )
        yield context(text.format(n=shown.asked.more))


def _follow(line: Line, reader: Reader) -> Element:
    _ = reader.gettext
    if line.is_followed:
        return button(_("Unfollow"), ids.UNFOLLOW, str(line.ticket.id))
    return button(_("Follow"), ids.FOLLOW, str(line.ticket.id))
