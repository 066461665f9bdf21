"""The question to the owner of a saved reply: is it still right?"""

from bot.i18n import Reader
from bot.rules.pictures import ReviewPicture
from bot.views import ids, replies
from bot.views.blocks import Block, Message, actions, button, context, section
from bot.views.mrkdwn import day, escape


def question(shown: ReviewPicture, reader: Reader) -> Message:
    """With buttons while it is open; afterwards when it is asked next."""
    _, reply = reader.gettext, shown.line.reply
    text = _("Is the saved reply *{title}* still right? Today is the day to look at it.")
    if not shown.is_owner:
        text = _("Is the saved reply *{title}* still right? Whoever owned it does not work here any more.")
    asked = text.format(title=escape(reply.title))
    blocks: list[Block] = [section(asked), section(replies.summary(shown.line, reader))]
    if shown.is_open:
        right = button(_("Still right"), ids.REPLY_STILL_RIGHT, str(reply.id), style="primary")
        blocks.append(actions(right, button(_("Edit…"), ids.LOOK_AT_REPLY, str(reply.id))))
        press = _("Press *Still right*, or *Edit…*.")
        return Message(f"{asked} {press}", blocks)
    if reply.retired_at is not None:
        settled = _("It was retired.")
    elif reply.review_by is None:
        settled = _("It was looked at.")
    else:
        settled = _("It was looked at. I ask again on {day}.").format(day=day(reply.review_by))
    return Message(f"{asked} {settled}", [*blocks, context(settled)])
