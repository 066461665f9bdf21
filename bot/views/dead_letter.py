"""News for a desk's leads: a message could not be sent, why, and what to do about it."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.notice_kinds import NoticeKind
from bot.rules.obstacles import OBSTACLES, Obstacle
from bot.rules.records import Ticket
from bot.views.blocks import Message, section
from bot.views.mrkdwn import channel, cut, escape, mention

SUBJECT, ERROR = 150, 200  # characters

WHAT: Mapping[NoticeKind, str] = {
    NoticeKind.CARD: marked("the card"),
    NoticeKind.CONFIRMATION: marked("the confirmation"),
    NoticeKind.COPY_UNDER_CARD: marked("a message of the conversation"),
    NoticeKind.COPY_TO_REQUESTER: marked("an answer to the requester"),
    NoticeKind.FILE_COPY: marked("a file"),
    NoticeKind.ASSIGNED_TO_YOU: marked("the news that somebody got the ticket"),
    NoticeKind.REOPENED: marked("the news that the ticket is open again"),
    NoticeKind.SOMEBODY_LATER: marked("the news when somebody will be there"),
    NoticeKind.URGENT_WAITS: marked("the call to an urgent ticket"),
    NoticeKind.JOINED: marked("the mark on a further message of the request"),
    NoticeKind.FOLLOWER_NEWS: marked("news for a follower"),
    NoticeKind.SOLVED: marked("the news that it is solved"),
    NoticeKind.STILL_NEEDED: marked("the question whether it is still needed"),
    NoticeKind.CLOSED: marked("the news that it is closed"),
    NoticeKind.SAME_PROBLEM: marked("the news that others have the same problem"),
    NoticeKind.HAS_IT_TOO: marked("the news of a problem that somebody joined"),
    NoticeKind.PROBLEM_ANSWER: marked("an answer to somebody who joined the problem"),
    NoticeKind.PROBLEM_SOLVED: marked("the news that it is solved"),
    NoticeKind.ALIKE: marked("the news that many report the same"),
    NoticeKind.REMINDER: marked("a reminder"),
    NoticeKind.TARGET_NEAR: marked("the news that a target runs out"),
    NoticeKind.TARGETS: marked("the news how its targets stand"),
    NoticeKind.LEAD_WARNED: marked("the news that a target runs out"),
    NoticeKind.WARNINGS: marked("the news that several targets run out"),
    NoticeKind.ESCALATION: marked("the news of an escalation"),
    NoticeKind.ESCALATED_TO_YOU: marked("the request to acknowledge an escalation"),
    NoticeKind.ESCALATION_NEWS: marked("the news what became of an escalation"),
    NoticeKind.QUESTION: marked("the question to the team"),
    NoticeKind.QUESTION_FOR_YOU: marked("the question to somebody of the team"),
    NoticeKind.QUESTION_ANSWERED: marked("an answer of the team"),
    NoticeKind.THANKED: marked("the thanks for an answer"),
    NoticeKind.SUGGESTIONS: marked("what is similar to it"),
    NoticeKind.STAND_UP: marked("the stand-up note"),
    NoticeKind.DIGEST: marked("the weekly digest"),
    NoticeKind.DIGEST_MORE: marked("the pictures of the weekly digest"),
    NoticeKind.SURVEY: marked("the question how it went"),
    NoticeKind.SURVEY_REMINDER: marked("the reminder of the question how it went"),
    NoticeKind.LOW_RATING: marked("the news of a low rating"),
    NoticeKind.RATING_COMMENT: marked("a comment on a rating"),
    NoticeKind.PRAISE: marked("the praise that was shared"),
    NoticeKind.NUMBERS: marked("numbers that somebody asked for"),
    NoticeKind.NUMBERS_SHARED: marked("numbers that somebody shared"),
    NoticeKind.SKILL_MATRIX: marked("the table of skills"),
    NoticeKind.SKILL_NEWS: marked("the news of a level of skill"),
    NoticeKind.SKILL_ENDS: marked("the notice that a level of skill ends"),
    NoticeKind.QUALITY_REVIEW: marked("a review of somebody's work"),
    NoticeKind.QUALITY_SAMPLE: marked("the tickets that were chosen for review"),
    NoticeKind.REPLY_REVIEW: marked("the question whether a saved reply is still right"),
    NoticeKind.RESOURCE_REVIEW: marked("the question whether something to learn from is still right"),
    NoticeKind.LINK_DEAD: marked("the news that a link is dead"),
    NoticeKind.READING_ASKED: marked("the request to read something"),
    NoticeKind.READING_REMINDER: marked("the reminder to read something"),
    NoticeKind.QUIZ_QUESTION: marked("a weekly question of a quiz"),
    NoticeKind.QUIZ_RESULT: marked("the result of a quiz"),
    NoticeKind.QUIZ_ASKED: marked("the request to take a quiz"),
    NoticeKind.TRAINING_NEEDS: marked("what people could learn, by the numbers"),
    NoticeKind.QUIZ_TAKEN: marked("the news whether somebody passed a quiz"),
    NoticeKind.ONBOARDING_STEP: marked("the next step of a track"),
    NoticeKind.ONBOARDING_NEWS: marked("the news of somebody's track"),
    NoticeKind.MENTOR_LEFT: marked("the news that somebody has no mentor any more"),
    NoticeKind.SHADOWED: marked("the question whether somebody watched a ticket"),
    NoticeKind.DRAFT_ANSWER: marked("an answer that waits for the mentor"),
    NoticeKind.DRAFT_COMMENT: marked("the mentor's comment on an answer"),
    NoticeKind.SESSION: marked("the announcement of a training session"),
    NoticeKind.SESSION_NEWS: marked("news of a training session"),
    NoticeKind.SESSION_REMINDER: marked("the reminder of a training session"),
    NoticeKind.SESSION_FILE: marked("the file of a training session for a calendar"),
    NoticeKind.SESSION_AFTER: marked("the question who was at a training session"),
    NoticeKind.SESSION_FEEDBACK: marked("the question how a training session was"),
    NoticeKind.SESSION_RECORDING: marked("the recording of a training session"),
    NoticeKind.SESSION_HOST_LEFT: marked("the news that a training session has no host"),
}

WHY: Mapping[Obstacle, str] = {
    Obstacle.ARCHIVED: marked("The channel is archived. Open it again in Slack, or give the desk another channel."),
    Obstacle.NOT_INSIDE: marked("I am not in that channel. Invite me there with `/invite @helpdesk`."),
    Obstacle.UNSEEN: marked(
        "I can't find that channel. If it is private, invite me there with `/invite @helpdesk`; "
        "if it was deleted, give the desk another one."
    ),
    Obstacle.NOT_TO_THEM: marked(
        "Slack does not let me write to that person: the account is deactivated or out of my reach."
    ),
    Obstacle.NO_MESSAGES_TAB: marked(
        "People can't write with me: turn on the Messages tab in the app's settings (App Home)."
    ),
    Obstacle.CLOSED_OFF: marked(
        "The channel's settings don't let me post there. Somebody who manages the channel can allow it."
    ),
    Obstacle.TURNED_AWAY: marked(
        "Slack does not accept my token any more. Install the app again and start me with the new token."
    ),
    Obstacle.NO_SCOPE: marked(
        "I lack a permission. Install the app again with the permissions that `manifest.yml` lists."
    ),
    Obstacle.NOT_LIKED: marked(
        "Slack does not accept what I wrote (`{error}`). "
        "That is a mistake of mine: please report it to whoever runs me."
    ),
    Obstacle.NOT_OURS: marked("Slack does not let me change or delete that message any more (`{error}`)."),
}


def dead_letter(ticket: Ticket, kind: NoticeKind, lane: str, error: str, reader: Reader) -> Message:
    """What was not sent, where it should have gone, why not, and how it is sent again."""
    _ = reader.gettext
    text = _(
        "I could not send {what} of *{key}* ({subject}) to {where}. {why}\n"
        "Nothing is lost: when that is mended, `helpdesk outbox retry` sends it again."
    ).format(
        what=_what(kind, reader),
        key=ticket.key,
        subject=escape(cut(ticket.subject, SUBJECT)),
        where=_where(lane),
        why=reason(error, reader),
    )
    return Message(text, [section(text)])


def dead_letter_of_desk(name: str, kind: NoticeKind, lane: str, error: str, reader: Reader) -> Message:
    """The same of a message that was about a whole desk."""
    _ = reader.gettext
    text = _(
        "I could not send {what} of {desk} to {where}. {why}\n"
        "Nothing is lost: when that is mended, `helpdesk outbox retry` sends it again."
    ).format(what=_what(kind, reader), desk=escape(name), where=_where(lane), why=reason(error, reader))
    return Message(text, [section(text)])


def reason(error: str, reader: Reader) -> str:
    """Slack's error in a sentence, with what a person can do about it."""
    said = escape(cut(error, ERROR)).replace("`", "'")
    if error not in OBSTACLES:
        return reader.gettext("Slack's answer was `{error}`.").format(error=said)
    return reader.gettext(WHY[OBSTACLES[error]]).format(error=said)


def _where(lane: str) -> str:
    return mention(lane) if lane.startswith(("U", "W")) else channel(lane)


def _what(kind: NoticeKind, reader: Reader) -> str:
    if kind not in WHAT:
        return reader.gettext("a message")
    return reader.gettext(WHAT[kind])
