"""Who is on a track: `/helpdesk onboard`, and what is done with somebody's way."""

import html
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk.training import onboarding, onboarding_pictures
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.training.onboarding import OnboardingId, Pairing
from bot.rules.training.track_refusals import NoSuchOnboarding
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import onboarding as views
from handlers import menu
from handlers.opening import Listener, opens, turns
from handlers.payload import Body, Form, form_of, number, pressed_value
from handlers.training.tracks import pressed_track, track_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, the list, the form to begin, and the buttons of somebody's way."""
    app.command(ids.HELPDESK, matchers=[menu.says("onboard", "onboarding")])(onboard_asked)
    app.action(ids.ONBOARDINGS)(onboard_asked)
    turned = turns(views.listing, onboarding_pictures.listing)
    app.action(ids.ONBOARDINGS_BACK)(turned)
    app.action(ids.ONBOARDINGS_ON)(turned)
    app.action(ids.ONBOARD)(opens(views.form, onboarding_pictures.blank, about=None))
    app.action(ids.ONBOARD_ONTO)(opens(views.form, onboarding_pictures.onto, about=pressed_track))
    app.view(ids.ONBOARD)(pairing_submitted)
    app.action(ids.WAY)(opens(views.way, onboarding_pictures.way, about=pressed_way))
    app.action(ids.PAUSE_WAY)(_changes(onboarding.pause))
    app.action(ids.RESUME_WAY)(_changes(onboarding.resume))
    app.action(ids.END_WAY)(_changes(onboarding.end))
    app.action(ids.CHANGE_MENTOR)(opens(views.mentor_form, onboarding_pictures.mentor_form, about=pressed_way))
    app.view(ids.CHANGE_MENTOR)(mentor_submitted)


async def onboard_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk onboard`, or *Onboarding* in Home, lists; with `@person track` behind it, the form to begin opens."""
    typed = str(body.get("text") or "").strip().partition(" ")[2].strip()
    if typed:
        form = await store.read(onboarding_pictures.asked, html.unescape(typed), person)
        view = views.form(form, reader)
    else:
        view = views.listing(await store.read(onboarding_pictures.listing, person), reader)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def pairing_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Begin*: how far they are takes the place of the form."""
    begun = await store.write(onboarding.begin, _pairing(form_of(body)), person)
    shown = await store.read(onboarding_pictures.way, begun.id, person)
    await _show_list(body, store, person, reader, client)
    await ack(response_action="update", view=views.way(shown, reader))


async def mentor_submitted(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """*Save*, of another mentor."""
    form = form_of(body)
    one = way_id(form.metadata)
    await store.write(onboarding.change_mentor, one, person, PersonId(form.person(ids.MENTOR) or ""))
    below = body["view"].get("previous_view_id")
    if below:
        shown = await store.read(onboarding_pictures.way, one, person)
        await client.views_update(view_id=below, view=views.way(shown, reader))
    await ack()


def way_id(value: str) -> OnboardingId:
    """Whose way a value or a form is about. Raises NoSuchOnboarding when it is no id."""
    return OnboardingId(number(value, NoSuchOnboarding))


def pressed_way(body: Body) -> OnboardingId:
    """Whose way a button is about."""
    return way_id(pressed_value(body))


def pressed_step(body: Body) -> tuple[int, int]:
    """Whose way a step's button is about, and the step's place."""
    return pair(pressed_value(body))


def pair(value: str) -> tuple[int, int]:
    """Two numbers with a colon between them. Raises NoSuchOnboarding when it is something else."""
    match value.split(":"):
        case [one, other]:
            return number(one), number(other)
    raise NoSuchOnboarding


def _pairing(form: Form) -> Pairing:
    """Who begins which track, and their mentor. Whoever and whatever was named before it opened stands behind it."""
    learner, _, track = form.metadata.partition(":")
    return Pairing(
        source=view_source(form.view_id),
        track_id=track_id(track or form.choice(ids.LEARNERS_TRACK) or ""),
        person_id=PersonId(learner or form.person(ids.LEARNER) or ""),
        mentor_id=PersonId(form.person(ids.MENTOR) or ""),
    )


async def _show_list(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, client: AsyncWebClient
) -> None:
    """The list as it is now, where a modal stands right over it."""
    view = body["view"]
    is_over_list = view.get("previous_view_id") and view["previous_view_id"] == view.get("root_view_id")
    if is_over_list:
        shown = await store.read(onboarding_pictures.listing, person)
        await client.views_update(view_id=view["root_view_id"], view=views.listing(shown, reader))


def _changes(verb: Callable[..., object]) -> Listener:
    """A listener that does `verb` to somebody's way, and shows what has become of it."""

    async def pressed(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        one = pressed_way(body)
        await store.write(verb, one, person)
        shown = await store.read(onboarding_pictures.way, one, person)
        await client.views_update(view_id=body["view"]["id"], view=views.way(shown, reader))
        await _show_list(body, store, person, reader, client)
        await ack()

    return pressed
