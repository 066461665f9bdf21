"""What time brings about."""

from enum import StrEnum


class DeadlineKind(StrEnum):
    """What time brings about; each has a verb that runs when it falls due."""

    NUDGE_PENDING = "nudge_pending"
    SOLVE_PENDING = "solve_pending"
    CLOSE_SOLVED = "close_solved"
    DISTRIBUTE = "distribute"  # what waits at a desk among those who are there
    FIND_AGAIN = "find_again"  # somebody for a reopened ticket whose assignee is not there
    REMIND = "remind"
    TARGETS = "targets"  # a warning or a breach of the ticket's targets comes next
    COUNT_ANEW = "count_anew"  # the clocks of a desk's tickets: it promises something else from now on
    ACKNOWLEDGE = "acknowledge"  # an escalation: else it goes to the next level
    ANNOUNCE = "announce"  # an escalation, after quiet hours
    WARN = "warn"  # of a target, after quiet hours
    LOOK_ALIKE = "look_alike"  # whether a new ticket is what others report, too
    REACH_JOINED = "reach_joined"  # everybody who joined a problem, with an answer
    SOLVE_JOINED = "solve_joined"  # the tickets that joined a problem, as it is solved
    REOPEN_JOINED = "reopen_joined"
    REVIEW_REPLY = "review_reply"  # its owner is asked whether a saved one is still right
    SUGGEST = "suggest"  # what is similar to a new ticket
    RAISE_HELD = "raise_held"  # a request for which answers were shown, and nobody has said anything
    REVIEW_TIP = "review_tip"
    TELL_TIPS_HELPED = "tell_tips_helped"  # to the one who answers for them
    TIP_OF_THE_DAY = "tip_of_the_day"
    ASK_FEEDBACK = "ask_feedback"  # how it went, when the desk wants it and the requester is awake
    REMIND_FEEDBACK = "remind_feedback"
    END_FEEDBACK = "end_feedback"  # no answer is taken any more
    STAND_UP = "stand_up"
    CHOOSE_FOR_REVIEW = "choose_for_review"  # some of the tickets of each agent, every week
    DIGEST = "digest"
    REVIEW_RESOURCE = "review_resource"
    REMIND_READING = "remind_reading"  # somebody is asked to read something, or reminded of it
    SKILL_ENDS = "skill_ends"  # a level is looked at: notice is due, or it falls
    TELL_OF_SKILL = "tell_of_skill"  # when its reader works
    ANNOUNCE_SESSION = "announce_session"  # the next one of a series
    REMIND_SESSION = "remind_session"  # those who come, a day and ten minutes before
    END_SESSION = "end_session"  # its host is asked who was there
    ASK_TO_TAKE_QUIZ = "ask_to_take_quiz"  # when whoever is asked works
    FIND_NEEDS = "find_needs"  # every Monday: what a desk's numbers say that its people could learn
    TELL_NEEDS = "tell_needs"  # when whoever reads it works
    ASK_WEEKLY_QUESTION = "ask_weekly_question"  # the next one of a quiz
    ONBOARD = "onboard"  # look how far somebody is on their tracks, and tell them the next step
