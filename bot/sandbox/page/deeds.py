"""What a person does on the page: each deed is one call of the driver, nothing else changes the workspace."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox import forms
from bot.sandbox.actor import Actor, Place
from bot.sandbox.answers import NoAnswer
from bot.sandbox.driver import Driver
from bot.sandbox.page import addresses, entries
from bot.sandbox.page.editions import Editions
from bot.sandbox.page.entries import Form, text
from bot.sandbox.page.unread import Unread
from bot.sandbox.records import Json, Message, View
from bot.sandbox.tour import Move, Tour
from bot.sandbox.workspace import Workspace

REFUSALS: dict[type[Exception], int] = {PermissionError: 403, LookupError: 404, ValueError: 400, NoAnswer: 504}
"""What the driver raises, and how the page is told."""


class Deeds:
    """`POST /page/as/<person>/<deed>` with a form; the answer is JSON, `problem` in it is a sentence for the person."""

    def __init__(self, workspace: Workspace, driver: Driver, tour: Tour, unread: Unread) -> None:
        self._workspace = workspace
        self._driver = driver
        self._tour = tour
        self._unread = unread
        self._editions = Editions(workspace)

    async def do(self, request: web.Request) -> web.Response:
        """Do the deed that the address names, as the person that the address names."""
        do = DEEDS.get(request.match_info["deed"])
        if do is None:
            return _problem("There is nothing like that to do.", 404)
        try:
            actor = self._driver.person(request.match_info["person"])
            return web.json_response(await do(self, actor, await request.post()) or {})
        except tuple(REFUSALS) as refused:
            status = next(code for kind, code in REFUSALS.items() if isinstance(refused, kind))
            return _problem(str(refused.args[0] if refused.args else refused), status)

    async def say(self, actor: Actor, form: Form) -> None:
        await actor.say(
            text(form, "channel"),
            text(form, "text").replace("\r\n", "\n"),
            thread_ts=text(form, "thread_ts"),
            files=entries.uploads(form, "files"),
            broadcast=bool(text(form, "broadcast")),
        )

    async def slash(self, actor: Actor, form: Form) -> None:
        command, _, rest = text(form, "text").replace("\r\n", "\n").strip().partition(" ")
        answer = await actor.slash(command, rest, channel=text(form, "channel"))
        if answer.error:
            raise NoAnswer(answer.error)

    async def edit(self, actor: Actor, form: Form) -> None:
        await actor.edit(text(form, "channel"), text(form, "ts"), text(form, "text").replace("\r\n", "\n"))

    async def delete(self, actor: Actor, form: Form) -> None:
        await actor.delete(text(form, "channel"), text(form, "ts"))

    async def react(self, actor: Actor, form: Form) -> None:
        """Give a reaction, or take it back when it was given."""
        channel, ts, emoji = text(form, "channel"), text(form, "ts"), text(form, "emoji").strip(": ")
        if not emoji:
            raise ValueError("Which emoji?")
        given = actor.id in self._driver.message(channel, ts).reactions.get(emoji, [])
        await (actor.unreact if given else actor.react)(channel, ts, emoji)

    async def shortcut(self, actor: Actor, form: Form) -> None:
        if text(form, "ts"):
            await actor.message_shortcut(text(form, "callback_id"), text(form, "channel"), text(form, "ts"))
        else:
            await actor.shortcut(text(form, "callback_id"))

    async def act(self, actor: Actor, form: Form) -> None:
        """Press or choose something in a message, a modal or the Home tab."""
        place, action_id, block_id = self._place(actor, form), text(form, "action_id"), text(form, "block_id")
        if isinstance(place, Message):
            place = self._editions.showing(place, action_id, block_id)
        found = forms.find(place.blocks, action_id, block_id=block_id)
        if isinstance(place, View):
            await self._enter(actor, place, form)
            place = self._place(actor, form)
        elif text(form, "whole"):
            self._hold(actor, place, form)
        if found.element["type"] in forms.KINDS:
            choice = entries.entry(actor, found, form)
            await actor.choose(place, found.action_id, choice, block_id=found.block_id)
        elif found.element["type"] == "overflow":
            await actor.choose(place, found.action_id, text(form, "value"), block_id=found.block_id)
        else:
            value = text(form, "value") or None
            await actor.click(place, found.action_id, value, block_id=found.block_id)

    async def suggest(self, actor: Actor, form: Form) -> Json:
        """What an external select offers for what was typed."""
        place = self._place(actor, form)
        typed, block_id = text(form, "typed"), text(form, "block_id")
        return {"options": await actor.suggest(place, text(form, "action_id"), typed, block_id=block_id)}

    async def submit(self, actor: Actor, form: Form) -> Json:
        """Submit a modal: `errors` are shown at their blocks."""
        view = self._view(form)
        return {"errors": await actor.submit(view, entries.inputs(actor, view, form)) or {}}

    async def close(self, actor: Actor, form: Form) -> None:
        await actor.close(self._view(form), all_layers=bool(text(form, "all_layers")))

    async def read(self, actor: Actor, form: Form) -> None:
        """Somebody has seen a channel up to a message."""
        self._unread.read(actor.person, self._workspace.channels.find(text(form, "channel")), text(form, "ts"))

    async def open_home(self, actor: Actor, _form: Form) -> None:
        await actor.open_home()

    async def open_messages(self, actor: Actor, _form: Form) -> None:
        await actor.open_messages()

    async def join(self, actor: Actor, form: Form) -> None:
        await actor.join(text(form, "channel"))

    async def leave(self, actor: Actor, form: Form) -> Json:
        await actor.leave(text(form, "channel"))
        return {"go": addresses.of_person(actor.person.name)}

    async def direct(self, actor: Actor, form: Form) -> Json:
        """Open direct messages: where they are."""
        somebody = text(form, "somebody")
        return {"go": addresses.of_person(actor.person.name, actor.direct(somebody).id)}

    async def tour(self, _actor: Actor, form: Form) -> None:
        """Move the tour, for every window."""
        self._tour.move(Move(text(form, "value")))

    async def _enter(self, actor: Actor, view: View, form: Form) -> None:
        """Keep what the other fields hold, so that the app sees it and an update of the form does not lose it."""
        for found in forms.elements(view.blocks):
            if found.is_quiet_input and found.element["type"] != "file_input":
                await actor.choose(view, found.action_id, entries.entry(actor, found, form), block_id=found.block_id)

    def _hold(self, actor: Actor, message: Message, form: Form) -> None:
        """Keep what the fields of a message show, so that a button beside them brings it along."""
        for found in forms.elements(message.blocks):
            if found.element["type"] in forms.KINDS and found.element["type"] != "file_input":
                actor.hold(message, found.action_id, entries.entry(actor, found, form), block_id=found.block_id)

    def _place(self, actor: Actor, form: Form) -> Place:
        if text(form, "view"):
            return self._view(form)
        channel, ts = text(form, "channel"), text(form, "ts")
        whispered = {message.ts: message for message in actor.ephemerals(channel)}
        return whispered.get(ts) or self._driver.message(channel, ts)

    def _view(self, form: Form) -> View:
        view = self._workspace.views.get(text(form, "view"))
        if view is None:
            raise LookupError("This form is closed already.")
        return view


Deed = Callable[[Deeds, Actor, Form], Awaitable[Json | None]]
DEEDS: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        Deeds.say,
        Deeds.slash,
        Deeds.edit,
        Deeds.delete,
        Deeds.react,
        Deeds.shortcut,
        Deeds.act,
        Deeds.suggest,
        Deeds.submit,
        Deeds.close,
        Deeds.read,
        Deeds.open_home,
        Deeds.open_messages,
        Deeds.join,
        Deeds.leave,
        Deeds.direct,
        Deeds.tour,
    )
}


def _problem(sentence: str, status: int) -> web.Response:
    return web.json_response({"problem": sentence}, status=status)
