"""What each kind of event does to a ticket whose past is replayed: what the verbs of live tickets do, in memory."""

from collections.abc import Callable, Mapping

from bot.rules import lifecycle
from bot.rules.conversation import without_markup
from bot.rules.happenings import Happening
from bot.rules.lifecycle import Rule
from bot.rules.mistakes import Wrong
from bot.rules.past import Event, Kind, source
from bot.rules.past_fields import PERSON
from bot.rules.records import Message
from bot.rules.replay_life import Living
from bot.rules.thanks import is_thanks
from bot.rules.triage import TAG, normalised
from bot.rules.vocabulary import (
    UNSOLVED,
    CategoryKey,
    Closure,
    MessageId,
    PersonId,
    Priority,
    Side,
    Speaker,
    Status,
    Visibility,
)

VOICES: Mapping[str, tuple[Speaker, Visibility]] = {
    Kind.AGENT_REPLY: (Speaker.AGENT, Visibility.PUBLIC),
    Kind.AGENT_NOTE: (Speaker.AGENT, Visibility.INTERNAL),
    Kind.REQUESTER_REPLY: (Speaker.REQUESTER, Visibility.PUBLIC),
    Kind.REQUESTER_NOTE: (Speaker.REQUESTER, Visibility.INTERNAL),
    Kind.OTHER_REPLY: (Speaker.OTHER, Visibility.PUBLIC),
    Kind.OTHER_NOTE: (Speaker.OTHER, Visibility.INTERNAL),
    Kind.BOT_MESSAGE: (Speaker.OTHER, Visibility.PUBLIC),
}


def created(life: Living, event: Event) -> None:
    """Somebody asked, or the desk for them."""
    life.record(event, Happening.OPENED, after=life.ticket.intake)
    if event.has_opening:
        speaker = Speaker.AGENT if event.is_staffs else _own_or(life, event.by, Speaker.OTHER)
        _say(life, event, (speaker, Visibility.PUBLIC), text=life.told.description, is_opening=True)
    life.follow(event)


def opening(life: Living, event: Event) -> None:
    """A message that is part of the request."""
    _say(life, event, (event.speaker, Visibility.PUBLIC), text=event.text, is_opening=True)


def message(life: Living, event: Event) -> None:
    """Somebody writes: an answer ends the requester's wait, and what the requester says begins one."""
    speaker, visibility = VOICES[event.kind]
    voice = (_own_or(life, event.by, speaker), visibility)
    author = _say(life, event, voice, text=event.text, is_opening=False)
    life.record(event, Happening.MESSAGE_ADDED, after=visibility, by=author)
    if life.ticket.status is Status.CLOSED or visibility is Visibility.INTERNAL:
        return
    if voice[0] is Speaker.AGENT:
        _answered(life, event, author)
    elif voice[0] is Speaker.REQUESTER:
        _asked(life, event)


def status(life: Living, event: Event) -> None:
    """Somebody takes a step. What is on hold can be so for another reason; any other step to where it is, is none."""
    wanted, here = Status(event.to or ""), life.ticket.status
    if event.closure is Closure.MERGED or (event.closure is not Closure.COMPLETED and wanted is not Status.CLOSED):
        raise Wrong(f"closure: what becomes {wanted} can't be {event.closure} by that.")
    if wanted is not here:
        move(life, event, wanted, why=event.why)
    elif here is Status.ON_HOLD and event.why not in ("", life.ticket.hold_reason):
        life.change(event, hold_reason=event.why)
        life.record(event, Happening.STATUS_CHANGED, here, here)


def move(life: Living, event: Event, wanted: Status, *, why: str, closure: Closure | None = None) -> None:
    """One step, with everything that belongs to it. Raises Wrong when no ticket may take it."""
    before = life.ticket
    if not lifecycle.may_follow(before.status, wanted):
        raise Wrong(f"to: what is {before.status} can't become {wanted}.")
    ends = wanted in (Status.SOLVED, Status.CLOSED)
    if ends:
        life.catch_up(event)
    ending = closure or event.closure
    stamps = lifecycle.stamps(before, wanted, by=event.by, at=event.at, why=why, closure=ending)
    life.change(event, **stamps)
    is_reopening = lifecycle.is_reopening(before.status, wanted)
    what = Happening.REOPENED if is_reopening else Happening.STATUS_CHANGED
    life.record(event, what, before.status, wanted, why=why)
    life.clocks.moved(event.at, wanted)
    if ends:
        life.follow(event)
    if is_reopening or life.ticket.closure not in (None, Closure.COMPLETED):
        life.answers.withdraw(event.at)
    if event.number in life.asked_at and wanted is Status.SOLVED:
        _ask(life, event)
    says_more = event.by == life.told.requester or why == Rule.REQUESTER_WROTE
    if wanted is Status.OPEN and before.status in (Status.SOLVED, Status.PENDING) and says_more:
        _wait(life, event)


def assigned(life: Living, event: Event) -> None:
    """Somebody has it, or nobody any more."""
    before, to = life.ticket.assignee_id, None if event.to is None else PersonId(event.to)
    if to == before and not life.told.is_complete:
        return
    if to is None:
        _free(life, event, Happening.UNASSIGNED)
        return
    life.change(event, assignee_id=to, claimed_at=event.at)
    is_claim = before is None and event.by == to
    life.record(event, Happening.CLAIMED if is_claim else Happening.ASSIGNED, before or "", to)
    if life.ticket.status is Status.NEW and not life.told.is_complete:
        move(life, event, Status.OPEN, why="")


def declined(life: Living, event: Event) -> None:
    """Whoever was given it does not take it."""
    _free(life, event, Happening.DECLINED)


def prioritised(life: Living, event: Event) -> None:
    """It is more, or less, urgent than it was."""
    before = life.ticket.priority
    life.catch_up(event)
    life.change(event, priority=Priority(event.to or ""), priority_reason=event.why or life.ticket.priority_reason)
    life.record(event, Happening.PRIORITY_CHANGED, before, life.ticket.priority)
    life.follow(event)


def categorised(life: Living, event: Event) -> None:
    """It is another kind of request."""
    before = life.ticket.category
    life.catch_up(event)
    life.change(event, category=None if event.to is None else CategoryKey(event.to))
    life.record(event, Happening.CATEGORY_CHANGED, before or "", event.to or "")
    life.follow(event)


def moved(life: Living, event: Event) -> None:
    """Another desk has it."""
    before = life.ticket.desk_id
    life.catch_up(event)
    life.change(event, desk_id=life.ground.desk(event.to or ""))
    life.record(event, Happening.MOVED, before, life.ticket.desk_id)
    life.follow(event)


def tagged(life: Living, event: Event) -> None:
    """It has a tag more. Raises Wrong for a tag that is too long."""
    tag = normalised(event.to or "")
    if not 0 < len(tag) <= TAG:
        raise Wrong(f"to: a tag has 1 to {TAG} characters.")
    life.tags.add(tag)
    life.record(event, Happening.TAGGED, after=tag)


def untagged(life: Living, event: Event) -> None:
    """It has a tag less."""
    life.tags.discard(event.was)
    life.record(event, Happening.UNTAGGED, before=event.was)


def followed(life: Living, event: Event) -> None:
    """Somebody wants to hear of it."""
    if PERSON.fullmatch(event.to or ""):
        life.followers.add(PersonId(event.to or ""))
    noted(life, event)


def unfollowed(life: Living, event: Event) -> None:
    """Somebody has heard enough."""
    life.followers.discard(PersonId(event.to or ""))
    noted(life, event)


def surveyed(life: Living, event: Event) -> None:
    """The requester is asked how it was."""
    _ask(life, event)


def rated(life: Living, event: Event) -> None:
    """The requester answers. Raises Wrong before the ticket is solved."""
    if not life.ticket.times_solved:
        raise Wrong("it is rated before it is solved.")
    if all(survey.cycle != life.ticket.times_solved for survey in life.answers.surveys):
        _ask(life, event)
    before = life.answers.score()
    if life.answers.rate(event.score, event.at, event.said_at or event.at):
        life.record(event, Happening.RATED, str(before or ""), str(event.score))


def rating_withdrawn(life: Living, event: Event) -> None:
    """The requester takes an answer away."""
    life.answers.take_away(event.score, event.at, event.said_at or event.at)
    life.record(event, Happening.RATING_WITHDRAWN, str(event.score), str(life.answers.score() or ""))


def rating_commented(life: Living, event: Event) -> None:
    """The requester says more about it. Raises Wrong before they are asked."""
    if not life.answers.surveys:
        raise Wrong("there is no question yet that this could be an answer to.")
    number = len(life.answers.comments) + 1
    life.answers.comment(event.why, event.text, f"{source(life.told.key)}:{number}", event.at)
    life.record(event, Happening.RATING_COMMENTED, why="")


def praise_shared(life: Living, event: Event) -> None:
    """The requester lets their praise be shown."""
    life.answers.share(event.at)
    noted(life, event)


def merged(life: Living, event: Event) -> None:
    """It goes into another ticket, or another goes into it: whoever waited there waits here from now on."""
    target = life.ground.target
    if event.was:
        life.record(event, Happening.MERGED, life.ground.number_of(event.was), life.ticket.key)
        other = life.ground.merged.get(source(event.was))
        waits = [None if other is None else other.waited_since, life.ticket.waiting_since]
        life.change(event, waiting_since=min((since for since in waits if since is not None), default=None))
        life.follow(event)
        return
    assert target is not None  # whoever replays has looked for it
    life.change(event, merged_into=target.lives_on_in)
    move(life, event, Status.CLOSED, why="", closure=Closure.MERGED)
    life.record(event, Happening.MERGED, life.ticket.key, target.number)


def noted(life: Living, event: Event) -> None:
    """Whatever else history tells, in its own words."""
    life.record(event, Happening(event.kind), event.was, event.to or "")


STEPS: Mapping[str, Callable[[Living, Event], None]] = {
    **dict.fromkeys(VOICES, message),
    Kind.CREATED: created,
    Kind.OPENING: opening,
    Kind.STATUS: status,
    Kind.ASSIGNED: assigned,
    Kind.PRIORITY: prioritised,
    Kind.CATEGORY: categorised,
    Kind.MOVED: moved,
    Kind.SURVEYED: surveyed,
    Kind.RATED: rated,
    Kind.RATING_WITHDRAWN: rating_withdrawn,
    Kind.RATING_COMMENTED: rating_commented,
    Kind.MERGED: merged,
    Happening.DECLINED: declined,
    Happening.TAGGED: tagged,
    Happening.UNTAGGED: untagged,
    Happening.FOLLOWED: followed,
    Happening.UNFOLLOWED: unfollowed,
    Happening.PRAISE_SHARED: praise_shared,
}


def _own_or(life: Living, author: PersonId | None, speaker: Speaker) -> Speaker:
    """What an author is: an agent who asks is a customer on that ticket."""
    return Speaker.REQUESTER if author == life.told.requester else speaker


def _say(life: Living, event: Event, voice: tuple[Speaker, Visibility], *, text: str, is_opening: bool) -> PersonId:
    """Write a message down; whose it is. A program's are the helpdesk's own."""
    author = life.ground.bot if event.kind == Kind.BOT_MESSAGE or event.by is None else event.by
    said = Message(
        id=MessageId(life.ground.new_id()),
        ticket_id=life.ticket.id,
        source=f"{source(life.told.key)}:{len(life.messages) + 1}",
        author_id=author,
        speaker=voice[0],
        visibility=voice[1],
        side=Side.CARD if voice[0] is Speaker.AGENT else Side.REQUESTER,
        channel=None,
        ts=None,
        is_opening=is_opening,
        text=text,
        files=[],
        created_at=event.at,
        edited_at=event.edited_at,
        deleted_at=event.deleted_at,
    )
    life.messages.append(said)
    return author


def _answered(life: Living, event: Event, agent: PersonId) -> None:
    ticket = life.ticket
    first = ticket.first_response_at or event.at
    life.catch_up(event)
    life.change(event, first_response_at=first, public_replies=ticket.public_replies + 1, waiting_since=None)
    life.follow(event, answered=True)
    if life.told.is_complete:
        return
    if ticket.assignee_id is None and ticket.status in UNSOLVED:
        life.change(event, assignee_id=agent, claimed_at=event.at)
        life.record(event, Happening.CLAIMED, after=agent, why=Rule.FIRST_REPLY)
    elif ticket.assignee_id not in (None, agent) and agent not in life.followers:
        life.followers.add(agent)
        life.record(event, Happening.FOLLOWED, after=agent)
    if ticket.status is Status.NEW:
        move(life, event, Status.OPEN, why=Rule.FIRST_REPLY)


def _asked(life: Living, event: Event) -> None:
    here = life.ticket.status
    if here is Status.SOLVED and (life.told.is_complete or is_thanks(without_markup(event.text), life.ground.locale)):
        return
    if here in (Status.SOLVED, Status.PENDING) and not life.told.is_complete:
        move(life, event, Status.OPEN, why=Rule.REQUESTER_WROTE)
    _wait(life, event)


def _wait(life: Living, event: Event) -> None:
    if life.ticket.waiting_since is None:
        life.change(event, waiting_since=event.at)
        life.clocks.waits()


def _free(life: Living, event: Event, what: Happening) -> None:
    before = life.ticket.assignee_id
    life.change(event, assignee_id=None, claimed_at=None)
    life.record(event, what, before or "")


def _ask(life: Living, event: Event) -> None:
    says = {"is_delivered": event.is_delivered, "is_anonymous": event.is_anonymous}
    life.answers.ask(life.ticket, life.settings, event.at, **says)
    life.record(event, Happening.SURVEYED, by=None, why="")
