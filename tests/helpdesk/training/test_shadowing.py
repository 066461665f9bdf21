"""Watching others at their tickets: it counts once the mentor confirms it, each ticket once."""

import pytest

from bot.helpdesk.training import onboarding_pictures, shadowing
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NoSuchTicket, NotAllowed, NothingToSay
from bot.rules.training.track_refusals import AlreadyShadowed, NoSuchOnboarding, NotOwnWork, StepIsDone
from bot.rules.training.tracks import Step, StepKind
from tests.office import Office, person
from tests.tracks import REVIEWED, SHADOW, now, on_track, tick, told

DANA, ELI, LEA = person("dana"), person("eli"), person("lea")


async def test_what_was_watched_counts_once_the_mentor_confirms_it(office: Office) -> None:
    ticket = await office.claimed("eli", await office.raised("ana"))
    one = await on_track(office, SHADOW, REVIEWED)
    watched = await office.do(shadowing.watch, (one.id, 0), DANA, f" {ticket.key.lower()} ", "To ask first", "view:S1")
    await tick(office)
    assert (await now(office, one)).place == 0
    assert await told(office, NoticeKind.SHADOWED) == [ELI]
    for _ in range(2):
        await office.do(shadowing.confirm, watched.id, ELI)
    await tick(office)
    shown = await office.see(onboarding_pictures.way, one.id, LEA)
    done = shown.lines[0].done
    assert done is not None
    assert (shown.onboarding.place, done.evidence) == (1, ticket.key)
    assert shown.lines[0].watched[0].learned == "To ask first"


async def test_a_ticket_is_watched_once_and_is_somebody_elses(office: Office) -> None:
    own = await office.claimed("dana", await office.raised("ana", "own"))
    asked = await office.raised("dana", "asked")
    other = await office.raised("ana", "other")
    payroll = await office.raised("ana", "Payslip", desk="HR")
    one = await on_track(office, Step(StepKind.SHADOW, times=2))
    for ticket in (own, asked):
        with pytest.raises(NotOwnWork):
            await office.do(shadowing.watch, (one.id, 0), DANA, ticket.key, "Much", "view:S0")
    for key in (payroll.key, "IT-99", "nothing", ""):
        with pytest.raises(NoSuchTicket):
            await office.do(shadowing.watch, (one.id, 0), DANA, key, "Much", "view:S0")
    with pytest.raises(NothingToSay):
        await office.do(shadowing.watch, (one.id, 0), DANA, other.key, " \u200b", "view:S0")
    for _ in range(2):
        await office.do(shadowing.watch, (one.id, 0), DANA, other.key, "Much", "view:S1")
    with pytest.raises(AlreadyShadowed):
        await office.do(shadowing.watch, (one.id, 0), DANA, other.key, "Much", "view:S2")
    assert await told(office, NoticeKind.SHADOWED) == [ELI]


async def test_a_button_of_another_step_or_of_somebody_else_does_nothing(office: Office) -> None:
    ticket = await office.raised("ana")
    one = await on_track(office, REVIEWED, SHADOW)
    for place in (0, 1):
        with pytest.raises(StepIsDone):
            await office.do(shadowing.watch, (one.id, place), DANA, ticket.key, "Much", "view:S1")
    for who, why in (("eli", NotAllowed), ("lea", NotAllowed), ("ana", NoSuchOnboarding)):
        with pytest.raises(why):
            await office.do(shadowing.watch, (one.id, 0), person(who), ticket.key, "Much", "view:S1")
    with pytest.raises(NoSuchOnboarding):
        await office.do(shadowing.watch, (7, 0), DANA, ticket.key, "Much", "view:S1")
    with pytest.raises(NoSuchOnboarding):
        await office.do(shadowing.confirm, 7, ELI)
