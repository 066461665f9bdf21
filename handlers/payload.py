"""Slack's payloads, read once: everything past this file has a type.

What a payload carries is the sender's word. Ids are looked up again, and the permission table is asked, by the verbs.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.rules.conversation import Deleted, Edited, Reacted, Said
from bot.rules.intake import Pointed
from bot.rules.markup import storable
from bot.rules.records import Place, SharedFile
from bot.rules.refusals import NoSuchReply, NoSuchTicket, NoSuchTip, NotPossibleNow, Refusal
from bot.rules.replies import Use
from bot.rules.tips import FROM_NOWHERE, Origin
from bot.rules.vocabulary import ChannelId, DeskId, MessageId, MessageTs, PersonId, ReplyId, TicketId, TipId

Body = dict[str, Any]
W = TypeVar("W", bound=StrEnum)

WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}  # subtypes of messages that people write
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TS = re.compile(r"([0-9]{1,11})\.([0-9]{1,6})")
TOMBSTONE = "tombstone"  # what Slack leaves of a deleted message that has replies
MESSAGE = re.compile(r"([CDG][A-Z0-9]{1,30}):([0-9]{1,20}\.[0-9]{1,10})")  # where one stands


def person_of(body: Body) -> PersonId:
    """Who did it."""
    user = body.get("user_id") or body.get("user") or body.get("event", {}).get("user") or ""
    return PersonId(user["id"] if isinstance(user, dict) else user)


def pressed_value(body: Body) -> str:
    """The value of the button pressed, or of the choice made in a menu."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or "")


def pressed_ticket(body: Body) -> TicketId:
    """The ticket that a button (`123`) or a menu entry (`pend:123`) is about. Raises NoSuchTicket when it is no id."""
    return ticket_id(pressed_value(body).rpartition(":")[2])


def pressed_before(body: Body) -> str:
    """What stands before the ticket in a value: the asker in `U1:123`, the page in `2:123`."""
    return pressed_value(body).partition(":")[0]


def pressed_between(body: Body) -> str:
    """What stands between two other things in a value: the page in `U1:2:123`; empty when nothing does."""
    _first, _, rest = pressed_value(body).partition(":")
    return rest.rpartition(":")[0]


def pressed_message(body: Body) -> MessageId:
    """The message of a conversation that a button is about. Raises NoSuchTicket when it is no id."""
    return MessageId(ticket_id(pressed_value(body)))


def ticket_id(value: str) -> TicketId:
    """An id as it stood in a value or in a view's metadata. Raises NoSuchTicket when it is none."""
    if not value.isascii() or not value.isdigit() or len(value) > len(str(2**63)):
        raise NoSuchTicket
    return TicketId(int(value))


def number(value: str, otherwise: type[Refusal] = NotPossibleNow) -> int:
    """Another id, of a draft or a message. Raises `otherwise` when it is none: nothing of that number is there."""
    try:
        return int(ticket_id(value))
    except NoSuchTicket:
        raise otherwise from None


def reply_id(value: str) -> ReplyId:
    """A saved reply's id as it stood in a value. Raises NoSuchReply when it is none."""
    return ReplyId(number(value, NoSuchReply))


def tip_id(value: str) -> TipId:
    """A tip's id as it stood in a value. Raises NoSuchTip when it is none."""
    return TipId(number(value.rpartition(":")[2], NoSuchTip))


def answered_of(metadata: str) -> tuple[TicketId, tuple[Use, ...]]:
    """What the form for an answer carries: the ticket, and the saved replies in it (`12:5.1,7.3`)."""
    ticket, _, uses = metadata.partition(":")
    pairs = (use.partition(".") for use in uses.split(",") if use)
    return ticket_id(ticket), tuple(Use(reply_id(reply), number(version)) for reply, _dot, version in pairs)


def page_number(body: Body) -> int:
    """The page that a button of a paged view leads to (`2:123`). Raises NoSuchTicket when it is no number."""
    return int(ticket_id(pressed_before(body)))


def in_home(body: Body) -> bool:
    """Whether a button was pressed in somebody's Home tab."""
    view: Body = body.get("view") or {}
    return view.get("type") == "home"


def pressed_place(body: Body) -> Place | None:
    """The message whose button was pressed; None in a view."""
    container = body.get("container", {})
    if "message_ts" not in container:
        return None
    return Place(ChannelId(container["channel_id"]), MessageTs(container["message_ts"]))


def pointed_place(body: Body) -> Place:
    """The message in whose menu a shortcut was chosen."""
    return Place(ChannelId(body["channel"]["id"]), MessageTs(body["message"]["ts"]))


def pointed_root(body: Body) -> Place:
    """The message that begins its thread; itself, when it is in none."""
    place, thread_ts = pointed_place(body), body["message"].get("thread_ts")
    return Place(place.channel, MessageTs(thread_ts)) if thread_ts else place


@dataclass(frozen=True, slots=True)
class Form:
    """A submitted modal: its fields by block_id."""

    view_id: str
    metadata: str
    values: dict[str, Any]

    def text(self, block_id: str) -> str:
        """What was written in a field; empty when nothing was, or there is no such field."""
        return storable(str(self._element(block_id).get("value") or ""))

    def text_in(self, family: str) -> str:
        """What was written in the field whose block_id is this word, a colon and something."""
        return next((self.text(name) for name in self.values if name.startswith(f"{family}:")), "")

    def texts_in(self, family: str) -> dict[str, str]:
        """What was written in every field whose block_id is this word, a colon and something; by that."""
        names = (name for name in self.values if name.startswith(f"{family}:"))
        return {name.partition(":")[2]: self.text(name) for name in names}

    def choice(self, block_id: str) -> str | None:
        """The value chosen in a menu or among radio buttons."""
        option = self._element(block_id).get("selected_option")
        return None if option is None else str(option["value"])

    def choice_in(self, family: str) -> str | None:
        """The value chosen in the menu whose block_id is this word, a colon and something."""
        return next((self.choice(name) for name in self.values if name.startswith(f"{family}:")), None)

    def word(self, block_id: str, closed_set: type[W]) -> W:
        """The member of a closed set that was chosen. Raises NotPossibleNow for anything else."""
        try:
            return closed_set(self.choice(block_id) or "")
        except ValueError:
            raise NotPossibleNow from None

    def choices(self, block_id: str) -> tuple[str, ...]:
        """The values ticked among checkboxes or in a multi-select."""
        return tuple(str(option["value"]) for option in self._element(block_id).get("selected_options") or ())

    def choices_in(self, family: str) -> tuple[str, ...]:
        """The same in the field whose block_id is this word, a colon and something."""
        return next((self.choices(name) for name in self.values if name.startswith(f"{family}:")), ())

    def ticked_in(self, family: str) -> tuple[str, ...]:
        """The same in all the fields whose block_id is this word, a colon and something."""
        names = (name for name in self.values if name.startswith(f"{family}:"))
        return tuple(chosen for name in names for chosen in self.choices(name))

    def words_in(self, family: str, closed_set: type[W]) -> frozenset[W]:
        """The members of a closed set that were ticked there. Raises NotPossibleNow for anything else."""
        try:
            return frozenset(closed_set(ticked) for ticked in self.choices_in(family))
        except ValueError:
            raise NotPossibleNow from None

    def words_by(self, family: str, closed_set: type[W]) -> dict[str, W]:
        """The member of a closed set that was chosen in every menu whose block_id is this word, a colon and something;
        by that. Raises NotPossibleNow for anything else.
        """
        names = (name for name in self.values if name.startswith(f"{family}:"))
        return {name.partition(":")[2]: self.word(name, closed_set) for name in names}

    def day(self, block_id: str) -> date | None:
        """The date chosen."""
        chosen = self._element(block_id).get("selected_date")
        return None if not chosen else date.fromisoformat(str(chosen))

    def day_in(self, family: str) -> date | None:
        """The date chosen in the field whose block_id is this word, a colon and something."""
        return next((self.day(name) for name in self.values if name.startswith(f"{family}:")), None)

    def person(self, block_id: str) -> PersonId | None:
        """The person chosen."""
        chosen = self._element(block_id).get("selected_user")
        return None if not chosen else PersonId(chosen)

    def people(self, block_id: str) -> tuple[PersonId, ...]:
        """The people chosen in a multi-select."""
        return tuple(PersonId(one) for one in self._element(block_id).get("selected_users") or ())

    def time_of_day(self, block_id: str) -> time | None:
        """The time of day chosen."""
        chosen = self._element(block_id).get("selected_time")
        return None if not chosen else time.fromisoformat(str(chosen))

    def whole(self, block_id: str) -> int | None:
        """The whole number given; None without one. Raises NotPossibleNow for what is none."""
        given = self._element(block_id).get("value")
        return None if given in (None, "") else number(str(given))

    def instant(self, block_id: str) -> int | None:
        """The moment chosen in a date and time picker, in seconds since 1970."""
        chosen = self._element(block_id).get("selected_date_time")
        return None if chosen is None else int(chosen)

    def files(self, block_id: str) -> tuple[SharedFile, ...]:
        """The files given."""
        return shared_files(self._element(block_id).get("files") or [])

    def _element(self, block_id: str) -> dict[str, Any]:
        elements = self.values.get(block_id) or {}
        return next(iter(elements.values()), {})


def form_of(body: Body) -> Form:
    """The modal that was submitted."""
    view = body["view"]
    return Form(view["id"], view.get("private_metadata", ""), view["state"]["values"])


@dataclass(frozen=True, slots=True)
class AboutTip:
    """What a form about a tip must not forget."""

    known: TipId | None  # the tip that it is about; None: a new one
    version: int  # that the form shows of it
    desk: DeskId  # of a new one
    origin: Origin  # of a new one
    behind: str  # what it stands over, see handlers/looking.py

    @property
    def tip(self) -> TipId:
        """The tip that it is about. Raises NoSuchTip for a new one."""
        if self.known is None:
            raise NoSuchTip
        return self.known


def about_tip(body: Body) -> AboutTip:
    """What the form about a tip that is open, or was submitted, is about.

    Whoever forges where a new tip comes from gains nothing: a ticket is asked for, a message is only linked.
    """
    kept = json.loads(body["view"]["private_metadata"])
    return AboutTip(
        known=tip_id(str(kept["tip"])) if "tip" in kept else None,
        version=number(str(kept.get("version", 0))),
        desk=DeskId(str(kept.get("desk", ""))),
        origin=FROM_NOWHERE if "tip" in kept else _origin(kept["ticket"], str(kept["message"])),
        behind=str(kept["behind"]),
    )


def _origin(ticket: object, message: str) -> Origin:
    return Origin(None if ticket is None else ticket_id(str(ticket)), place_in(message))


def place_in(message: str) -> Place | None:
    """Where a message stands, as it stood in a form: `C123:1764000000.000100`; None when that is no place."""
    found = MESSAGE.fullmatch(message)
    return None if found is None else Place(ChannelId(found[1]), MessageTs(found[2]))


def message_of(event: Body) -> Said | Edited | Deleted | None:
    """What a `message` or `app_mention` event tells; None for what nobody wrote: bots, joins, topics, our own."""
    channel, subtype = ChannelId(event["channel"]), event.get("subtype")
    if subtype == "message_deleted":
        return Deleted(channel, MessageTs(event["deleted_ts"]))
    if subtype == "message_changed":
        changed = event["message"]
        if changed.get("subtype") == TOMBSTONE:
            return Deleted(channel, MessageTs(changed["ts"]))
        return None if "bot_id" in changed else Edited(channel, MessageTs(changed["ts"]), str(changed.get("text", "")))
    if subtype not in WRITTEN or event.get("bot_id") or not event.get("user"):
        return None
    thread_ts = event.get("thread_ts")
    return Said(
        author_id=PersonId(event["user"]),
        channel=channel,
        ts=MessageTs(event["ts"]),
        thread_ts=None if thread_ts in (None, event["ts"]) else MessageTs(thread_ts),
        text=str(event.get("text") or ""),
        files=shared_files(event.get("files") or []),
        is_direct=event.get("channel_type") == "im",
        is_mention=event["type"] == "app_mention",
    )


def pointed_of(body: Body) -> Pointed:
    """The message whose menu was used."""
    message = body["message"]
    place = Place(ChannelId(body["channel"]["id"]), MessageTs(message["ts"]))
    thread_ts, is_persons = message.get("thread_ts"), "bot_id" not in message and message.get("user")
    return Pointed(
        author_id=PersonId(message["user"]) if is_persons else None,
        place=place,
        thread_ts=None if thread_ts in (None, place.ts) else MessageTs(thread_ts),
        text=str(message.get("text") or ""),
        files=shared_files(message.get("files") or []),
    )


def reacted_of(event: Body) -> Reacted | None:
    """An emoji put on a message or taken away; None when it was on something else, such as a file."""
    item = event["item"]
    if item.get("type") != "message":
        return None
    emoji = event["reaction"].partition("::")[0]  # +1::skin-tone-2
    place = Place(ChannelId(item["channel"]), MessageTs(item["ts"]))
    return Reacted(PersonId(event["user"]), emoji, place, instant_of(str(event.get("event_ts") or "")))


def instant_of(ts: str) -> datetime | None:
    """The moment that one of Slack's ids of a message or an event tells, to the microsecond; None when it is none."""
    read = TS.fullmatch(ts)
    if read is None:
        return None
    return EPOCH + timedelta(seconds=int(read[1]), microseconds=int(read[2].ljust(6, "0")))


def shared_files(files: list[dict[str, Any]]) -> tuple[SharedFile, ...]:
    """Files as Slack describes them. One that can't be fetched (yet) keeps its name."""
    return tuple(
        SharedFile(
            id=str(file["id"]),
            name=str(file.get("name") or file.get("title") or file["id"]),
            size=int(file.get("size") or 0),
            url=str(file.get("url_private_download") or file.get("url_private") or ""),
        )
        for file in files
    )
