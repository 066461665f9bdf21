"""Brings what the outbox owes to the workspace, as delivery does, but at once and without a network between."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.delivery.courier import EVENT_TYPE, remember_dm
from bot.delivery.errand import person_of
from bot.delivery.letter import FileCopy, HomeTab, Letter, Mark, Post, Withdraw
from bot.delivery.letters import letter
from bot.helpdesk import notices
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice, Place
from bot.rules.vocabulary import ChannelId, MessageTs
from bot.sandbox.records import Message
from bot.sandbox.workspace import Workspace
from bot.views import blocks
from storage import leases, outbox
from storage.transaction import Transaction

LEASE = timedelta(seconds=60)
# They show a ticket as it is, and it changes often: drawn once in the end they show the same as after every change.
PROJECTIONS = frozenset({NoticeKind.CARD, NoticeKind.CONFIRMATION, NoticeKind.SOLVED})
BLANK = Post(blocks.Message(text="…"))


@dataclass(slots=True)
class PostOffice:
    """Writes letters out and puts them where they belong, each at its time."""

    workspace: Workspace
    _blank: dict[str, Notice] = field(default_factory=dict)  # projections still to be drawn, by key
    _is_drawing: bool = False

    def deliver(self, tx: Transaction) -> None:
        """Take everything that is owed now to its place."""
        while leased := leases.take_all(tx, LEASE):
            carried: dict[str, tuple[Notice, Place | None]] = {}
            for notice in leased:
                _, above = carried.get(notice.under or "", (None, None))
                carried[notice.key] = notice, self._carry(tx, notice, above)
            leases.settle(tx, list(carried.values()))
            for notice, place in carried.values():
                if notice.ts is None and place is not None:
                    notices.posted(tx, notice, place)

    def draw(self, tx: Transaction) -> None:
        """Show in every projection what is to be seen now."""
        for notice in self._blank.values():
            outbox.enqueue_again(tx, notice)
        self._blank.clear()
        self._is_drawing = True
        self.deliver(tx)
        self._is_drawing = False

    def _letter(self, tx: Transaction, notice: Notice) -> Letter | None:
        if self._is_drawing or notice.kind not in PROJECTIONS:
            return letter(tx, notice)
        self._blank[notice.key] = notice
        return BLANK

    def _carry(self, tx: Transaction, notice: Notice, above: Place | None) -> Place | None:
        """Where the message stands now; None when it stands nowhere."""
        stands = None if notice.channel is None or notice.ts is None else Place(notice.channel, notice.ts)
        if stands is not None and notice.key in self._blank and not self._is_drawing:
            return stands
        match self._letter(tx, notice):
            case Post(message) if stands is not None:
                return self._edit(stands, message)
            case Post(message):
                channel, thread_ts = self._address(tx, notice) if above is None else (above.channel, above.ts)
                return self._post(notice, message, channel, thread_ts)
            case Mark(emoji) if notice.thread_channel is not None and notice.thread_ts is not None:
                self._react(Place(notice.thread_channel, notice.thread_ts), emoji)
            case Withdraw() if stands is not None:
                self._delete(stands)
            case FileCopy() | HomeTab():
                raise LookupError(f"{notice.key}: nobody sends files or looks at a Home tab in this story")
            case None:
                return stands
        return None  # private questions are gone by now, as in Slack

    def _post(self, notice: Notice, message: blocks.Message, channel: ChannelId, thread_ts: MessageTs | None) -> Place:
        identity = self.workspace.identity
        posted = self.workspace.post(
            Message(
                channel=channel,
                ts="",
                user=identity.bot_user_id,
                bot_id=identity.bot_id,
                text=message.text,
                thread_ts=thread_ts or "",
                blocks=_plain(message),
                metadata={"event_type": EVENT_TYPE, "event_payload": {"id": str(notice.id)}},
            )
        )
        place = Place(channel, MessageTs(posted.ts))
        for emoji in message.reactions:
            self._react(place, emoji)
        return place

    def _address(self, tx: Transaction, notice: Notice) -> tuple[ChannelId, MessageTs | None]:
        above = None if notice.under is None else outbox.place(tx, notice.under)
        if above is not None:
            return above.channel, above.ts
        if notice.thread_channel is not None:
            return notice.thread_channel, notice.thread_ts
        person = person_of(notice.lane)
        if person is None:
            return ChannelId(notice.lane), None
        direct = ChannelId(self.workspace.direct(person).id)
        remember_dm(tx, person, direct)
        return direct, None

    def _edit(self, place: Place, message: blocks.Message) -> Place:
        standing = self.workspace.messages.get(place.channel, place.ts)
        if standing is not None:
            self.workspace.messages.edit(standing, **self.workspace.restated(message.text, _plain(message)))
        return place

    def _react(self, place: Place, emoji: str) -> None:
        message = self.workspace.messages.get(place.channel, place.ts)
        if message is not None:
            self.workspace.messages.react(message, emoji, self.workspace.identity.bot_user_id)

    def _delete(self, place: Place) -> None:
        message = self.workspace.messages.get(place.channel, place.ts)
        if message is not None:
            self.workspace.messages.delete(message)


def _plain(message: blocks.Message) -> list[dict[str, Any]]:
    return [dict(block) for block in message.blocks]
