"""What was looked for in vain: what counts as the same, and what is left out."""

from datetime import UTC, datetime, timedelta

from bot.rules.gaps import Search, meaning, missing
from bot.rules.vocabulary import PersonId

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def searched(*told: tuple[str, str, int]) -> list[Search]:
    """Who looked for what and found how much, a minute after each other."""
    return [
        Search(PersonId(who), words, found, NOON + timedelta(minutes=n)) for n, (who, words, found) in enumerate(told)
    ]


def test_words_that_say_the_same_count_together_as_they_were_written_last() -> None:
    found = missing(searched(("U1", "VPN in the train", 0), ("U2", "trains vpn", 0), ("U1", "Trains: VPN?", 0)))
    assert [(one.words, one.times, one.people) for one in found] == [("Trains: VPN?", 3, 2)]
    assert found[0].last_at == NOON + timedelta(minutes=2)


def test_accents_do_not_matter() -> None:
    assert meaning("contraseña") == meaning("CONTRASENA")


def test_what_more_people_looked_for_comes_first_then_what_was_looked_for_more_often() -> None:
    one, often, many = [("U1", "badge", 0)], [("U1", "parking", 0)] * 3, [("U1", "visa", 0), ("U2", "visa", 0)]
    assert [each.words for each in missing(searched(*one, *often, *many))] == ["visa", "parking", "badge"]


def test_what_has_been_written_by_now_is_left_out_and_comes_back_once_it_is_gone() -> None:
    then = [("U1", "badge", 0), ("U2", "badges", 2)]
    assert missing(searched(*then)) == []
    assert [one.times for one in missing(searched(*then, ("U3", "badge", 0)))] == [1]


def test_signs_alone_are_nothing_and_small_words_alone_are_something() -> None:
    assert missing(searched(("U1", '?!* "', 0))) == []
    assert [one.words for one in missing(searched(("U1", "the", 0)))] == ["the"]
