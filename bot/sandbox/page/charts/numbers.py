"""Numbers of charts: made harmless, rounded for an axis, written for people."""

from math import ceil, floor, isfinite, log10
from typing import Any

LARGEST = 1e15
"""What is larger in either direction is drawn at this height: no chart for people shows more."""
SMALLEST = 1e-6
STEPS = (1, 2, 5, 10)
ABOUT = 4
"""Steps between the lines of an axis."""
SHORT = ((1e12, 1e12, "T"), (1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "K"))
"""From which value on numbers are counted in which unit."""
TINY = 0.01


def measured(value: Any) -> float:
    """A value of an app's as a number that can be drawn; what is none counts as zero."""
    try:
        number = float(value)
    except (OverflowError, TypeError, ValueError):
        return 0.0
    return max(-LARGEST, min(LARGEST, number)) if isfinite(number) else 0.0


def ticks(least: float, most: float) -> list[float]:
    """Round numbers, evenly apart, from at most `least` to at least `most`, zero among them."""
    low, high = min(least, 0.0), max(most, 0.0)
    rough = max(high - low, SMALLEST) / ABOUT
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in STEPS if power * factor >= rough * (1 - SMALLEST))
    # Fewer lines below one whole thing say nothing of counted ones.
    if all(float(bound).is_integer() for bound in (least, most)):
        step = max(step, 1.0)
    first, last = floor(low / step + SMALLEST), ceil(high / step - SMALLEST)
    return [place * step for place in range(first, max(last, first + 1) + 1)]


def shown(value: Any) -> str:
    """A number as people write it: 1,250 or 2.5; what is nearly nothing keeps one digit."""
    number = measured(value)
    if number.is_integer():
        return f"{number:,.0f}"
    return f"{number:,.2f}".rstrip("0").rstrip(".") if abs(number) >= TINY else f"{number:.1g}"


def shortened(value: float) -> str:
    """The same for an axis, where there is little room: 20K, 1.5M."""
    for least, factor, letter in SHORT:
        if abs(value) >= least:
            return f"{shown(value / factor)}{letter}"
    return shown(value)
