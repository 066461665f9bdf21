"""Chance, seeded: the same moment of beginning gives the same past."""

import random

SEED = "helpdesk demo"


def seeded(what: object = "") -> random.Random:
    """A stream of chance for one part of the story, which no other part disturbs."""
    return random.Random(f"{SEED} {what}")  # noqa: S311  nothing secret is drawn
