"""What history records."""

from enum import StrEnum


class Happening(StrEnum):
    """What history records. Nothing rewrites it."""

    OPENED = "opened"
    DETAILS_ADDED = "details_added"
    OPENING_EDITED = "opening_edited"
    OPENING_DELETED = "opening_deleted"
    MESSAGE_ADDED = "message_added"
    MESSAGE_EDITED = "message_edited"
    MESSAGE_DELETED = "message_deleted"
    REPLY_USED = "reply_used"  # a saved one, in the message before
    ANSWER_APPROVED = "answer_approved"  # the message before, by the mentor of whoever wrote it
    JOINED = "joined"  # another message of the same burst
    SPLIT_OFF = "split_off"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"  # by whoever was given it
    DECLINED = "declined"
    UNASSIGNED = "unassigned"
    TAKE_OVER_ASKED = "take_over_asked"
    FOLLOWED = "followed"
    UNFOLLOWED = "unfollowed"
    STATUS_CHANGED = "status_changed"
    REOPENED = "reopened"
    CONFIRMED = "confirmed"  # the requester says it is solved
    NUDGED = "nudged"  # "still need this?"
    PRIORITY_CHANGED = "priority_changed"
    CATEGORY_CHANGED = "category_changed"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    MOVED = "moved"
    MERGED = "merged"
    SAME_PROBLEM = "same_problem"  # as another ticket, on both
    HAS_IT_TOO = "has_it_too"  # somebody without a ticket
    LEFT_PROBLEM = "left_problem"  # on both
    FOLLOWED_UP = "followed_up"
    REMINDER_SET = "reminder_set"
    SURVEYED = "surveyed"
    RATED = "rated"
    RATING_WITHDRAWN = "rating_withdrawn"
    RATING_COMMENTED = "rating_commented"
    PRAISE_SHARED = "praise_shared"  # by the requester
    CARD_REBUILT = "card_rebuilt"
    TARGET_MISSED = "target_missed"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    UNACKNOWLEDGED = "unacknowledged"  # by anybody, and nobody is left to ask
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    HANDED_BACK = "handed_back"
    NOT_AN_ESCALATION = "not_an_escalation"
    TIP_SAVED = "tip_saved"  # what was learned from the ticket
    TIP_HELPED = "tip_helped"
    TICKET_HELPED = "ticket_helped"  # a similar one, solved before
    QUESTION_ASKED = "question_asked"  # to the team; one line for each who was asked
    QUESTION_ANSWERED = "question_answered"
    QUESTION_CLOSED = "question_closed"  # without an answer
    THANKED = "thanked"
