"""What can be asked of the helpdesk, and what somebody can be who asks."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is to one ticket or desk. A person holds several at once."""

    ANYONE = "anyone"
    REQUESTER = "requester"
    ASKED = "asked"  # a question about the ticket
    HOST = "host"  # of a training session
    PLANNER = "planner"  # of one
    INVITED = "invited"  # to one
    ATTENDED = "attended"  # one
    LEARNER = "learner"  # on a track
    MENTOR = "mentor"  # of one
    AGENT = "agent"
    LEAD = "lead"
    ADMIN = "admin"


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
    REVIEW_WORK = "review_work"  # of a colleague, on a solved ticket
    SEE_OWN_REVIEWS = "see_own_reviews"
    SEE_TEAM_REVIEWS = "see_team_reviews"
    SEE_GAPS = "see_gaps"  # what was looked for in vain
    SEE_SKILLS = "see_skills"  # of everybody at the desk
    SEE_OWN_SKILLS = "see_own_skills"  # and who of the desk can be asked
    KEEP_SKILLS = "keep_skills"  # say what somebody can do
    READ_RESOURCES = "read_resources"  # to learn from; say that one has read them, and whether they are useful
    KEEP_RESOURCES = "keep_resources"  # add, change, retire, restore
    REQUIRE_READING = "require_reading"
    SEE_READERS = "see_readers"  # who has read what has to be read
    SEE_SESSIONS = "see_sessions"  # of training, as the next
    SEE_CHOSEN_SESSION = "see_chosen_session"  # one that is for people by name
    SEE_CHOSEN = "see_chosen"  # who they are, and what they answered
    HOLD_SESSION = "hold_session"
    JOIN_SESSION = "join_session"  # say whether one comes
    CHANGE_SESSION = "change_session"  # move, cancel
    NOTE_ATTENDANCE = "note_attendance"
    SHARE_RECORDING = "share_recording"
    RATE_SESSION = "rate_session"
    READ_SESSION_FEEDBACK = "read_session_feedback"
    TAKE_QUIZ = "take_quiz"  # see the quizzes of a desk, take them, be asked a question a week
    KEEP_OWN_QUIZZES = "keep_own_quizzes"  # make, and change what one has made
    KEEP_QUIZZES = "keep_quizzes"  # those of others, too
    ASK_TO_TAKE_QUIZ = "ask_to_take_quiz"
    SEE_QUIZ_RESULTS = "see_quiz_results"  # who has passed; neither answers nor scores
    SEE_NEEDS = "see_needs"  # what a desk's numbers say that its people could learn, of everybody
    SEE_OWN_NEEDS = "see_own_needs"
    KEEP_TRACKS = "keep_tracks"  # make, change, retire, restore
    ONBOARD = "onboard"  # put somebody on a track, end it, choose another mentor
    SEE_OWN_ONBOARDING = "see_own_onboarding"  # the tracks that one is on, or mentor of
    SEE_ONBOARDING = "see_onboarding"  # of somebody: the steps that are done, and what shows it
    PAUSE_ONBOARDING = "pause_onboarding"  # and resume it
    DO_STEP = "do_step"  # say what one has watched, write an answer for the mentor
    APPROVE_STEP = "approve_step"  # confirm what somebody watched, comment on their answer, send it
