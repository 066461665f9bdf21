"""The nouns of the house: ids that must not mix, and every closed set of words.

Terms are the field's own (Zendesk, Jira Service Management, ITIL); their meaning is written beside each.
"""

from enum import StrEnum
from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)  # Slack team, T…
PersonId = NewType("PersonId", str)  # Slack user, U… or W…
ChannelId = NewType("ChannelId", str)  # Slack conversation, C…, G… or D…
MessageTs = NewType("MessageTs", str)  # Slack's id of a message within its channel
DeskId = NewType("DeskId", str)  # the desk's key, also the prefix of its tickets: IT
CategoryKey = NewType("CategoryKey", str)
TicketId = NewType("TicketId", int)
MessageId = NewType("MessageId", int)
NoticeId = NewType("NoticeId", int)
DeadlineId = NewType("DeadlineId", int)
ReplyId = NewType("ReplyId", int)  # of a saved reply
TipId = NewType("TipId", int)

NO_TICKET = TicketId(0)  # what a deadline is about that is about something else: a tip, a desk's day


class Status(StrEnum):
    """Where a ticket stands in its life."""

    NEW = "new"  # nobody has acted
    OPEN = "open"  # an agent owns it or has answered
    PENDING = "pending"  # waiting for the requester
    ON_HOLD = "on_hold"  # waiting for a third party; the requester still sees "open"
    SOLVED = "solved"  # the desk believes it is done
    CLOSED = "closed"  # locked; a later message opens a follow-up


UNSOLVED = frozenset({Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD})


class Closure(StrEnum):
    """Why a closed ticket is closed. All but COMPLETED leave every metric and get no survey."""

    COMPLETED = "completed"
    MERGED = "merged"
    CANCELLED = "cancelled"  # by the requester, before work began or because it is no longer needed
    NOT_A_TICKET = "not_a_ticket"  # an automatic ticket taken back


class Priority(StrEnum):
    """Urgency as the desk sees it, most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Urgency(StrEnum):
    """How soon the requester needs it."""

    NOW = "now"
    SOON = "soon"
    WHENEVER = "whenever"


class Impact(StrEnum):
    """How many people it stops."""

    EVERYBODY = "everybody"
    TEAM = "team"
    ME = "me"


class Intake(StrEnum):
    """The way a ticket came in."""

    SLASH = "slash"
    FORM = "form"
    CHANNEL = "channel"
    REACTION = "reaction"
    DIRECT = "direct"
    MENTION = "mention"
    SHORTCUT = "shortcut"
    FOLLOW_UP = "follow_up"
    SPLIT = "split"
    IMPORT = "import"  # from another helpdesk, with its past


AUTOMATIC_INTAKES = frozenset({Intake.CHANNEL, Intake.REACTION, Intake.DIRECT, Intake.MENTION})


class IntakeMode(StrEnum):
    """How a request channel turns messages into tickets."""

    EVERY = "every"  # every top-level message
    REACTION = "reaction"  # the ones that get a :ticket: reaction
    ASK = "ask"  # the author is asked in private


class ChannelPurpose(StrEnum):
    """What a channel is to its desk."""

    REQUEST = "request"
    TRIAGE = "triage"
    PRIVATE_TRIAGE = "private_triage"


class Role(StrEnum):
    """What a person is to one ticket or desk. A person holds several at once."""

    ANYONE = "anyone"
    REQUESTER = "requester"
    ASKED = "asked"  # a question about the ticket
    AGENT = "agent"
    LEAD = "lead"
    ADMIN = "admin"


class Presence(StrEnum):
    """What an agent says of themselves."""

    AVAILABLE = "available"
    AWAY = "away"  # for a while
    OUT = "out"  # of office


class Action(StrEnum):
    """What can be asked of the helpdesk; each stands in the permission table."""

    RAISE = "raise"
    RAISE_FOR_ANOTHER = "raise_for_another"
    SEE = "see"
    SEE_HISTORY = "see_history"
    ADD_DETAILS = "add_details"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"
    SPLIT = "split"
    REPLY = "reply"
    NOTE = "note"
    CLAIM = "claim"
    ASSIGN = "assign"
    SAY_WHETHER_HERE = "say_whether_here"
    SEE_TEAM = "see_team"
    UNASSIGN = "unassign"
    ASK_TAKE_OVER = "ask_take_over"
    FOLLOW = "follow"
    SOLVE = "solve"
    CONFIRM_SOLVED = "confirm_solved"
    REOPEN = "reopen"
    PEND = "pend"
    HOLD = "hold"
    RESUME = "resume"
    PRIORITISE = "prioritise"
    CATEGORISE = "categorise"
    TAG = "tag"
    MOVE = "move"
    MERGE = "merge"
    SAME_PROBLEM = "same_problem"  # let a ticket join another
    HAVE_IT_TOO = "have_it_too"  # join a problem without a ticket
    JOIN_OWN = "join_own"  # let one's own ticket join a problem
    LEAVE_PROBLEM = "leave_problem"
    REMIND = "remind"
    ESCALATE = "escalate"
    ACKNOWLEDGE = "acknowledge"
    ASK_BACK = "ask_back"
    ANSWER = "answer"  # what was asked back
    HAND_BACK = "hand_back"
    REJECT_ESCALATION = "reject_escalation"
    SEE_RISKS = "see_risks"
    RATE = "rate"
    COMMENT = "comment"  # on a rating
    SHARE_PRAISE = "share_praise"
    READ_COMMENTS = "read_comments"  # on ratings, by whom the desk lets read them
    SEE_QUEUE = "see_queue"
    SEE_METRICS = "see_metrics"
    SEE_OWN_METRICS = "see_own_metrics"  # of what is credited to oneself
    SHARE_METRICS = "share_metrics"  # in a channel of the desk
    USE_REPLIES = "use_replies"
    KEEP_OWN_REPLIES = "keep_own_replies"
    KEEP_DESK_REPLIES = "keep_desk_replies"
    KEEP_WORKSPACE_REPLIES = "keep_workspace_replies"
    READ_TIPS = "read_tips"  # those of a desk, for its people
    READ_PUBLIC_TIPS = "read_public_tips"
    READ_PUBLIC_REPLIES = "read_public_replies"  # saved ones, while one asks
    KEEP_TIPS = "keep_tips"  # make, change, merge, retire, restore
    FLAG_TIP = "flag_tip"  # as outdated
    USE_TIP = "use_tip"  # say on a ticket that a tip helped, or did not
    ASK_TEAM = "ask_team"
    ANSWER_QUESTION = "answer_question"  # to the team
    CLOSE_QUESTION = "close_question"
    THANK = "thank"  # for an answer
    SEE_DIGEST = "see_digest"
    SEE_GAPS = "see_gaps"  # what was looked for in vain


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


class Speaker(StrEnum):
    """What the author of a message is in its conversation."""

    REQUESTER = "requester"
    AGENT = "agent"
    OTHER = "other"  # somebody else who reads the thread: a colleague of the requester, a guest under the card


class Visibility(StrEnum):
    """Who a message of a conversation is for."""

    PUBLIC = "public"  # the requester reads it
    INTERNAL = "internal"  # a note among agents


class Side(StrEnum):
    """The two threads of one conversation."""

    REQUESTER = "requester"
    CARD = "card"


class LinkKind(StrEnum):
    """How two tickets belong together, read from the first to the second."""

    FOLLOW_UP_OF = "follow_up_of"
    MERGED_INTO = "merged_into"
    SPLIT_FROM = "split_from"
    LEFT_PROBLEM = "left_problem"  # thought to be the same, and is not


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
    DEAD_LETTER = "dead_letter"
    HOME = "home"


class NoticeState(StrEnum):
    """Where a row of the outbox stands."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    DEAD = "dead"


class Scope(StrEnum):
    """Whom a saved reply belongs to, and who may use it."""

    PERSONAL = "personal"  # one agent
    DESK = "desk"
    WORKSPACE = "workspace"  # every desk


class Target(StrEnum):
    """What a desk promises to do in time; a ticket has a clock for each."""

    FIRST_RESPONSE = "first_response"  # until an agent's first public message
    NEXT_RESPONSE = "next_response"  # from the requester's oldest unanswered message to an agent's next public one
    RESOLUTION = "resolution"  # until it is solved for the last time


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
    DIGEST = "digest"
