"""Sharing a desk's numbers in one of its channels: where, and that it is done."""

from typing import Any

from bot.i18n import Reader
from bot.rules.metric_pictures import SharePicture
from bot.rules.records import DeskChannel
from bot.rules.vocabulary import ChannelId, ChannelPurpose
from bot.views import ids
from bot.views.answers import NOTICE
from bot.views.blocks import Block, button, context, modal, section
from bot.views.metric_values import understood
from bot.views.mrkdwn import channel

CHANNELS = 50  # blocks


def share_form(shown: SharePicture, reader: Reader) -> dict[str, Any]:
    """The channels of the desk, each with a button that shares the numbers there."""
    _ = reader.gettext
    blocks: list[Block] = [
        section(f"*{understood(shown.numbers, reader)}*"),
        context(_("Everybody in the channel sees the numbers, and that you shared them; no ticket, and nobody's own.")),
        *(_place(one, reader) for one in shown.channels[:CHANNELS]),
    ]
    if not shown.channels:
        blocks.append(section(_("The desk has no channel.")))
    return modal(_("Share in channel"), blocks, callback_id=NOTICE, close=_("Close"), metadata=shown.numbers.line)


def shared_in(where: ChannelId, reader: Reader) -> dict[str, Any]:
    """In place of the form: it is done."""
    _ = reader.gettext
    text = _("The numbers are on their way to {channel}.").format(channel=channel(where))
    return modal(_("Share in channel"), [section(text)], callback_id=NOTICE, close=_("Close"))


def _place(one: DeskChannel, reader: Reader) -> Block:
    _ = reader.gettext
    who = _("where people ask") if one.purpose is ChannelPurpose.REQUEST else _("where the desk works")
    share = button(_("Share here"), ids.SHARE_HERE, one.channel_id)
    return section(f"{channel(one.channel_id)}: {who}", block_id=f"share:{one.channel_id}", accessory=share)
