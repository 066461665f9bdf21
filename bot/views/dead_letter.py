"""News for a desk's leads: a message could not be sent, why, and what to do about it."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.records import Ticket
from bot.rules.vocabulary import NoticeKind
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
    NoticeKind.FOLLOWER_NEWS: marked("news for a follower"),
    NoticeKind.SOLVED: marked("the news that it is solved"),
    NoticeKind.STILL_NEEDED: marked("the question whether it is still needed"),
    NoticeKind.CLOSED: marked("the news that it is closed"),
    NoticeKind.REMINDER: marked("a reminder"),
    NoticeKind.SURVEY: marked("the question how it went"),
}

ARCHIVED = marked("The channel is archived. Open it again in Slack, or give the desk another channel.")
NOT_INSIDE = marked("I am not in that channel. Invite me there with `/invite @helpdesk`.")
UNSEEN = marked(
    "I can't find that channel. If it is private, invite me there with `/invite @helpdesk`; "
    "if it was deleted, give the desk another one."
)
NOT_TO_THEM = marked("Slack does not let me write to that person: the account is deactivated or out of my reach.")
NO_MESSAGES_TAB = marked("People can't write with me: turn on the Messages tab in the app's settings (App Home).")
CLOSED_OFF = marked("The channel's settings don't let me post there. Somebody who manages the channel can allow it.")
NO_TOKEN = marked("Slack does not accept my token any more. Install the app again and start me with the new token.")
NO_SCOPE = marked("I lack a permission. Install the app again with the permissions that `manifest.yml` lists.")
NOT_LIKED = marked(
    "Slack does not accept what I wrote (`{error}`). That is a mistake of mine: please report it to whoever runs me."
)
NOT_MINE = marked("Slack does not let me change or delete that message any more (`{error}`).")

WHY: Mapping[str, str] = {
    "is_archived": ARCHIVED,
    "is_inactive": ARCHIVED,
    "not_in_channel": NOT_INSIDE,
    "channel_not_found": UNSEEN,
    **dict.fromkeys(("cannot_dm_bot", "user_disabled", "user_not_found", "user_not_visible"), NOT_TO_THEM),
    **dict.fromkeys(("messages_tab_disabled", "not_enabled"), NO_MESSAGES_TAB),
    **dict.fromkeys(
        (
            "cannot_reply_to_message",
            "channel_is_limited_access",
            "restricted_action",
            "restricted_action_non_threadable_channel",
            "restricted_action_read_only_channel",
            "restricted_action_thread_locked",
            "restricted_action_thread_only_channel",
        ),
        CLOSED_OFF,
    ),
    **dict.fromkeys(
        (
            "access_denied",
            "account_inactive",
            "ekm_access_denied",
            "invalid_auth",
            "not_allowed_token_type",
            "not_authed",
            "org_login_required",
            "team_access_not_granted",
            "token_expired",
            "token_revoked",
        ),
        NO_TOKEN,
    ),
    **dict.fromkeys(("missing_scope", "no_permission"), NO_SCOPE),
    **dict.fromkeys(("cant_delete_file", "cant_delete_message", "cant_update_message", "edit_window_closed"), NOT_MINE),
    **dict.fromkeys(
        (
            "block_mismatch",
            "invalid_arguments",
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_metadata_format",
            "invalid_metadata_schema",
            "metadata_too_large",
            "msg_blocks_too_long",
            "msg_too_long",
            "no_text",
            "too_many_attachments",
            "view_too_large",
        ),
        NOT_LIKED,
    ),
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
        where=mention(lane) if lane.startswith(("U", "W")) else channel(lane),
        why=reason(error, reader),
    )
    return Message(text, [section(text)])


def reason(error: str, reader: Reader) -> str:
    """Slack's error in a sentence, with what a person can do about it."""
    said = escape(cut(error, ERROR)).replace("`", "'")
    if error not in WHY:
        return reader.gettext("Slack's answer was `{error}`.").format(error=said)
    return reader.gettext(WHY[error]).format(error=said)


def _what(kind: NoticeKind, reader: Reader) -> str:
    if kind not in WHAT:
        return reader.gettext("a message")
    return reader.gettext(WHAT[kind])
