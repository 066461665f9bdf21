"""The Bolt app: who is asking, for which workspace, in which language. The only importer of handlers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_sdk.web.async_client import AsyncWebClient
from typing_extensions import override

import handlers
from bot.helpdesk import people
from bot.i18n import Reader
from bot.rules.records import Workspace
from bot.rules.refusals import AnotherWorkspace
from bot.rules.vocabulary import PersonId
from handlers.payload import person_of
from storage.store import Store, WorkspaceStore

LANGUAGE_IS_FRESH = timedelta(minutes=1)
READERS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace, as auth.test told at the start."""

    workspace: Workspace
    bot_id: str
    token: str

    @property
    def bot_user_id(self) -> str:
        """The person that the bot is in its workspace."""
        return self.workspace.bot_user_id


def build(store: Store, client: AsyncWebClient, identity: Identity) -> AsyncApp:
    """The app with every listener bound.

    It acknowledges after the listener has finished, so what is acknowledged is committed. Stock Bolt acknowledges
    events first, which loses them when the process dies in between.
    """
    app = AsyncApp(
        name="helpdesk",  # without one Bolt reads the source of everything that called us, to name the app after a file
        client=client,
        authorize=_authorize(identity),
        process_before_response=True,
        request_verification_enabled=False,  # Socket Mode: the connection itself is authenticated
    )
    workspace_store = store.of(identity.workspace.id)

    app.middleware(Introduction(workspace_store, Readers(workspace_store, store.clock)))
    handlers.register(app)
    return app


class Introduction(AsyncMiddleware):
    """Tells every listener who asks, in which language, and where things are stored.

    Raises AnotherWorkspace for what came from one: nothing of it may be mistaken for something of ours.
    A class, as Bolt makes functions' arguments anew for each of them: a tenth of a millisecond a request.
    """

    def __init__(self, store: WorkspaceStore, readers: "Readers") -> None:
        self._store = store
        self._readers = readers

    @override
    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        if req.context.team_id != self._store.workspace:
            raise AnotherWorkspace
        person = person_of(req.body)
        req.context["store"] = self._store
        req.context["person"] = person
        req.context["reader"] = await self._readers.reader(person) if person else Reader()
        req.context["forget_reader"] = self._readers.forget
        return await next()


class Readers:
    """The languages and zones of the people who ask, remembered for a minute."""

    def __init__(self, store: WorkspaceStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[PersonId, tuple[datetime, Reader]] = {}

    async def reader(self, person: PersonId) -> Reader:
        """A person as a reader."""
        now = self._clock()
        known = self._known.get(person)
        if known is not None and now - known[0] < LANGUAGE_IS_FRESH:
            return known[1]
        fresh = await self._store.read(people.reader, person)
        if len(self._known) >= READERS_KEPT:
            self._known.clear()
        self._known[person] = (now, fresh)
        return fresh

    def forget(self, person: PersonId) -> None:
        """Ask again who they are, as they have just changed."""
        self._known.pop(person, None)


def _authorize(identity: Identity) -> Any:
    """Bolt's question whose token to use, answered without a call: its own way asks auth.test at each request."""
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.workspace.id,
        bot_user_id=identity.bot_user_id,
        bot_id=identity.bot_id,
        bot_token=identity.token,
    )

    async def authorize() -> AuthorizeResult:
        return result

    return authorize
