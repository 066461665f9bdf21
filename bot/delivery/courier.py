"""Taking one letter to Slack: posted once, looked for when in doubt, updated ever after."""

from dataclasses import dataclass, replace
from typing import Any

from bot.delivery import files
from bot.delivery.errand import Errand, Outcome, done, failed, person_of
from bot.delivery.letter import FileCopy, HomeTab, Mark, NewFile, Post, Whisper, Withdraw
from bot.delivery.search import find
from bot.delivery.slack import Answer, Slack, Verdict
from bot.helpdesk import notices
from bot.rules.records import Notice, Place
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId
from bot.views.blocks import Message
from storage import data_blocks, leases, people
from storage.store import WorkspaceStore
from storage.transaction import Transaction

# User text is in there: nothing in it may become a mention, a broadcast, a preview.
INERT = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}
EVENT_TYPE = "helpdesk_notice"
PASSING = frozenset({Verdict.WAIT, Verdict.TEMPORARY, Verdict.DOUBT})  # the same call may succeed later
INVALID_BLOCKS = "invalid_blocks"  # what a workspace says to blocks that have not reached it
REACTED = "reacted"  # param: the message and how many of the reactions are on it already


@dataclass(frozen=True, slots=True)
class Courier:
    """Carries letters. What must not be forgotten on the way is written down at once."""

    slack: Slack
    store: WorkspaceStore

    async def take(self, errand: Errand) -> Outcome:
        """Do what the letter asks for; how that ended."""
        match errand.letter:
            case Post(message):
                return await self._show(errand, message)
            case Whisper(message, channel, person):
                return await self._whisper(errand, message, channel, person)
            case HomeTab(person, view):
                return _ended(errand, await self.slack.call("views.publish", user_id=person, view=view))
            case FileCopy() | NewFile() as file:
                return await self._file(errand, file)
            case Mark(emoji):
                return await self._mark(errand, emoji)
            case Withdraw():
                return await self._withdraw(errand)
            case None:
                return done(errand, errand.place)

    async def _show(self, errand: Errand, message: Message) -> Outcome:
        if errand.place is not None:
            return await self._update(errand, errand.place, message)
        addressed = await self._addressed(errand)
        if isinstance(addressed, Outcome):
            return addressed
        found = await self._found(addressed)
        if isinstance(found, Outcome):
            return found
        if found is not None:
            return await self._update(await self._arrived(addressed, found), found, message)
        return await self._post(addressed, message)

    async def _post(self, errand: Errand, message: Message) -> Outcome:
        answer = await self._say(
            "chat.postMessage",
            message,
            lane=errand.channel or "",
            channel=errand.channel,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": str(errand.notice.id)}},
            **_thread(errand.thread_ts),
        )
        if answer.verdict is not Verdict.DONE:
            return failed(errand, answer)
        place = Place(ChannelId(answer.body["channel"]), MessageTs(answer.body["ts"]))
        if errand.notice.under is not None and not answer.body.get("message", {}).get("thread_ts"):
            # Slack puts a reply to a message that is gone into the channel itself, without a word.
            await self.slack.call("chat.delete", channel=place.channel, ts=place.ts)
            return failed(errand, Answer(Verdict.THREAD_GONE, error="the thread is gone"))
        if not message.reactions:
            return done(errand, place, is_new=True)
        # Whoever presses the first reaction must be understood while the others are still being added.
        return await self._react(await self._arrived(errand, place), place, message)

    async def _update(self, errand: Errand, place: Place, message: Message) -> Outcome:
        answer = await self._say("chat.update", message, channel=place.channel, ts=place.ts)
        if answer.verdict is not Verdict.DONE:
            return failed(errand, answer)
        return await self._react(errand, place, message)

    async def _react(self, errand: Errand, place: Place, message: Message) -> Outcome:
        if errand.notice.shown:  # they are on it since it was shown first
            return done(errand, place)
        message_ts, there = errand.notice.params.get(REACTED) or (place.ts, 0)
        there = there if message_ts == place.ts else 0
        for number, name in enumerate(message.reactions[there:], start=there):
            answer = await self.slack.call("reactions.add", channel=place.channel, timestamp=place.ts, name=name)
            if answer.verdict is not Verdict.DONE:
                return replace(failed(errand, answer), remember={REACTED: [place.ts, number]})
        return done(errand, place)

    async def _whisper(self, errand: Errand, message: Message, channel: ChannelId, person: PersonId) -> Outcome:
        answer = await self._say(
            "chat.postEphemeral", message, channel=channel, user=person, **_thread(errand.thread_ts)
        )
        return _ended(errand, answer)

    async def _say(self, method: str, message: Message, **arguments: Any) -> Answer:
        """Call a method with what a message says: without charts and tables of data, where Slack shows none yet."""
        if message.without_data is None:
            return await self.slack.call(method, **arguments, **_content(message))
        known = await self.store.read(data_blocks.are_shown)
        if known is not False:
            answer = await self.slack.call(method, **arguments, **_content(message))
            is_shown = answer.error != INVALID_BLOCKS
            if known is not is_shown and (answer.verdict is Verdict.DONE or not is_shown):
                await self.store.write(data_blocks.remember, are_shown=is_shown)
            if is_shown:
                return answer
        plain = replace(message, blocks=message.without_data)
        return await self.slack.call(method, **arguments, **_content(plain))

    async def _mark(self, errand: Errand, emoji: str) -> Outcome:
        channel, ts = errand.notice.thread_channel, errand.notice.thread_ts
        answer = await self.slack.call("reactions.add", channel=channel, timestamp=ts, name=emoji)
        return failed(errand, answer) if answer.verdict in PASSING else done(errand, None)

    async def _withdraw(self, errand: Errand) -> Outcome:
        place = errand.place
        if place is None and files.UPLOADED in errand.notice.params:
            return _ended(errand, await files.withdraw(self.slack, errand))
        if place is None:
            addressed = await self._addressed(errand) if errand.is_in_doubt else errand
            found = addressed if isinstance(addressed, Outcome) else await self._found(addressed)
            if isinstance(found, Outcome):
                return found
            place = found
        if place is None:
            return done(errand, None)
        return _ended(errand, await self.slack.call("chat.delete", channel=place.channel, ts=place.ts))

    async def _file(self, errand: Errand, file: FileCopy | NewFile) -> Outcome:
        if errand.place is not None:
            return done(errand, errand.place)
        addressed = await self._addressed(errand)
        if isinstance(addressed, Outcome):
            return addressed
        found = await self._found(addressed)
        if isinstance(found, Outcome):
            return found
        if found is not None:
            return done(addressed, found, is_new=True)

        async def remember(file_id: str) -> None:
            await self.store.write(leases.note, errand.notice, {files.UPLOADED: file_id})

        if isinstance(file, NewFile):
            return _ended(errand, await files.send(self.slack, addressed, file, remember))
        answer = await files.copy(self.slack, addressed, file, remember)
        if answer is None:
            return await self._post(addressed, files.linked(file))
        return _ended(errand, answer)

    async def _addressed(self, errand: Errand) -> Errand | Outcome:
        """The errand with its channel: somebody's DM is opened once, and remembered."""
        person = person_of(errand.notice.lane)
        if errand.channel is not None or person is None:
            return errand
        answer = await self.slack.call("conversations.open", users=person)
        if answer.verdict is Verdict.DOUBT:  # opening twice is opening once
            answer = replace(answer, verdict=Verdict.TEMPORARY)
        if answer.verdict is not Verdict.DONE:
            return failed(errand, answer)
        channel = ChannelId(answer.body["channel"]["id"])
        await self.store.write(remember_dm, person, channel)
        return replace(errand, channel=channel)

    async def _found(self, errand: Errand) -> Place | Outcome | None:
        """Where the message stands, if a call that was never answered has posted it."""
        called_at = errand.notice.called_at
        if called_at is None or errand.channel is None:
            return None
        found = await find(self.slack, errand.notice.id, errand.channel, errand.thread_ts, called_at)
        if isinstance(found, Answer):
            # Still in doubt, whatever it was that kept us from looking.
            verdict = Verdict.WAIT if found.verdict is Verdict.WAIT else Verdict.DOUBT
            return failed(errand, replace(found, verdict=verdict))
        return found

    async def _arrived(self, errand: Errand, place: Place) -> Errand:
        await self.store.write(arrive, errand.notice, place)
        return replace(errand, notice=replace(errand.notice, channel=place.channel, ts=place.ts))


def arrive(tx: Transaction, notice: Notice, place: Place) -> None:
    """Write down where a message stands, while more is done to it."""
    if leases.held(tx, [notice]):
        leases.keep_place(tx, notice, place)
        notices.posted(tx, notice, place)


def remember_dm(tx: Transaction, person: PersonId, channel: ChannelId) -> None:
    """Write down where somebody's conversation with the bot is."""
    people.meet(tx, person)
    people.change(tx, person, dm=channel)


def _ended(errand: Errand, answer: Answer) -> Outcome:
    """How a call ended that leaves nothing behind to come back to."""
    return done(errand, None) if answer.verdict is Verdict.DONE else failed(errand, answer)


def _content(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks), **INERT}


def _thread(thread_ts: MessageTs | None) -> dict[str, str]:
    return {} if thread_ts is None else {"thread_ts": thread_ts}
