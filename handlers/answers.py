"""The private answer to whatever somebody did: to a command, a button, a form or a shortcut."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.i18n import Reader
from bot.rules.markup import readable
from bot.rules.refusals import (
    ActionNotPossible,
    CannotBeAsked,
    CannotJoin,
    NobodyToAsk,
    NoPrivateChannel,
    NoSuchCategory,
    NoSuchTicket,
    NotAFutureTime,
    NotAnAgent,
    NotFilledIn,
    NothingChosen,
    NothingToSay,
    NothingTried,
    Refusal,
    ReplyKeyTaken,
    TagTooLong,
    TextTooLong,
    TooManyTags,
    TooManyToAsk,
)
from bot.rules.report_refusals import NothingYet, OnlyYourOwn, ReversedPeriod
from bot.rules.training import quiz_refusals as of_quizzes
from bot.rules.training import track_refusals as of_tracks
from bot.rules.training.refusals import (
    EndsBeforeItBegins,
    ListedInFile,
    NeedsAnEnd,
    NeedsCategory,
    NobodyChosen,
    NoEvidence,
    NoSuchLevel,
    NotADayFromToday,
    NotALaterDay,
    NotALink,
    NotAtThisDesk,
    NothingToRead,
    NotMinutes,
    PlacesAreTaken,
    TooManyRepeats,
)
from bot.views import answers as views
from bot.views import ids
from bot.views.blocks import Block
from bot.views.refusals import refusal
from handlers.opening import show

log = structlog.get_logger()

# The fields that a refusal is about, where a form has one of them.
ABOUT: Mapping[type[Refusal], tuple[str, ...]] = {
    NothingToSay: (
        ids.REASON,
        ids.TEXT,
        ids.BODY,
        ids.SUBJECT,
        ids.DESCRIPTION,
        ids.RESOURCE_TITLE,
        ids.SESSION_TOPIC,
        ids.QUIZ_TITLE,
        ids.QUESTION_TEXT,
        ids.TRACK_TITLE,
        ids.LEARNED,
        ids.DRAFT_TEXT,
        ids.DRAFT_SAYS,
    ),
    NotFilledIn: (ids.TEXT,),
    ActionNotPossible: (ids.REPLY_ACTIONS,),
    NotAnAgent: (ids.GIVES_TO, ids.RESOURCE_OWNER, ids.SKILL_PERSON, ids.SESSION_HOST, ids.QUIZ_PEOPLE),
    NothingTried: (ids.TRIED,),
    TextTooLong: (ids.BODY, ids.RESOURCE_TEXT),
    TagTooLong: (ids.ADDS_TAGS,),
    TooManyTags: (ids.ADDS_TAGS,),
    ReplyKeyTaken: (ids.KEY,),
    NoSuchCategory: (
        ids.REPLY_CATEGORY,
        ids.RESOURCE_CATEGORIES,
        ids.READING_CATEGORY,
        ids.SKILL_CATEGORY,
        ids.SESSION_CATEGORY,
        ids.QUIZ_CATEGORY,
        ids.TRACK_CATEGORY,
        ids.STEP_CATEGORY,
    ),
    NoPrivateChannel: (ids.PRIVATE,),
    NoSuchTicket: (ids.OTHER, ids.STEP_TICKET),
    CannotJoin: (ids.OTHER,),
    NothingChosen: (ids.OTHER,),
    NotAFutureTime: (ids.AT, ids.SESSION_DAY),
    NobodyToAsk: (ids.ASKED,),
    TooManyToAsk: (ids.ASKED,),
    CannotBeAsked: (ids.ASKED,),
    ReversedPeriod: (ids.SINCE,),
    NothingYet: (ids.SINCE,),
    OnlyYourOwn: (ids.SPLIT_BY,),
    NotALink: (ids.RESOURCE_LINK, ids.SESSION_PLACE, ids.RECORDING_LINK),
    NothingToRead: (ids.RESOURCE_LINK,),
    NoSuchLevel: (ids.SKILL_LEVEL,),
    ListedInFile: (ids.SKILL_LEVEL,),
    NotALaterDay: (ids.EXPIRES_ON,),
    NotADayFromToday: (ids.DUE_ON,),
    NoEvidence: (ids.EVIDENCE,),
    NotMinutes: (ids.RESOURCE_MINUTES,),
    PlacesAreTaken: (ids.SESSION_CAPACITY,),
    NeedsCategory: (ids.SESSION_CATEGORY, ids.SESSION_WHOM),
    NobodyChosen: (ids.SESSION_CHOSEN,),
    NotAtThisDesk: (ids.SESSION_CHOSEN, ids.ATTENDED_TOO, ids.MENTOR),
    NeedsAnEnd: (ids.SESSION_UNTIL,),
    EndsBeforeItBegins: (ids.SESSION_UNTIL,),
    TooManyRepeats: (ids.SESSION_UNTIL,),
    of_quizzes.NotAPassMark: (ids.QUIZ_MARK,),
    of_quizzes.TooManyAttempts: (ids.QUIZ_ATTEMPTS,),
    of_quizzes.TooFewChoices: (f"{ids.CHOICE}:1",),
    of_quizzes.SameChoiceTwice: (f"{ids.CHOICE}:1",),
    of_quizzes.NothingExplained: (ids.EXPLANATION,),
    of_quizzes.NoRightChoice: (ids.RIGHT_CHOICES,),
    of_quizzes.RightOneIsEmpty: (ids.RIGHT_CHOICES,),
    of_quizzes.OneIsRight: (ids.RIGHT_CHOICES,),
    of_tracks.TrackCycle: (ids.TRACK_REQUIRES,),
    of_tracks.TooManyRequired: (ids.TRACK_REQUIRES,),
    of_tracks.LevelNeedsCategory: (ids.TRACK_LEVEL,),
    of_tracks.NothingForStep: (ids.STEP_SUBJECT,),
    of_tracks.NotSoMany: (ids.STEP_TIMES,),
    of_tracks.MentorIsLearner: (ids.MENTOR,),
    of_tracks.AlreadyOnTrack: (ids.LEARNER,),
    of_tracks.TracksNotPassed: (ids.LEARNERS_TRACK,),
    of_tracks.NotOwnWork: (ids.STEP_TICKET,),
    of_tracks.AlreadyShadowed: (ids.STEP_TICKET,),
    of_tracks.DraftWaits: (ids.STEP_TICKET,),
}


async def privately(
    text: str,
    *,
    body: dict[str, Any],
    ack: AsyncAck,
    respond: AsyncRespond,
    client: AsyncWebClient,
    reader: Reader,
    blocks: list[Block] | None = None,
    about: tuple[str, ...] = (),
) -> BoltResponse:
    """Say something to the person who acted, and to nobody else; acknowledges on the way."""
    if "command" in body:
        return await ack(text=text, blocks=blocks or [], response_type="ephemeral")
    if body.get("type") == "view_submission":
        return await _beside_the_form(text, body["view"], ack, reader, about)
    acknowledged = await ack()
    if body.get("response_url"):
        await respond(text=text, blocks=blocks, response_type="ephemeral", replace_original=False)
    elif body.get("trigger_id"):
        await show(client, body, views.notice(text, reader))
    return acknowledged


async def tell(
    text: str, body: dict[str, Any], context: AsyncBoltContext, blocks: Sequence[Block] = ()
) -> BoltResponse:
    """The same for listeners that already take much: what it needs stands in the context."""
    assert context.respond is not None  # Bolt makes one for every request
    return await privately(
        text,
        body=body,
        ack=context.ack,
        respond=context.respond,
        client=context.client,
        reader=context["reader"],
        blocks=list(blocks) or None,
    )


async def answer_trouble(
    error: Exception,
    body: dict[str, Any],
    context: dict[str, Any],
    ack: AsyncAck,
    respond: AsyncRespond,
    client: AsyncWebClient,
) -> BoltResponse | None:
    """What a listener raised, said kindly: a refusal in its own words, anything else with a reference to the log.

    An event nobody waits for is acknowledged when it was refused. When it failed it is not, so Slack delivers it again.
    """
    reader = context.get("reader") or Reader()
    about: tuple[str, ...] = ()
    if isinstance(error, Refusal):
        log.info("refused", reason=repr(error), person=context.get("person"))
        text, about = refusal(error, reader), _about(error)
    else:
        reference = secrets.token_hex(4)
        log.error("failed", reference=reference, exc_info=error)
        if "event" in body:
            return None
        text = views.failure(reference, reader)
    if "event" in body:
        return await ack()
    return await privately(text, body=body, ack=ack, respond=respond, client=client, reader=reader, about=about)


def _about(error: Refusal) -> tuple[str, ...]:
    """The fields that a refusal is about, the nearest first."""
    placeholders = error.placeholders if isinstance(error, NotFilledIn) else ()
    return (*(f"{ids.PLACEHOLDER}:{readable(one)}" for one in placeholders), *ABOUT.get(type(error), ()))


async def _beside_the_form(
    text: str, view: dict[str, Any], ack: AsyncAck, reader: Reader, about: tuple[str, ...]
) -> BoltResponse:
    """Under the field it is about, or the first, so that what was written stays; in place of a form that has none."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if fields:
        meant = (field for name in about for field in fields if name in (field, field.partition(":")[0]))
        field = next(meant, fields[0])
        return await ack(response_action="errors", errors={field: views.as_characters(text)})
    return await ack(response_action="update", view=views.notice(text, reader))
