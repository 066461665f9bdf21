"""The history of a ticket: who, when, what, from, to, why; complete, in order, in pages."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.i18n import Reader, marked
from bot.rules.assignment import Grounds, Taken
from bot.rules.escalation import SKILL
from bot.rules.happenings import Happening
from bot.rules.lifecycle import Rule
from bot.rules.markup import readable
from bot.rules.pictures import HistoryPicture
from bot.rules.records import HistoryEntry
from bot.rules.vocabulary import CategoryKey, DeskId, Intake, Priority, Status, Target, Visibility
from bot.views import distribution, escalation, ids, targets, words
from bot.views.blocks import Block, Element, actions, button, context, modal, section
from bot.views.cards import headline
from bot.views.distribution import TAKEN
from bot.views.lifecycle import WHY
from bot.views.mrkdwn import escape, mention, moment
from bot.views.user_text import pieces, rich

LINES = 40  # blocks of a page; a modal takes 100
BYTES = 200_000  # of a page; a modal takes 250 kB
SHORT = 150  # characters that stand within a line; longer texts stand below it
PIECE = 2500  # characters of a longer text in one block

WHAT: Mapping[Happening, str] = {
    Happening.OPENED: marked("Opened"),
    Happening.DETAILS_ADDED: marked("Details added"),
    Happening.OPENING_EDITED: marked("Request edited"),
    Happening.OPENING_DELETED: marked("Request deleted"),
    Happening.MESSAGE_ADDED: marked("Message"),
    Happening.MESSAGE_EDITED: marked("Message edited"),
    Happening.MESSAGE_DELETED: marked("Message deleted"),
    Happening.REPLY_USED: marked("With the saved reply"),
    Happening.ANSWER_APPROVED: marked("Approved the answer before it was sent"),
    Happening.JOINED: marked("Another message joined the request"),
    Happening.SPLIT_OFF: marked("Message split off"),
    Happening.CLAIMED: marked("Claimed"),
    Happening.ASSIGNED: marked("Assigned"),
    Happening.ACCEPTED: marked("Accepted"),
    Happening.DECLINED: marked("Declined"),
    Happening.UNASSIGNED: marked("Unassigned"),
    Happening.TAKE_OVER_ASKED: marked("Asked to take over from"),
    Happening.FOLLOWED: marked("Follower added"),
    Happening.UNFOLLOWED: marked("Follower gone"),
    Happening.STATUS_CHANGED: marked("Status"),
    Happening.REOPENED: marked("Reopened"),
    Happening.CONFIRMED: marked("Confirmed as solved"),
    Happening.NUDGED: marked("Asked whether it is still needed"),
    Happening.PRIORITY_CHANGED: marked("Priority"),
    Happening.CATEGORY_CHANGED: marked("Category"),
    Happening.TAGGED: marked("Tag added"),
    Happening.UNTAGGED: marked("Tag removed"),
    Happening.MOVED: marked("Moved to another desk"),
    Happening.MERGED: marked("Merged"),
    Happening.SAME_PROBLEM: marked("Same problem as"),
    Happening.HAS_IT_TOO: marked("Has the same problem"),
    Happening.LEFT_PROBLEM: marked("Not the same problem as"),
    Happening.FOLLOWED_UP: marked("Follow-up opened"),
    Happening.REMINDER_SET: marked("Reminder set"),
    Happening.SURVEYED: marked("Rating asked for"),
    Happening.RATED: marked("Rated"),
    Happening.RATING_WITHDRAWN: marked("Rating withdrawn"),
    Happening.RATING_COMMENTED: marked("Said something about the rating"),
    Happening.PRAISE_SHARED: marked("Let the praise be shown to the desk"),
    Happening.TARGET_MISSED: marked("Target missed"),
    Happening.ESCALATED: marked("Escalated to"),
    Happening.ACKNOWLEDGED: marked("Acknowledged by"),
    Happening.UNACKNOWLEDGED: marked("Nobody acknowledged it, and nobody is left to ask"),
    Happening.ASKED_BACK: marked("Asked something back"),
    Happening.ANSWERED: marked("Answered what was asked"),
    Happening.HANDED_BACK: marked("Handed back"),
    Happening.NOT_AN_ESCALATION: marked("Called not an escalation"),
    Happening.TIP_SAVED: marked("Saved as a tip"),
    Happening.TIP_HELPED: marked("A tip helped"),
    Happening.TICKET_HELPED: marked("A similar ticket helped"),
    Happening.QUESTION_ASKED: marked("Asked the team"),
    Happening.QUESTION_ANSWERED: marked("Answered the question of"),
    Happening.QUESTION_CLOSED: marked("A question needs no answer any more"),
    Happening.THANKED: marked("Thanked for an answer"),
    Happening.CARD_REBUILT: marked("Card posted anew after it was deleted"),
}
INTAKE: Mapping[Intake, str] = {
    Intake.SLASH: marked("by a slash command"),
    Intake.FORM: marked("by the form"),
    Intake.CHANNEL: marked("by a message in a channel"),
    Intake.REACTION: marked("by an emoji"),
    Intake.DIRECT: marked("by a direct message"),
    Intake.MENTION: marked("by a mention"),
    Intake.SHORTCUT: marked("from a message's menu"),
    Intake.FOLLOW_UP: marked("as a follow-up"),
    Intake.SPLIT: marked("as part of another ticket"),
    Intake.IMPORT: marked("in another helpdesk"),
}
VISIBILITY: Mapping[Visibility, str] = {
    Visibility.PUBLIC: marked("for everybody on the ticket"),
    Visibility.INTERNAL: marked("for the desk only"),
}
THEMSELVES: Mapping[Happening, str] = {  # what somebody does for themselves, who stands before it
    Happening.FOLLOWED: marked("Follows it from now on"),
    Happening.UNFOLLOWED: marked("Follows it no longer"),
}


def history(shown: HistoryPicture, reader: Reader, page: int | None = None) -> dict[str, Any]:
    """One page of it, counted from 1 and from the oldest line; the newest without a number."""
    lines = [block for entry in shown.entries for block in _entry(entry, shown, reader)]
    pages = _pages(lines)
    number = len(pages) if page is None else min(max(page, 1), len(pages))
    turning = _turning(shown, number, len(pages), reader)
    blocks = [section(headline(shown.ticket)), *_climbed(shown, reader), *pages[number - 1], *turning]
    return modal(reader.gettext("History"), blocks, callback_id=ids.HISTORY, close=reader.gettext("Close"))


def _climbed(shown: HistoryPicture, reader: Reader) -> list[Block]:
    return [] if shown.climbed is None else [context(escalation.tallied(shown.climbed, reader))]


def _pages(lines: Sequence[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    size = 0
    for line in lines:
        weight = len(json.dumps(line))
        if len(pages[-1]) == LINES or size + weight > BYTES:
            pages.append([])
            size = 0
        pages[-1].append(line)
        size += weight
    return pages


def _turning(shown: HistoryPicture, number: int, count: int, reader: Reader) -> Iterator[Block]:
    if count == 1:
        return
    _ = reader.gettext
    yield context(_("Page {number} of {count}, the oldest first").format(number=number, count=count))
    buttons: list[Element] = []
    if number > 1:
        buttons.append(button(_("Earlier"), ids.EARLIER, f"{number - 1}:{shown.ticket.id}"))
    if number < count:
        buttons.append(button(_("Later"), ids.LATER, f"{number + 1}:{shown.ticket.id}"))
    yield actions(*buttons)


def _entry(entry: HistoryEntry, shown: HistoryPicture, reader: Reader) -> Iterator[Block]:
    """A line, and below it what is too long to stand in it."""
    _ = reader.gettext
    who = _("The helpdesk") if entry.by is None else mention(entry.by)
    is_their_own = entry.after == entry.by and entry.what in THEMSELVES
    what = _(THEMSELVES[entry.what]) if is_their_own else _(WHAT[entry.what])
    line, below = f"{moment(entry.at)}  ·  {who}  ·  {what}", []
    say = VALUES.get(entry.what, _text)
    named = (entry.before, entry.after)
    if entry.by in named and "" in named:
        named = ("", "")  # who claims it, has it: the line names them already
    before, after = (say(word, shown, reader) if word else "" for word in named)
    why = _why(entry, shown, reader)
    if max(len(before), len(after)) <= SHORT:
        line += _inline(before, after)
    else:
        below += [(_("Before"), entry.before), (_("After"), entry.after)]
    if len(why) <= SHORT:
        line += f"\n> {why}" if why else ""
    else:
        below.append((_("Why"), entry.why))
    yield section(line)
    for label, text in below:
        yield from _long(label, text, shown)


def _inline(before: str, after: str) -> str:
    change = f"{before} → {after}" if before and after else before or after
    return f": {change}" if change else ""


def _long(label: str, text: str, shown: HistoryPicture) -> Iterator[Block]:
    if not text:
        return
    yield context(f"*{escape(label)}*")
    for piece in pieces(readable(text, shown.names), PIECE):
        written = escape(piece)
        yield rich(written, {}, limit=len(written), quote=True)


def _why(entry: HistoryEntry, shown: HistoryPicture, reader: Reader) -> str:
    if entry.what is Happening.ESCALATED and entry.by is None:
        return escalation.why(entry.why, reader)
    if entry.why in set(Rule):
        return reader.gettext(WHY[Rule(entry.why)])
    if entry.by is None and entry.why in TAKEN:
        return reader.gettext(TAKEN[Taken(entry.why)])
    grounds = Grounds.read(entry.why) if entry.by is None else None
    if grounds is not None:
        return distribution.grounds(grounds, _category(grounds.skill or "", shown, reader), reader)
    return _text(entry.why, shown, reader)


Say: TypeAlias = Callable[[str, HistoryPicture, Reader], str]


def _text(word: str, shown: HistoryPicture, _reader: Reader) -> str:
    return escape(" ".join(readable(word, shown.names).split()))


def _person(word: str, _shown: HistoryPicture, _reader: Reader) -> str:
    return mention(word)


def _status(word: str, _shown: HistoryPicture, reader: Reader) -> str:
    return words.status(Status(word), reader)


def _priority(word: str, _shown: HistoryPicture, reader: Reader) -> str:
    return words.priority(Priority(word), reader)


def _category(word: str, shown: HistoryPicture, _reader: Reader) -> str:
    return escape(shown.categories.get(CategoryKey(word), word))


def _desk(word: str, shown: HistoryPicture, _reader: Reader) -> str:
    return escape(shown.desks.get(DeskId(word), word))


def _intake(word: str, _shown: HistoryPicture, reader: Reader) -> str:
    return reader.gettext(INTAKE[Intake(word)])


def _visibility(word: str, _shown: HistoryPicture, reader: Reader) -> str:
    return reader.gettext(VISIBILITY[Visibility(word)])


def _saved_reply(word: str, _shown: HistoryPicture, reader: Reader) -> str:
    key, _colon, version = word.rpartition(":")
    return reader.gettext("{key}, version {version}").format(key=escape(key), version=version)


def _moment(word: str, _shown: HistoryPicture, _reader: Reader) -> str:
    return moment(datetime.fromisoformat(word).astimezone(UTC))


def _target(word: str, _shown: HistoryPicture, reader: Reader) -> str:
    return targets.label(Target(word), reader)


def _level(word: str, shown: HistoryPicture, reader: Reader) -> str:
    if word.startswith(SKILL):
        return reader.gettext("whoever knows {skill}").format(skill=_category(word.removeprefix(SKILL), shown, reader))
    return reader.gettext("tier {level}").format(level=escape(word))


def _person_or_group(word: str, _shown: HistoryPicture, reader: Reader) -> str:
    if not word.isdigit():
        return mention(word)
    return reader.gettext("the user group of tier {level}").format(level=word)


VALUES: Mapping[Happening, Say] = {  # how what stood there before and after is shown; the rest is text
    Happening.OPENED: _intake,
    Happening.MESSAGE_ADDED: _visibility,
    Happening.REPLY_USED: _saved_reply,
    Happening.CLAIMED: _person,
    Happening.ASSIGNED: _person,
    Happening.DECLINED: _person,
    Happening.UNASSIGNED: _person,
    Happening.TAKE_OVER_ASKED: _person,
    Happening.FOLLOWED: _person,
    Happening.UNFOLLOWED: _person,
    Happening.STATUS_CHANGED: _status,
    Happening.REOPENED: _status,
    Happening.PRIORITY_CHANGED: _priority,
    Happening.CATEGORY_CHANGED: _category,
    Happening.MOVED: _desk,
    Happening.REMINDER_SET: _moment,
    Happening.TARGET_MISSED: _target,
    Happening.ESCALATED: _level,
    Happening.ACKNOWLEDGED: _level,
    Happening.UNACKNOWLEDGED: _level,
    Happening.ASKED_BACK: _person,
    Happening.ANSWERED: _person,
    Happening.HANDED_BACK: _person,
    Happening.QUESTION_ASKED: _person_or_group,
    Happening.QUESTION_ANSWERED: _person,
    Happening.THANKED: _person,
}
