"""How the desks learn: what they read, whom they listen to, what they can do by now, and how their work is reviewed."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from bot.cli.story import cast, weak_spot
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.stage import Stage
from bot.helpdesk.training import (
    attendance,
    needs,
    onboarding,
    quality,
    quiz_taking,
    quizzes,
    reading,
    resources,
    rsvp,
    sampling,
    sessions,
    skills,
    tracks,
)
from bot.rules.quality_settings import USUAL
from bot.rules.reminders import zone_of
from bot.rules.training import quizzes as quiz_rules
from bot.rules.training.onboarding import Pairing
from bot.rules.training.quality import Mark
from bot.rules.training.quizzes import NewQuiz, Question
from bot.rules.training.reading import Readers, Wanted
from bot.rules.training.resources import Content, NewResource, Resource, Vote
from bot.rules.training.sessions import Invitation, Reply, Session, Wording
from bot.rules.training.skills import Skill, Wish
from bot.rules.training.tracks import Frame, NewTrack, Step, StepKind
from bot.rules.vocabulary import CategoryKey, DeskId
from bot.rules.weekly import told_last
from storage import desks
from storage.training import skills as levels

WIKI = "https://wiki.larkfield.example"
CALM = "Keeping calm when somebody is angry"


class Material(NamedTuple):
    """A resource, who added it how long ago, and who found it useful."""

    days_ago: int
    by: str
    desk: DeskId
    content: Content
    useful: tuple[str, ...] = ()
    not_useful: tuple[str, ...] = ()


PHISHING = Content(
    "Phishing: the first ten minutes",
    f"{WIKI}/security/phishing",
    "Ask for the address they typed their password into, lock the account, then tell #it-experts. In this order.",
    8,
    (CategoryKey("access"),),
)
MATERIALS = (
    Material(
        54,
        "eli",
        cast.IT,
        Content(
            "How our VPN is built, and where it breaks",
            f"{WIKI}/network/vpn",
            "",
            20,
            (CategoryKey("network"),),
        ),
        useful=("dana", "lea"),
    ),
    Material(
        41,
        "dana",
        cast.IT,
        Content(
            "Asking so that one question is enough",
            "",
            "Say what you know, what you need, and why. One message, at most three questions, a line for each.",
            5,
        ),
        useful=("eli", "lea"),
    ),
    Material(18, "lea", cast.IT, PHISHING, useful=("eli",)),
    Material(
        26,
        "eli",
        cast.IT,
        Content(
            "Before you say that it is done: does it hold?",
            "",
            "Restart it. Wait for the next update, or keep it away. Let the requester try it. Then say what it was.",
            4,
            (CategoryKey("software"),),
        ),
        useful=("lea",),
    ),
    Material(
        33,
        "hana",
        cast.PEOPLE_DESK,
        Content(
            "Parental leave in three countries",
            f"{WIKI}/people/parental-leave",
            "",
            15,
            (CategoryKey("leave"),),
        ),
        not_useful=("rosa",),
    ),
)
QUESTIONS = (
    Question(
        "Somebody has typed their password into a strange page. What comes first?",
        ("Lock the account", "Run the virus scanner", "Wait for the log files"),
        (0,),
        "Every minute counts: whoever has the password is using it. The log files will still be there.",
    ),
    Question(
        "Which of these belong into the ticket?",
        ("The strange page's address", "The password", "When it happened"),
        (0, 2),
        "A password never stands in a ticket. Ask for it to be changed instead.",
        is_multiple=True,
    ),
    Question(
        "Who has to know within ten minutes?",
        ("Nobody before it is certain", "#it-experts", "The whole company"),
        (1,),
        "They can stop the mail for everybody else.",
    ),
)
LEVELS = (  # who can do what, and what shows it
    ("eli", "network", 3, "Two years of mending it alone", None),  # what is left when the certificate ends
    ("eli", "network", 4, "Certified by the maker", 21),
    ("dana", "network", 2, "Vpn session in January, then five tickets with Eli", None),
    ("dana", "hardware", 3, "Sixty tickets alone", None),
    ("eli", "hardware", 2, "Helps out", None),
    ("dana", "software", 3, "Looks after the licences", None),
    ("eli", "software", 3, "Packages what we install", None),
    ("lea", "access", 3, "Runs the sign-on", None),
)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Training goes along with the work of sixty days."""
    for material in MATERIALS:
        yield Beginning(_at(ends, material.days_ago, time(12, 10)), _share(stage, material))
    yield Beginning(_at(ends, 13, time(8, 15)), _require(stage))
    yield Beginning(_at(ends, 45, time(9, 30)), _learn_vpn(stage, ends))
    yield Beginning(_at(ends, 3, time(9, 40)), _announce_next(stage, ends))
    yield Beginning(_at(ends, 38, time(13, 50)), _rate_skills(stage))
    yield Beginning(_at(ends, 12, time(10, 5)), _make_quiz(stage))
    yield Beginning(_at(ends, 11, time(9, 50)), _onboard(stage))
    yield Beginning(_at(ends, 57, time(9, 20)), _review(stage, ends))
    week = told_last(needs.MONDAYS, "Europe/Berlin", ends)
    yield Beginning(week.window.until + timedelta(hours=7), weak_spot.look_back(stage, week))


def _share(stage: Stage, material: Material) -> Script:
    """Somebody adds what the others should know, and they say whether it helped."""
    person = stage.cast.person[material.by]
    source = f"view:L{material.days_ago}"
    shared = stage.do(resources.add, NewResource(source, material.desk, material.content), person)
    yield stage.now + timedelta(hours=20)
    for who in (*material.useful, *material.not_useful):
        said = Vote.USEFUL if who in material.useful else Vote.NOT_USEFUL
        _read(stage, shared, who)
        stage.do(resources.vote, shared.id, stage.cast.person[who], said)
        yield stage.now + timedelta(minutes=50)


def _require(stage: Stage) -> Script:
    """Everybody at IT has to read about phishing. Dana has not yet: whoever is her finds the question."""
    (phishing,) = [one for one in resources.of_category(stage.tx, cast.IT, CategoryKey("access")) if _is(one, PHISHING)]
    due = (stage.now + timedelta(days=16)).date()
    stage.do(reading.require, phishing.id, stage.cast.person["lea"], Wanted(Readers.EVERYBODY, None, due))
    yield stage.now + timedelta(days=1, hours=2)
    _read(stage, phishing, "lea")


def _read(stage: Stage, resource: Resource, who: str) -> None:
    stage.do(resources.done, resource.id, stage.cast.person[who], resource.version)


def _is(resource: Resource, content: Content) -> bool:
    return resource.title == content.title


def _learn_vpn(stage: Stage, ends: datetime) -> Script:
    """Eli shows how the VPN is mended: announced, held, looked back upon."""
    held = _plan(stage, "eli", "The VPN, hands on", _at(ends, 42, time(9, 0)), category="network", place="Room Wren")
    yield stage.now + timedelta(hours=1)
    stage.do(rsvp.answer, held.id, stage.cast.person["dana"], Reply.YES)
    yield stage.now + timedelta(hours=3)
    stage.do(rsvp.answer, held.id, stage.cast.person["lea"], Reply.MAYBE)
    yield held.ends_at + timedelta(minutes=20)
    stage.do(attendance.note, held.id, stage.cast.person["eli"], [stage.cast.person["dana"]])
    yield stage.now + timedelta(hours=2)
    stage.do(attendance.rate, held.id, stage.cast.person["dana"], 5, 4, "Next time with a broken one to mend, please.")
    stage.do(attendance.share_recording, held.id, stage.cast.person["eli"], f"{WIKI}/recordings/vpn")


def _announce_next(stage: Stage, ends: datetime) -> Script:
    """Lea's next session is the day after tomorrow. Eli has a place, Dana has said nothing yet."""
    at = datetime.combine((ends + timedelta(days=2)).date(), time(9, 0), UTC)
    planned = _plan(stage, "lea", CALM, at, place="https://meet.larkfield.example/calm", capacity=2)
    yield stage.now + timedelta(hours=2)
    stage.do(rsvp.answer, planned.id, stage.cast.person["eli"], Reply.YES)


def _plan(
    stage: Stage, host: str, topic: str, at: datetime, *, place: str, category: str = "", capacity: int | None = None
) -> Session:
    """Somebody plans a session of an hour at IT, by the clocks where they are."""
    person, there = stage.cast.person[host], at.astimezone(stage.cast.zone(host))
    wording = Wording(
        topic, CategoryKey(category) if category else None, person, there.date(), there.time(), 60, place, capacity
    )
    return stage.do(sessions.hold, person, cast.IT, wording, Invitation(), f"view:S{int(at.timestamp())}")


def _rate_skills(stage: Stage) -> Script:
    """Lea writes down what everybody can do. Eli's certificate ends soon."""
    for who, category, number, evidence, days in LEVELS:
        skill = Skill(cast.IT, CategoryKey(category), stage.cast.person[who])
        today = stage.now.astimezone(zone_of("Europe/Berlin")).date()
        until = None if days is None else today + timedelta(days=38 + days)
        before = levels.get(stage.tx, skill)
        version = 0 if before is None else before.version
        stage.do(skills.set_level, skill, Wish(number, evidence, until), stage.cast.person["lea"], version)
    yield from ()


def _make_quiz(stage: Stage) -> Script:
    """Lea asks three questions about phishing; Eli passes, and Dana has not tried yet."""
    lea = stage.cast.person["lea"]
    quiz = stage.do(
        quizzes.add,
        NewQuiz("view:Q1", cast.IT, quiz_rules.Frame("Phishing in three questions", CategoryKey("access"))),
        lea,
    )
    for question in QUESTIONS:
        quiz = stage.do(quizzes.keep_question, quiz.id, question, lea, quiz.version, None)
    yield stage.now + timedelta(hours=4)
    right = {place: question.right for place, question in enumerate(quiz.questions)}
    stage.do(quiz_taking.take, quiz.id, stage.cast.person["eli"], quiz.version, right, "view:QE1")


def _onboard(stage: Stage) -> Script:
    """Dana learns the network from Eli. She has read how it is built; the next step is a session, which is planned."""
    lea, network = stage.cast.person["lea"], CategoryKey("network")
    frame = Frame("Network, from the first call on", "After it you mend a VPN alone.", network, 3)
    track = stage.do(tracks.add, NewTrack("view:T1", cast.IT, frame), lea)
    (about_vpn,) = resources.of_category(stage.tx, cast.IT, network)
    for step in (
        Step(StepKind.READ, about_vpn.id),
        Step(StepKind.ATTEND),
        Step(StepKind.SHADOW, times=2, note="Watch what Eli asks first."),
        Step(StepKind.REVIEWED, times=3),
        Step(StepKind.SOLO, times=5),
    ):
        track = stage.do(tracks.keep_step, track.id, step, lea, track.version, None)
    pairing = Pairing("view:T2", track.id, stage.cast.person["dana"], stage.cast.person["eli"])
    stage.do(onboarding.begin, pairing, lea)
    yield from ()


def _review(stage: Stage, ends: datetime) -> Script:
    """Lea reviews most of what is chosen on Mondays; the last list waits for a visitor."""
    lea, it = stage.cast.person["lea"], desks.get(stage.tx, cast.IT)
    assert it is not None
    while stage.now < ends - timedelta(days=7):
        chosen = sampling.latest(stage.tx, it, lea)
        for number, one in enumerate(() if chosen is None else chosen.waiting):
            if one.may_review and not one.reviews and number < MOST_REVIEWED:
                marks, comment = VERDICTS[one.about.ticket_id % len(VERDICTS)]
                stage.do(quality.review, one.about.ticket_id, lea, ALL_MET | marks, comment)
                yield stage.now + timedelta(minutes=25)
        yield stage.now + timedelta(days=1)


MOST_REVIEWED = 3  # of a week
ALL_MET = {criterion.key: Mark.MET for criterion in USUAL}
VERDICTS: tuple[tuple[dict[str, Mark], str], ...] = (
    ({}, "Just right. I would have been glad to get this answer."),
    ({"clear": Mark.PARTLY}, "The steps are good. Put the most likely one first, most people stop there."),
    ({"recorded": Mark.NOT_MET}, "Please add the category, else nobody finds this again."),
    ({"kind": Mark.PARTLY, "clear": Mark.PARTLY}, "It solved it, and a greeting would not have cost anything."),
    ({"understood": Mark.PARTLY}, ""),
)


def _at(ends: datetime, days_ago: int, at: time) -> datetime:
    """A time of a working day, in UTC."""
    moment = datetime.combine(ends.date() - timedelta(days=days_ago), at, UTC)
    return moment - timedelta(days=max(0, moment.weekday() - 4))
