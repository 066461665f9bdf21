"""The kinds of things that a saved reply does, and the kinds of what may stand in the way."""

from enum import StrEnum


class Deed(StrEnum):
    """One of the things that a reply does, in their order. The answer itself goes out before the status is set."""

    ASSIGN = "assign"
    PRIORITY = "priority"
    TAGS = "tags"
    STATUS = "status"


class Hindrance(StrEnum):
    """Why a deed can't be done to a ticket."""

    NOT_ALLOWED = "not_allowed"  # to this person
    STRANGER = "stranger"  # whoever should get it does not work at its desk, or not any more
    IS_SOLVED = "is_solved"  # so nobody gets it
    OUT_OF_REACH = "out_of_reach"  # that status does not follow on the ticket's own
    TOO_MANY_TAGS = "too_many_tags"
