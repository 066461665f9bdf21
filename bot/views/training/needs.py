"""What a desk's numbers say that its people could learn: the weekly message, and the modal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules.training.need_pictures import NeedPicture, NeedsPicture, SessionForNeed
from bot.rules.training.session_pictures import Suggestion
from bot.rules.training.sessions import TOPIC, ForWhom
from bot.views import ids
from bot.views.blocks import (
    MESSAGE_TEXT,
    SECTION,
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    section,
)
from bot.views.mrkdwn import calendar_day, cut, escape, in_bold, whole_lines
from bot.views.training import need_words, session_form

NAME, DESKS = 40, 15  # characters; desks that are named
ONE_DAY = timedelta(days=1)


def letter(shown: NeedsPicture, reader: Reader) -> Message:
    """The message of a week, in private: to a lead, or to an agent of their own."""
    opening = _opening(shown, reader)
    spoken, blocks = [opening], [section(opening)]
    for one in shown.needs:
        spoken += [_said(one, shown, reader), *_beside(one, shown, reader)]
        blocks += [divider(), *_need(one, shown, reader)]
    if shown.effects:
        came_after = _effects(shown, reader)
        heading = reader.gettext("*Before and after trainings*")
        spoken += [heading, *came_after]
        blocks += [divider(), section(heading), *(section(part) for part in came_after)]
    if shown.more_effects:
        text = reader.ngettext("… and of {n} more training.", "… and of {n} more trainings.", shown.more_effects)
        spoken.append(text.format(n=shown.more_effects))
        blocks.append(context(text.format(n=shown.more_effects)))
    notes = "\n".join([*_notes(shown, reader), reader.gettext("`/helpdesk needs` shows it at any time.")])
    return Message(whole_lines([*spoken, notes], MESSAGE_TEXT), [*blocks, context(notes)])


def needs(shown: NeedsPicture, reader: Reader) -> dict[str, Any]:
    """`/helpdesk needs`: what was found last, what somebody called not needed, and what came after trainings."""
    _ = reader.gettext
    blocks: list[Block] = [section(_opening(shown, reader))]
    if not shown.needs and shown.ends is not None:
        blocks.append(section(_nothing(shown, reader)))
    for one in shown.needs:
        blocks += [divider(), *_need(one, shown, reader)]
    if shown.more:
        text = reader.ngettext("… and {n} more.", "… and {n} more.", shown.more)
        blocks.append(context(text.format(n=shown.more)))
    if shown.hidden:
        blocks += [header(_("Not needed")), *(_hidden(one, shown, reader) for one in shown.hidden)]
    if shown.is_lead:
        blocks += _came_after(shown, reader)
    notes = (*_as_of(shown, reader), *_notes(shown, reader), *_others(shown, reader))
    blocks += [context(note) for note in notes]
    return modal(_("Training needs"), blocks, callback_id=ids.NEEDS, close=_("Close"))


def session(shown: SessionForNeed, reader: Reader) -> dict[str, Any]:
    """The form for a session, filled in as far as the need tells.

    Also where the need is one person's, it begins as one for all who work on the category: the desk reads for whom it
    is, and is not to read whose numbers are worse. Whoever plans it can choose people, whom nobody else reads of.
    """
    suggestion = Suggestion(
        topic=cut(need_words.topic(shown.subject, shown.category, reader), TOPIC),
        category=shown.subject.category,
        for_whom=ForWhom.CATEGORY if shown.is_for_knowing else ForWhom.DESK,
    )
    host = None if shown.is_own else shown.form.host_id  # nobody teaches themselves
    return session_form.form(replace(shown.form, host_id=host, suggestion=suggestion), reader)


def _opening(shown: NeedsPicture, reader: Reader) -> str:
    desk = in_bold(cut(shown.desk, NAME))
    if shown.begins is None or shown.ends is None:
        text = reader.gettext(
            "What can be learned at *{desk}*, by its numbers, is looked for on Mondays: not once yet."
        )
        return text.format(desk=desk)
    days = reader.days(shown.begins, shown.ends - ONE_DAY)
    if shown.is_lead:
        text = reader.gettext("*What people at {desk} could learn*, by the numbers of four weeks: {days}.")
    else:
        text = reader.gettext("*What you could learn* at {desk}, by your numbers of four weeks: {days}.")
    return text.format(desk=desk, days=escape(days))


def _nothing(shown: NeedsPicture, reader: Reader) -> str:
    _ = reader.gettext
    if shown.is_lead:
        return _("Nothing stands out: no category and nobody's tickets are clearly worse than before or elsewhere.")
    return _("Nothing stands out: your numbers are not clearly worse than those of the team.")


def _need(one: NeedPicture, shown: NeedsPicture, reader: Reader) -> Iterator[Block]:
    yield section(_said(one, shown, reader))
    yield from (context(text) for text in _beside(one, shown, reader))
    if one.hidden is None:
        yield _buttons(one, shown, reader)


def _said(one: NeedPicture, shown: NeedsPicture, reader: Reader) -> str:
    """What is worse, and the evidence."""
    lines = [need_words.title(one.need.subject, shown, reader)]
    lines += [f"• {line}" for line in need_words.evidence(one, shown, reader)]
    return "\n".join(lines)


def _beside(one: NeedPicture, shown: NeedsPicture, reader: Reader) -> Iterator[str]:
    """What fits; or that it is not needed."""
    if one.hidden is None:
        yield need_words.fitting(one.fit, reader)
    else:
        yield need_words.not_needed(one, shown, reader)


def _buttons(one: NeedPicture, shown: NeedsPicture, reader: Reader) -> Block:
    _ = reader.gettext
    value = _value(one, shown)
    return actions(
        button(_("Schedule a session…"), ids.SESSION_FOR_NEED, value), button(_("Not needed"), ids.NOT_NEEDED, value)
    )


def _hidden(one: NeedPicture, shown: NeedsPicture, reader: Reader) -> Block:
    """What is not shown, with the way back for whoever may take it."""
    title, until = need_words.title(one.need.subject, shown, reader), need_words.not_needed(one, shown, reader)
    is_theirs = shown.is_lead or (one.hidden is not None and one.hidden.hidden_from == shown.reader_id)
    again = button(reader.gettext("Show again"), ids.SHOW_NEED_AGAIN, _value(one, shown)) if is_theirs else None
    return section(f"{title}\n{until}", accessory=again)


def _came_after(shown: NeedsPicture, reader: Reader) -> list[Block]:
    _ = reader.gettext
    if shown.effects:
        listed = [section(part) for part in _effects(shown, reader)]
        return [header(_("Before and after trainings")), *listed, *_pages(shown, reader)]
    text = _("What came after trainings stands here eight weeks after each: of its category, for those who took part.")
    return [context(text)]


def _effects(shown: NeedsPicture, reader: Reader) -> list[str]:
    return [whole_lines(need_words.effect(one, shown, reader), SECTION) for one in shown.effects]


def _pages(shown: NeedsPicture, reader: Reader) -> Iterator[Block]:
    """The way to what came after other trainings."""
    _ = reader.gettext
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.EFFECTS_BACK, f"{shown.desk_id}:{shown.page - 1}"))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.EFFECTS_ON, f"{shown.desk_id}:{shown.page + 1}"))
    yield actions(*buttons)


def _as_of(shown: NeedsPicture, reader: Reader) -> Iterator[str]:
    """How old it is, and when it is looked for again."""
    _ = reader.gettext
    if not shown.is_on:
        yield _("This desk has nothing looked for any more: its settings say `needs: off`.")
    elif shown.ends is not None:
        day = calendar_day(shown.ends, reader)
        yield _("As of {day}. What has happened since is looked at next Monday.").format(day=day)


def _notes(shown: NeedsPicture, reader: Reader) -> Iterator[str]:
    """How to read it."""
    _ = reader.gettext
    if not shown.is_lead:
        yield _(
            "Only you and whoever leads the desk see this. Where everybody else is one or two people, their number is "
            "not told."
        )
    yield _(
        "Said only where ten cases at least on both sides differ by more than chance: where nothing differs, you are "
        "told something in one week of twenty at most. Numbers don't say why: look at the tickets first."
    )
    if shown.effects:
        yield _("Before and after: eight weeks each. Whatever else changed meanwhile is in these numbers, too.")


def _others(shown: NeedsPicture, reader: Reader) -> Iterator[str]:
    if shown.others:
        text = reader.gettext("You work other desks, too. `/helpdesk needs` followed by a key shows one: {keys}")
        yield text.format(keys=", ".join(f"`{escape(desk)}`" for desk in shown.others[:DESKS]))


def _value(one: NeedPicture, shown: NeedsPicture) -> str:
    return f"{shown.desk_id}:{one.need.subject.written()}"
