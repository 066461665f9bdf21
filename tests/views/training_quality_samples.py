"""Reviews at their shortest, longest and nastiest, for their views to draw."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.quality_settings import USUAL, Criterion
from bot.rules.training.quality import COMMENT, WEEKS, Half, Judged, Mark, Review, WeekOfReviews, Why
from bot.rules.training.quality_pictures import (
    Reviewed,
    ReviewForm,
    ReviewPicture,
    ReviewsPicture,
    SamplePicture,
    TeamPicture,
    Waiting,
)
from bot.rules.training.refusals import CannotReviewOwn, MarksMissing, NobodysWork, NoSuchReview, NotSolvedYet
from bot.rules.vocabulary import DeskId, TicketId
from bot.views.blocks import Message
from bot.views.training import quality, team_reviews
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, KEY, TEXTS, URL, long

Samples: TypeAlias = Iterator[tuple[str, Any]]

ID = TicketId(2**62)
REFUSALS = (CannotReviewOwn(KEY), NotSolvedYet(KEY), NobodysWork(KEY), NoSuchReview(), MarksMissing())


def forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        yield name, quality.form(ReviewForm(_about(text), long(text, 80), _criteria(text), None), reader)
        yield f"{name}, again", quality.form(ReviewForm(_about(text), "D", _criteria(text), _review(text)), reader)
    yield "the usual", quality.form(ReviewForm(_about("x"), "Dana", USUAL, None), reader)


def news(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in _pictures():
        if shown.about is not None:
            yield name, quality.news(shown, reader)


def of_unknown(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in _pictures():
        if shown.about is None:
            yield name, quality.news(shown, reader)


def reviews(reader: Reader) -> Samples:
    for name, shown in _pictures():
        yield name, quality.review(shown, reader)


def samples(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, text in TEXTS.items():
        yield name, quality.sample(_sample(text, 40), reader)
        yield f"{name}, one", quality.sample(_sample(text, 1), reader)


def listings(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        own = tuple(shown for _, shown in _pictures(text))[:20]
        teams = (_team(text), _team(text, number=2, average=None))
        yield name, team_reviews.reviews(ReviewsPicture(teams * 20, own, RAISED_AT), reader)
    yield "nothing", team_reviews.reviews(ReviewsPicture((_team("x", number=0),), (), RAISED_AT), reader)


def _about(text: str) -> Reviewed:
    return Reviewed(ID, KEY, long(text, 200), URL)


def _criteria(text: str) -> tuple[Criterion, ...]:
    return tuple(Criterion(f"own{n}", long(text, 75) or "x", weight=10, is_critical=n % 2 == 0) for n in range(10))


def _review(text: str, criteria: tuple[Criterion, ...] = (), mark: Mark = Mark.PARTLY, **what: Any) -> Review:
    judged = tuple(Judged(criterion, mark) for criterion in criteria or _criteria(text))
    kept: dict[str, Any] = {"score": 50, "is_passed": False, "comment": long(text, COMMENT), **what}
    return Review(2**62, ID, DeskId("IT"), DANA, ELI, judged, reviewed_at=RAISED_AT, **kept)


def _pictures(only: str | None = None) -> Iterator[tuple[str, ReviewPicture]]:
    for name, text in TEXTS.items() if only is None else [("", only)]:
        names = {DANA: long(text, 80), ELI: long(text, 80)}
        failed = _criteria(text)[::2]
        yield name, ReviewPicture(_review(text), _about(text), names, ())
        yield f"{name}, failed", ReviewPicture(_review(text, mark=Mark.NOT_MET, score=0), _about(text), names, failed)
        yield f"{name}, hidden", ReviewPicture(_review(text, is_passed=True), None, {}, ())
    yield "usual", ReviewPicture(_review("x", USUAL, Mark.MET, score=100, comment=""), _about("x"), {}, ())
    nothing = _review("x", USUAL, Mark.DOES_NOT_APPLY, score=None, is_passed=True, comment="")
    yield "nothing applied", ReviewPicture(nothing, _about("x"), {}, ())


def _sample(text: str, number: int) -> SamplePicture:
    found = (_review(text), _review(text, score=None))
    why = (Why.LOW_RATING, Why.CHANCE)
    waiting = (
        Waiting(_about(text), long(text, 80), why[n % 2], found if n % 3 else (), may_review=n % 5 > 0)
        for n in range(number)
    )
    return SamplePicture(long(text, 75), "2026-W02", tuple(waiting))


def _team(text: str, number: int = 1234, average: int | None = 87) -> TeamPicture:
    weeks = (
        WeekOfReviews(f"2026-W{n + 1:02}", (0, 3, 123)[n % 3], (None, None, 87)[n % 3], n % 3) for n in range(WEEKS)
    )
    shares = tuple((one, Fraction(1, 3), 1) for one in (*_criteria(text), *USUAL))
    halves = (Half(number // 2, average), Half(number // 2, average))
    return TeamPicture(long(text, 75), tuple(weeks), halves, number, number, average, shares, _sample(text, 40))


SAMPLES = {
    "quality.form": forms,
    "quality.news": news,
    "quality.news, of a ticket that its reader may not know of": of_unknown,
    "quality.review": reviews,
    "quality.sample": samples,
    "team_reviews.reviews": listings,
}

WITHOUT_KEY = {
    "quality.news, of a ticket that its reader may not know of": "nobody is to know",
}
PARTS = {f"quality.{name}" for name in ("criterion", "line", "monday", "percentage", "result", "ticket")}
