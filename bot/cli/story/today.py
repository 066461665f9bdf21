"""What a visitor finds to do: tickets that are open when the demo starts."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.cli.story import cast, phrases
from bot.cli.story.chance import seeded
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Play, Script, WayIn
from bot.cli.story.problems import Problem
from bot.cli.story.stage import Stage
from bot.helpdesk import escalation, lifecycle, triage
from bot.rules.escalation import Plea
from bot.rules.vocabulary import Impact, Priority, Urgency

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
EARLIER = timedelta(hours=12)  # what was raised before has happened on working days
UP = 6, 23  # hours


class Open(NamedTuple):
    """A ticket, when it was raised, and how far it has come."""

    ago: timedelta
    requester: str
    agent: str
    way_in: WayIn
    problem: Problem
    so_far: Callable[[Play, datetime], Script]


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Every ticket that is to be open at the end."""
    for number, (ago, requester, agent, way_in, problem, so_far) in enumerate(OPEN):
        desk = cast.PEOPLE_DESK if agent == "hana" else cast.IT
        chance, ask = seeded(f"today {number}"), problem.asks[0]
        at = ends - ago if ago < EARLIER else _working_day(ends - ago)
        who = _awake(stage, requester, at) if ago < EARLIER else requester
        play = Play(stage, chance, 9500 + number, problem, ask, who, agent, way_in, desk)
        yield Beginning(at, so_far(play, ends), who)


def _working_day(at: datetime) -> datetime:
    return at - DAY * max(0, at.weekday() - 4)


def _awake(stage: Stage, requester: str, at: datetime) -> str:
    """Ana, or where it is night for her, somebody who is up."""
    hour = at.astimezone(stage.cast.zone(requester)).hour
    return "hana" if requester == "ana" and not UP[0] <= hour < UP[1] else requester


def _untouched(play: Play, _ends: datetime) -> Script:
    """Nobody has done anything about it."""
    play.raise_it()
    yield from ()


def _forgotten(play: Play, _ends: datetime) -> Script:
    """Nobody has it, and the requester has asked twice."""
    play.raise_it()
    yield play.requesters(1300, 0.1)
    play.write(phrases.STILL_ON_IT[0])
    yield play.requesters(1200, 0.1)
    play.write(phrases.STILL_ON_IT[2])


def _claimed(play: Play, ends: datetime) -> Script:
    """Somebody has it, and has not answered."""
    play.raise_it()
    yield ends - 70 * MINUTE
    play.claim()
    play.sort()
    yield from ()


def _urgent(play: Play, ends: datetime) -> Script:
    """The desk is working on it right now."""
    play.raise_it()
    yield ends - 50 * MINUTE
    play.claim()
    play.sort()
    why = "Invoices have to go out today"
    play.stage.do(triage.prioritise, play.ticket_id, Priority.URGENT, why, play.agent_id)
    play.reply(play.problem.question)
    yield ends - 31 * MINUTE
    play.write(play.problem.answer)
    yield ends - 28 * MINUTE
    play.note(play.agent, play.problem.note)
    yield ends - 20 * MINUTE
    plea = Plea(2, "Invoices have to go out today, and I can't get any further", play.problem.note)
    play.stage.do(escalation.escalate, play.ticket_id, play.agent_id, plea, f"story:{play.number}:escalation")


def _runs_out(play: Play, ends: datetime) -> Script:
    """Urgent, and nearly all of the time is gone; the visitor sees how it goes on."""
    play.raise_it()
    yield ends - 211 * MINUTE
    play.claim()
    play.sort()
    play.reply(play.problem.question)
    yield ends - 195 * MINUTE
    play.write(play.problem.answer)
    yield ends - 190 * MINUTE
    play.note(play.agent, play.problem.note)


def _came_back(play: Play, _ends: datetime) -> Script:
    """The experts asked something, had it for an hour and gave it back."""
    play.raise_it()
    yield play.agents(20, 0.1)
    play.claim()
    play.sort()
    play.reply("I can see your connections end. I am asking those who look after the gateway.")
    yield play.agents(25, 0.1)
    source, expert = f"story:{play.number}:escalation", play.stage.cast.person["eli"]
    plea = Plea(2, "I have no access to the gateway's logs", "New profile, other network, another laptop.")
    play.stage.do(escalation.escalate, play.ticket_id, play.agent_id, plea, source)
    yield play.agents(10, 0.1)
    play.stage.do(escalation.ask_back, play.ticket_id, expert, play.problem.question, f"{source}:question")
    yield play.agents(5, 0.1)
    play.stage.do(escalation.answer, play.ticket_id, play.agent_id, play.problem.answer, f"{source}:answer")
    play.stage.do(escalation.acknowledge, play.ticket_id, expert)
    yield play.agents(60, 0.1)
    play.stage.do(escalation.hand_back, play.ticket_id, expert, play.problem.note, f"{source}:back")


def _slow(play: Play, _ends: datetime) -> Script:
    """Answered, and then nothing came of it for days."""
    play.raise_it()
    yield play.agents(40, 0.1)
    play.claim()
    play.sort()
    play.reply("I'll have a look at it this week.")
    yield play.requesters(2200, 0.1)
    play.write("Did you find anything yet?")


def _pending(play: Play, _ends: datetime) -> Script:
    """The requester has to answer."""
    play.raise_it()
    yield play.agents(25, 0.1)
    play.meet()
    play.take_up()
    play.sort()
    play.reply(play.problem.question)
    play.stage.do(lifecycle.pend, play.ticket_id, play.agent_id)


def _on_hold(play: Play, _ends: datetime) -> Script:
    """Somebody else has to deliver."""
    play.raise_it()
    yield play.agents(50, 0.1)
    play.claim()
    play.sort()
    play.reply(phrases.WAITING_FOR_OTHERS[0])
    play.stage.do(lifecycle.hold, play.ticket_id, play.agent_id, play.problem.hold)


def _just_solved(play: Play, ends: datetime) -> Script:
    """Done, and the requester has not said how it went."""
    play.raise_it()
    yield ends - 95 * MINUTE
    play.claim()
    play.sort()
    play.reply(play.problem.fixes[0])
    yield ends - 80 * MINUTE
    play.solve()


OPEN = (
    Open(
        9 * DAY + timedelta(hours=3),
        "ana",
        "eli",
        WayIn.CHANNEL,
        Problem(("The scanner in the New York office sends blank pages to everybody's mailbox",), ()),
        _forgotten,
    ),
    Open(
        9 * DAY + timedelta(hours=5),
        "jonas",
        "dana",
        WayIn.FORM,
        Problem(
            ("Month-end report runs for six hours. It took 40 minutes last year, nothing else has changed.",),
            (),
            category="software",
            tags="finance, performance",
            impact=Impact.TEAM,
            note="Query plan changed with the last database update.",
        ),
        _slow,
    ),
    Open(
        2 * DAY + timedelta(hours=2),
        "hana",
        "dana",
        WayIn.CHANNEL,
        Problem(
            ("The big screen in the interview room shows only half of the picture",),
            (),
            category="hardware",
            tags="meeting room",
            hold="New screen arrives on Friday, order 4519",
        ),
        _on_hold,
    ),
    Open(
        timedelta(hours=21),
        "ana",
        "eli",
        WayIn.DIRECT,
        Problem(
            ("My CRM app on the phone logs me out every morning",),
            (),
            "Does it happen on Wi-Fi only, or also on the road? And which phone is it?",
            category="access",
            tags="crm, phone",
        ),
        _pending,
    ),
    Open(
        timedelta(hours=23),
        "jonas",
        "hana",
        WayIn.FORM,
        Problem(
            ("Homeoffice im Ausland. Kann ich im März zwei Wochen aus Österreich arbeiten?",),
            (),
            "Gern! Schickst du mir bitte die genauen Tage und die Adresse?",
            category="working-here",
            is_private=True,
        ),
        _pending,
    ),
    Open(
        timedelta(hours=2, minutes=10),
        "ana",
        "dana",
        WayIn.DIRECT,
        Problem(
            ("Could I get the new price list onto my tablet? It only shows the old one.",),
            ("Pull the list down once to refresh it: the new one is there, I sent you a picture of where.",),
            category="software",
            tags="sharing",
        ),
        _just_solved,
    ),
    Open(
        timedelta(hours=1, minutes=35),
        "hana",
        "eli",
        WayIn.CHANNEL,
        Problem(
            ("New starter on Monday needs access to the applicant system",), (), category="access", tags="onboarding"
        ),
        _claimed,
    ),
    Open(
        timedelta(minutes=58),
        "jonas",
        "dana",
        WayIn.CHANNEL,
        Problem(
            ("Invoice printing stops after the first page, on all three printers",),
            (),
            "Is it the same when you print the PDF instead?",
            "The PDF prints fine. Only from the invoice program it stops.",
            note="Looks like last night's driver update. Rolling it back on the print server now.",
            category="hardware",
            tags="printer, finance",
        ),
        _urgent,
    ),
    Open(
        timedelta(minutes=47),
        "dana",
        "hana",
        WayIn.CHANNEL,
        Problem(("Is there still a place in the first-aid course next month?",), (), category="working-here"),
        _untouched,
    ),
    Open(
        timedelta(minutes=24),
        "jonas",
        "dana",
        WayIn.DIRECT,
        Problem(("Mein Headset wird seit dem Update nicht mehr erkannt, Musik geht aber noch.",), ()),
        _untouched,
    ),
    Open(
        timedelta(minutes=13),
        "eli",
        "hana",
        WayIn.FORM,
        Problem(
            ("Question about my notice period. How long is it for me by now?",),
            (),
            category="contracts",
            is_private=True,
        ),
        _untouched,
    ),
    Open(
        timedelta(minutes=6),
        "ana",
        "eli",
        WayIn.CHANNEL,
        Problem(("Can't join the customer call, the meeting room's camera is black :cry:",), (), urgency=Urgency.NOW),
        _untouched,
    ),
    Open(
        2 * DAY + timedelta(hours=3),
        "jonas",
        "dana",
        WayIn.CHANNEL,
        Problem(
            ("The VPN drops every call after exactly 30 minutes",),
            (),
            "Does it happen with the other gateway, too?",
            "Yes, with both, and always after 30 minutes.",
            note="The gateway's idle timer was 30 minutes; it is 8 hours now. Please watch tomorrow's calls with him.",
            category="network",
            tags="vpn",
        ),
        _came_back,
    ),
    Open(
        timedelta(hours=3, minutes=45),
        "hana",
        "dana",
        WayIn.FORM,
        Problem(
            ("None of the doors opens with a badge. Everybody in the Berlin office stands outside or is locked in.",),
            (),
            "I am at the server room. Does the reader blink red, or not at all?",
            "Not at all, on any floor.",
            note="The controller has no power. The electrician is on her way.",
            category="access",
            tags="doors",
            impact=Impact.EVERYBODY,
            urgency=Urgency.NOW,
        ),
        _runs_out,
    ),
)
