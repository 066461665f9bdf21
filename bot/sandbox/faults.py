"""The sandbox misbehaving on request, as Slack and networks do: seeded, by chance or for the next calls."""

import random
from dataclasses import dataclass
from enum import StrEnum

EVERY = "*"
"""In place of a method's name: any method."""


class Fault(StrEnum):
    """What can go wrong. BEFORE and AFTER say whether the call had its effect."""

    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    DUPLICATE = "duplicate"
    DISCONNECT = "disconnect"
    ACK_LOST = "ack_lost"

    @property
    def after(self) -> bool:
        return self in (Fault.TIMEOUT_AFTER, Fault.RESET_AFTER)


DELIVERY = "delivery"
"""The "method" of faults that concern deliveries to the app: they come twice, meet a broken socket, or the app's
acknowledgement is lost, so that an event comes again though it was handled."""

OF_DELIVERIES = (Fault.DUPLICATE, Fault.DISCONNECT, Fault.ACK_LOST)


@dataclass
class _Planned:
    method: str
    fault: Fault
    calls: int
    copies: int = 1


class Faults:
    """Which of the next calls go wrong, and how. The same seed and the same calls give the same faults."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - chance for tests, to be repeatable
        self._planned: list[_Planned] = []
        self._odds: dict[tuple[str, Fault], float] = {}
        self.happened: list[tuple[str, Fault]] = []
        """What went wrong so far, in order."""

    def reseed(self, seed: int) -> None:
        self._chance.seed(seed)

    def next(self, method: str, fault: Fault, calls: int = 1, copies: int = 1) -> None:
        """Let the next `calls` of a method (or EVERY) go wrong. `copies`: of a DUPLICATE, beside the original."""
        self._planned.append(_Planned(method, fault, calls, copies))

    def often(self, method: str, fault: Fault, probability: float) -> None:
        """Let each call of a method (or EVERY) go wrong with this probability; 0 ends it."""
        self._odds[method, fault] = probability

    def clear(self) -> None:
        """Behave from now on."""
        self._planned.clear()
        self._odds.clear()

    def of_call(self, method: str) -> Fault | None:
        """What goes wrong with this call of a Web API method, if anything."""
        planned = self._take(method, OF_DELIVERIES, excluded=True)
        return planned.fault if planned else None

    def duplicates(self) -> int:
        """How many copies of this delivery are made beside the original."""
        planned = self._take(DELIVERY, (Fault.DUPLICATE,))
        return planned.copies if planned else 0

    def disconnects(self) -> bool:
        """Whether the sockets break before this delivery."""
        return self._take(DELIVERY, (Fault.DISCONNECT,)) is not None

    def loses_acknowledgement(self) -> bool:
        """Whether the app's acknowledgement of this delivery never arrives."""
        return self._take(DELIVERY, (Fault.ACK_LOST,)) is not None

    def _take(self, method: str, faults: tuple[Fault, ...], *, excluded: bool = False) -> _Planned | None:
        happening = self._next_planned(method, faults, excluded=excluded) or self._by_chance(
            method, faults, excluded=excluded
        )
        if happening:
            self.happened.append((method, happening.fault))
        return happening

    def _next_planned(self, method: str, faults: tuple[Fault, ...], *, excluded: bool) -> _Planned | None:
        for planned in self._planned:
            if planned.method in (method, EVERY) and (planned.fault in faults) != excluded:
                planned.calls -= 1
                if planned.calls <= 0:
                    self._planned.remove(planned)
                return planned
        return None

    def _by_chance(self, method: str, faults: tuple[Fault, ...], *, excluded: bool) -> _Planned | None:
        for (name, fault), probability in self._odds.items():
            if (
                name in (method, EVERY)
                and (fault in faults) != excluded
                and probability
                and self._chance.random() < probability
            ):
                return _Planned(method, fault, 1)
        return None
