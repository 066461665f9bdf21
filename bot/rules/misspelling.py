"""What somebody may have meant who mistyped a word."""

from collections.abc import Iterable

SHORTEST = 4  # letters of a word that may be mistyped: of shorter ones every other is a neighbour
LONG = 8  # letters from which on two slips are forgiven
MOST = 6  # words that one may have meant


def slips(word: str) -> int:
    """How many slips of the finger are forgiven in a word."""
    if len(word) < SHORTEST or any(sign.isdigit() for sign in word):
        return 0  # of numbers every other means something else
    return 2 if len(word) >= LONG else 1


def meant(word: str, known: Iterable[tuple[str, int]]) -> list[str]:
    """Which of these words, each with how often it is used, may be meant: the nearest first, then the commonest."""
    most, letters = slips(word), set(word)
    # A slip changes two letters at most: most words are told by that, without looking where the letters stand.
    alike = ((other, often) for other, often in known if len(letters.symmetric_difference(other)) <= 2 * most)
    near = ((distance(word, other, most), -often, other) for other, often in alike)
    return [other for far, _, other in sorted(near) if 0 < far <= most][:MOST]


def distance(one: str, other: str, most: int) -> int:
    """How many letters were left out, added, changed, or swapped with the next. Beyond `most`, `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for place, their in enumerate(other, start=1):
            cost = min(last[place] + 1, now[-1] + 1, last[place - 1] + (letter != their))
            if row > 1 and place > 1 and letter == other[place - 2] and one[row - 2] == their:
                cost = min(cost, before[place - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
