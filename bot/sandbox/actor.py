"""One person at their Slack: everything they can do and see."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from bot.sandbox import answers, forms, interactions, slack_text
from bot.sandbox.answers import NoAnswer, SlashAnswer
from bot.sandbox.forms import Choice
from bot.sandbox.ledger import Change, What
from bot.sandbox.records import Channel, Json, Message, Person, View
from bot.sandbox.socket_mode import Caused, Kind, NotAcknowledged, SocketMode
from bot.sandbox.workspace import Workspace

Place: TypeAlias = Message | View
"""Where something is pressed."""

Attachment: TypeAlias = tuple[str, bytes]
"""A file to send along: its name and its bytes."""


class Actor:
    """Acts as one person. What the app must acknowledge is awaited, so the app has done its part when a call returns.

    Whatever Slack's client would not let the person do raises PermissionError (a channel they aren't in, somebody
    else's message) or LookupError (a button that isn't there).
    """

    def __init__(self, workspace: Workspace, socket_mode: SocketMode, person_id: str) -> None:
        self._workspace = workspace
        self._socket_mode = socket_mode
        self.id = person_id
        self._suggested: dict[str, list[Json]] = {}
        self._chosen: dict[str, dict[str, dict[str, Json]]] = {}

    @property
    def person(self) -> Person:
        return self._workspace.people.find(self.id)

    async def say(
        self,
        channel: str,
        text: str,
        *,
        thread_ts: str = "",
        files: list[Attachment] | None = None,
        broadcast: bool = False,
    ) -> str:
        """Post a message, or with `thread_ts` a reply (with `broadcast` to the channel too), and return its ts."""
        where = self._inside(channel)
        if where.archived:
            raise PermissionError(f"#{where.name} is archived.")
        stored = slack_text.typed(text, self._workspace.people, self._workspace.channels)
        file_ids = [self.upload(name, content) for name, content in files or []]
        subtype = "file_share" if file_ids else "thread_broadcast" if thread_ts and broadcast else ""
        message = Message(
            channel=where.id,
            ts="",
            user=self.id,
            bot_id=f"B{self.id[1:]}" if self.person.is_bot else "",
            text=stored,
            thread_ts=thread_ts,
            files=file_ids,
            subtype=subtype,
            blocks=[slack_text.rich_text(stored)] if stored else [],
        )
        with self._socket_mode.watching() as caused:
            posted = self._workspace.post(message)
        await caused.settled()
        return posted.ts

    async def edit(self, channel: str, ts: str, text: str) -> None:
        """Change a message of one's own."""
        message = self._own(channel, ts)
        stored = slack_text.typed(text, self._workspace.people, self._workspace.channels)
        changes = self._workspace.restated(stored, [slack_text.rich_text(stored)])
        edited = {"user": self.id, "ts": self._workspace.ledger.next_ts()}
        with self._socket_mode.watching() as caused:
            self._workspace.messages.edit(message, edited=edited, **changes)
        await caused.settled()

    async def delete(self, channel: str, ts: str) -> None:
        """Delete a message of one's own (an admin may delete anybody's)."""
        message = self._message(channel, ts) if self.person.is_admin else self._own(channel, ts)
        with self._socket_mode.watching() as caused:
            self._workspace.messages.delete(message)
        await caused.settled()

    async def react(self, channel: str, ts: str, emoji: str) -> None:
        message = self._message(channel, ts)
        with self._socket_mode.watching() as caused:
            self._workspace.messages.react(message, emoji.strip(":"), self.id)
        await caused.settled()

    async def unreact(self, channel: str, ts: str, emoji: str) -> None:
        message = self._message(channel, ts)
        with self._socket_mode.watching() as caused:
            self._workspace.messages.unreact(message, emoji.strip(":"), self.id)
        await caused.settled()

    async def join(self, channel: str) -> None:
        """Join a public channel."""
        where = self._workspace.channels.find(channel)
        if where.kind != "public":
            raise PermissionError("Somebody who is inside has to invite them.")
        with self._socket_mode.watching() as caused:
            self._workspace.join(where, self.person)
        await caused.settled()

    async def invite(self, channel: str, somebody: str) -> None:
        """Bring somebody (the bot, too) into a channel."""
        where = self._inside(channel)
        with self._socket_mode.watching() as caused:
            self._workspace.join(where, self._workspace.people.find(somebody))
        await caused.settled()

    async def leave(self, channel: str) -> None:
        with self._socket_mode.watching() as caused:
            self._workspace.channels.leave(self._inside(channel).id, self.id)
        await caused.settled()

    async def slash(self, command: str, text: str = "", *, channel: str = "") -> SlashAnswer:
        """Use a slash command in a channel (by default in the direct messages with the bot)."""
        where = self._inside(channel) if channel else self.dm()
        known = self._workspace.manifest.commands.get(command)
        if known is None:
            return SlashAnswer(error=f"{command} is not a valid command.")
        people, channels = self._workspace.people, self._workspace.channels
        sent = slack_text.typed(text, people, channels, named=True) if known.get("should_escape") else text
        payload = interactions.slash_command(self._workspace, self.person, where, command, sent.strip())
        try:
            answer = await self._socket_mode.deliver(Kind.SLASH, payload, answerable=True)
        except NotAcknowledged:
            return SlashAnswer(error=f'{command} failed with the error "operation_timeout"')
        return answers.show_slash_answer(self._workspace, self.person, where, command, answer)

    async def shortcut(self, callback_id: str) -> None:
        """Use a global shortcut."""
        self._offered(callback_id, "global")
        await self._interact(interactions.global_shortcut(self._workspace, self.person, callback_id))

    async def message_shortcut(self, callback_id: str, channel: str, ts: str) -> None:
        """Use a message shortcut on a message that one can see."""
        self._offered(callback_id, "message")
        message = self._message(channel, ts)
        await self._interact(interactions.message_shortcut(self._workspace, self.person, message, callback_id))

    async def click(self, place: Place, action_id: str, value: str | None = None, *, block_id: str = "") -> None:
        """Press a button; `value` or `block_id` picks one of several with the same action_id."""
        await self._act(place, forms.find(self._shown(place).blocks, action_id, value, block_id), value)

    async def choose(self, place: Place, action_id: str, choice: Choice, *, block_id: str = "") -> None:
        """Choose in a select, menu, picker or set of boxes: an option's value, a person, a channel, a date; or a list.

        In an input that does not dispatch, the choice stays in the form until it is submitted.
        """
        await self._act(place, forms.find(self._shown(place).blocks, action_id, block_id=block_id), choice)

    def hold(self, message: Message, action_id: str, choice: Choice, *, block_id: str = "") -> None:
        """Let a choice stand in a message: the app hears of it with the next thing that this person does there."""
        found = forms.find(message.blocks, action_id, block_id=block_id)
        value = forms.entered(self._workspace, found.element, choice, self._suggested.get(found.action_id, []))
        self._chosen.setdefault(message.ts, {}).setdefault(found.block_id, {})[found.action_id] = value

    async def suggest(self, place: Place, action_id: str, text: str, *, block_id: str = "") -> list[Json]:
        """Type into an external select: the options that the app offers, which `choose` can then take by value."""
        place = self._shown(place)
        found = forms.find(place.blocks, action_id, block_id=block_id)
        asked = {"action_id": found.action_id, "block_id": found.block_id}
        payload = interactions.suggestion(self._workspace, self.person, place, asked, text)
        options = answers.suggested(await self._interact(payload))
        self._suggested[found.action_id] = options
        return options

    async def submit(self, view: View, values: Mapping[str, Choice] | None = None) -> dict[str, str] | None:
        """Fill in fields (by block_id or action_id) and submit: errors by block_id, or None when it was taken."""
        shown = self._filled(self._shown_view(view), values or {})
        if not shown.submit:
            raise LookupError("This view has no button to submit it.")
        state = forms.state(shown.blocks, shown.values)
        refused = forms.refusals(shown.blocks, state)
        if refused:
            return refused
        payload = interactions.submission(self._workspace, self.person, shown, state)
        return answers.follow_submission(self._workspace, shown, await self._interact(payload))

    async def close(self, view: View, *, all_layers: bool = False) -> None:
        """Close a modal, or with `all_layers` the whole stack. The app hears of it with `notify_on_close` only."""
        shown = self._shown_view(view)
        self._workspace.views.clear(self.id) if all_layers else self._workspace.views.pop(shown)
        if shown.notify_on_close:
            state = forms.state(shown.blocks, shown.values)
            payload = interactions.closing(self._workspace, self.person, shown, state, cleared=all_layers)
            await self._interact(payload)

    async def open_home(self) -> View | None:
        """Open the app's Home tab and see what it shows once the app has acknowledged that."""
        await self._open_tab("home").settled()
        return self.home()

    async def open_messages(self) -> None:
        """Open the app's Messages tab, as one does before writing to the bot."""
        await self._open_tab("messages").settled()

    def upload(self, name: str, content: bytes) -> str:
        """Upload a file without sending it: its id, for a `file_input`."""
        files = self._workspace.files
        return files.complete(files.fill(files.announce(name, len(content), self.id), content), name).id

    def dm(self) -> Channel:
        """The direct messages with the bot."""
        return self._workspace.direct(self.id)

    def direct(self, somebody: str) -> Channel:
        """The direct messages with somebody else, opened when there were none."""
        return self._workspace.channels.direct(self.id, self._workspace.people.find(somebody).id)

    def modal(self) -> View | None:
        """The modal on top."""
        return self._workspace.views.top(self.id)

    def home(self) -> View | None:
        """The Home tab as it was last published for this person."""
        return self._workspace.views.home(self.id)

    def ephemerals(self, channel: str) -> list[Message]:
        """What only this person sees in a channel, oldest first."""
        return self._workspace.messages.whispers(self._inside(channel).id, self.id)

    def sees(self, channel: str) -> list[Message]:
        """Everything this person sees in a channel, threads and ephemeral messages included, oldest first."""
        where = self._inside(channel)
        both = [*self._workspace.messages.in_channel(where.id), *self.ephemerals(where.id)]
        return sorted(both, key=lambda message: float(message.ts))

    async def _act(self, place: Place, found: forms.Found, choice: Choice) -> None:
        place = self._shown(place)
        suggested = self._suggested.get(found.action_id, [])
        holds_value = found.element["type"] in forms.KINDS
        values = dict(place.values if isinstance(place, View) else self._chosen.get(place.ts, {}))
        if holds_value:
            value = forms.entered(self._workspace, found.element, choice, suggested)
            values[found.block_id] = {**values.get(found.block_id, {}), found.action_id: value}
            if isinstance(place, View):
                place = self._workspace.views.enter(place, found.block_id, found.action_id, value)
            else:
                self._chosen[place.ts] = values
        if found.is_quiet_input:
            return
        state, action = (
            forms.state(place.blocks, values),
            forms.action(self._workspace, found, choice, suggested),
        )
        if isinstance(place, View):
            payload = interactions.view_action(self._workspace, self.person, place, state, action)
        else:
            payload = interactions.message_action(self._workspace, self.person, place, state, action)
        await self._interact(payload)

    def _filled(self, view: View, values: Mapping[str, Choice]) -> View:
        for name, choice in values.items():
            found = forms.find(view.blocks, name)
            entered = forms.entered(self._workspace, found.element, choice, self._suggested.get(found.action_id, []))
            fields = {**view.values.get(found.block_id, {}), found.action_id: entered}
            view = replace(view, values={**view.values, found.block_id: fields})
        return view

    async def _interact(self, payload: Json) -> Json:
        if not self._workspace.manifest.interactive:
            raise NoAnswer
        try:
            return await self._socket_mode.deliver(Kind.INTERACTIVE, payload, answerable=True)
        except NotAcknowledged:
            raise NoAnswer from None

    def _open_tab(self, tab: str) -> Caused:
        with self._socket_mode.watching() as caused:
            self._workspace.ledger.tell(Change(what=What.HOME_OPENED, record=self.home(), person=self.id, detail=tab))
        return caused

    def _offered(self, callback_id: str, kind: str) -> None:
        shortcut = self._workspace.manifest.shortcuts.get(callback_id)
        if shortcut is None or shortcut["type"] != kind:
            raise LookupError(f"The app has no {kind} shortcut {callback_id!r}.")

    def _inside(self, channel: str) -> Channel:
        where = self._workspace.channels.find(channel)
        if self.person.deleted:
            raise PermissionError(f"{self.person.name} is deactivated.")
        if self.id not in where.members:
            raise PermissionError(
                f"{self.person.real_name} is not in #{where.name or where.id}. Who joins it can take part."
            )
        return where

    def _message(self, channel: str, ts: str) -> Message:
        where = self._inside(channel)
        message = self._workspace.messages.get(where.id, ts)
        if message is None or message.subtype == "tombstone":
            raise LookupError(f"There is no message {ts} in #{where.name or where.id}.")
        return message

    def _own(self, channel: str, ts: str) -> Message:
        message = self._message(channel, ts)
        if message.user != self.id:
            raise PermissionError("It is somebody else's message.")
        return message

    def _shown(self, place: Place) -> Place:
        """What the person looks at: a view as it is by now, a message as they saw it (a click can be late)."""
        if isinstance(place, View):
            return self._shown_view(place)
        if place.visible_to and place.visible_to != self.id:
            raise PermissionError("Only somebody else sees this message.")
        self._inside(place.channel)
        return place

    def _shown_view(self, view: View) -> View:
        """A view as it is by now; one that is closed stays what it was, on a screen that has not heard of it."""
        if view.person != self.id:
            raise PermissionError("It is somebody else's view.")
        return self._workspace.views.get(view.id) or view
