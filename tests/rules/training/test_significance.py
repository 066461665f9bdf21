"""Whether two sides differ by more than chance: against numbers that were worked out by hand, and whatever comes."""

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules.metrics import Share
from bot.rules.training.significance import (
    LEAST,
    Difference,
    Estimate,
    Lengths,
    Sample,
    chance,
    difference,
    estimate,
    holm,
    pooled,
    surplus,
)


def lengths(*seconds: float) -> Lengths:
    return Lengths(tuple(sorted(seconds)))


def shares(least: int = 0, most: int = 120) -> some.SearchStrategy[Share]:
    return some.integers(least, most).flatmap(lambda n: some.builds(Share, part=some.integers(0, n), n=some.just(n)))


def times(least: int = 0, most: int = 40) -> some.SearchStrategy[Lengths]:
    seconds = some.lists(some.integers(0, 50), min_size=least, max_size=most)
    return seconds.map(lambda found: lengths(*found))


def sides(least: int = 0) -> some.SearchStrategy[tuple[Sample, Sample]]:
    return some.one_of(some.tuples(shares(least), shares(least)), some.tuples(times(least), times(least)))


class TestShares:
    def test_five_of_five_against_none_of_five(self):
        # Ten people, five of them bad: C(10, 5) = 252 ways to draw the first five, one of which has all the bad ones.
        # The smaller tail is 1/252, and both together 2/252.
        assert chance(Share(5, 5), Share(0, 5)) == pytest.approx(2 / 252)

    def test_a_lady_tasting_tea(self):
        # Fisher's own: three of four right. 16 of 70 ways are as good, 1 is better: 17/70, and twice that.
        assert chance(Share(3, 4), Share(1, 4)) == pytest.approx(34 / 70)

    def test_the_same_share_on_both_sides_is_chance(self):
        # 2 of 10 and 4 of 20: whichever tail, more than half of all ways lie in it.
        assert chance(Share(2, 10), Share(4, 20)) == 1.0

    def test_eight_of_twenty_against_eight_of_eighty(self):
        # 16 bad of 100; the first twenty have eight of them or more. Added up with whole numbers, as fractions.
        ways = sum(math.comb(16, k) * math.comb(84, 20 - k) for k in range(8, 17))
        assert chance(Share(8, 20), Share(8, 80)) == pytest.approx(2 * ways / math.comb(100, 20))

    def test_nothing_bad_anywhere_is_chance(self):
        assert chance(Share(0, 50), Share(0, 80)) == 1.0

    def test_many_are_counted_without_losing_anything(self):
        # 3000 of 8000 against 7000 of 22000 lie 9.2 standard deviations apart: erfc(9.2 / √2) is 3e-20.
        assert 1e-20 < chance(Share(3000, 8000), Share(7000, 22000)) < 1e-19

    @given(shares(1, 40), shares(1, 40))
    def test_it_is_what_whole_numbers_give(self, one: Share, other: Share):
        bad, n = one.part + other.part, one.n + other.n
        ways = {
            k: math.comb(bad, k) * math.comb(n - bad, one.n - k)
            for k in range(max(0, bad - other.n), min(bad, one.n) + 1)
        }
        tails = [sum(ways[k] for k in ways if so(k)) for so in (lambda k: k >= one.part, lambda k: k <= one.part)]
        exact = min(Fraction(1), Fraction(2 * min(tails), math.comb(n, one.n)))
        assert chance(one, other) == pytest.approx(float(exact), abs=1e-12)

    @given(shares(10, 60), some.integers(10, 60))
    def test_the_further_apart_the_less_it_is_chance(self, one: Share, n: int):
        at = [chance(one, Share(part, n)) for part in range(n + 1)]
        middle = max(range(n + 1), key=lambda part: at[part])
        assert all(at[part] <= at[part + 1] + 1e-12 for part in range(middle))
        assert all(at[part] + 1e-12 >= at[part + 1] for part in range(middle, n))


class TestLengths:
    def test_ten_that_are_all_longer_than_ten(self):
        # The first wins all of 100 pairs, 50 more than by chance. Their spread is √(100/12 · 21) = 13.229; less the
        # half of continuity, 49.5 / 13.229 = 3.742 standard deviations, which is 1.83e-4 on both ends.
        found = chance(lengths(*range(11, 21)), lengths(*range(1, 11)))
        assert found == pytest.approx(1.83e-4, rel=0.01)

    def test_ties_make_the_spread_smaller(self):
        # 1 1 2 2 against 2 2 3 3: in 16 pairs the second wins 12, ties in 4, so 14 to 2: 6 from the middle of 8.
        # Ties of 2, 4 and 2: 6 + 60 + 6 = 72; 16/12 · (9 - 72/56) = 10.286, whose root is 3.207. 5.5 / 3.207 = 1.715.
        found = chance(lengths(1, 1, 2, 2), lengths(2, 2, 3, 3))
        assert found == pytest.approx(math.erfc(1.715 / math.sqrt(2)), rel=0.001)

    def test_when_all_took_equally_long_it_is_chance(self):
        assert chance(lengths(*[7] * 12), lengths(*[7] * 30)) == 1.0

    @given(times(LEAST), times(LEAST), some.integers(0, 60), some.integers(0, 60))
    def test_the_longer_the_less_it_is_chance(self, one: Lengths, other: Lengths, more: int, yet_more: int):
        least = 60  # so much longer is longer than all
        longer, longest = (
            Lengths(tuple(seconds + least + by for seconds in one.seconds)) for by in (more, more + yet_more)
        )
        assert chance(longest, other) <= chance(longer, other) + 1e-12

    def test_the_interval_of_a_median_leaves_out_one_of_ten_on_each_end(self):
        # Of ten, the median lies below the second in C(10,0) + C(10,1) = 11 of 1024 cases, and as often above the
        # ninth: between them in 97.9 of 100. Between the third and the eighth in only 89.1.
        assert estimate(lengths(*range(1, 11))) == Estimate(5.5, 2, 9, 10)

    @pytest.mark.parametrize("n", range(LEAST, 300))
    def test_the_interval_of_a_median_holds_it_95_times_of_100(self, n: int):
        found = estimate(lengths(*range(1, n + 1)))
        assert found is not None
        below = sum(math.comb(n, k) for k in range(round(found.low)))
        assert 1 - 2 * below / 2**n >= 0.95
        assert found.high == n + 1 - found.low


class TestDifferences:
    def test_shares_as_newcombe_has_them(self):
        # Newcombe (1998), example (a): 56 of 70 against 48 of 80, 20 points more, between 5.24 and 33.39.
        one, other = estimate(Share(56, 70)), estimate(Share(48, 80))
        assert one is not None
        assert other is not None
        found = difference(one, other)
        assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)
        assert found.is_clear

    def test_medians_by_squares(self):
        # 100 (80 to 110) less 60 (50 to 75): 40, less √(20² + 15²) = 25, more √(10² + 10²) = 14.14.
        found = difference(Estimate(100, 80, 110, 20), Estimate(60, 50, 75, 30))
        assert (found.value, found.low, round(found.high, 3)) == (40, 15, 54.142)

    def test_what_holds_zero_is_not_clear(self):
        assert not Difference(3, -1, 7).is_clear
        assert not Difference(3, 0, 6).is_clear
        assert Difference(-3, -5, -1).is_clear

    def test_of_fewer_than_ten_nothing_is_said(self):
        assert estimate(Share(9, 9)) is None
        assert estimate(lengths(*range(9))) is None
        assert estimate(Share(0, 10)) is not None

    @given(sides(LEAST))
    def test_one_less_the_other_is_the_other_less_the_one(self, both: tuple[Sample, Sample]):
        one, other = (estimate(side) for side in both)
        assert one is not None
        assert other is not None
        there, back = difference(one, other), difference(other, one)
        assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))
        assert there.low <= there.value <= there.high


class TestSurplus:
    def test_of_shares_it_is_their_difference(self):
        assert surplus(Share(8, 20), Share(8, 80)) == pytest.approx(0.3)

    def test_of_lengths_it_is_how_much_more_often_the_first_is_longer(self):
        # 3 beats 1 and 2; 1 ties with 1 and loses to 2: of four pairs two won, one tied, one lost: (2 + ½)/4 · 2 - 1.
        assert surplus(lengths(1, 3), lengths(1, 2)) == pytest.approx(0.25)
        assert surplus(lengths(5, 6), lengths(1, 2)) == 1.0


@given(sides())
def test_it_is_the_same_whichever_side_comes_first_and_always_a_probability(both: tuple[Sample, Sample]):
    one, other = both
    assert chance(one, other) == pytest.approx(chance(other, one), abs=1e-9)
    assert 0 <= chance(one, other) <= 1
    assert surplus(one, other) == pytest.approx(-surplus(other, one))
    assert -1 <= surplus(one, other) <= 1


def test_of_an_empty_side_nothing_is_said():
    assert (chance(Share(0, 0), Share(3, 9)), surplus(Share(0, 0), Share(3, 9))) == (1.0, 0.0)
    assert (chance(lengths(), lengths(3)), surplus(lengths(3), lengths())) == (1.0, 0.0)
    assert (chance(Share(3, 9), lengths(3)), surplus(Share(3, 9), lengths(3))) == (1.0, 0.0)


@given(some.lists(times(), max_size=4))
def test_what_is_pooled_is_all_of_it_in_order(several: list[Lengths]):
    whole = pooled(several)
    assert whole.n == sum(one.n for one in several)
    assert list(whole.seconds) == sorted(whole.seconds)


class TestManyLooks:
    def test_holm_worked_out_by_hand(self):
        # Of four looks: 0.01 · 4 = 0.04 is told; 0.015 · 3 = 0.045 is told; 0.03 · 2 = 0.06 is not, nor what is
        # greater, though 0.04 alone would be.
        assert holm([0.03, 0.01, 0.04, 0.015]) == [False, True, False, True]

    def test_one_look_alone_is_told_below_a_twentieth(self):
        assert holm([0.049]) == [True]
        assert holm([0.05]) == [False]
        assert holm([]) == []

    def test_where_nothing_differs_anything_is_told_in_fewer_than_one_of_twenty(self):
        chances = random.Random(7)
        told = sum(any(holm([chances.random() for _ in range(40)])) for _ in range(2000))
        assert told / 2000 < 0.06

    @given(some.lists(some.floats(0, 1), max_size=30))
    def test_a_smaller_chance_is_told_whenever_a_greater_one_is(self, chances: list[float]):
        told = holm(chances)
        last = max((one for one, is_told in zip(chances, told, strict=True) if is_told), default=-1.0)
        assert all(is_told for one, is_told in zip(chances, told, strict=True) if one < last)
