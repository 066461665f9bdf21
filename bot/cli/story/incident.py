"""The afternoon when the VPN was down: one cause, many tickets."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bot.cli.story import cast
from bot.cli.story.chance import seeded
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Play, Script, WayIn
from bot.cli.story.problems import Problem
from bot.cli.story.stage import Stage
from bot.helpdesk import lifecycle, merging, triage
from bot.rules.vocabulary import Impact, Priority, Urgency

DAYS_AGO, AT = 23, time(14, 8, tzinfo=UTC)  # when Berlin, London and New York are all at work
NOT_ON = (0, 4, 5, 6)  # Monday, Friday, weekend
REPORTS = (  # minutes after it began, who, how, what
    (0, "jonas", WayIn.CHANNEL, "VPN is down for me and for the whole finance team"),
    (4, "ana", WayIn.CHANNEL, "VPN says *gateway unreachable*. I have a customer call in 20 minutes!"),
    (8, "hana", WayIn.DIRECT, "Is the VPN down, or is it me? I can't open the personnel files."),
    (15, "jonas", WayIn.FORM, "File server gone. Now the shared drive has disappeared as well, it needs the VPN."),
    (21, "ana", WayIn.SLASH, "Still no VPN, and the CRM is slow, too"),
    (33, "hana", WayIn.CHANNEL, "VPN on my phone is dead as well, if that helps"),
)
OUTAGE = Problem(
    asks=(), fixes=(), category="network", tags="vpn, incident", impact=Impact.EVERYBODY, urgency=Urgency.NOW
)


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
    for other in plays[1:]:
        stage.do(merging.merge, other.ticket_id, first.ticket.key, stage.cast.person["dana"])
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
