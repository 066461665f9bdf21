"""Every action_id, callback_id and block_id, once. Each is bound to a listener in handlers and appears in a view."""

# Slash commands, shortcuts: as in manifest.yml
TICKET = "/ticket"
HELPDESK = "/helpdesk"
RAISE_SHORTCUT = "raise_ticket"
MESSAGE_SHORTCUT = "ticket_from_message"
REPLY_SHORTCUT = "reply_in_thread"
SAVE_SHORTCUT = "save_as_reply"

# Buttons; their value is the ticket's id unless said otherwise
CLAIM = "claim"
REPLY = "reply"
SOLVE = "solve"
REOPEN = "reopen"
CONFIRM_SOLVED = "confirm_solved"
STILL_NEEDED = "still_needed"
SHOW_WHOLE = "show_whole"  # value: the message's id
FOLLOW = "follow"  # a button in private answers and in Home, and a word of the card's menu
UNFOLLOW = "unfollow"
ASK_TAKE_OVER = "ask_take_over"
LET_TAKE_OVER = "let_take_over"  # value: the asker, a colon, the ticket
KEEP = "keep"  # the same
REMIND_AGAIN = "remind_again"
EARLIER = "earlier"  # value: the page, a colon, the ticket
LATER = "later"  # the same
QUEUED = "queued"  # how the block_ids of the private queue's lines begin
METRICS = "metrics"  # no value: in Home, and the modal behind it
GAPS = "gaps"  # the same, and the modal behind it
RAISE = "raise"  # value: the draft that goes into the form; none in Home
ADD_DETAILS = "add_details"
CANCEL = "cancel"
NOT_A_TICKET = "not_a_ticket"
SPLIT = "split"  # value: the message that becomes a ticket of its own, a colon, the ticket
MAKE_TICKET = "make_ticket"  # value: the draft
NO_TICKET = "no_ticket"  # the same
HAVE_IT_TOO = "have_it_too"
MINE_IS_DIFFERENT = "mine_is_different"
NOT_SOLVED = "not_solved"  # value: the joined ticket; the problem, for who joined without one
SOLVE_FOR_ALL = "solve_for_all"
MAKE_ONE = "make_one"  # value: the first of the tickets that are alike
LINK = "link"  # a button that only opens an address; Slack reports the click all the same

# Answering with a saved reply: the field ids.TEXT has the edition of its form behind a colon
SAVED_REPLY = "saved_reply"  # where one is looked for; value: the reply's id
PLACEHOLDER = "placeholder"  # followed by a colon and the placeholder whose place it takes
REPLY_ACTIONS = "reply_actions"  # followed by a colon and the edition of its form; the values are deeds

# The list of saved replies, and the form for one
REPLIES = "replies"  # no value: in Home; and the list itself
NEW_REPLY = "new_reply"
REPLY_MENU = "reply_menu"  # beside each; the values are a word, a colon and the reply: edit_reply:123
EDIT_REPLY = "edit_reply"
COPY_REPLY = "copy_reply"
RETIRE_REPLY = "retire_reply"
RESTORE_REPLY = "restore_reply"
REPLIES_BACK = "replies_back"  # value: the page
REPLIES_ON = "replies_on"  # the same
REPLIES_TO_REVIEW = "replies_to_review"  # no value
ALL_REPLIES = "all_replies"  # the same
QUERY = "query"
REPLY_FORM = "reply_form"
TITLE = "title"
BODY = "body"
SCOPE = "scope"
REPLY_CATEGORY = "reply_category"
LANGUAGE = "language"
BODY_IN = "body_in"  # followed by a colon and the language
ADD_LANGUAGE = "add_language"  # followed by a colon and how many there are: the next one is chosen anew
GIVES_TO = "gives_to"
SETS_PRIORITY = "sets_priority"
ADDS_TAGS = "adds_tags"
SETS_STATUS = "sets_status"
SUGGESTED = "suggested"
REPLY_REVIEW_BY = "reply_review_by"
KEY = "key"

# The question whether a saved reply is still right; value: the reply's id
REPLY_STILL_RIGHT = "reply_still_right"
LOOK_AT_REPLY = "look_at_reply"

# Tips: the list, the forms, and what is done with one; values are the tip's id unless said otherwise
TIP_SHORTCUT = "tip_from_message"
SAVE_TIP = "save_tip"  # value: the ticket it is learned from; also in the card's menu
TIPS = "tips"  # no value: in Home; and the list itself
NEW_TIP = "new_tip"
TIP_MENU = "tip_menu"  # beside each; the values are a word, a colon and the tip: edit_tip:123
TIP = "tip"  # read it
EDIT_TIP = "edit_tip"
FLAG_TIP = "flag_tip"  # also the form for the reason
CONFIRM_TIP = "confirm_tip"
MERGE_TIP = "merge_tip"  # also the form for the other one
RETIRE_TIP = "retire_tip"
RESTORE_TIP = "restore_tip"
TIPS_BACK = "tips_back"  # value: the page
TIPS_ON = "tips_on"  # the same
TIP_FORM = "tip_form"
ISSUE = "issue"
CAUSE = "cause"
RESOLUTION = "resolution"
AUDIENCE = "audience"
TIP_DESK = "tip_desk"
TIP_CATEGORY = "tip_category"
TIP_OWNER = "tip_owner"
REVIEW_ON = "review_on"
TARGET_TIP = "target_tip"

# To learn from: the list, the form, and what is done with a resource; values are its id unless said otherwise
RESOURCE_SHORTCUT = "training_from_message"
LEARN = "learn"  # the list; no value: in Home
NEW_RESOURCE = "new_resource"  # no value
RESOURCE_MENU = "resource_menu"  # beside each; the values are a word, a colon and the resource: edit_resource:123
RESOURCE = "resource"  # open it
EDIT_RESOURCE = "edit_resource"
CONFIRM_RESOURCE = "confirm_resource"
RETIRE_RESOURCE = "retire_resource"
RESTORE_RESOURCE = "restore_resource"
RESOURCE_DONE = "resource_done"  # value: the resource, a colon, the version that was before them
RESOURCE_USEFUL = "resource_useful"
RESOURCE_NOT_USEFUL = "resource_not_useful"
LINK_IS_DEAD = "link_is_dead"
LEARN_BACK = "learn_back"  # value: the page
LEARN_ON = "learn_on"  # the same
RESOURCE_FORM = "resource_form"
RESOURCE_TITLE = "resource_title"
RESOURCE_LINK = "resource_link"
RESOURCE_TEXT = "resource_text"
RESOURCE_DESK = "resource_desk"
RESOURCE_CATEGORIES = "resource_categories"
RESOURCE_MINUTES = "resource_minutes"
RESOURCE_OWNER = "resource_owner"
RESOURCE_REVIEW_ON = "resource_review_on"
SMALL_CHANGE = "small_change"

# Required reading, for leads; values are the resource's id
REQUIRE_READING = "require_reading"  # also the form
SEE_READERS = "see_readers"  # also the modal
LIFT_READING = "lift_reading"
READERS = "readers"
READING_CATEGORY = "reading_category"
DUE_ON = "due_on"

# A desk in numbers; values are what was asked for, in a line, unless said otherwise
CHARTS = "charts"
CHARTS_BACK = "charts_back"  # value: the page, a colon, the line
CHARTS_ON = "charts_on"  # the same
NUMBERS_TABLE = "numbers_table"
NUMBERS_FILE = "numbers_file"
DEFINITIONS = "definitions"  # no value
CHANGE_NUMBERS = "change_numbers"
NUMBERS_DESK = "numbers_desk"
PERIOD = "period"  # followed by a colon and the period that was shown, as the next three
SINCE = "since"
UNTIL = "until"
SPLIT_BY = "split_by"
BEHIND = "behind"  # also the modal of the tickets behind a number
BEHIND_NUMBER = "behind_number"  # value: the number's name
BEHIND_GROUP = "behind_group"  # value: all, none, or a group's key
BEHIND_BACK = "behind_back"  # value: the page
BEHIND_ON = "behind_on"  # the same
SHARE_NUMBERS = "share_numbers"
SHARE_HERE = "share_here"  # value: the channel

# What is found by words
SEARCH = "search"  # no value: in Home; and what was found
SOUGHT = "sought"
SEARCH_BACK = "search_back"  # value: the page
SEARCH_ON = "search_on"  # the same

# Before there is a ticket: what may answer it; value: the request that was held, unless said otherwise
IT_HELPED = "it_helped"  # value: what kind it is, a colon, its id, a colon, the request
READ_ANSWER = "read_answer"  # the same
CREATE_TICKET = "create_ticket"  # also the form that shows the answers
JOIN_INSTEAD = "join_instead"

# Under a new ticket's card, what is similar; value: what kind it is, a colon, its id, a colon, the ticket
HELPED = "helped"
NOT_THIS = "not_this"

# What was given to somebody, and all that they have; each is a form's callback_id too
ACCEPT = "accept"
DECLINE = "decline"
HAND_ON = "hand_on"  # also in the card's menu
HAND_ON_ALL = "hand_on_all"  # no value
KEEP_ALL = "keep_all"  # value: the absence
STATE = "state"
NEXT_STEP = "next_step"

# Whether somebody is here, in Home; no values
COME_BACK = "come_back"
GO_AWAY = "go_away"

# The card's menu; the values of its entries are a word, a colon and the ticket: pend:123
MORE = "more"
ASSIGN = "assign"
UNASSIGN = "unassign"
PRIORITY = "priority"
CATEGORY = "category"
TAGS = "tags"
PEND = "pend"
HOLD = "hold"
RESUME = "resume"
NOTE = "note"
MERGE = "merge"
SAME_PROBLEM = "same_problem"
LEAVE_PROBLEM = "leave_problem"
MOVE = "move"
REMIND = "remind"
CLOCK = "clock"
ESCALATE = "escalate"
HISTORY = "history"  # on a closed ticket's card, a button

# Under an escalation, and the forms that they open
ACKNOWLEDGE = "acknowledge"
ASK_BACK = "ask_back"
ANSWER = "answer"  # also in the news that something was asked
HAND_BACK = "hand_back"
NOT_ESCALATION = "not_escalation"
TIER = "tier"
REASSIGN = "reassign"  # in the list of risks; value: the person, a colon, the page, a colon, the ticket
RISKS_BACK = "risks_back"  # value: the page
RISKS_ON = "risks_on"  # the same
TRIED = "tried"

# Ask the team: in the card's menu, under a question, and the forms' fields; value: the question
ASK_TEAM = "ask_team"
ASKED = "asked"  # people
ASKED_GROUP = "asked_group"  # or a user group, or a skill
ANSWER_QUESTION = "answer_question"
CLOSE_QUESTION = "close_question"
THANK = "thank"  # value: whom, a colon, the question

# Under the question how it was; value: the question
GIVE_RATING = "give_rating"  # followed by a colon and the rating; value: the rating, a colon, the question
TAKE_RATING_BACK = "take_rating_back"
COMMENT = "comment"  # also the form for it
WHAT_WENT_WRONG = "what_went_wrong"  # the reasons to choose from
SHARE_PRAISE = "share_praise"

# Forms: the callback_id is the menu's word, and the fields are named here
ASSIGNEE = "assignee"
REASON = "reason"
WHEN = "when"
AT = "at"
DESK = "desk"
TEXT = "text"
OTHER = "other"  # another ticket's number
SAME_AS = "same_as"  # a ticket to choose

# The form for a request, and the one for details
RAISE_FORM = "raise_form"
DETAILS_FORM = "details_form"
REQUEST_DESK = "request_desk"  # choosing another one brings its categories
SUBJECT = "subject"
DESCRIPTION = "description"
REQUEST_CATEGORY = "request_category"  # followed by a colon and the desk: another desk's choice must not stay
URGENCY = "urgency"
IMPACT = "impact"
FILES = "files"
PRIVATE = "private"

# What people can do; a value is the desk, a colon, the category, a colon, the person, unless said otherwise
CHANGE_SKILLS = "change_skills"  # value: the desk
CHOOSE_SKILL = "choose_skill"  # the form that asks whose and what
CHANGE_SKILL = "change_skill"
SET_SKILL = "set_skill"  # the form
SKILL_PERSON = "skill_person"
SKILL_CATEGORY = "skill_category"
SKILL_LEVEL = "skill_level"
EVIDENCE = "evidence"
EXPIRES_ON = "expires_on"
RENEW_SKILL = "renew_skill"  # value: the last day, a colon, and that
SKILL_HISTORY = "skill_history"  # value: the desk, a colon, the person; also the modal
SKILL_HISTORY_OF = "skill_history_of"  # a menu of people; in the block_id, a colon and the desk

# Training sessions; the buttons' value is the session
SESSIONS = "sessions"  # the list
NEW_SESSION = "new_session"  # value: the desk
SESSION = "session"  # one of them in full
SESSION_YES = "session_yes"
SESSION_MAYBE = "session_maybe"
SESSION_NO = "session_no"
SESSION_FILE = "session_file"  # for calendars
CHANGE_SESSION = "change_session"  # also the form, as the next
CANCEL_SESSION = "cancel_session"
ATTENDANCE = "attendance"
RECORDING = "recording"
SESSION_FEEDBACK = "session_feedback"
SESSION_FORM = "session_form"
SESSION_TOPIC = "session_topic"
SESSION_CATEGORY = "session_category"
SESSION_HOST = "session_host"
SESSION_DAY = "session_day"
SESSION_TIME = "session_time"
SESSION_MINUTES = "session_minutes"
SESSION_PLACE = "session_place"
SESSION_CAPACITY = "session_capacity"
SESSION_WHOM = "session_whom"
SESSION_CHOSEN = "session_chosen"
SESSION_REPEATS = "session_repeats"
SESSION_UNTIL = "session_until"
SESSION_TIMES = "session_times"
SESSION_FOLLOWING = "session_following"
ATTENDED = "attended"  # followed by a colon and a number: ten people each
ATTENDED_TOO = "attended_too"
RECORDING_LINK = "recording_link"
USEFUL = "useful"
CLEAR = "clear"

# What people could learn, by the numbers: the value is the desk, a colon, and the need
NEEDS = "needs"  # the modal
SESSION_FOR_NEED = "session_for_need"
NOT_NEEDED = "not_needed"
SHOW_NEED_AGAIN = "show_need_again"
EFFECTS_BACK = "effects_back"  # value: the desk, a colon, and the page
EFFECTS_ON = "effects_on"

# Reviews of tickets
REVIEW_WORK = "review_work"  # value: the ticket; also the form
MARK = "mark"  # followed by a colon and the criterion
REVIEWS = "reviews"  # no value; and the list itself
READ_REVIEW = "read_review"  # value: the review; and the review itself

# Quizzes: the list, those who keep one, and those who take it; values are the quiz unless said otherwise
QUIZZES = "quizzes"  # the list
QUIZZES_BACK = "quizzes_back"  # value: the page
QUIZZES_ON = "quizzes_on"  # the same
NEW_QUIZ = "new_quiz"  # no value; also its form
QUIZ_MENU = "quiz_menu"  # beside each; the values are a word, a colon and the quiz: take_quiz:123
TAKE_QUIZ = "take_quiz"  # also the form
WEEKLY_QUIZ = "weekly_quiz"
STOP_WEEKLY_QUIZ = "stop_weekly_quiz"
EDIT_QUIZ = "edit_quiz"  # also the modal
ASK_TO_TAKE_QUIZ = "ask_to_take_quiz"  # also the form
QUIZ_STANDINGS = "quiz_standings"  # also the modal
STOP_WEEKLY_FOR = "stop_weekly_for"  # value: the person, a colon, the quiz
OWN_RESULTS = "own_results"  # no value; also the modal
QUIZ_RESULT = "quiz_result"  # value: the attempt; also the modal
QUIZ_FRAME = "quiz_frame"  # also the form
RETIRE_QUIZ = "retire_quiz"
RESTORE_QUIZ = "restore_quiz"
NEW_QUESTION = "new_question"
QUESTION_MENU = "question_menu"  # beside each; the values are edit_question:QUIZ:VERSION:PLACE
EDIT_QUESTION = "edit_question"
QUESTION_UP = "question_up"
QUESTION_DOWN = "question_down"
REMOVE_QUESTION = "remove_question"
QUESTION_FORM = "question_form"
QUIZ_TITLE = "quiz_title"
QUIZ_DESK = "quiz_desk"
QUIZ_CATEGORY = "quiz_category"
QUIZ_MARK = "quiz_mark"  # per cent
QUIZ_ATTEMPTS = "quiz_attempts"
QUESTION_TEXT = "question_text"
QUESTION_KIND = "question_kind"
CHOICE = "choice"  # followed by a colon and its place
RIGHT_CHOICES = "right_choices"  # their places
EXPLANATION = "explanation"
QUIZ_PEOPLE = "quiz_people"
QUIZ_HOW = "quiz_how"
QUIZ_ANSWER = "quiz_answer"  # in the form followed by a colon and the question's place; alone under a weekly question
ANSWER_WEEKLY = "answer_weekly"  # value: the quiz, a colon, the course, a colon, the question's place

# Tracks: those who keep them; values are the track unless said otherwise
TRACKS = "tracks"  # no value; and the list itself
TRACKS_BACK = "tracks_back"  # value: the page
TRACKS_ON = "tracks_on"  # the same
NEW_TRACK = "new_track"  # no value; also its form
TRACK = "track"  # also the modal
TRACK_FRAME = "track_frame"  # also the form
TRACK_TITLE = "track_title"
TRACK_DESK = "track_desk"
TRACK_PURPOSE = "track_purpose"
TRACK_CATEGORY = "track_category"
TRACK_LEVEL = "track_level"
TRACK_REQUIRES = "track_requires"
RETIRE_TRACK = "retire_track"
RESTORE_TRACK = "restore_track"
NEW_STEP = "new_step"  # a menu of kinds; the values are a kind, a colon and the track
STEP_MENU = "step_menu"  # beside each; the values are edit_step:TRACK:VERSION:PLACE
EDIT_STEP = "edit_step"
STEP_UP = "step_up"
STEP_DOWN = "step_down"
REMOVE_STEP = "remove_step"
STEP_FORM = "step_form"
STEP_SUBJECT = "step_subject"  # the resource, or the quiz
STEP_CATEGORY = "step_category"
STEP_TIMES = "step_times"
STEP_NOTE = "step_note"

# Who is on a track; values are that unless said otherwise
ONBOARDINGS_BACK = "onboardings_back"  # value: the page
ONBOARDINGS_ON = "onboardings_on"  # the same
ONBOARDINGS = "onboardings"  # no value; and the list itself
ONBOARD = "onboard"  # no value; and the form
ONBOARD_ONTO = "onboard_onto"  # value: the track
LEARNER = "learner"
LEARNERS_TRACK = "learners_track"
MENTOR = "mentor"
WAY = "way"  # also the modal
PAUSE_WAY = "pause_way"
RESUME_WAY = "resume_way"
END_WAY = "end_way"
CHANGE_MENTOR = "change_mentor"  # also the form

# Watching others, and answers that a mentor approves
SHADOW = "shadow"  # value: whose way, a colon, the place of the step; also the form
CONFIRM_SHADOWED = "confirm_shadowed"  # value: what was watched
DRAFT_ANSWER = "draft_answer"  # as SHADOW
CHANGE_DRAFT = "change_draft"  # value: the draft, a colon, the version; also the form
SEND_DRAFT = "send_draft"  # the same; also the form that asks whether it is to be sent all the same
COMMENT_DRAFT = "comment_draft"  # the same
STEP_TICKET = "step_ticket"  # the number of one that was watched, or is to be answered
LEARNED = "learned"
DRAFT_TEXT = "draft_text"
DRAFT_SAYS = "draft_says"  # what the mentor says of it
