"""Who gets a ticket: candidates, order, ties, and why. The simulation is in test_assignment_in_the_long_run."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.rules.assignment import (
    WEIGHTS,
    Agent,
    Choice,
    Ground,
    Grounds,
    Lack,
    Load,
    Mode,
    Wanted,
    choose,
)
from bot.rules.vocabulary import CategoryKey, PersonId, Priority
from tests.tickets import RAISED_AT

VPN, HARDWARE = CategoryKey("vpn"), CategoryKey("hardware")
ANYTHING = Wanted(None)


def agent(name: str, capacity: int = 5, *, normal: int = 0, waiting: int = 0, **facts: object) -> Agent:
    load = Load({Priority.NORMAL: normal}, {Priority.NORMAL: waiting})
    return replace(Agent(PersonId(name), capacity, load), **facts)  # type: ignore[arg-type]  # fields by name


def chosen(wanted: Wanted, *agents: Agent, mode: Mode = Mode.AUTOMATIC) -> Choice:
    found = choose(wanted, agents, mode)
    assert isinstance(found, Choice), found
    return found


def test_the_least_loaded_gets_it_for_how_many_they_take():
    found = chosen(ANYTHING, agent("half", 10, normal=5), agent("mostly", 4, normal=3), agent("little", 5, normal=2))
    assert found == Choice(PersonId("little"), Grounds(Ground.FEWEST_OPEN, 2, 5))


def test_urgent_tickets_weigh_more_than_their_number():
    one_urgent = Agent(PersonId("urgent"), 5, Load({Priority.URGENT: 1}))
    three_low = Agent(PersonId("low"), 5, Load({Priority.LOW: 3}))
    assert chosen(ANYTHING, one_urgent, three_low) == Choice(PersonId("low"), Grounds(Ground.LEAST_LOADED, 3, 5))


def test_a_desk_may_weigh_otherwise():
    one_urgent = Agent(PersonId("urgent"), 5, Load({Priority.URGENT: 1}))
    three_low = Agent(PersonId("low"), 5, Load({Priority.LOW: 3}))
    found = choose(ANYTHING, [one_urgent, three_low], Mode.AUTOMATIC, dict.fromkeys(Priority, 1))
    assert isinstance(found, Choice)
    assert found.agent == "urgent"


def test_what_waits_for_somebody_else_counts_a_quarter():
    assert agent("dana", normal=1, waiting=2).load.weighted(WEIGHTS) == 2 + Fraction(4, 4)
    assert agent("dana", normal=1, waiting=2).load.places == Fraction(3, 2)
    assert chosen(ANYTHING, agent("waits", waiting=3), agent("works", normal=1)).agent == "waits"


@pytest.mark.parametrize(("open_now", "waiting", "is_free"), [(4, 0, True), (5, 0, False), (4, 3, True), (4, 4, False)])
def test_a_place_is_free_below_capacity(open_now: int, waiting: int, is_free: bool):  # noqa: FBT001  a parameter
    assert agent("dana", 5, normal=open_now, waiting=waiting).is_free is is_free


def test_of_the_equally_loaded_it_is_whoever_waited_longest():
    yesterday = RAISED_AT - timedelta(days=1)
    early, late = agent("zoe", last_given_at=yesterday), agent("abe", last_given_at=RAISED_AT)
    assert chosen(ANYTHING, late, early) == Choice(PersonId("zoe"), Grounds(Ground.LONGEST_WITHOUT, 0, 5))
    assert chosen(ANYTHING, late, early, agent("never")).agent == "never"


def test_of_those_it_is_always_the_same():
    assert chosen(ANYTHING, agent("b"), agent("a")).agent == "a"


def test_a_category_that_somebody_knows_is_for_those_who_know_it():
    knows = agent("knows", normal=4, knows=frozenset({VPN}))
    found = chosen(Wanted(VPN), agent("free"), knows)
    assert found == Choice(PersonId("knows"), Grounds(Ground.ONLY_ONE, 4, 5, VPN))


def test_a_category_that_nobody_is_said_to_know_is_for_everybody():
    found = chosen(Wanted(HARDWARE), agent("free"), agent("knows", normal=4, knows=frozenset({VPN})))
    assert (found.agent, found.grounds.skill) == ("free", None)


def test_a_required_level_is_for_those_who_reach_it_and_the_grounds_say_at_which():
    learning, alone = agent("learning", levels={VPN: 1}), agent("alone", normal=2, levels={VPN: 3})
    found = chosen(Wanted(VPN, level=3), learning, alone, agent("free"))
    assert found == Choice(PersonId("alone"), Grounds(Ground.ONLY_ONE, 2, 5, VPN, 3))
    assert chosen(Wanted(VPN, level=1), learning, alone).grounds == Grounds(Ground.FEWEST_OPEN, 0, 5, VPN, 1)


def test_a_required_level_that_nobody_reaches_leaves_it_in_the_queue():
    team = [agent("free"), agent("alone", levels={VPN: 3}), agent("listed", knows=frozenset({VPN}))]
    assert choose(Wanted(VPN, level=4), team, Mode.AUTOMATIC) is Lack.NOBODY_KNOWS


def test_whoever_is_listed_reaches_what_one_does_alone():
    listed = agent("listed", normal=4, knows=frozenset({VPN}))
    assert chosen(Wanted(VPN, level=3), agent("free"), listed).grounds == Grounds(Ground.ONLY_ONE, 4, 5, VPN, 3)


def test_whoever_learned_to_do_it_alone_joins_those_who_are_listed():
    listed, learned = agent("listed", normal=4, knows=frozenset({VPN})), agent("learned", levels={VPN: 3})
    helped = agent("helped", levels={VPN: 2})
    found = chosen(Wanted(VPN), listed, learned, helped, agent("free"))
    assert found == Choice(PersonId("learned"), Grounds(Ground.FEWEST_OPEN, 0, 5, VPN))


def test_what_somebody_learned_takes_nothing_from_the_others_where_no_level_is_required():
    learned = agent("learned", normal=4, levels={HARDWARE: 4})
    assert chosen(Wanted(HARDWARE), learned, agent("free")).agent == "free"


def test_nobody_gets_their_own_ticket_nor_what_they_declined():
    assert chosen(Wanted(None, frozenset({PersonId("asks")})), agent("asks"), agent("other", normal=4)).agent == "other"


def test_round_robin_goes_by_turns_whatever_the_load():
    first = agent("first", normal=4, last_given_at=RAISED_AT - timedelta(hours=1))
    found = chosen(ANYTHING, agent("second", last_given_at=RAISED_AT), first, mode=Mode.ROUND_ROBIN)
    assert found == Choice(PersonId("first"), Grounds(Ground.IN_TURN, 4, 5))


@pytest.mark.parametrize("mode", [Mode.AUTOMATIC, Mode.ROUND_ROBIN])
def test_it_says_why_nobody_gets_it(mode: Mode):
    away, full = agent("away", is_here=False), agent("full", normal=5)
    knows = agent("knows", knows=frozenset({VPN}))
    assert choose(ANYTHING, [], mode) is Lack.NOBODY_KNOWS
    assert choose(Wanted(VPN, frozenset({knows.id})), [knows, agent("free")], mode) is Lack.NOBODY_KNOWS
    assert choose(ANYTHING, [away], mode) is Lack.NOBODY_HERE
    assert choose(ANYTHING, [away, full], mode) is Lack.NOBODY_FREE


@given(
    some.builds(
        Grounds,
        some.sampled_from(Ground),
        some.integers(0, 99),
        some.integers(1, 99),
        some.one_of(some.none(), some.sampled_from([VPN, HARDWARE])),
        some.one_of(some.none(), some.integers(0, 4)),
    )
)
def test_history_keeps_why_and_reads_it_back(grounds: Grounds):
    assert Grounds.read(grounds.written()) == grounds


@pytest.mark.parametrize("words", ["", "He knows it", "only_one", "only_one:1", "left", "went_away:1:2:3"])
def test_other_reasons_in_history_are_none_of_these(words: str):
    assert Grounds.read(words) is None


counts = some.dictionaries(some.sampled_from(Priority), some.integers(0, 4))
agents = some.lists(
    some.builds(
        Agent,
        id=some.text("abcdef", min_size=1, max_size=3).map(PersonId),
        capacity=some.integers(1, 12),
        load=some.builds(Load, counts, counts),
        knows=some.frozensets(some.sampled_from([VPN, HARDWARE])),
        is_here=some.booleans(),
        last_given_at=some.none() | some.integers(0, 5).map(lambda hours: RAISED_AT + timedelta(hours=hours)),
    ),
    max_size=8,
    unique_by=lambda agent: agent.id,
)
wanted = some.builds(
    Wanted,
    some.none() | some.sampled_from([VPN, HARDWARE, CategoryKey("other")]),
    some.frozensets(some.text("abcdef", min_size=1, max_size=3).map(PersonId), max_size=3),
)
modes = some.sampled_from([Mode.AUTOMATIC, Mode.ROUND_ROBIN])


@settings(deadline=None)
@given(wanted, agents, modes)
def test_nobody_unable_absent_or_full_ever_gets_one(one: Wanted, team: list[Agent], mode: Mode):
    found = choose(one, team, mode)
    free = [agent for agent in team if agent.is_here and agent.is_free and agent.id not in one.not_by]
    takes_skill = any(one.category in agent.knows for agent in team)
    able = [agent for agent in free if not takes_skill or one.category in agent.knows]
    if isinstance(found, Choice):
        got = next(agent for agent in able if agent.id == found.agent)
        assert got.load.open + 1 <= got.capacity
    else:
        assert able == []


@settings(deadline=None)
@given(wanted, agents, modes, some.randoms(use_true_random=False))
def test_the_order_of_the_team_does_not_matter(one: Wanted, team: list[Agent], mode: Mode, chance: object):
    shuffled = list(team)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis's own kind of random.Random
    assert choose(one, shuffled, mode) == choose(one, team, mode)


@settings(deadline=None)
@given(agents)
def test_nobody_who_could_take_it_is_less_loaded_than_who_gets_it(team: list[Agent]):
    found = choose(ANYTHING, team, Mode.AUTOMATIC)
    if isinstance(found, Choice):
        burdens = {agent.id: agent.load.weighted(WEIGHTS) / agent.capacity for agent in team}
        able = [agent.id for agent in team if agent.is_here and agent.is_free]
        assert burdens[found.agent] == min(burdens[name] for name in able)
