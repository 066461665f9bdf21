"""Tracks, and people on them, at their shortest, longest and nastiest, for their views to draw."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.refusals import Refusal
from bot.rules.training import track_refusals as because
from bot.rules.training.draft_answers import ANSWER, COMMENT, DraftAnswer, DraftId
from bot.rules.training.onboarding import News, Onboarding, OnboardingId, Outcome, StepDone
from bot.rules.training.shadowing import LEARNED, Shadowed
from bot.rules.training.track_pictures import (
    Concern,
    NewsPicture,
    OnboardingLine,
    OnboardingsPicture,
    PairingPicture,
    StepFormPicture,
    StepLine,
    StepPicture,
    TrackFormPicture,
    TrackLine,
    TrackPicture,
    TracksPicture,
    WayPicture,
)
from bot.rules.training.tracks import (
    ABOUT_ONE,
    MOST_REQUIRED,
    MOST_STEPS,
    MOST_TIMES,
    NOTE,
    PURPOSE,
    TITLE,
    Step,
    StepKind,
    Track,
    TrackId,
)
from bot.rules.vocabulary import CategoryKey, DeskId, TicketId
from bot.views.blocks import Message
from bot.views.training import onboarding, onboarding_news, track_forms, tracks
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, KEY, TEXTS, categories, desks, long

Samples: TypeAlias = Iterator[tuple[str, Any]]

ID = 2**62
VPN = CategoryKey("category-1")


def titled(text: str) -> str:
    return long(text, TITLE) or "x"


def steps(text: str) -> tuple[Step, ...]:
    """As many as there can be, of all kinds."""
    kinds = [*StepKind] * 4
    note = long(text, NOTE)
    return tuple(
        Step(kind, ID if kind in ABOUT_ONE else None, VPN if place % 2 else None, MOST_TIMES if place % 2 else 1, note)
        for place, kind in enumerate(kinds[:MOST_STEPS])
    )


def track(text: str, number: int = 0, **changes: Any) -> Track:
    made = Track(
        id=TrackId(ID + number),
        source="view:V1",
        desk_id=DeskId("DESK0"),
        title=titled(text),
        purpose=long(text, PURPOSE),
        category=VPN,
        level=4,
        requires=(ID + 1,),
        steps=steps(text),
        version=123,
        retired_at=None,
        created_at=RAISED_AT,
        changed_at=RAISED_AT,
        changed_by=ELI,
    )
    return replace(made, **changes)


def pictured(text: str, step: Step) -> StepPicture:
    return StepPicture(step, long(text, 120) if step.kind in ABOUT_ONE or step.category else "")


def listings(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        lines = tuple(TrackLine(track(text, number), long(text, 75), long(text, 75)) for number in range(20))
        yield name, tracks.listing(TracksPicture(lines, 2, 3), reader)
    gone = TrackLine(track("x", retired_at=RAISED_AT, category=None, level=0, steps=()), "", "")
    yield "retired", tracks.listing(TracksPicture((gone,), 1, 1), reader)
    yield "nothing", tracks.listing(TracksPicture((), 1, 1), reader)


def modals(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        one = track(text)
        shown = tuple(pictured(text, step) for step in one.steps)
        before = (titled(text),) * MOST_REQUIRED
        yield name, tracks.track(TrackPicture(one, long(text, 75), long(text, 75), before, shown), reader)
    empty = track("x", steps=(), purpose="", level=0, category=None, requires=(), retired_at=RAISED_AT)
    yield "empty", tracks.track(TrackPicture(empty, "IT", "", (), ()), reader)
    few = track("x", steps=(Step(StepKind.SOLO),))
    yield "one step", tracks.track(TrackPicture(few, "IT", "VPN", (), (StepPicture(few.steps[0]),)), reader)


def frames(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        one, others = track(text), tuple(track(text, number) for number in range(1, 120))
        yield name, track_forms.frame(TrackFormPicture(one, one.frame, (), categories(text), others), reader)
        blank = TrackFormPicture(None, replace(one.frame, title=""), desks(text, 3), categories(text), ())
        yield f"{name}, new", track_forms.frame(blank, reader)
    yield "bare", track_forms.frame(TrackFormPicture(None, replace(track("x").frame, title=""), (), (), ()), reader)


def step_forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        for place, step in enumerate(steps(text)[:12]):
            shown = StepFormPicture(track(text), step.kind, place, pictured(text, step), categories(text))
            yield f"{name}, {step.kind}", track_forms.step(shown, reader)
    for kind in StepKind:
        yield f"new {kind}", track_forms.step(StepFormPicture(track("x"), kind, None, StepPicture(Step(kind))), reader)


def on_track(**changes: Any) -> Onboarding:
    made = Onboarding(
        id=OnboardingId(ID),
        source="view:V1",
        track_id=TrackId(ID),
        version=123,
        desk_id=DeskId("DESK0"),
        person_id=DANA,
        mentor_id=ELI,
        number=1,
        started_at=RAISED_AT,
        started_by=ELI,
        place=0,
        step_since=RAISED_AT,
        told_at=RAISED_AT,
        paused_at=None,
        ended_at=None,
        outcome=None,
    )
    return replace(made, **changes)


PAUSED = on_track(paused_at=RAISED_AT)
PASSED = on_track(ended_at=RAISED_AT, outcome=Outcome.PASSED, place=MOST_STEPS)
ENDED = on_track(ended_at=RAISED_AT, outcome=Outcome.ENDED)


def lists(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        every = (on_track(), PAUSED, PASSED) * 7
        lines = tuple(
            OnboardingLine(
                replace(one, id=OnboardingId(ID + place)),
                *(titled(text), long(text, 120), long(text, 120), long(text, 75)),
                steps=20,
                is_own=place % 2 == 0,
            )
            for place, one in enumerate(every[:20])
        )
        yield name, onboarding.listing(OnboardingsPicture(lines, 2, 3, leads=True), reader)
    yield "nothing", onboarding.listing(OnboardingsPicture((), 1, 1, leads=False), reader)
    yield "nobody", onboarding.listing(OnboardingsPicture((), 1, 1, leads=True), reader)


def pairings(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        every = tuple(track(text, number) for number in range(120))
        for who in (None, DANA):
            for which in (None, every[0]):
                shown = PairingPicture(who, long(text, 80) or "x", which, every)
                yield f"{name}, {who}, {bool(which)}", onboarding.form(shown, reader)
    yield "no track", onboarding.form(PairingPicture(None, "", None, ()), reader)


def watched_one(text: str, number: int = 0, **changes: Any) -> Shadowed:
    made = Shadowed(
        id=ID + number,
        source="view:V1",
        onboarding_id=OnboardingId(ID),
        place=0,
        ticket_id=TicketId(ID),
        key=KEY,
        learned=long(text, LEARNED) or "x",
        at=RAISED_AT,
        confirmed_at=None,
        confirmed_by=None,
    )
    return replace(made, **changes)


def drafted(text: str, number: int = 0, **changes: Any) -> DraftAnswer:
    made = DraftAnswer(
        id=DraftId(ID + number),
        source="view:V1",
        onboarding_id=OnboardingId(ID),
        place=0,
        ticket_id=TicketId(ID),
        key=KEY,
        author_id=DANA,
        text=long(text, ANSWER) or "x",
        version=12,
        seen="IT.0.0",
        written_at=RAISED_AT,
        comment=long(text, COMMENT) or "x",
        commented_at=RAISED_AT,
        commented_by=ELI,
        sent_at=None,
        approved_by=None,
    )
    return replace(made, **changes)


def way(text: str, one: Onboarding, **changes: Any) -> WayPicture:
    """Somebody's way with all that can stand in it."""
    evidence = ", ".join([KEY] * MOST_TIMES)
    lines = tuple(
        StepLine(
            shown=pictured(text, step),
            done=None if place >= one.place else StepDone(one.id, place, RAISED_AT, evidence, place % 3 == 0),
            watched=tuple(
                watched_one(text, number, confirmed_at=RAISED_AT if number % 2 else None)
                for number in range(MOST_TIMES)
            )
            if step.kind is StepKind.SHADOW
            else (),
            drafts=tuple(
                drafted(text, number, sent_at=RAISED_AT if number % 2 else None, commented_at=commented)
                for number, commented in zip(range(MOST_TIMES), (None, None, RAISED_AT, RAISED_AT) * 5, strict=True)
            )
            if step.kind is StepKind.REVIEWED
            else (),
        )
        for place, step in enumerate(steps(text))
    )
    name = long(text, 120) or "x"
    shown = WayPicture(one, titled(text), name, name, True, long(text, 75), lines, may_pause=True, may_lead=True)  # noqa: FBT003  as it reads
    return replace(shown, **changes)


EVERY = {
    "first": on_track(),
    "last": on_track(place=MOST_STEPS - 1),
    "paused": PAUSED,
    "passed": PASSED,
    "ended": ENDED,
}


def ways(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        for how, one in EVERY.items():
            yield f"{name}, {how}", onboarding.way(way(text, one), reader)
    quiet = way("x", on_track(), has_mentor=False, may_pause=False, may_lead=False)
    yield "without a mentor", onboarding.way(quiet, reader)


def mentor_forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        yield name, onboarding.mentor_form(way(text, on_track()), reader)


def step_messages(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, text in TEXTS.items():
        for how, one in EVERY.items():
            for place in range(6):
                yield f"{name}, {how}, {place}", onboarding_news.step(way(text, one), place, reader)
        for place, step in enumerate(steps(text)):
            alone = way(text, on_track(place=place), has_mentor=False)
            yield f"{name}, no mentor, {step.kind} {place}", onboarding_news.step(alone, place, reader)


def news(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, text in TEXTS.items():
        for what in News:
            for concern in Concern:
                names = (long(text, 120) or "x",) * 3
                for waiting in ((), (KEY,), (KEY,) * 40):
                    about = (what, concern, on_track(), titled(text), *names)
                    shown = NewsPicture(*about, category=long(text, 75), level=4, waiting=waiting)
                    yield f"{name}, {what}, {concern}, {len(waiting)}", onboarding_news.news(shown, reader)


def mentors_left(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, text in TEXTS.items():
        for how, one in EVERY.items():
            for is_open in (True, False):
                shown = onboarding_news.mentor_left(way(text, one), long(text, 120), reader, is_open=is_open)
                yield f"{name}, {how}, {is_open}", shown


SAMPLES = {
    "tracks.listing": listings,
    "tracks.track": modals,
    "track_forms.frame": frames,
    "track_forms.step": step_forms,
    "onboarding.listing": lists,
    "onboarding.form": pairings,
    "onboarding.way": ways,
    "onboarding.mentor_form": mentor_forms,
    "onboarding_news.step": step_messages,
    "onboarding_news.news": news,
    "onboarding_news.mentor_left": mentors_left,
}
WITHOUT_KEY = dict.fromkeys(
    ("onboarding_news.step", "onboarding_news.news", "onboarding_news.mentor_left"), "it is about a track"
)
PARTS = {"steps.what", "steps.shown_by", "steps.name_of", "steps.ticket_link"}

NASTY, WORSE = long(TEXTS["hostile"], TITLE), long(TEXTS["hostile characters"], 80)
REFUSALS: tuple[Refusal, ...] = (
    because.NoSuchTrack(),
    because.NoTrackCalled(NASTY * 3, (NASTY,) * 30),
    because.NoTrackCalled(NASTY, ()),
    because.SeveralTracks(NASTY * 3, (NASTY,) * 30),
    because.NobodyCalled(NASTY * 3),
    because.TrackChanged(NASTY),
    because.TrackRetired(NASTY),
    because.TrackIsEmpty(NASTY),
    because.TrackIsFull(MOST_STEPS),
    because.TrackCycle((NASTY,) * 30),
    because.TooManyRequired(MOST_REQUIRED),
    because.LevelNeedsCategory(),
    because.NothingForStep(),
    because.NotSoMany(MOST_TIMES),
    because.MentorIsLearner(WORSE),
    because.AlreadyOnTrack(WORSE, NASTY),
    because.TracksNotPassed(WORSE, (NASTY,) * 30),
    because.NoSuchOnboarding(),
    because.OnboardingIsOver(NASTY),
    because.OnboardingIsPaused(NASTY),
    because.StepIsDone(NASTY),
    because.NotOwnWork(KEY),
    because.AlreadyShadowed(KEY),
    because.DraftWaits(KEY),
    because.DraftChanged(KEY),
    because.DraftIsSent(KEY),
    because.NotByLearner(),
    because.CannotAnswerAnyMore(KEY, WORSE),
    because.AnsweredMeanwhile(KEY),
)
