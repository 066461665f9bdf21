"""The courses that a ticket can take, from being raised to its end. Each plays until the next moment of its own."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.cli.story import cast, phrases
from bot.cli.story.play import Play, Script
from bot.helpdesk import assignment, following, lifecycle, reminders, triage, withdrawal
from bot.rules import feedback
from bot.rules.feedback import Standing
from bot.rules.intake import place_source
from bot.rules.reminders import When
from bot.rules.vocabulary import Priority, Status
from storage import tickets

Route: TypeAlias = Callable[[Play], Script]

GOOD, POOR = (1, 2, 8, 28, 61), (20, 27, 28, 17, 8)  # how often a rating of 1 to 5 is given
RATED = 0.6  # of those who are asked
EXPLAINED, PRAISED = 0.6, 0.15  # of those who give a low rating, and the best one
DECLINED = 0.12  # of what the desk's rule gave
PICKED_UP = 14.0  # minutes of work until somebody takes it, at the median
NEGLECTED = 1000.0  # two working days


def quick(play: Play) -> Script:
    """Answered and done."""
    play.raise_it()
    yield from _taken(play)
    yield play.agents(9)
    play.answer()
    yield play.agents(2)
    yield from _solved(play)


def dialogue(play: Play) -> Script:
    """Something had to be known first."""
    play.raise_it()
    yield from _taken(play)
    yield from _asked_back(play)
    yield play.agents(14)
    play.answer()
    yield from _solved(play)


def on_hold(play: Play) -> Script:
    """Somebody else has to deliver first."""
    play.raise_it()
    yield from _taken(play)
    yield play.agents(12)
    if play.desk == cast.IT and play.happens(0.5):
        play.reply_by("waiting")
    else:
        play.reply(play.chance.choice(phrases.WAITING_FOR_OTHERS))
    yield play.agents(3)
    play.stage.do(lifecycle.hold, play.ticket_id, play.agent_id, play.problem.hold)
    yield play.agents(900, 0.4)
    play.stage.do(lifecycle.resume, play.ticket_id, play.agent_id)
    yield play.agents(25)
    play.answer()
    yield from _solved(play)


def silent(play: Play) -> Script:
    """The requester never answers: time does the rest."""
    play.raise_it()
    yield from _taken(play)
    yield play.agents(8)
    play.reply(play.problem.question)
    yield play.agents(1)
    play.stage.do(lifecycle.pend, play.ticket_id, play.agent_id)


def reopened(play: Play) -> Script:
    """It was not done."""
    play.raise_it()
    yield from _taken(play)
    yield from _asked_back(play)
    yield play.agents(20)
    play.reply(play.problem.fixes[0])
    yield play.agents(2)
    play.solve()
    yield play.requesters(180)
    if play.problem.again is None or play.ticket.status is not Status.SOLVED:
        return
    play.write(play.problem.again[0])
    yield play.agents(25)
    play.meet()
    play.reply(play.problem.again[1])
    yield from _solved(play, POOR if play.happens(0.5) else GOOD)


def mended_badly(play: Play) -> Script:
    """It did not hold, and in the end it was done for good: nobody asked what else there was."""
    play.raise_it()
    yield from _taken(play)
    yield play.agents(9)
    play.reply(play.problem.fixes[0])
    yield play.agents(2)
    play.solve()
    yield play.requesters(120)
    if play.ticket.status is Status.SOLVED:
        words, answer = play.chance.choice(phrases.NOT_FOR_LONG)
        play.write(words)
        yield play.agents(20)
        play.meet()
        play.reply(answer)
        yield from _solved(play)


def handed_over(play: Play) -> Script:
    """Another agent is the better one."""
    play.raise_it()
    yield from _taken(play)
    first, others = play.agent, [name for name in cast.IT_TEAM if name != play.agent]
    play.agent = play.chance.choice(others)
    yield play.agents(30)
    asks = play.happens(0.4)
    if asks:  # the other one asks for it
        play.stage.do(assignment.ask_to_take_over, play.ticket_id, play.agent_id)
        yield play.agents(10)
        play.stage.do(assignment.let_take_over, play.ticket_id, play.agent_id, play.stage.cast.person[first])
    else:
        play.note(first, play.chance.choice(phrases.HANDING_OVER).format(to=play.agent))
        play.stage.do(assignment.assign, play.ticket_id, play.agent_id, play.stage.cast.person[first])
    yield from _asked_back(play)
    yield play.agents(15)
    play.answer()
    yield from _solved(play)


def moved(play: Play) -> Script:
    """Raised at the wrong desk."""
    play.raise_it()
    play.meet()
    yield play.agents(PICKED_UP)
    play.meet()
    play.reply(play.chance.choice(phrases.WRONG_DESK))
    goes_to, who = (cast.PEOPLE_DESK, "hana") if play.desk == cast.IT else (cast.IT, "eli")
    play.stage.do(triage.move_to_desk, play.ticket_id, goes_to, play.agent_id)
    play.agent = who
    play.meet()
    yield play.agents(40)
    play.meet()
    play.take_up()
    play.sort()
    yield play.agents(10)
    play.answer()
    yield from _solved(play)


def cancelled(play: Play) -> Script:
    """The requester needs it no longer."""
    play.raise_it()
    yield play.requesters(35)
    if play.ticket.status in (Status.NEW, Status.OPEN):
        play.write(play.chance.choice(phrases.NEVER_MIND))
        play.stage.do(withdrawal.cancel, play.ticket_id, play.requester_id)


def neglected(play: Play) -> Script:
    """Nobody looks at it for days."""
    play.raise_it()
    yield play.requesters(700, 0.3)
    if play.happens(0.7):
        play.write(play.chance.choice(phrases.STILL_ON_IT))
    play.meet()
    yield play.agents(NEGLECTED, 0.3)
    play.meet()
    play.take_up()
    play.sort()
    yield play.agents(10)
    play.reply(play.chance.choice(phrases.SORRY_FOR_THE_WAIT) + play.problem.fixes[0])
    yield from _solved(play, POOR)


def followed_up(play: Play) -> Script:
    """Done, closed, and then there is more of it."""
    play.raise_it()
    yield from _taken(play)
    yield play.agents(12)
    play.answer()
    yield from _solved(play)
    while play.ticket.status is not Status.CLOSED:
        yield play.requesters(600, 0.4)
    words, answer = play.chance.choice(phrases.COMING_BACK)
    place = play.write(words)
    follow_up = tickets.by_source(play.stage.tx, place_source(place))
    if follow_up is not None:
        play.ticket_id = follow_up.id
        yield from _taken(play)
        yield play.agents(20)
        play.reply(answer)
        yield from _solved(play)


ROUTES: Mapping[Route, int] = {  # and how often each is taken
    quick: 34,
    dialogue: 33,
    on_hold: 24,
    silent: 4,
    reopened: 55,
    handed_over: 5,
    cancelled: 3,
    neglected: 3,
    followed_up: 2,
}


def fits(route: Route, play: Play) -> bool:
    """Whether a problem has what a route needs."""
    problem, is_its = play.problem, play.desk == cast.IT
    needs: Mapping[Route, bool] = {
        silent: bool(problem.question),
        on_hold: bool(problem.hold),
        reopened: problem.again is not None,
        handed_over: is_its and not problem.agent,
        neglected: not problem.agent,
    }
    return needs.get(route, True)


def _taken(play: Play) -> Script:
    """Somebody of the desk takes it and says what it is."""
    play.meet()
    yield play.agents(PICKED_UP, 1.0)
    if play.meet():  # it waited until they came
        yield play.agents(PICKED_UP)
    if play.desk == cast.PEOPLE_DESK and play.ticket.assignee_id is not None and play.happens(DECLINED):
        yield from _declined(play)
    play.take_up()
    play.sort()
    if play.happens(0.05):
        reason = play.chance.choice(phrases.PRIORITIES)
        play.stage.do(triage.prioritise, play.ticket_id, Priority.HIGH, reason, play.agent_id)
    if play.problem.note and play.happens(0.5):
        yield play.agents(4)
        play.note(play.agent, play.problem.note)
    if play.desk == cast.IT and play.agent != "lea" and play.happens(0.04):
        play.stage.do(following.follow, play.ticket_id, play.stage.cast.person["lea"])
    if play.desk == cast.IT and not play.problem.agent and play.happens(0.1):
        play.reply_by("on-it")
    if play.happens(0.03):
        play.stage.do(reminders.remind_me, play.ticket_id, play.agent_id, When.TOMORROW, None, "Ask whether it holds")


def _declined(play: Play) -> Script:
    """Whoever the desk's rule chose says that it is not for them, and it goes on."""
    play.decline(play.chance.choice(phrases.DECLINING))
    play.agent = next(name for name in cast.PEOPLE_TEAM if name != play.agent)
    yield play.agents(PICKED_UP)
    play.meet()


def _asked_back(play: Play) -> Script:
    """The agent asks, waits, and is answered."""
    if not play.problem.question:
        return
    yield play.agents(6)
    play.reply(play.problem.question)
    if play.happens(0.4):
        yield play.agents(1)
        play.stage.do(lifecycle.pend, play.ticket_id, play.agent_id)
    yield play.requesters(25)
    play.write(play.problem.answer)


def _solved(play: Play, ratings: tuple[int, ...] = GOOD) -> Script:
    """Solved, by the agent or by the requester's word; then thanks and a rating, perhaps."""
    if play.happens(0.15):
        yield play.requesters(15)
        play.stage.do(lifecycle.confirm_solved, play.ticket_id, play.requester_id)
    else:
        yield play.agents(3)
        play.solve()
    if play.happens(0.45):
        yield play.requesters(12)
        play.write(play.thanks())
    if play.happens(RATED):
        yield play.requesters(30)
        score = play.chance.choices(range(1, 6), ratings)[0]
        play.rate(score)
        yield from _said(play, score)


def _said(play: Play, score: int) -> Script:
    """What some say about their rating."""
    if play.survey is None or feedback.standing(play.survey, play.stage.now) is not Standing.OPEN:
        return
    if feedback.is_low(score) and play.happens(EXPLAINED):
        yield play.requesters(3, 0.3)
        play.comment(*play.chance.choice(phrases.NOT_SATISFIED))
    elif score == feedback.BEST and play.happens(PRAISED):
        yield play.requesters(3, 0.3)
        play.comment("", play.chance.choice(phrases.PRAISE))
