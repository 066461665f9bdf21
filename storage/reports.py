"""The numbers of reports, of what is counted of tickets. Every query reads one index, in the order of time.

Quantiles are taken here, of what the indexes hold, not by the database: that is exact, and the same on both databases.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import ColumnElement, String, case, cast, func, literal, literal_column, select

from bot.rules.deflection import Outcome
from bot.rules.feedback import LEAST_POSITIVE
from bot.rules.report_sums import Gathered, figures, together
from bot.rules.reports import NOTHING, WHOLE, Ask, Dimension, Figures, Metric, Window
from bot.rules.vocabulary import Target
from storage import past_backlog, tables
from storage.asked import OUTSIDE, Asked, AskedOfEach, Key, Question
from storage.facts import MARKS
from storage.packing import known, unpack
from storage.transaction import Transaction

Parts: TypeAlias = dict[Key, Gathered]
Wanted: TypeAlias = frozenset[Metric]

EVERY: Wanted = frozenset(Metric)

facts, judged = tables.ticket_facts.c, tables.verdicts.c
held, unnamed = tables.deflections.c, tables.unnamed_ratings.c
OF_TARGET: Mapping[str, Metric] = {
    Target.FIRST_RESPONSE[0]: Metric.FIRST_RESPONSE_TARGET,
    Target.NEXT_RESPONSE[0]: Metric.NEXT_RESPONSE_TARGET,
    Target.RESOLUTION[0]: Metric.RESOLUTION_TARGET,
}


def counted(
    tx: Transaction, ask: Ask, window: Window, metrics: Collection[Metric] = EVERY
) -> tuple[Figures, dict[str | None, Figures]]:
    """The figures of a period, and those of each group in it that has any, by its key.

    Of metrics that are not asked for nothing is counted, which takes a part of the time.
    """
    asked, found = Asked(tx, ask, window), defaultdict[Key, Gathered](Gathered)
    for count, told in COUNTING.items():
        wanted = told.intersection(metrics)
        if wanted:
            count(asked, found, wanted)
    by_part = {key: figures(part) for key, part in found.items()}  # each is sorted by that, and all is, soon
    if ask.by is None:
        return by_part.get(None, NOTHING), {}
    whole = together(found.values())
    if asked.is_by_time:  # what waits at the end of each part does not add up
        last = found[len(asked.parts) - 1]
        whole.backlog, whole.unanswered = [*last.backlog], [*last.unanswered]
    return figures(whole), _groups(asked, found, by_part)


def work(tx: Transaction, ask: Ask) -> dict[Key, Gathered]:
    """What was solved and rated in a period, of each group: for whoever compares more than medians and shares."""
    return _work(Asked(tx, ask, ask.window))


def work_of_each(tx: Transaction, ask: Ask) -> dict[tuple[str | None, Key], Gathered]:
    """The same by whom it is credited to and the group."""
    return _work(AskedOfEach(tx, ask, ask.window))


def _work(asked: Asked) -> dict[Key, Gathered]:
    found = defaultdict[Key, Gathered](Gathered)
    for count in (_first_solved, _solved, _rated):
        count(asked, found, EVERY)
    return dict(found)


def keys(tx: Transaction, ask: Ask) -> list[str | None]:
    """The keys of the groups that a period falls into; those of times in order. Nothing is counted."""
    asked = Asked(tx, ask, ask.window)
    if ask.by is None or asked.is_by_time:
        return [key for key, _ in asked.parts]
    waiting = (one.key for some in past_backlog.waiting(asked, [ask.until]) for one in some)
    found = {*(key for question in QUESTIONS for key in asked.keys(question)), *waiting}
    if ask.by is Dimension.TAG:
        return list({tag or None for tags in found for tag in (tags or "").split("\n")})
    return [None if key is None else str(key) for key in found]


def unsolved(tx: Transaction, ask: Ask) -> dict[str | None, int]:
    """How many tickets of each group are not solved at the end of a period, of the groups that have any."""
    found = Counter[str | None]()
    for one in past_backlog.waiting(Asked(tx, ask, ask.window), [ask.until])[0]:
        found[None if one.key is None else str(one.key)] += len(one.ticket_ids)
    return dict(found)


def size(tx: Transaction, ask: Ask, window: Window, most: int) -> int:
    """How many tickets were created or solved in a period, whichever are more; `most`, when they are more than that."""
    here = [tx.here(tables.ticket_facts), facts.desk_id.in_(ask.desk_ids), facts.is_counted]
    if ask.agent_id is not None:
        here.append(facts.agent_id == ask.agent_id)
    counts = []
    for at in (facts.created_at, facts.solved_at):
        some = select(literal(1)).where(*here, at >= window.since, at < window.until).limit(most).subquery()
        counts.append(int(tx.value(select(func.count()).select_from(some))))
    return max(counts)


def _groups(asked: Asked, found: Parts, by_part: Mapping[Key, Figures]) -> dict[str | None, Figures]:
    if asked.is_by_time:
        return {key: by_part.get(place, NOTHING) for place, (key, _) in enumerate(asked.parts)}
    if asked.ask.by is not Dimension.TAG:
        return {None if key is None else str(key): one for key, one in by_part.items() if key is not OUTSIDE}
    of_tag: dict[str | None, list[Gathered]] = defaultdict(list)
    for tags, part in found.items():
        for tag in () if tags is OUTSIDE else (tags or "").split("\n"):
            of_tag[tag or None].append(part)
    return {tag: figures(together(some)) for tag, some in of_tag.items()}


def _created(asked: Asked, found: Parts, _: Wanted) -> None:
    for key, text in asked.texts(CREATED):
        found[key].parts[Metric.CREATED] += len(text)


def _responded(asked: Asked, found: Parts, _: Wanted) -> None:
    for key, text in asked.texts(RESPONDED):
        calendar, business = unpack(text, 2)
        found[key].took(Metric.FIRST_RESPONSE, calendar, known(business))


def _answered(asked: Asked, found: Parts, _: Wanted) -> None:
    for key, text in asked.texts(ANSWERED):
        calendar, business = unpack(text, 2)
        found[key].took(Metric.NEXT_RESPONSE, calendar, known(business))


def _first_solved(asked: Asked, found: Parts, wanted: Wanted) -> None:
    for key, text in asked.texts(FIRST_SOLVED):
        calendar, business, reopened = unpack(text, 3)
        part = found[key]
        if Metric.FIRST_RESOLUTION in wanted:
            part.took(Metric.FIRST_RESOLUTION, calendar, known(business))
        part.parts[Metric.REOPENED] += sum(reopened)
        part.wholes[Metric.REOPENED] += len(reopened)


def _solved(asked: Asked, found: Parts, wanted: Wanted) -> None:
    told = [place for place, metric in enumerate(WHOLE) if metric in wanted]
    places = [*(place for one in told for place in (2 * one, 2 * one + 1)), 2 * len(WHOLE)]
    for key, text in asked.texts(SOLVED):
        *lengths, marked = unpack(text, 2 * len(WHOLE) + 1, places)
        part = found[key]
        for place, calendar, business in zip(told, lengths[::2], lengths[1::2], strict=True):
            part.took(WHOLE[place], calendar, known(business))
        part.parts[Metric.SOLVED] += len(marked)
        for bits, n in Counter(marked).items():
            part.parts.update({metric: n for place, metric in enumerate(MARKS) if bits >> place & 1})


def _judged(asked: Asked, found: Parts, wanted: Wanted) -> None:
    (one, *others) = wanted
    for key, text in asked.texts(JUDGED if others else JUDGED_ONE[one]):
        for letter, n in Counter(text).items():
            metric = OF_TARGET[letter.lower()]
            if metric in wanted:
                found[key].counts(metric, n, is_in=letter.isupper())


def _surveyed(asked: Asked, found: Parts, _: Wanted) -> None:
    for key, text in asked.texts(SURVEYED):
        for letter, n in Counter(text).items():
            found[key].counts(Metric.RATED, n, is_in=letter == YES)


def _rated(asked: Asked, found: Parts, _: Wanted) -> None:
    for key, text in asked.texts(RATED):
        for score, n in Counter(text).items():
            found[key].counts(Metric.SATISFIED, n, is_in=int(score) >= LEAST_POSITIVE)


def _waiting(asked: Asked, found: Parts, wanted: Wanted) -> None:
    ends = [part.until for _, part in asked.parts] or [asked.window.until]
    waiting, unanswered = past_backlog.waiting(asked, ends)
    for one in waiting:
        found[one.place if asked.is_by_time else one.key].backlog += one.ages
    for one in unanswered if Metric.UNANSWERED in wanted else ():
        found[one.place if asked.is_by_time else one.key].unanswered += one.ages


def _deflected(asked: Asked, found: Parts, _: Wanted) -> None:
    """Requests for which no ticket was needed."""
    if asked.ask.agent_id is None:
        for key, text in asked.texts(DEFLECTED):
            for letter, n in Counter(text).items():
                found[key].counts(Metric.DEFLECTED, n, is_in=letter == YES)


def _unnamed(asked: Asked, found: Parts, _: Wanted) -> None:
    """Ratings that have lost their ticket."""
    for key, text in asked.texts(UNNAMED):
        for score, n in Counter(text).items():
            found[key].unnamed[int(score) >= LEAST_POSITIVE] += n


def _letter(is_so: ColumnElement[bool]) -> tuple[ColumnElement[str]]:
    """A letter that says whether it is so."""
    return (case((is_so, YES), else_=NO),)


YES, NO = "y", "n"
THERE: tuple[ColumnElement[str]] = (literal_column("'x'", String()),)  # a letter for each row
CREATED = Question(tables.ticket_facts, "created_at", THERE)
RESPONDED = Question(tables.ticket_facts, "first_response_at", (facts.packed_response,))
ANSWERED = Question(tables.next_responses, "answered_at", (tables.next_responses.c.packed,))
FIRST_SOLVED = Question(tables.ticket_facts, "first_solved_at", (facts.packed_first,))
SOLVED = Question(tables.ticket_facts, "solved_at", (facts.packed_whole,))
JUDGED = Question(tables.verdicts, "at", (judged.letter,))
JUDGED_ONE: Mapping[Metric, Question] = {
    metric: replace(JUDGED, where=(judged.letter == letter) | (judged.letter == letter.upper()))
    for letter, metric in OF_TARGET.items()
}
SURVEYED = Question(tables.ticket_facts, "surveyed_at", _letter(facts.rating.is_not(None)))
RATED = Question(tables.ticket_facts, "rated_at", (cast(facts.rating, String),), agent="rated_agent_id")
DEFLECTED = Question(
    tables.deflections, "shown_at", _letter(held.outcome == Outcome.HELPED), where=cast(held.shown, String) != "[]"
)
UNNAMED = Question(tables.unnamed_ratings, "ended_on", (cast(unnamed.score, String),))
QUESTIONS = (CREATED, RESPONDED, ANSWERED, FIRST_SOLVED, SOLVED, JUDGED, SURVEYED, RATED, DEFLECTED, UNNAMED)
Counting: TypeAlias = Callable[[Asked, Parts, Wanted], None]
COUNTING: Mapping[Counting, Wanted] = {  # what each of these finds
    _created: frozenset({Metric.CREATED}),
    _responded: frozenset({Metric.FIRST_RESPONSE}),
    _first_solved: frozenset({Metric.FIRST_RESOLUTION, Metric.REOPENED}),
    _solved: frozenset({Metric.SOLVED, *WHOLE, *MARKS}),
    _answered: frozenset({Metric.NEXT_RESPONSE}),
    _judged: frozenset(OF_TARGET.values()),
    _surveyed: frozenset({Metric.RATED}),
    _rated: frozenset({Metric.SATISFIED}),
    _waiting: frozenset({Metric.BACKLOG, Metric.UNANSWERED}),
    _deflected: frozenset({Metric.DEFLECTED}),
    _unnamed: frozenset({Metric.SATISFIED}),
}
