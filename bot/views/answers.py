"""Private answers where a message is not possible, and the words for our own failures."""

import re
from typing import Any

from bot.i18n import Reader
from bot.views.blocks import modal, section

NOTICE = "notice"  # a modal without a form: nothing is ever submitted
MARKUP = re.compile(r"<(?:![^|>]*|[^|>]*)\|?([^>]*)>")


def notice(text: str, reader: Reader) -> dict[str, Any]:
    """A modal that says one thing."""
    _ = reader.gettext
    return modal(_("Helpdesk"), [section(text)], callback_id=NOTICE, close=_("Close"))


def failure(reference: str, reader: Reader) -> str:
    """Something broke that is not the reader's fault."""
    return reader.gettext(
        "Something went wrong on our side, and nothing was changed. Please try again; "
        "if it happens again, tell your Slack admin this reference: `{reference}`."
    ).format(reference=reference)


def as_characters(text: str) -> str:
    """mrkdwn as plain characters, for the line under a field."""
    shown = MARKUP.sub(r"\1", text).replace("*", "").replace("`", "")
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
