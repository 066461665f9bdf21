"""What people can do, on demand; and the forms to change a level."""

import html
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.helpdesk import metrics
from bot.helpdesk.training import matrix, skills
from bot.i18n import Reader
from bot.rules.refusals import NotPossibleNow
from bot.rules.training.matrix import Matrix, Own
from bot.rules.training.skills import Skill, Wish
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views import ids
from bot.views.training import skill_news
from bot.views.training import skills as views
from handlers import menu
from handlers.metric_charts import answer_with
from handlers.opening import opens
from handlers.payload import Body, form_of, number, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, the buttons under its answer and under news, and the forms."""
    app.command(ids.HELPDESK, matchers=[menu.says("skills")])(skills_asked)
    app.action(ids.CHANGE_SKILLS)(opens(views.choosing, matrix.choosing, about=_desk))
    app.view(ids.CHOOSE_SKILL)(skill_chosen)
    app.action(ids.CHANGE_SKILL)(opens(views.setting, matrix.setting, about=_skill))
    app.view(ids.SET_SKILL)(level_set)
    app.action(ids.RENEW_SKILL)(renew_pressed)
    app.action(ids.SKILL_HISTORY)(opens(skill_news.history, matrix.history, about=_of_whom))
    app.action(ids.SKILL_HISTORY_OF)(opens(skill_news.history, matrix.history, about=_of_chosen))


async def skills_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """`/helpdesk skills`, or `/helpdesk skills IT` for one desk: all of it for its leads, else one's own part."""
    named = html.unescape(body["text"]).strip().partition(" ")[2]
    shown = await store.read(matrix.asked, named, person)
    if isinstance(shown, Own):
        answer = views.own(shown, reader)
        await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")
    elif await _is_shown_at_once(shown, store, reader, context):
        await ack()
    else:
        await store.write(matrix.send, shown.desk.id, person, body["trigger_id"])
        await ack(text=views.sent(reader), response_type="ephemeral")


async def skill_chosen(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """*Next*: the form for this person's level of that category takes the place of the one that asks."""
    form = form_of(body)
    whose, what = form.choice(ids.SKILL_PERSON) or "", form.choice(ids.SKILL_CATEGORY) or ""
    skill = Skill(DeskId(form.metadata), CategoryKey(what), PersonId(whose))
    shown = await store.read(matrix.setting, skill, person)
    await ack(response_action="update", view=views.setting(shown, reader))


async def level_set(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """*Save*: what became of the person's levels takes the place of the form."""
    form = form_of(body)
    version, _, word = form.metadata.partition(":")
    level, skill = number(form.choice(ids.SKILL_LEVEL) or ""), Skill.read(word)
    wish = Wish(level, form.text(ids.EVIDENCE), form.day(ids.EXPIRES_ON))
    await store.write(skills.set_level, skill, wish, person, number(version))
    shown = await store.read(matrix.history, (skill.desk_id, skill.person_id), person)
    await ack(response_action="update", view=skill_news.history(shown, reader))


async def renew_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Renew*, under the notice that a level ends: it says until when it holds now."""
    last_day, _, word = pressed_value(body).partition(":")
    await store.write(skills.renew, Skill.read(word), _date(last_day), person)
    await ack()


async def _is_shown_at_once(shown: Matrix, store: WorkspaceStore, reader: Reader, context: AsyncBoltContext) -> bool:
    """Whether the answer could hold the matrix: not while nobody knows what Slack shows here."""
    is_known = await store.read(metrics.shows_data) is not None
    return is_known and await answer_with(views.matrix(shown, reader), store, context)


def _desk(body: Body) -> DeskId:
    return DeskId(pressed_value(body))


def _skill(body: Body) -> Skill:
    return Skill.read(pressed_value(body))


def _of_whom(body: Body) -> tuple[DeskId, PersonId]:
    desk, _, person = pressed_value(body).partition(":")
    return DeskId(desk), PersonId(person)


def _of_chosen(body: Body) -> tuple[DeskId, PersonId]:
    action = body["actions"][0]
    return DeskId(action["block_id"].partition(":")[2]), PersonId(action["selected_user"])


def _date(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise NotPossibleNow from None
