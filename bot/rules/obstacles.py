"""What keeps Slack from taking a message until a person changes something, by the error that Slack gives."""

from collections.abc import Mapping
from enum import StrEnum


class Obstacle(StrEnum):
    """What a person has to change."""

    ARCHIVED = "archived"  # the channel
    NOT_INSIDE = "not_inside"  # the bot is not in the channel
    UNSEEN = "unseen"  # the channel is private, or gone
    NOT_TO_THEM = "not_to_them"  # the person is out of reach
    NO_MESSAGES_TAB = "no_messages_tab"  # of the app, so people have no conversation with it
    CLOSED_OFF = "closed_off"  # the channel's settings let the bot not post there
    TURNED_AWAY = "turned_away"  # Slack accepts the token no more
    NO_SCOPE = "no_scope"
    NOT_LIKED = "not_liked"  # what we wrote: our mistake
    NOT_OURS = "not_ours"  # to change or delete any more


OBSTACLES: Mapping[str, Obstacle] = {
    **dict.fromkeys(("is_archived", "is_inactive"), Obstacle.ARCHIVED),
    "not_in_channel": Obstacle.NOT_INSIDE,
    "channel_not_found": Obstacle.UNSEEN,
    **dict.fromkeys(("cannot_dm_bot", "user_disabled", "user_not_found", "user_not_visible"), Obstacle.NOT_TO_THEM),
    **dict.fromkeys(("messages_tab_disabled", "not_enabled"), Obstacle.NO_MESSAGES_TAB),
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
        Obstacle.CLOSED_OFF,
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
        Obstacle.TURNED_AWAY,
    ),
    **dict.fromkeys(("missing_scope", "no_permission"), Obstacle.NO_SCOPE),
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
        Obstacle.NOT_LIKED,
    ),
    **dict.fromkeys(
        ("cant_delete_file", "cant_delete_message", "cant_update_message", "edit_window_closed"), Obstacle.NOT_OURS
    ),
}
