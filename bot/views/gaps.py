"""What should be written next: the lead's list of what people looked for in vain."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules.gaps import LISTED, LOOKING_BACK, DeskGaps, Gaps, Missing, Unwritten
from bot.views import ids
from bot.views.blocks import SECTION, Block, actions, button, context, modal, section
from bot.views.mrkdwn import cut, day, escape, whole_lines

WORDS, NAME = 80, 75  # characters
DESKS = 20


def gaps(shown: Gaps, reader: Reader) -> dict[str, Any]:
    """What `/helpdesk gaps` opens."""
    _ = reader.gettext
    blocks: list[Block] = [section(whole_lines(_sought(shown.missing, reader), SECTION))]
    blocks += [section(whole_lines(_desk(desk, reader), SECTION)) for desk in shown.desks[:DESKS]]
    note = _("Of the last {days} days. Whoever looked for something is counted, and never named.").format(
        days=LOOKING_BACK.days
    )
    blocks += [context(note), actions(button(_("New tip"), ids.NEW_TIP))]
    return modal(_("What is missing"), blocks, callback_id=ids.GAPS, close=_("Close"))


def _sought(missing: Sequence[Missing], reader: Reader) -> list[str]:
    _ = reader.gettext
    if not missing:
        return [_("Whoever looked for something found something.")]
    lines = [_("*Looked for in vain*"), *(_line(one, reader) for one in missing[:LISTED])]
    return [*lines, *_and_more(len(missing) - LISTED, reader)]


def _line(one: Missing, reader: Reader) -> str:
    """As in: “vpn in the train”: 4 times by 3 people, last on …"""
    times = reader.ngettext("{n} time", "{n} times", one.times).format(n=one.times)
    people = reader.ngettext("{n} person", "{n} people", one.people).format(n=one.people)
    text = reader.gettext("• “{words}”: {times} by {people}, last {day}")
    words = escape(cut(" ".join(one.words.split()), WORDS))
    return text.format(words=words, times=times, people=people, day=day(one.last_at.date()))


def _desk(shown: DeskGaps, reader: Reader) -> Iterator[str]:
    _, desk = reader.gettext, escape(cut(shown.desk, NAME))
    if not shown.categories:
        yield _("*{desk}*: every category has a saved reply or a tip.").format(desk=desk)
        return
    yield _("*{desk}: categories without a saved reply or a tip*").format(desk=desk)
    for one in shown.categories[:LISTED]:
        yield _category(one, reader)
    yield from _and_more(len(shown.categories) - LISTED, reader)


def _category(one: Unwritten, reader: Reader) -> str:
    text = reader.ngettext("• {name}: {n} ticket", "• {name}: {n} tickets", one.tickets)
    return text.format(name=escape(cut(one.name, NAME)), n=one.tickets)


def _and_more(count: int, reader: Reader) -> Iterator[str]:
    if count > 0:
        yield reader.ngettext("… and {n} more", "… and {n} more", count).format(n=count)
