"""What the helpdesk owes to Slack, by what it says."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """A message that the helpdesk owes to Slack, by what it says. Each has a loader and a view."""

    CARD = "card"
    CONFIRMATION = "confirmation"
    JOINED = "joined"  # an emoji on a further message of a burst
    ASK_FIRST = "ask_first"
    FORM_KEPT = "form_kept"  # a form that could not be opened in time
    COPY_UNDER_CARD = "copy_under_card"
    COPY_TO_REQUESTER = "copy_to_requester"
    FILE_COPY = "file_copy"
    OPENED_FOR_YOU = "opened_for_you"
    ASSIGNED_TO_YOU = "assigned_to_you"
    REOPENED = "reopened"
    TAKE_OVER_ASKED = "take_over_asked"
    NOBODY_THERE = "nobody_there"  # tickets wait until somebody comes or is free
    SOMEBODY_LATER = "somebody_later"  # for the requester: from when on
    URGENT_WAITS = "urgent_waits"  # for whoever is on call
    GOING_AWAY = "going_away"  # what becomes of the tickets of somebody who is not there
    RETURNED = "returned"  # tickets of somebody who has left
    FOLLOWER_NEWS = "follower_news"
    SOLVED = "solved"
    STILL_NEEDED = "still_needed"
    CLOSED = "closed"
    SAME_PROBLEM = "same_problem"  # in the requester's thread: others have it, too, or whether it is the same
    HAS_IT_TOO = "has_it_too"  # to somebody without a ticket: what they joined
    PROBLEM_ANSWER = "problem_answer"  # to the same
    PROBLEM_SOLVED = "problem_solved"  # to the same
    ALIKE = "alike"  # to the desk: many report the same, kept true
    REMINDER = "reminder"
    SURVEY = "survey"
    SURVEY_REMINDER = "survey_reminder"
    LOW_RATING = "low_rating"  # to those who lead the desk
    RATING_COMMENT = "rating_comment"  # to whom the desk lets read it
    UNNAMED_COMMENTS = "unnamed_comments"  # to those who lead the desk: of several people
    PRAISE = "praise"  # to the desk, as the requester wants it
    TARGET_NEAR = "target_near"  # to the assignee: a target runs out, or has
    TARGETS = "targets"  # to the desk: one message for each ticket, kept true
    LEAD_WARNED = "lead_warned"  # the same to those who lead the desk
    WARNINGS = "warnings"  # several of these at once
    ESCALATION = "escalation"  # to a tier's channel: one message for each ticket, kept true
    ESCALATED_TO_YOU = "escalated_to_you"
    ESCALATION_NEWS = "escalation_news"
    SUGGESTIONS = "suggestions"  # similar tickets and tips, under a new ticket's card
    TIP_FLAGGED = "tip_flagged"  # to whoever answers for it, as the next two
    TIP_REVIEW = "tip_review"
    TIPS_HELPED = "tips_helped"  # once a week
    TIP_OF_THE_DAY = "tip_of_the_day"
    STAND_UP = "stand_up"  # to the desk, on working days
    DIGEST = "digest"  # to those who lead a desk, once a week
    DIGEST_MORE = "digest_more"  # what finds no place in it
    QUESTION = "question"  # to the team, under the card, kept true
    QUESTION_FOR_YOU = "question_for_you"  # to those who are asked, and to their channel
    QUESTION_ANSWERED = "question_answered"  # to the one who asked
    THANKED = "thanked"
    REPLY_REVIEW = "reply_review"  # whether a saved one is still right
    NUMBERS = "numbers"  # to whoever asked for them: charts, a table, a file
    NUMBERS_SHARED = "numbers_shared"  # to a channel of the desk, by somebody who may see them
    RESOURCE_REVIEW = "resource_review"  # to whoever answers for it, as the next one
    LINK_DEAD = "link_dead"  # says somebody
    READING_ASKED = "reading_asked"  # to somebody who has to read something, kept true
    READING_REMINDER = "reading_reminder"
    SKILL_MATRIX = "skill_matrix"  # to whoever leads the desk, and asked for it
    SKILL_NEWS = "skill_news"  # somebody's level is another one
    SKILL_ENDS = "skill_ends"  # to the person and those who lead the desk, kept true
    SESSION = "session"  # of training: to the desk, kept true
    SESSION_NEWS = "session_news"  # to one of those whom it concerns
    SESSION_REMINDER = "session_reminder"
    SESSION_FILE = "session_file"  # for calendars
    SESSION_AFTER = "session_after"  # to the host: who was there?
    SESSION_FEEDBACK = "session_feedback"  # to those who were
    SESSION_RECORDING = "session_recording"  # to all whom it was for
    SESSION_HOST_LEFT = "session_host_left"  # to those who lead the desk
    QUALITY_REVIEW = "quality_review"  # to the agent whose work was reviewed
    QUALITY_SAMPLE = "quality_sample"  # to those who lead the desk: what was chosen for review, kept true
    QUIZ_QUESTION = "quiz_question"  # of a quiz, one a week, kept true
    QUIZ_RESULT = "quiz_result"  # to whoever has answered the last of them
    QUIZ_ASKED = "quiz_asked"  # to somebody who shall take one, kept true
    QUIZ_TAKEN = "quiz_taken"  # to the lead who asked: passed or not
    ONBOARDING_STEP = "onboarding_step"  # of a track, to whoever is on it, kept true
    ONBOARDING_NEWS = "onboarding_news"  # to the learner, the mentor and those who lead the desk
    MENTOR_LEFT = "mentor_left"  # to those who lead the desk
    SHADOWED = "shadowed"  # to the mentor: a ticket that the learner watched
    DRAFT_ANSWER = "draft_answer"  # to the mentor: an answer that waits for them, kept true
    DRAFT_COMMENT = "draft_comment"  # to the learner: what the mentor says of it, kept true
    TRAINING_NEEDS = "training_needs"  # to those who lead the desk, and to each agent their own, once a week
    DEAD_LETTER = "dead_letter"
    HOME = "home"


# Written by counting what may be very many tickets: each by itself, while other messages go out.
TAKE_LONG = frozenset({NoticeKind.NUMBERS, NoticeKind.NUMBERS_SHARED})


class NoticeState(StrEnum):
    """Where a row of the outbox stands."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    DEAD = "dead"
