"""When two texts are about the same, and who may find what."""

import pytest

from bot.rules.search import Audience, DocumentKind, Listed, Seeker, may_find
from bot.rules.similarity import RAREST, Asked, Subject, rarest, together
from bot.rules.vocabulary import DeskId, PersonId

IT, HR = DeskId("IT"), DeskId("HR")
ANA = PersonId("UANA")


def asked(*documents: int) -> list[Asked]:
    """A text of so many terms, `t0` and so on, each in so many documents."""
    return [Asked(f"T{number}", (f"t{number}",), often) for number, often in enumerate(documents)]


def test_it_is_looked_for_by_what_is_rare_and_known():
    assert [one.documents for one in rarest(asked(5, 0, 3, 9, 1))] == [1, 3, 5, 9]
    assert len(rarest(asked(*range(1, 20)))) == RAREST


def test_to_share_a_rare_term_says_more_than_a_common_one():
    subject = Subject(asked(1, 1000), total=1000)
    assert subject.closeness([0]) > 0.8
    assert subject.closeness([1]) < 0.2


def test_one_word_in_common_is_chance():
    subject = Subject(asked(1, 1, 1), total=1000)
    assert not subject.is_enough(subject.shared(["t0"]))
    assert subject.is_enough(subject.shared(["t0", "t2", "other"]))
    alone = Subject(asked(1), total=1000)
    assert alone.is_enough(alone.shared(["t0"]))


def test_a_long_text_is_close_to_a_short_one_that_has_what_is_rare_in_it():
    subject = Subject(asked(*[1] * 4, *[900] * 60), total=1000)
    assert subject.is_enough(subject.shared(f"t{number}" for number in range(4)))
    assert not subject.is_enough(subject.shared(f"t{number}" for number in range(4, 64)))


def test_the_words_in_common_are_told_rarest_first_as_they_were_written():
    subject = Subject(asked(7, 1, 3), total=10)
    assert subject.written(subject.shared(["t0", "t1", "t2"])) == ["T1", "T2", "T0"]


def test_a_text_about_nothing_is_close_to_nothing():
    assert Subject([], total=10).closeness([]) == 0


def test_what_is_common_has_to_come_together():
    alone, pairs = together(asked(1, 2, 500, 600, 700, 800), budget=10)
    assert [one.documents for one in alone] == [1, 2]
    assert [(one.documents, other.documents) for one, other in pairs] == [(500, 600), (500, 700), (600, 700)]


@pytest.mark.parametrize(
    ("audience", "desk", "seeker", "may"),
    [
        (Audience.PUBLIC, IT, Seeker(PersonId("UBEN"), frozenset()), True),
        (Audience.DESK, IT, Seeker(PersonId("UBEN"), frozenset()), False),
        (Audience.DESK, IT, Seeker(PersonId("UBEN"), frozenset({HR})), False),
        (Audience.DESK, IT, Seeker(PersonId("UBEN"), frozenset({IT})), True),
        (Audience.DESK, None, Seeker(PersonId("UBEN"), frozenset({HR})), True),
        (Audience.DESK, None, Seeker(PersonId("UBEN"), frozenset()), False),
        (Audience.OWNER, IT, Seeker(PersonId("UBEN"), frozenset({IT})), False),
        (Audience.OWNER, None, Seeker(PersonId("UBEN"), frozenset({IT})), False),
        (Audience.OWNER, IT, Seeker(ANA, frozenset()), True),
        (Audience.DESK, IT, Seeker(ANA, frozenset()), True),
    ],
)
def test_a_document_is_found_by_whom_it_is_open_to(
    audience: Audience, desk: DeskId | None, seeker: Seeker, *, may: bool
):
    assert may_find(seeker, Listed(DocumentKind.TICKET, 1, desk, ANA, audience, 1, " x ")) is may
