"""What a saved reply does besides answering: together with the answer, all of it or nothing."""

import asyncio
from collections.abc import Collection

import pytest

from bot.helpdesk import answering, people, replies, replying, triage
from bot.rules.deeds import Deed, Hindrance
from bot.rules.happenings import Happening
from bot.rules.intake import view_source
from bot.rules.records import Ticket
from bot.rules.refusals import ActionNotPossible, NoSuchReply, NotAnAgent, NotFilledIn
from bot.rules.replies import Answer, SavedReply, Use, Wording
from bot.rules.reply_actions import ME, ReplyActions
from bot.rules.vocabulary import DeskId, PersonId, Priority, ReplyId, Scope, Status
from storage import following
from tests.office import Office, person

IT = DeskId("IT")
EVERYTHING = ReplyActions(PersonId(ME), Priority.HIGH, ("hotel", "vpn"), Status.PENDING)


async def saved(office: Office, actions: ReplyActions = EVERYTHING, body: str = "Text") -> SavedReply:
    return await office.do(
        replies.save, Wording("VPN reset", body, "vpn", actions=actions), person("dana"), Scope.DESK, IT
    )


async def sends(
    office: Office, ticket: Ticket, reply: SavedReply, ticked: Collection[Deed] = tuple(Deed), view: str = "V1"
) -> Ticket:
    answer = Answer("Text", view_source(view), (Use(reply.id, reply.version),), ticked)
    return await office.do(answering.send, ticket.id, person("dana"), answer)


async def test_the_answer_is_sent_and_everything_ticked_is_done_in_order(office: Office, ticket: Ticket) -> None:
    await office.do(triage.tag, ticket.id, "printer", person("eli"))
    await sends(office, ticket, await saved(office))
    now = await office.now(ticket)
    assert (now.assignee_id, now.priority, now.status, now.public_replies) == (
        person("dana"),
        Priority.HIGH,
        Status.PENDING,
        1,
    )
    assert now.priority_reason == "VPN reset"
    assert await office.see(following.tags, ticket.id) == ["hotel", "printer", "vpn"]
    happened = [what for what, *_ in await office.happenings(ticket)]
    order = [Happening.ASSIGNED, Happening.PRIORITY_CHANGED, Happening.MESSAGE_ADDED, Happening.REPLY_USED]
    assert [what for what in happened if what in order] == order
    assert (Happening.STATUS_CHANGED, person("dana"), Status.OPEN, Status.PENDING) == (await office.happenings(ticket))[
        -1
    ]


async def test_what_was_unticked_is_not_done(office: Office, ticket: Ticket) -> None:
    await sends(office, ticket, await saved(office), {Deed.TAGS})
    now = await office.now(ticket)
    assert (now.priority, now.status) == (Priority.NORMAL, Status.OPEN)
    assert await office.see(following.tags, ticket.id) == ["hotel", "vpn"]


@pytest.mark.parametrize(("status", "reason"), [(Status.ON_HOLD, "VPN reset"), (Status.SOLVED, "")])
async def test_a_ticket_is_put_on_hold_with_the_replys_title_or_solved(
    office: Office, ticket: Ticket, status: Status, reason: str
) -> None:
    await sends(office, ticket, await saved(office, ReplyActions(status=status)))
    now = await office.now(ticket)
    assert (now.status, now.hold_reason) == (status, reason)


async def test_a_form_sent_twice_at_once_does_everything_once(office: Office, ticket: Ticket) -> None:
    reply = await saved(office)
    await asyncio.gather(*(sends(office, ticket, reply) for _ in range(3)))
    happened = [what for what, *_ in await office.happenings(ticket)]
    for once in (Happening.ASSIGNED, Happening.PRIORITY_CHANGED, Happening.MESSAGE_ADDED):
        assert happened.count(once) == 1


async def test_what_can_not_be_done_any_more_is_said_in_the_preview_and_refused_when_it_is_sent(
    office: Office, ticket: Ticket
) -> None:
    reply = await saved(office, ReplyActions(person("eli"), tags=("vpn",), status=Status.PENDING))
    await office.do(people.describe, {"id": person("eli"), "real_name": "Eli Stone", "deleted": True})
    filled = await office.see(replying.fill_in, ticket.id, reply.id, person("dana"), "", ())
    assert (filled.hindered, filled.given_to) == ({Deed.ASSIGN: Hindrance.STRANGER}, "Eli Stone")
    with pytest.raises(ActionNotPossible) as refused:
        await sends(office, ticket, reply)
    assert (refused.value.deed, refused.value.why) == (Deed.ASSIGN, Hindrance.STRANGER)
    now = await office.now(ticket)
    assert (now.public_replies, now.status, await office.see(following.tags, ticket.id)) == (0, Status.NEW, [])
    await sends(office, ticket, reply, {Deed.TAGS, Deed.STATUS})
    assert (await office.now(ticket)).status is Status.PENDING


async def test_a_solved_ticket_can_be_answered_and_its_status_stays(office: Office, ticket: Ticket) -> None:
    reply = await saved(office)
    await office.solved("dana", ticket)
    filled = await office.see(replying.fill_in, ticket.id, reply.id, person("dana"), "", ())
    assert filled.hindered == {Deed.ASSIGN: Hindrance.IS_SOLVED, Deed.STATUS: Hindrance.OUT_OF_REACH}
    with pytest.raises(ActionNotPossible):
        await sends(office, ticket, reply, {Deed.STATUS})
    await sends(office, ticket, reply, {Deed.TAGS})
    assert (await office.now(ticket)).status is Status.SOLVED


async def test_a_ticket_gets_no_more_tags_than_it_may_have(office: Office, ticket: Ticket) -> None:
    await office.do(triage.tag, ticket.id, ",".join("abcdefghi"), person("dana"))
    with pytest.raises(ActionNotPossible) as refused:
        await sends(office, ticket, await saved(office), {Deed.TAGS})
    assert refused.value.why is Hindrance.TOO_MANY_TAGS


async def test_nothing_is_done_when_the_answer_can_not_be_sent(office: Office, ticket: Ticket) -> None:
    reply = await saved(office, body="Ready at {{pick-up time}}")
    answer = Answer("Ready at {{pick-up time}}", view_source("V1"), (Use(reply.id, 1),), tuple(Deed))
    with pytest.raises(NotFilledIn):
        await office.do(answering.send, ticket.id, person("dana"), answer)
    now = await office.now(ticket)
    assert (now.assignee_id, now.priority, now.status) == (None, Priority.NORMAL, Status.NEW)


async def test_the_actions_are_those_of_the_version_that_was_shown(office: Office, ticket: Ticket) -> None:
    reply = await saved(office, ReplyActions(tags=("first",)))
    later = Wording("VPN reset", "Text", "vpn", actions=ReplyActions(status=Status.SOLVED))
    assert (await office.do(replies.change, reply.id, later, person("eli"), 1)).version == 2
    await sends(office, ticket, reply)
    assert await office.see(following.tags, ticket.id) == ["first"]
    assert (await office.now(ticket)).status is Status.OPEN


async def test_a_form_that_names_somebody_elses_reply_does_nothing(office: Office, ticket: Ticket) -> None:
    theirs = await office.do(
        replies.save, Wording("Theirs", "Text", actions=EVERYTHING), person("hana"), Scope.DESK, DeskId("HR")
    )
    for use in (Use(theirs.id, 1), Use(ReplyId(5), 1), Use(theirs.id, 9)):
        answer = Answer("Text", view_source("V1"), (use,), tuple(Deed))
        with pytest.raises(NoSuchReply):
            await office.do(answering.send, ticket.id, person("dana"), answer)
    assert (await office.now(ticket)).public_replies == 0


async def test_a_reply_gives_tickets_only_to_somebody_who_can_get_them(office: Office) -> None:
    for name in ("hana", "ana"):
        with pytest.raises(NotAnAgent):
            await saved(office, ReplyActions(person(name)))
