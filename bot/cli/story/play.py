"""One ticket's part of the story: what its people do, in the words of the helpdesk."""

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import TypeAlias

from bot.cli.story import cast, phrases
from bot.cli.story.hours import worked
from bot.cli.story.problems import Problem
from bot.cli.story.stage import Stage
from bot.helpdesk import (
    asking,
    assignment,
    conversation,
    feedback,
    handing_on,
    intake,
    intake_form,
    lifecycle,
    notices,
    replying,
    triage,
)
from bot.rules.intake import Filled, Request, command_source, place_source, subject, view_source
from bot.rules.markup import escape
from bot.rules.records import Place, Survey, Ticket
from bot.rules.vocabulary import CategoryKey, DeskId, Intake, PersonId, Scope, TicketId
from storage import desks, drafts, outbox, replies, surveys, tickets

Script: TypeAlias = Iterator[datetime]  # plays up to a moment, and goes on when that has come

NO_TICKET = TicketId(0)
SENTENCE_ENDS = re.compile(r"(?<!\d)\. ")  # not in "im 2. Stock"


class WayIn(Enum):
    """How a ticket is raised."""

    CHANNEL = auto()
    DIRECT = auto()
    FORM = auto()
    SLASH = auto()


def in_form(ask: str) -> tuple[str, str]:
    """The subject and the description that somebody makes of what they ask."""
    title, *more = SENTENCE_ENDS.split(ask, maxsplit=1)
    return title, more[0] if more else ask


@dataclass(slots=True)
class Play:
    """A ticket with the people in it."""

    stage: Stage
    chance: random.Random
    number: int  # of the play
    problem: Problem
    ask: str
    requester: str
    agent: str
    way_in: WayIn
    desk: DeskId  # where it is raised
    ticket_id: TicketId = NO_TICKET
    forms: int = field(default=0)  # sent so far

    @property
    def ticket(self) -> Ticket:
        """The ticket as it is now."""
        found = tickets.get(self.stage.tx, self.ticket_id)
        if found is None:
            raise LookupError(f"play {self.number} has no ticket yet")
        return found

    @property
    def agent_id(self) -> PersonId:
        """Who works on it."""
        return self.stage.cast.person[self.agent]

    @property
    def requester_id(self) -> PersonId:
        """Who asked."""
        return self.stage.cast.person[self.requester]

    # When things happen

    def agents(self, minutes: float, spread: float = 0.7) -> datetime:
        """When the agent gets round to something that takes about so many minutes of work."""
        return self._worked(self.agent, minutes, spread)

    def requesters(self, minutes: float, spread: float = 0.9) -> datetime:
        """The same, of the requester."""
        return self._worked(self.requester, minutes, spread)

    def _worked(self, who: str, minutes: float, spread: float) -> datetime:
        drawn = self.chance.lognormvariate(math.log(minutes), spread)
        return worked(self.stage.now, drawn, self.stage.cast.zone(who))

    def happens(self, likelihood: float) -> bool:
        """Whether chance wants it."""
        return self.chance.random() < likelihood

    # What the requester does

    def raise_it(self) -> None:
        """Ask the desk, by one of the ways in."""
        raised = {
            WayIn.CHANNEL: self._in_channel,
            WayIn.DIRECT: self._directly,
            WayIn.FORM: self._by_form,
            WayIn.SLASH: self._by_command,
        }
        self.ticket_id = raised[self.way_in]().id

    def _in_channel(self) -> Ticket:
        stage, name = self.stage, "it-help" if self.desk == cast.IT else "people-help"
        place = stage.say(self.requester, stage.cast.channel[name], self.ask)
        draft = drafts.of_message(stage.tx, place.channel, place.ts)
        if draft is not None:  # they were asked whether it is meant as a request
            stage.do(asking.accept, draft.id, self.requester_id)
        return self._of(place)

    def _directly(self) -> Ticket:
        return self._of(self.stage.say(self.requester, self.stage.direct(self.requester), self.ask))

    def _of(self, place: Place) -> Ticket:
        found = tickets.by_source(self.stage.tx, place_source(place))
        if found is None:
            raise LookupError(f"{self.ask!r} became no ticket")
        return found

    def _by_form(self) -> Ticket:
        title, description = in_form(self.ask)
        filled = Filled(
            view_id=self._form(),
            subject=subject(title),
            description=description,
            desk_id=self.desk,
            category=self._category(self.desk),
            impact=self.problem.impact,
            urgency=self.problem.urgency,
            is_private=self.problem.is_private,
            files=(),
            draft_id=None,
            requester_id=None,
        )
        return self.stage.do(intake_form.submit, filled, self.requester_id).ticket

    def _by_command(self) -> Ticket:
        asked_in = self.stage.cast.channel["it-help" if self.desk == cast.IT else "people-help"]
        request = Request(
            source=command_source(self._form()),
            intake=Intake.SLASH,
            requester_id=self.requester_id,
            opened_by=self.requester_id,
            text=self.ask,
            asked_in=asked_in,
        )
        return self.stage.do(intake.open_ticket, request).ticket

    def write(self, text: str) -> Place:
        """The requester writes in their thread."""
        return self.say_in_thread(self.requester, text)

    def say_in_thread(self, who: str, text: str) -> Place:
        """Somebody writes in the requester's thread."""
        ticket = self.ticket
        if ticket.channel is None or ticket.thread_ts is None:
            raise LookupError(f"{ticket.key} has no thread")
        return self.stage.say(who, ticket.channel, text, under=ticket.thread_ts)

    def rate(self, score: int) -> None:
        """Answer the newest question how it went."""
        asked = self.survey
        if asked is not None and asked.channel is not None and asked.ts is not None:
            self.stage.react(self.requester, Place(asked.channel, asked.ts), asked.scale[score - 1])

    def comment(self, reason: str, text: str) -> None:
        """Say something about the rating."""
        asked = self.survey
        if asked is not None:
            source = view_source(self._form())
            self.stage.do(feedback.comment, asked.id, self.requester_id, reason, text, source)

    def share(self) -> None:
        """Let the desk read the praise."""
        asked = self.survey
        if asked is not None:
            self.stage.do(feedback.share, asked.id, self.requester_id)

    @property
    def survey(self) -> Survey | None:
        """The newest question how it went."""
        return next(reversed(surveys.of_ticket(self.stage.tx, self.ticket_id)), None)

    # What agents do

    def meet(self) -> bool:
        """Let whoever has it by now be the agent; whether that is somebody else than before."""
        assignee = self.ticket.assignee_id
        if assignee in (None, self.agent_id):
            return False
        self.agent = self.stage.cast.called(PersonId(assignee))
        return True

    def take_up(self) -> None:
        """Begin with it: accept what the desk's rule gave, or claim what nobody has."""
        if self.ticket.assignee_id is None:
            self.claim()
        elif self.ticket.desk_id == cast.PEOPLE_DESK and self.happens(0.8):
            self.stage.do(handing_on.accept, self.ticket_id, self.agent_id)

    def decline(self, reason: str) -> None:
        """Say why it is for somebody else."""
        self.stage.do(handing_on.decline, self.ticket_id, self.agent_id, reason, view_source(self._form()))

    def claim(self) -> None:
        """Take it: by the button, or by :eyes: on the card."""
        card = self.card
        if card is not None and self.happens(0.2):
            self.stage.react(self.agent, card, "eyes")
        else:
            self.stage.do(assignment.claim, self.ticket_id, self.agent_id)

    def sort(self) -> None:
        """Say what it is: category, tags."""
        ticket = self.ticket
        category = self._category(ticket.desk_id)
        if ticket.category is None and category is not None and self.happens(0.85):
            self.stage.do(triage.categorise, self.ticket_id, category, self.agent_id)
        if self.problem.tags and self.happens(0.4):
            self.stage.do(triage.tag, self.ticket_id, self.problem.tags, self.agent_id)

    def reply(self, text: str) -> None:
        """Answer the requester: in their thread where agents are, or from the card."""
        ticket = self.ticket
        channel = None if ticket.channel is None else self.stage.workspace.channels.find(ticket.channel)
        if channel is not None and self.agent_id in channel.members and self.happens(0.4):
            self.say_in_thread(self.agent, text)
        else:
            self.stage.do(conversation.reply, self.ticket_id, self.agent_id, text, view_source(self._form()))

    def reply_by(self, key: str) -> None:
        """Answer with a saved reply of the desk's."""
        stage, held_by = self.stage, self.ticket.desk_id
        saved = replies.by_key(stage.tx, Scope.DESK, held_by, key)
        if saved is None:
            raise LookupError(f"{held_by} has no saved reply {key}")
        filled = replying.fill_in(stage.tx, self.ticket_id, saved.id, self.agent_id, "", ())
        source = view_source(self._form())
        stage.do(conversation.reply, self.ticket_id, self.agent_id, escape(filled.text), source, filled.uses)

    def note(self, who: str, text: str) -> None:
        """Tell the other agents, under the card."""
        card = self.card
        if card is not None:
            self.stage.say(who, card.channel, text, under=card.ts)

    def solve(self) -> None:
        """Done, as the agent believes."""
        self.stage.do(lifecycle.solve, self.ticket_id, self.agent_id)

    @property
    def card(self) -> Place | None:
        """Where the card stands."""
        ticket = self.ticket
        channel = desks.triage_channel(self.stage.tx, ticket.desk_id, private=ticket.is_private)
        return None if channel is None else outbox.place(self.stage.tx, notices.card_key(ticket, channel))

    def _category(self, desk: DeskId) -> CategoryKey | None:
        """What the problem is called at a desk."""
        known = desks.categories(self.stage.tx, desk)
        return next((category.key for category in known if category.key == self.problem.category), None)

    def answer(self) -> None:
        """Answer what was asked, once it is done: in words of one's own, or in those saved for it."""
        if self.problem.saved and self.happens(0.6):
            self.reply_by(self.problem.saved)
        else:
            self.reply(self.chance.choice(self.problem.fixes))

    # Words

    def thanks(self) -> str:
        """The requester's thanks, in their language."""
        is_german = self.problem.who == "jonas" or (self.requester == "jonas" and self.happens(0.3))
        return self.chance.choice(phrases.THANKS_IN_GERMAN if is_german else phrases.THANKS)

    def _form(self) -> str:
        """A form that is sent: its number is its own."""
        self.forms += 1
        return f"V{self.number:05d}{self.forms:03d}"
