"""What a track and its steps have to be, and that none has to be passed before itself."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.refusals import NothingToSay, TextTooLong
from bot.rules.training import tracks
from bot.rules.training.refusals import NoSuchLevel
from bot.rules.training.track_refusals import (
    LevelNeedsCategory,
    NothingForStep,
    NoTrackCalled,
    NotSoMany,
    SeveralTracks,
    TooManyRequired,
    TrackIsFull,
)
from bot.rules.training.tracks import (
    MOST_REQUIRED,
    MOST_STEPS,
    Frame,
    Step,
    StepKind,
    Track,
    TrackId,
    called,
    checked_frame,
    checked_step,
    cycle,
    placed,
)
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
VPN = CategoryKey("vpn")
SHADOW, SOLO = Step(StepKind.SHADOW, times=2), Step(StepKind.SOLO)

numbers = st.integers(1, 6).map(TrackId)
wishes = st.lists(st.tuples(numbers, st.sets(numbers, max_size=4)), max_size=25)


def track(number: int, title: str, *, retired: bool = False) -> Track:
    return Track(
        id=TrackId(number),
        source=f"view:{number}",
        desk_id=DeskId("IT"),
        title=title,
        purpose="",
        category=None,
        level=0,
        requires=(),
        steps=(SHADOW,),
        version=1,
        retired_at=NOON if retired else None,
        created_at=NOON,
        changed_at=NOON,
        changed_by=PersonId("ULEA"),
    )


def comes_before_itself(known: dict[TrackId, set[TrackId]], start: TrackId) -> bool:
    reached, waiting = set[TrackId](), set(known.get(start, ()))
    while waiting:
        one = waiting.pop()
        reached.add(one)
        waiting |= known.get(one, set()) - reached
    return start in reached


@given(wishes)
def test_a_track_never_has_to_be_passed_before_itself(wanted: list[tuple[TrackId, set[TrackId]]]):
    """Whatever is asked for, in whatever order: what is refused would have closed a circle, what is not closes none."""
    known: dict[TrackId, set[TrackId]] = {}
    for one, requires in wanted:
        way = cycle(one, requires, known)
        changed = known | {one: set(requires)}
        assert bool(way) is comes_before_itself(changed, one)
        if not way:
            known = changed
    assert not any(comes_before_itself(known, one) for one in known)


@given(wishes)
def test_the_way_that_is_told_is_one(wanted: list[tuple[TrackId, set[TrackId]]]):
    known: dict[TrackId, set[TrackId]] = {}
    for one, requires in wanted:
        way = cycle(one, requires, known)
        if way:
            changed = known | {one: set(requires)}
            assert way[0] == way[-1] == one
            assert all(further in changed[before] for before, further in pairwise(way))
        else:
            known[one] = set(requires)


def test_a_track_that_requires_itself_is_a_circle_of_one():
    assert cycle(TrackId(1), [TrackId(1)], {}) == [1, 1]


def test_a_frame_is_stored_without_needless_spaces():
    frame = checked_frame(Frame("  First \n weeks ", " For new ones ", VPN, 2, (TrackId(3), TrackId(3))))
    assert frame == Frame("First weeks", "For new ones", VPN, 2, (TrackId(3),))


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (Frame("  \u200b "), NothingToSay),
        (Frame("x" * 76), TextTooLong),
        (Frame("x", "y" * 601), TextTooLong),
        (Frame("x", level=2), LevelNeedsCategory),
        (Frame("x", category=VPN), LevelNeedsCategory),
        (Frame("x", category=VPN, level=5), NoSuchLevel),
        (Frame("x", category=VPN, level=-1), NoSuchLevel),
        (Frame("x", requires=tuple(TrackId(one) for one in range(MOST_REQUIRED + 1))), TooManyRequired),
    ],
)
def test_a_frame_that_says_too_little_or_too_much_is_refused(frame: Frame, why: type[Exception]):
    with pytest.raises(why):
        checked_frame(frame)


@pytest.mark.parametrize("kind", [StepKind.READ, StepKind.QUIZ])
def test_a_step_needs_what_it_is_about(kind: StepKind):
    with pytest.raises(NothingForStep):
        checked_step(Step(kind))
    assert checked_step(Step(kind, 7, VPN, 9, " look ")) == Step(kind, 7, note="look")


@pytest.mark.parametrize("kind", [StepKind.SHADOW, StepKind.REVIEWED, StepKind.SOLO])
def test_a_step_asks_for_some_tickets_and_not_for_very_many(kind: StepKind):
    for times in (0, -1, 21):
        with pytest.raises(NotSoMany):
            checked_step(Step(kind, times=times))
    assert checked_step(Step(kind, 7, VPN, 20)) == Step(kind, times=20)


def test_a_session_may_be_of_any_category():
    assert checked_step(Step(StepKind.ATTEND, 7, None, 3)) == Step(StepKind.ATTEND)
    assert checked_step(Step(StepKind.ATTEND, category=VPN)).category == VPN
    with pytest.raises(TextTooLong):
        checked_step(Step(StepKind.ATTEND, note="x" * 301))


def test_there_is_room_for_twenty_steps():
    assert placed([SOLO] * MOST_STEPS, SHADOW, 0)[0] == SHADOW
    with pytest.raises(TrackIsFull):
        placed([SOLO] * MOST_STEPS, SOLO, None)


def test_a_track_is_found_by_its_title_or_its_beginning_in_any_case():
    first, second, gone = track(1, "First weeks"), track(2, "First weeks at night"), track(3, "VPN", retired=True)
    every = [first, second, gone, track(4, "Phones")]
    assert called(" first  WEEKS ", every) == first
    assert called("first weeks a", every) == second
    assert called("pho", every).title == "Phones"
    assert called("vpn", every) == gone
    with pytest.raises(SeveralTracks) as several:
        called("first", every)
    assert several.value.titles == ("First weeks", "First weeks at night")
    with pytest.raises(NoTrackCalled) as nothing:
        called("weeks", every)
    assert nothing.value.known == ("First weeks", "First weeks at night", "Phones")


def test_a_track_in_use_goes_before_a_retired_one_of_the_same_beginning():
    assert called("first", [track(1, "First aid", retired=True), track(2, "First weeks")]).id == TrackId(2)


def test_steps_are_read_as_they_were_written():
    steps = (Step(StepKind.READ, 2**62, note="x"), Step(StepKind.ATTEND, category=VPN), SHADOW, SOLO)
    assert tracks.read(tracks.written(steps)) == steps
