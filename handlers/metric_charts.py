"""Charts, the table and the file of numbers: shown at once where Slack is known to show them, else sent."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.helpdesk import metrics, sharing
from bot.i18n import Reader
from bot.rules.metric_pictures import ChartsPicture, Way
from bot.rules.vocabulary import PersonId
from bot.views import ids, metric_charts, metric_tables
from bot.views.blocks import Message
from handlers.answers import tell
from handlers.payload import number, pressed_before, pressed_value
from storage.store import WorkspaceStore

OK = 200


def register(app: AsyncApp) -> None:
    """Bind the buttons under an answer, and those that turn the charts' pages."""
    app.action(ids.CHARTS)(charts_pressed)
    app.action(ids.CHARTS_BACK)(charts_turned)
    app.action(ids.CHARTS_ON)(charts_turned)
    app.action(ids.NUMBERS_TABLE)(table_pressed)
    app.action(ids.NUMBERS_FILE)(file_pressed)


async def charts_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """*Charts*: the first two, with the way to the others; all of them in a direct message, where that can't be."""
    line = pressed_value(body)
    if await _can_be_shown(body, line, store, person):
        shown = await store.read(metrics.charts, line, person)
        await ack()
        if await answer_with(_page(shown, 0, reader), store, context):
            return
    await store.write(sharing.send, line, Way.CHARTS, person, body["trigger_id"])
    await tell(metric_charts.sent(reader), body, context)


async def charts_turned(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """Other charts, in place of those that stand there."""
    line, page = pressed_value(body).partition(":")[2], number(pressed_before(body))
    shown = await store.read(metrics.charts, line, person)
    await ack()
    last = metric_charts.pages(shown) - 1
    await answer_with(_page(shown, min(page, last), reader), store, context, in_place=True)


async def table_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """*Table*, in the same way."""
    line = pressed_value(body)
    if await _can_be_shown(body, line, store, person):
        shown = await store.read(metrics.table, line, person)
        await ack()
        if await answer_with(metric_tables.table(shown, reader), store, context):
            return
    await store.write(sharing.send, line, Way.TABLE, person, body["trigger_id"])
    await tell(metric_tables.sent(reader), body, context)


async def file_pressed(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, context: AsyncBoltContext
) -> None:
    """*CSV*: always sent, since a private answer can't hold a file."""
    await store.write(sharing.send, pressed_value(body), Way.FILE, person, body["trigger_id"])
    await tell(metric_tables.file_sent(reader), body, context)


def _page(shown: ChartsPicture, page: int, reader: Reader) -> Message:
    return metric_charts.numbers(shown, page, reader, turns=True)


async def _can_be_shown(body: dict[str, Any], line: str, store: WorkspaceStore, person: PersonId) -> bool:
    """Whether it can stand below the answer, at once: not in a modal, nor while nobody knows what Slack shows here."""
    if not body.get("response_url") or await store.read(metrics.shows_data) is None:
        return False
    return await store.read(metrics.is_quick, line, person)


async def answer_with(
    message: Message, store: WorkspaceStore, context: AsyncBoltContext, *, in_place: bool = False
) -> bool:
    """Answer in private, in the way that Slack shows here; whether Slack took it."""
    assert context.respond is not None  # Bolt makes one for every request
    plain = message.without_data is not None and not await store.read(metrics.shows_data)
    blocks = list((message.without_data if plain else message.blocks) or ())
    answer = await context.respond(
        text=message.text, blocks=blocks, response_type="ephemeral", replace_original=in_place
    )
    return answer.status_code == OK
