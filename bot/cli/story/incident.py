"""The afternoon when the VPN was down: one problem, many tickets. And what several people report today."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bot.cli.story import cast
from bot.cli.story.chance import seeded
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Play, Script, WayIn
from bot.cli.story.problems import Problem
from bot.cli.story.stage import Stage
from bot.helpdesk import conversation, lifecycle, merging, problems, triage
from bot.rules.vocabulary import Impact, Priority, Urgency

ON_PHONES = "Phones keep the old address. Please turn the VPN profile off and on once, under *Settings*."
DAYS_AGO, AT = 23, time(14, 8, tzinfo=UTC)  # when Berlin, London and New York are all at work
NOT_ON = (0, 4, 5, 6)  # Monday, Friday, weekend
REPORTS = (  # minutes after it began, who, how, what
    (0, "jonas", WayIn.CHANNEL, "VPN is down for me and for the whole finance team"),
    (4, "ana", WayIn.CHANNEL, "VPN says *gateway unreachable*. I have a customer call in 20 minutes!"),
    (8, "hana", WayIn.DIRECT, "Is the VPN down, or is it me? I can't open the personnel files."),
    (15, "jonas", WayIn.FORM, "File server gone. Now the shared drive has disappeared as well, it needs the VPN."),
    (21, "tom", WayIn.SLASH, "No VPN in New York either, gateway unreachable"),
    (33, "priya", WayIn.CHANNEL, "VPN on my phone is dead as well, if that helps"),
)
HIS_OTHER_ONE, ON_HER_PHONE = 3, 5  # of these
TODAY = (  # minutes before the end, who, how, what
    (44, "nils", WayIn.CHANNEL, "The Wi-Fi on the second floor drops every few minutes"),
    (37, "priya", WayIn.DIRECT, "Wi-Fi on the second floor keeps dropping, I have lost two calls"),
    (29, "rosa", WayIn.CHANNEL, "Second floor: the Wi-Fi drops again and again, is somebody on it?"),
)
OUTAGE = Problem(
    asks=(), fixes=(), category="network", tags="vpn, incident", impact=Impact.EVERYBODY, urgency=Urgency.NOW
)
WIFI = Problem(asks=(), fixes=(), category="network", impact=Impact.TEAM)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """The reports, one by one, and what IT does about them."""
    began = _day(ends)
    plays = [
        Play(stage, seeded(f"outage {number}"), 9000 + number, OUTAGE, ask, who, "lea", way, cast.IT)
        for number, (_, who, way, ask) in enumerate(REPORTS)
    ]
    for (minutes, *_), play in zip(REPORTS, plays, strict=True):
        yield Beginning(began + timedelta(minutes=minutes), _report(play), play.requester)
    yield Beginning(began + timedelta(minutes=6), _dealing_with(stage, plays, began))
    yield Beginning(began + timedelta(minutes=109), _not_solved(plays[ON_HER_PHONE]))
    for number, (minutes, who, way, ask) in enumerate(TODAY):
        play = Play(stage, seeded(f"outage today {number}"), 9050 + number, WIFI, ask, who, "eli", way, cast.IT)
        yield Beginning(ends - timedelta(minutes=minutes), _report(play), who)


def _day(ends: datetime) -> datetime:
    began = datetime.combine(ends.date() - timedelta(days=DAYS_AGO), AT)
    while began.weekday() in NOT_ON:
        began += timedelta(days=1)
    return began


def _report(play: Play) -> Script:
    play.raise_it()
    yield from ()


def _dealing_with(stage: Stage, plays: list[Play], began: datetime) -> Script:
    first, general = plays[0], stage.cast.channel["general"]
    first.claim()
    first.sort()
    urgent, why = Priority.URGENT, "Everybody outside the offices is cut off"
    stage.do(triage.prioritise, first.ticket_id, urgent, why, first.agent_id)
    first.reply("Thanks, we see it too: nobody outside the offices gets through. I'm on the phone with the provider.")
    yield began + timedelta(minutes=10)
    stage.say("lea", general, "The VPN is down for everybody outside the offices. We are on it, I'll tell you here.")
    yield began + timedelta(minutes=14)
    first.note("eli", "Gateway 2 lost its route at 14:07. Provider's number for it: 88123.")
    yield began + timedelta(minutes=18)
    stage.do(lifecycle.hold, first.ticket_id, first.agent_id, "Provider repairs the line, number 88123")
    yield began + timedelta(minutes=41)
    dana = stage.cast.person["dana"]
    for number, other in enumerate(plays[1:], start=1):
        if number == HIS_OTHER_ONE:
            stage.do(merging.merge, other.ticket_id, first.ticket.key, dana)
        else:
            stage.do(problems.join_ticket, other.ticket_id, first.ticket_id, dana)
    yield began + timedelta(minutes=97)
    stage.do(lifecycle.resume, first.ticket_id, first.agent_id)
    first.reply("The VPN is back. Please connect once more; whoever had a file open, save it under a new name first.")
    thread = stage.say("lea", general, "The VPN is back :tada: A broken line at the provider's. Sorry for two hours!")
    yield began + timedelta(minutes=101)
    first.solve()
    stage.say("ana", general, "Thank you for keeping us posted", under=thread.ts)
    yield began + timedelta(minutes=104)
    first.write("Works again, danke!")
    yield began + timedelta(minutes=130)
    first.rate(4)


def _not_solved(phone: Play) -> Script:
    """What was the same problem of many is one of its own for her."""
    stage, dana = phone.stage, phone.stage.cast.person["dana"]
    stage.do(problems.not_solved, phone.ticket_id, phone.requester_id)
    phone.write("Still dead on my phone. The laptop is fine.")
    yield stage.now + timedelta(minutes=12)
    stage.do(conversation.reply, phone.ticket_id, dana, ON_PHONES, f"story:{phone.number}:phones")
    yield stage.now + timedelta(minutes=20)
    stage.do(lifecycle.solve, phone.ticket_id, dana)
