"""What is told of tips: to whoever answers for them, and to the desk every day."""

from bot.i18n import Reader
from bot.rules.tip_pictures import HelpedLine, HelpedPicture, TipPicture
from bot.rules.tips import REASON
from bot.views import ids
from bot.views.blocks import MESSAGE_TEXT, SECTION, Message, actions, button, context, section
from bot.views.mrkdwn import cut, escape, link, whole_lines
from bot.views.tips import helped as helped_so_far
from bot.views.tips import said, title
from bot.views.user_text import literal

OPENING = 1000  # characters
NAMED = 10  # tickets of a tip


def flagged(shown: TipPicture, reader: Reader, *, is_open: bool) -> Message:
    """Somebody calls a tip outdated. `is_open`: nobody has seen to it yet."""
    _ = reader.gettext
    text = _("{name} calls your tip “{title}” outdated: {reason}").format(
        name=escape(shown.flagged_by),
        title=title(shown.tip),
        reason=escape(cut(literal(shown.tip.flag_reason), REASON)),
    )
    if not is_open:
        settled = _("Your tip “{title}” was called outdated. Somebody has seen to it.").format(title=title(shown.tip))
        return Message(settled, [section(settled)])
    return _asked(text, shown, reader)


def review(shown: TipPicture, reader: Reader, *, is_open: bool) -> Message:
    """A tip is to be looked at again. `is_open`: nobody has yet."""
    _ = reader.gettext
    if not is_open:
        text = _("Your tip “{title}” was looked at again.").format(title=title(shown.tip))
        return Message(text, [section(text)])
    text = _("Please look at your tip “{title}” again: is it still right?").format(title=title(shown.tip))
    return _asked(text, shown, reader)


def helped(shown: HelpedPicture, reader: Reader) -> Message:
    """Where somebody's tips helped colleagues since they last heard of it."""
    _ = reader.gettext
    opening = reader.ngettext(
        "Your tips helped your colleagues with {n} ticket. Thank you!",
        "Your tips helped your colleagues with {n} tickets. Thank you!",
        shown.tickets,
    ).format(n=shown.tickets)
    lines = [f"• {_helped_line(line, reader)}" for line in shown.lines]
    text = whole_lines([opening, *lines], MESSAGE_TEXT)
    return Message(text, [section(whole_lines([opening, *lines], SECTION))])


def of_the_day(shown: TipPicture, reader: Reader) -> Message:
    """The tip of the day."""
    _, one = reader.gettext, shown.tip
    opening = _("*Tip of the day:* {title}").format(title=title(one))
    text = f"{opening}\n{escape(cut(literal(one.resolution), OPENING))}"
    details = [helped_so_far(one, reader), _("{name} answers for it").format(name=escape(shown.owner))]
    if shown.ticket_key:
        key = link(shown.ticket_url, shown.ticket_key) if shown.ticket_url else shown.ticket_key
        details.append(_("Learned from {key}").format(key=key))
    read = button(_("Read"), ids.TIP, str(one.id))
    return Message(text, [section(text), context("  ·  ".join(details)), actions(read)])


def _asked(text: str, shown: TipPicture, reader: Reader) -> Message:
    """With what can be done about it."""
    _, value = reader.gettext, str(shown.tip.id)
    buttons = [
        button(_("Still right"), ids.CONFIRM_TIP, value),
        button(_("Edit…"), ids.EDIT_TIP, value),
        button(_("Retire"), ids.RETIRE_TIP, value),
    ]
    return Message(text, [section(text), *said(shown, reader), actions(*buttons)])


def _helped_line(line: HelpedLine, reader: Reader) -> str:
    some = line.tickets[:NAMED]
    keys = [link(url, key) if url else key for key, url in some]
    more = line.more + len(line.tickets) - len(some)
    if more:
        keys.append(reader.ngettext("{n} more", "{n} more", more).format(n=more))
    return f"*{escape(cut(line.title, OPENING))}*: {', '.join(keys)}"
