"""How desks work, read and written as one document.

`helpdesk desk apply desk.yml` and `helpdesk desk export` speak this model; everything in it can be exported and
applied again without a change. Ids are Slack's (U… and C…): names of people and channels may change.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from bot.helpdesk import (
    assignment_settings,
    departures,
    digest,
    digest_settings,
    distribution,
    feedback_settings,
    sla,
    stand_up,
    tiers,
    tip_of_the_day,
)
from bot.helpdesk.assignment_settings import AssignmentChoice, Hours
from bot.helpdesk.digest_settings import Weekly
from bot.helpdesk.documents import Days, Percent, Promise, SlackChannel, SlackPerson, Strict, TimeOfDay, Word
from bot.helpdesk.feedback_settings import FeedbackChoice
from bot.helpdesk.tiers import RuleChoice, TierChoice
from bot.helpdesk.training import needs, quality_settings, readers, sampling
from bot.helpdesk.training.quality_settings import QualityChoice
from bot.rules.actions import Role
from bot.rules.promises import Counted, written
from bot.rules.records import Category, Desk, DeskChannel, DeskSettings, Member, Policy
from bot.rules.vocabulary import CategoryKey, ChannelId, ChannelPurpose, DeskId, IntakeMode, PersonId, Priority
from storage import desks, schedules
from storage.transaction import Transaction

DeskKey = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,15}$")]
EmojiName = Annotated[str, Field(pattern=r"^[a-z0-9_+'-]{1,60}$")]


AT_FIRST = DeskSettings()


class RequestChannel(Strict):
    """A channel where people ask."""

    channel: SlackChannel
    mode: IntakeMode = IntakeMode.EVERY


class CategoryChoice(Strict):
    """A kind of request."""

    key: Word
    name: Annotated[str, Field(min_length=1, max_length=75)]


class TargetChoice(Strict):
    """What is promised for some tickets. Which ones: what is left out takes all."""

    category: tuple[Word, ...] = ()
    priority: tuple[Priority, ...] = ()
    first_response: Promise | None = None
    next_response: Promise | None = None
    resolution: Promise | None = None
    time: Counted = Counted.BUSINESS

    def policy(self) -> Policy:
        """The same as a rule reads it."""
        return Policy(
            categories=tuple(CategoryKey(key) for key in self.category),
            priorities=self.priority,
            first_response=self.first_response,
            next_response=self.next_response,
            resolution=self.resolution,
            in_calendar_time=self.time is Counted.CALENDAR,
        )


class DeskDocument(Strict):
    """One desk. What is left out is as it is at every desk at first."""

    key: DeskKey
    name: Annotated[str, Field(min_length=1, max_length=75)]
    triage: SlackChannel
    private_triage: SlackChannel | None = None
    requests: tuple[RequestChannel, ...] = ()
    agents: tuple[SlackPerson, ...] = ()
    leads: tuple[SlackPerson, ...] = ()
    categories: Annotated[tuple[CategoryChoice, ...], Field(max_length=100)] = ()
    card_replies_are_public: bool = AT_FIRST.card_replies_are_public
    keep_deleted_text: bool = AT_FIRST.keep_deleted_text
    emoji_work: bool = AT_FIRST.emoji_work
    burst_seconds: Annotated[int, Field(ge=0, le=3600)] = AT_FIRST.burst_seconds
    nudge_pending_after_days: Days = AT_FIRST.nudge_pending_after_days
    solve_pending_after_days: Days = AT_FIRST.solve_pending_after_days
    close_after_days: Days = AT_FIRST.close_after_days
    rating_emoji: Annotated[tuple[EmojiName, ...], Field(min_length=5, max_length=5)] = AT_FIRST.rating_emoji
    feedback: FeedbackChoice = FeedbackChoice()
    hours: Hours | None = None
    targets: Annotated[tuple[TargetChoice, ...], Field(max_length=100)] = ()
    warn_at: Annotated[tuple[Percent, ...], Field(max_length=9)] = AT_FIRST.warn_at
    assignment: AssignmentChoice = AssignmentChoice()
    tiers: Annotated[tuple[TierChoice, ...], Field(max_length=3)] = ()
    escalate: Annotated[tuple[RuleChoice, ...], Field(max_length=20)] = ()
    tip_of_the_day: TimeOfDay = AT_FIRST.tip_of_the_day
    stand_up: TimeOfDay = AT_FIRST.stand_up
    digest: Weekly = None
    quality: QualityChoice = QualityChoice()
    needs: bool = AT_FIRST.needs
    suggest_answers: bool = AT_FIRST.suggest_answers

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        channels = [self.triage, self.private_triage, *(request.channel for request in self.requests)]
        _refuse_twice("channel", [channel for channel in channels if channel is not None])
        _refuse_twice("category", [category.key for category in self.categories])
        _refuse_twice("rating_emoji", list(self.rating_emoji))
        if not self.agents and not self.leads:
            raise ValueError("a desk needs at least one agent or lead")
        _refuse_vague(self)
        self.assignment.refuse_strangers({*self.agents, *self.leads}, {category.key for category in self.categories})
        self.feedback.refuse_strangers({category.key for category in self.categories})
        if self.digest is not None:
            self.digest.refuse_public([request.channel for request in self.requests])
        tiers.refuse_unmanned(self.tiers, (*self.agents, *self.leads))
        tiers.refuse_aimless(self.escalate, self.tiers, self.warn_at, has_targets=bool(self.targets))
        return self

    def settings(self) -> DeskSettings:
        """How the desk works."""
        read = {
            "targets": tuple(choice.policy() for choice in self.targets),
            "assignment": self.assignment.settings(),
            "feedback": self.feedback.settings(),
            "tiers": tuple(choice.tier() for choice in self.tiers),
            "escalate": tuple(choice.rule() for choice in self.escalate),
            "digest": None if self.digest is None else self.digest.plan(),
            "quality": self.quality.settings(),
        }
        return DeskSettings(**{name: getattr(self, name) for name in asdict(AT_FIRST)} | read)


class DesksDocument(Strict):
    """Every desk of a workspace, the default one first."""

    desks: Annotated[tuple[DeskDocument, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        _refuse_twice("key", [desk.key for desk in self.desks])
        channels = [channel.channel_id for desk in self.desks for channel in _channels(desk)]
        _refuse_twice("channel", channels)
        return self


class ChannelIsTaken(ValueError):  # noqa: N818  it says what happened
    """A channel belongs to a desk that the document leaves out."""


def apply(tx: Transaction, document: DesksDocument) -> None:
    """Make the desks work as the document says. Tickets and running numbers stay as they are.

    Desks that it leaves out stay as they are, too; raises ChannelIsTaken when it gives away what belongs to one.
    """
    desks.leave_channels(tx, [DeskId(desk.key) for desk in document.desks])  # they may exchange channels
    _refuse_taken(tx, document)
    for position, desk in enumerate(document.desks):
        settings, before = desk.settings(), desks.get(tx, DeskId(desk.key))
        worked_it = {member.person_id for member in desks.members(tx, DeskId(desk.key))}
        desks.save(tx, Desk(DeskId(desk.key), desk.name, settings), position)
        schedules.keep(tx, settings.hours)
        if before is not None and _promises(before.settings) != _promises(settings):
            sla.promise_anew(tx, DeskId(desk.key))
        desks.replace_parts(
            tx,
            DeskId(desk.key),
            channels=_channels(desk),
            members=_members(desk),
            categories=[
                Category(DeskId(desk.key), CategoryKey(category.key), category.name, place)
                for place, category in enumerate(desk.categories)
            ],
        )
        for person in sorted(worked_it - {member.person_id for member in _members(desk)}):
            departures.left(tx, person, DeskId(desk.key))
        distribution.begin(tx, DeskId(desk.key))
        tip_of_the_day.begin(tx, DeskId(desk.key))
        stand_up.begin(tx, DeskId(desk.key))
        digest.begin(tx, DeskId(desk.key))
        sampling.begin(tx, DeskId(desk.key))
        needs.begin(tx, DeskId(desk.key))
        readers.begin(tx, DeskId(desk.key))


def export(tx: Transaction) -> dict[str, Any]:
    """The desks as a document that `apply` takes back, in plain values for YAML."""
    document = {"desks": [_document(tx, desk) for desk in desks.every(tx)]}
    return DesksDocument.model_validate(document).model_dump(mode="json") if document["desks"] else document


def _promises(settings: DeskSettings) -> tuple[object, ...]:
    return settings.hours, settings.targets, settings.warn_at


def _document(tx: Transaction, desk: Desk) -> dict[str, Any]:
    by_purpose: dict[ChannelPurpose, list[DeskChannel]] = {purpose: [] for purpose in ChannelPurpose}
    for channel in desks.channels(tx, desk.id):
        by_purpose[channel.purpose].append(channel)
    private = by_purpose[ChannelPurpose.PRIVATE_TRIAGE]
    members = desks.members(tx, desk.id)
    return {
        "key": desk.id,
        "name": desk.name,
        "triage": by_purpose[ChannelPurpose.TRIAGE][0].channel_id,
        "private_triage": private[0].channel_id if private else None,
        "requests": [
            {"channel": channel.channel_id, "mode": channel.mode} for channel in by_purpose[ChannelPurpose.REQUEST]
        ],
        "agents": [member.person_id for member in members if member.role is Role.AGENT],
        "leads": [member.person_id for member in members if member.role is Role.LEAD],
        "categories": [{"key": category.key, "name": category.name} for category in desks.categories(tx, desk.id)],
        **asdict(desk.settings),
        "targets": [_target(policy) for policy in desk.settings.targets],
        "assignment": assignment_settings.written(desk.settings.assignment),
        "feedback": feedback_settings.written(desk.settings.feedback),
        "tiers": [*tiers.tiers_written(desk.settings.tiers)],
        "escalate": [*tiers.rules_written(desk.settings.escalate)],
        "digest": digest_settings.written(desk.settings.digest),
        "quality": quality_settings.written(desk.settings.quality),
    }


def _target(policy: Policy) -> dict[str, Any]:
    promises = {
        "first_response": policy.first_response,
        "next_response": policy.next_response,
        "resolution": policy.resolution,
    }
    return {
        "category": policy.categories,
        "priority": policy.priorities,
        **{name: written(promise) for name, promise in promises.items() if promise is not None},
        "time": Counted.CALENDAR if policy.in_calendar_time else Counted.BUSINESS,
    }


def _channels(desk: DeskDocument) -> list[DeskChannel]:
    desk_id = DeskId(desk.key)
    found = [DeskChannel(ChannelId(desk.triage), desk_id, ChannelPurpose.TRIAGE, None)]
    if desk.private_triage is not None:
        found.append(DeskChannel(ChannelId(desk.private_triage), desk_id, ChannelPurpose.PRIVATE_TRIAGE, None))
    found += [
        DeskChannel(ChannelId(request.channel), desk_id, ChannelPurpose.REQUEST, request.mode)
        for request in desk.requests
    ]
    return found


def _members(desk: DeskDocument) -> list[Member]:
    leads = set(desk.leads)
    people = [(person, Role.LEAD) for person in desk.leads]
    people += [(person, Role.AGENT) for person in desk.agents if person not in leads]
    return [Member(DeskId(desk.key), PersonId(person), role) for person, role in people]


def _refuse_taken(tx: Transaction, document: DesksDocument) -> None:
    for wanted in (channel.channel_id for desk in document.desks for channel in _channels(desk)):
        taken = desks.channel(tx, wanted)
        if taken is not None:
            raise ChannelIsTaken(f"channel {wanted} belongs to desk {taken.desk_id}, which is not mentioned here")


def _refuse_vague(desk: DeskDocument) -> None:
    """Refuse targets that nobody could keep watch over."""
    known = {category.key for category in desk.categories}
    for place, target in enumerate(desk.targets):
        where = f"targets[{place}]"
        unknown = sorted(set(target.category) - known)
        if unknown:
            raise ValueError(f"{where}.category: the desk has no category {', '.join(unknown)}")
        if target.first_response is target.next_response is target.resolution is None:
            raise ValueError(f"{where}: it promises nothing; say first_response, next_response or resolution")
        if target.time is Counted.BUSINESS and desk.hours is None:
            raise ValueError(f"{where}.time: business time needs the desk's hours; give hours, or say calendar")
    for setting, at in (("tip_of_the_day", desk.tip_of_the_day), ("stand_up", desk.stand_up)):
        if at is not None and desk.hours is None:
            raise ValueError(f"{setting}: it needs the desk's hours, which say what a working day is")
    if list(desk.warn_at) != sorted(set(desk.warn_at)):
        raise ValueError("warn_at: the percentages should rise")


def _refuse_twice(what: str, values: Sequence[str]) -> None:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"{what} given twice: {', '.join(twice)}")
