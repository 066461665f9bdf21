"""Who may do what: one table, asked by every verb."""

from collections.abc import Mapping

from bot.rules.actions import Action, Role

ANYONE = frozenset({Role.ANYONE})
REQUESTER = frozenset({Role.REQUESTER})
ASKED = frozenset({Role.ASKED})
DESK = frozenset({Role.AGENT, Role.LEAD})
LEAD = frozenset({Role.LEAD})  # without admins, who may not read private tickets
LEADS = frozenset({Role.LEAD, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
HOST = frozenset({Role.HOST, Role.LEAD})
PLANNING = HOST | {Role.PLANNER}
INVITED = frozenset({Role.INVITED})
ATTENDED = frozenset({Role.ATTENDED})
TAKING_PART = PLANNING | INVITED | ATTENDED
LEARNER = frozenset({Role.LEARNER})
MENTOR = frozenset({Role.MENTOR})

MAY: Mapping[Action, frozenset[Role]] = {
    Action.RAISE: ANYONE,
    Action.RAISE_FOR_ANOTHER: ANYONE,
    Action.SEE: REQUESTER | DESK,
    Action.SEE_HISTORY: DESK,
    Action.ADD_DETAILS: REQUESTER | DESK,
    Action.CANCEL: REQUESTER,
    Action.TAKE_BACK: REQUESTER | DESK,
    Action.SPLIT: REQUESTER | DESK,
    Action.REPLY: DESK,
    Action.NOTE: DESK,
    Action.CLAIM: DESK,
    Action.ASSIGN: DESK,
    Action.SAY_WHETHER_HERE: DESK,
    Action.SEE_TEAM: DESK,
    Action.UNASSIGN: DESK,
    Action.ASK_TAKE_OVER: DESK,
    Action.FOLLOW: REQUESTER | DESK,
    Action.SOLVE: DESK,
    Action.CONFIRM_SOLVED: REQUESTER,
    Action.REOPEN: REQUESTER | DESK,
    Action.PEND: DESK,
    Action.HOLD: DESK,
    Action.RESUME: DESK,
    Action.PRIORITISE: DESK,
    Action.CATEGORISE: DESK,
    Action.TAG: DESK,
    Action.MOVE: DESK,
    Action.MERGE: DESK,
    Action.SAME_PROBLEM: DESK,
    Action.HAVE_IT_TOO: ANYONE,
    Action.JOIN_OWN: REQUESTER,
    Action.LEAVE_PROBLEM: REQUESTER | DESK,
    Action.REMIND: DESK,
    Action.ESCALATE: DESK,
    Action.ACKNOWLEDGE: DESK,
    Action.ASK_BACK: DESK,
    Action.ANSWER: DESK,
    Action.HAND_BACK: DESK,
    Action.REJECT_ESCALATION: DESK,
    Action.SEE_RISKS: LEAD,
    Action.RATE: REQUESTER,
    Action.COMMENT: REQUESTER,
    Action.SHARE_PRAISE: REQUESTER,
    Action.READ_COMMENTS: DESK,
    Action.SEE_QUEUE: DESK,
    Action.SEE_METRICS: LEADS,
    Action.SEE_OWN_METRICS: DESK,
    Action.SHARE_METRICS: LEADS,
    Action.USE_REPLIES: DESK | ADMINS,
    Action.KEEP_OWN_REPLIES: DESK,
    Action.KEEP_DESK_REPLIES: DESK,  # whoever uses one may better it: every version is kept
    Action.KEEP_WORKSPACE_REPLIES: ADMINS,
    Action.READ_TIPS: DESK,
    Action.READ_PUBLIC_TIPS: ANYONE,
    Action.READ_PUBLIC_REPLIES: ANYONE,
    Action.KEEP_TIPS: DESK,  # whoever uses one may better it: every version is kept
    Action.FLAG_TIP: DESK,
    Action.USE_TIP: DESK,
    Action.ASK_TEAM: DESK,
    Action.ANSWER_QUESTION: ASKED,  # whoever works there or not: being asked is the permission
    Action.CLOSE_QUESTION: DESK,
    Action.THANK: DESK,
    Action.SEE_DIGEST: LEAD,
    Action.REVIEW_WORK: DESK,
    Action.SEE_OWN_REVIEWS: DESK,
    Action.SEE_TEAM_REVIEWS: LEAD,
    Action.SEE_GAPS: LEAD,
    Action.SEE_SKILLS: LEAD,
    Action.SEE_OWN_SKILLS: DESK,
    Action.KEEP_SKILLS: LEAD,
    Action.READ_RESOURCES: DESK,
    Action.KEEP_RESOURCES: DESK,  # whoever uses one may better it: every version is kept
    Action.REQUIRE_READING: LEAD,
    Action.SEE_READERS: LEAD,  # nobody else: who has not read something yet is between them and their lead
    Action.SEE_SESSIONS: DESK,
    Action.SEE_CHOSEN_SESSION: TAKING_PART,
    Action.SEE_CHOSEN: PLANNING,  # nobody else: who has to learn what is between them and their lead
    Action.HOLD_SESSION: DESK,
    Action.JOIN_SESSION: INVITED,
    Action.CHANGE_SESSION: HOST,
    Action.NOTE_ATTENDANCE: HOST,
    Action.SHARE_RECORDING: HOST,
    Action.RATE_SESSION: ATTENDED,
    Action.READ_SESSION_FEEDBACK: HOST,
    Action.TAKE_QUIZ: DESK,
    Action.KEEP_OWN_QUIZZES: DESK,
    Action.KEEP_QUIZZES: LEAD,
    Action.ASK_TO_TAKE_QUIZ: LEAD,
    Action.SEE_QUIZ_RESULTS: LEAD,
    Action.SEE_NEEDS: LEAD,  # nobody else: whose numbers differ is between them and their lead
    Action.SEE_OWN_NEEDS: DESK,
    Action.KEEP_TRACKS: LEAD,
    Action.ONBOARD: LEAD,
    Action.SEE_OWN_ONBOARDING: DESK,
    Action.SEE_ONBOARDING: LEARNER | MENTOR | LEAD,
    Action.PAUSE_ONBOARDING: MENTOR | LEAD,
    Action.DO_STEP: LEARNER,
    Action.APPROVE_STEP: MENTOR | LEAD,  # but not of oneself, whatever one is
}


def allowed(action: Action, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles may do this. Everybody has Role.ANYONE."""
    return not MAY[action].isdisjoint(roles | ANYONE)
