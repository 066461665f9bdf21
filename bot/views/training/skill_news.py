"""What became of levels: a line, somebody's whole history, the news of a change, and notice of a level that ends."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.skills import ALONE, LEARNING, NONE, TEACHES, WITH_HELP
from bot.rules.training.matrix import Ending, SkillHistory, Told
from bot.rules.training.skills import Change, Skill
from bot.views import ids
from bot.views.blocks import Block, Element, Message, actions, button, context, modal, section
from bot.views.mrkdwn import cut, day, escape, in_bold, moment

LINES = 80  # of a history, the newest; a modal takes 100 blocks
NAME, EVIDENCE = 75, 300  # characters of a name, and of what stands in a line

LEVEL: Mapping[int, str] = {
    NONE: marked("none"),
    LEARNING: marked("learning it"),
    WITH_HELP: marked("can do it with help"),
    ALONE: marked("does it alone"),
    TEACHES: marked("teaches others"),
}
WHAT: Mapping[Change, str] = {
    Change.SET: marked("set by {by}"),
    Change.LEARNED: marked("learned"),
    Change.RENEWED: marked("renewed by {by}"),
    Change.EXPIRED: marked("its day is over"),
}


def level(number: int, reader: Reader) -> str:
    """A level with what it means: 3 (does it alone)."""
    return f"{number} ({reader.gettext(LEVEL[number])})"


def told(one: Told, reader: Reader) -> str:
    """A change as a line: when, from which level to which, how, to which day, and what shows it."""
    _, change = reader.gettext, one.change
    parts = [_(WHAT[change.what]).format(by=in_bold(cut(one.by, NAME)))]
    if change.expires_on is not None:
        parts.append(_("until {day}").format(day=day(change.expires_on)))
    text = _("{time}: {category} from {before} to {after}, {how}")
    if change.before == change.after:
        text = _("{time}: {category} stays {after}, {how}")
    said = text.format(
        time=moment(change.at),
        category=in_bold(cut(one.category, NAME)),
        before=change.before,
        after=change.after,
        how=", ".join(parts),
    )
    evidence = " ".join(change.evidence.split())
    return f"{said}. “{escape(cut(evidence, EVIDENCE))}”" if evidence else said


def history(shown: SkillHistory, reader: Reader) -> dict[str, Any]:
    """Somebody's levels, the newest change first."""
    _ = reader.gettext
    about = {"desk": in_bold(cut(shown.desk.name, NAME)), "name": in_bold(cut(shown.name, NAME))}
    head = _("*Your skills at {desk}*").format(**about)
    if not shown.is_own:
        head = _("*Skills of {name} at {desk}*").format(**about)
    blocks: list[Block] = [section(head), *(context(told(one, reader)) for one in shown.lines[:LINES])]
    if not shown.lines:
        blocks.append(context(_("Nothing has been said of them yet.")))
    more = len(shown.lines) - LINES
    if more > 0:
        blocks.append(context(reader.ngettext("… and {n} more", "… and {n} more", more).format(n=more)))
    return modal(_("History"), blocks, callback_id=ids.SKILL_HISTORY, close=_("Close"))


def news(one: Told, desk: str, reader: Reader, *, is_own: bool) -> Message:
    """What somebody hears of a level that is another one now: their own, or one at a desk that they lead."""
    _, change = reader.gettext, one.change
    if change.what is Change.EXPIRED:
        text = _("Your level in *{category}* at {desk} fell from {before} to {after}: its last day is over.")
        if not is_own:
            text = _("{name}'s level in *{category}* at {desk} fell from {before} to {after}: its last day is over.")
    elif change.before == change.after:
        text = _("Your level in *{category}* at {desk} stays {after}.")
    else:
        text = _("Your level in *{category}* at {desk} is {after} now, it was {before}.")
    said = text.format(
        name=in_bold(cut(one.name, NAME)),
        category=in_bold(cut(one.category, NAME)),
        desk=escape(cut(desk, NAME)),
        before=level(change.before, reader),
        after=level(change.after, reader),
    )
    blocks: list[Block] = [section(said), context(told(one, reader))]
    if change.what is Change.EXPIRED and not is_own:
        skill = Skill(change.desk_id, change.category, change.person_id)
        blocks.append(actions(button(_("Change the level…"), ids.CHANGE_SKILL, skill.written())))
        press = _("Press *Change the level…* if it was shown again.")
        return Message(f"{said} {press}", blocks)
    return Message(said, blocks)


def ending(shown: Ending, reader: Reader) -> Message:
    """Notice that a level ends, with a button to renew it for those who lead the desk; afterwards what became of it."""
    _ = reader.gettext
    text = _("Your level {level} in *{category}* at {desk} holds until {day}. After that day it is {falls_to}.")
    if not shown.is_own:
        text = _("{name}'s level {level} in *{category}* at {desk} holds until {day}. After that day it is {falls_to}.")
    if not shown.is_open:
        text = _("*{category}* at {desk}: this was about your level, which was to hold until {day}.")
        if not shown.is_own:
            text = _("*{category}* at {desk}: this was about {name}'s level, which was to hold until {day}.")
    said = text.format(
        name=in_bold(cut(shown.name, NAME)),
        category=in_bold(cut(shown.category, NAME)),
        desk=escape(cut(shown.desk.name, NAME)),
        level=level(shown.level.level, reader),
        day=day(shown.last_day),
        falls_to=level(shown.falls_to, reader),
    )
    if not shown.is_open:
        return _settled(said, shown, reader)
    if not shown.may_renew:
        ask = _("Whoever leads the desk can renew it.")
        return Message(f"{said} {ask}", [section(said), context(ask)])
    value = f"{shown.last_day.isoformat()}:{shown.level.skill.written()}"
    elements: list[Element] = [button(_("Renew"), ids.RENEW_SKILL, value, style="primary")]
    press = _("Press *Renew*, and it holds for as long again.")
    return Message(f"{said} {press}", [section(said), context(press), actions(*elements)])


def _settled(said: str, shown: Ending, reader: Reader) -> Message:
    _, ends = reader.gettext, shown.level.expires_on
    now = _("It is {level} now.").format(level=level(shown.level.level, reader))
    if ends is not None:
        now = _("It is {level} now, until {day}.").format(level=level(shown.level.level, reader), day=day(ends))
    return Message(f"{said} {now}", [section(said), context(now)])
