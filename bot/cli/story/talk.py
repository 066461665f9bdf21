"""What people say beside tickets: in #general, and the tips that IT's agents share."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.stage import Stage


class Talk(NamedTuple):
    """A message, the emoji it got, and what others said to it."""

    days_ago: int
    at: time  # UTC
    who: str
    text: str
    emoji: tuple[str, ...] = ()
    replies: tuple[tuple[str, str], ...] = ()


GENERAL = (
    Talk(58, time(8, 5), "lea", "Reminder: laptops restart for updates tonight at 22:00. Please save your work."),
    Talk(51, time(14, 20), "ana", "Signed the biggest deal of the quarter :tada:", ("tada", "raised_hands")),
    Talk(44, time(9, 15), "hana", "Welcome day for our new colleagues is on Thursday, there will be cake.", ("cake",)),
    Talk(
        37,
        time(10, 40),
        "jonas",
        "Month-end closing runs until Friday. Please hand in your receipts by Wednesday.",
        ("+1",),
        (("ana", "Hotel receipts as PDF or paper?"), ("jonas", "PDF is fine, thank you!")),
    ),
    Talk(30, time(11, 30), "eli", "Somebody left a blue umbrella in the London kitchen."),
    Talk(23, time(9, 0), "hana", "The survey about the office days is open until Friday, three questions.", ("+1",)),
    Talk(
        12, time(13, 10), "dana", "New: ask *Helpdesk* in a direct message, too. Same people, same speed.", ("heart",)
    ),
    Talk(
        5,
        time(15, 45),
        "ana",
        "Who is coming to the trade fair in Lisbon?",
        (),
        (("jonas", "Me, for the first two days."), ("hana", "I'd love to, but I'm interviewing.")),
    ),
    Talk(1, time(8, 30), "lea", "Thanks to all who rated their tickets last month. We read every one.", ("heart",)),
)
TIPS = (
    Talk(57, time(9, 20), "dana", "D6000 docks: firmware first, cable second, swap last. Saves half an hour.", ("+1",)),
    Talk(
        52,
        time(10, 5),
        "eli",
        "Account locked again and again? It's an old phone with the old password, nearly always.",
        ("bulb",),
        (("dana", "Or a mapped drive on a second computer. Had both this week."),),
    ),
    Talk(
        46, time(13, 50), "lea", "Before a second factor is reset: see the face on video. No exceptions, not even me."
    ),
    Talk(
        41,
        time(8, 45),
        "dana",
        "Excel eats memory: look for thousands of hidden styles, not for big formulas.",
        ("+1",),
    ),
    Talk(
        34,
        time(15, 0),
        "eli",
        "Hotel Wi-Fi: the VPN profile *Web only* works where the other one does not.",
        ("raised_hands",),
        (("lea", "Made a saved reply of it, thanks!"),),
    ),
    Talk(28, time(9, 35), "dana", "Printer 3-West: if the tray guide is on A5, it reports a jam that isn't there."),
    Talk(20, time(14, 30), "eli", "White page after single sign-on: try a private window first. Works → old cookie."),
    Talk(
        15,
        time(9, 10),
        "lea",
        "After the VPN outage: the provider's status line is 24/7, the number is on the intranet, page *Outages*.",
        ("+1", "eyes"),
    ),
    Talk(
        8, time(10, 15), "dana", "Camera upside down: turn it in the camera's own settings, not in each app.", ("joy",)
    ),
    Talk(3, time(13, 5), "eli", "Share a folder outside: links end after 14 days now. Tell people before they ask."),
)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Everything that is said, on working days only."""
    for channel, talks in (("general", GENERAL), ("it-tips", TIPS)):
        for talk in talks:
            yield Beginning(_working_day(ends, talk), _say(stage, channel, talk))


def _working_day(ends: datetime, talk: Talk) -> datetime:
    at = datetime.combine(ends.date() - timedelta(days=talk.days_ago), talk.at, UTC)
    return at - timedelta(days=max(0, at.weekday() - 4))


def _say(stage: Stage, channel: str, talk: Talk) -> Script:
    said = stage.say(talk.who, stage.cast.channel[channel], talk.text)
    others = [name for name in ("eli", "dana", "lea", "jonas") if name != talk.who]
    for emoji, who in zip(talk.emoji, others, strict=False):
        yield stage.now + timedelta(minutes=7)
        stage.react(who, said, emoji)
    for who, text in talk.replies:
        yield stage.now + timedelta(minutes=11)
        stage.say(who, said.channel, text, under=said.ts)
