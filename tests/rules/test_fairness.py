"""How evenly tickets went to people."""

from bot.rules.fairness import Fairness, fairness


def test_the_busiest_against_the_mean_per_hour_of_being_there():
    assert fairness([(40, 40 * 3600), (10, 10 * 3600)]) == Fairness(50, 2, 1.0)
    assert fairness([(30, 10 * 3600), (10, 10 * 3600)]) == Fairness(40, 2, 1.5)


def test_whoever_was_never_there_does_not_count():
    assert fairness([(5, 3600), (5, 3600), (0, 0)]) == Fairness(10, 2, 1.0)


def test_of_too_few_it_says_nothing():
    assert fairness([]) is None
    assert fairness([(100, 3600)]) is None
    assert fairness([(5, 3600), (4, 3600)]) is None
