"""Saved replies as a collection: the list, with how each one fares."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.pictures import RepliesPicture, ReplyLine
from bot.rules.replies import SavedReply, names_to_fill_in
from bot.rules.reply_use import Among, Fares, Reason
from bot.rules.vocabulary import PersonId, Scope
from bot.views import ids, reply_actions
from bot.views.blocks import (
    Block,
    Element,
    actions,
    button,
    context,
    labelled,
    modal,
    option,
    overflow,
    section,
    text_input,
)
from bot.views.languages import called
from bot.views.mrkdwn import cut, day, escape
from bot.views.user_text import literal

OPENING = 120  # characters of a body in the list
PLACEHOLDERS = 200
QUERY = 100

PLACE: Mapping[Scope, str] = {
    Scope.PERSONAL: marked("Only for you"),
    Scope.DESK: marked("For {desk}"),
    Scope.WORKSPACE: marked("For every desk"),
}
REASON: Mapping[Reason, str] = {
    Reason.DUE: marked("its day has come"),
    Reason.UNUSED: marked("not used for 90 days"),
    Reason.RATED_POORLY: marked("few were satisfied"),
    Reason.OFTEN_REOPENED: marked("often reopened"),
}


def listing(shown: RepliesPicture, reader: Reader) -> dict[str, Any]:
    """The saved replies that somebody may use, with what they may do to each. At most 25 blocks."""
    _ = reader.gettext
    looking = text_input(ids.QUERY, initial=shown.typed, max_length=QUERY)
    blocks: list[Block] = [
        labelled(_("What are you looking for?"), looking, block_id=ids.QUERY, optional=True),
        actions(button(_("New saved reply"), ids.NEW_REPLY, style="primary"), *_filters(shown, reader)),
        *(_line(line, reader) for line in shown.lines),
        *_around(shown, reader),
    ]
    return modal(
        _("Saved replies"),
        blocks,
        callback_id=ids.REPLIES,
        close=_("Close"),
        submit=_("Search"),
        metadata=f"{shown.page}:{shown.among}:{shown.typed}",
    )


def summary(line: ReplyLine, reader: Reader) -> str:
    """A saved reply in a few lines of mrkdwn: its name, whose it is, how it fares, how it begins, what it does."""
    _, reply = reader.gettext, line.reply
    details = [_(PLACE[reply.scope]).format(desk=escape(line.place)), _used(reply, reader), *_fared(line.fares, reader)]
    if reply.retired_at is not None:
        details.insert(0, _("*Retired*"))
    text = [
        f"*{escape(reply.title)}*  `{escape(reply.key)}`",
        "  ·  ".join(details),
        escape(cut(literal(reply.body), OPENING)),
        *_more(line, reader),
    ]
    return "\n".join(text)


def _filters(shown: RepliesPicture, reader: Reader) -> Iterator[Element]:
    _ = reader.gettext
    if shown.among is Among.TO_REVIEW:
        yield button(_("Show all"), ids.ALL_REPLIES)
    elif shown.waiting:
        yield button(_("To review ({n})").format(n=shown.waiting), ids.REPLIES_TO_REVIEW)


def _line(line: ReplyLine, reader: Reader) -> Block:
    menu = overflow(ids.REPLY_MENU, _menu(line, reader))
    return section(summary(line, reader), block_id=f"reply:{line.reply.id}", accessory=menu)


def _more(line: ReplyLine, reader: Reader) -> Iterator[str]:
    """What else there is to know of it, a line each."""
    _, reply = reader.gettext, line.reply
    left = names_to_fill_in("\n".join(reply.wording.bodies))
    if left:
        asked = escape(cut(literal(", ".join(left)), PLACEHOLDERS))
        yield _("Asks for: {placeholders}").format(placeholders=asked)
    given_to = line.names.get(PersonId(reply.actions.assign or ""), reply.actions.assign or "")
    does = reply_actions.does(reply.actions, given_to, reader)
    if does:
        yield _("Does besides: {actions}").format(actions=escape(does))
    if reply.translations:
        yield _("Also in {languages}").format(languages=escape(", ".join(called(one) for one in reply.translations)))
    if reply.is_public:
        yield _("Suggested to people who are about to ask")
    if line.reasons:
        yield _(":mag: To review: {reasons}").format(reasons=", ".join(_(REASON[reason]) for reason in line.reasons))
    elif reply.review_by is not None and reply.retired_at is None:
        yield _("Looked at again on {day}").format(day=day(reply.review_by))


def _menu(line: ReplyLine, reader: Reader) -> list[Element]:
    _ = reader.gettext
    words = {ids.COPY_REPLY: _("Copy…")}
    if line.may_change and line.reply.retired_at is None:
        words = {ids.EDIT_REPLY: _("Edit…"), **words, ids.RETIRE_REPLY: _("Retire")}
    elif line.may_change:
        words = {**words, ids.RESTORE_REPLY: _("Restore")}
    return [option(label, f"{word}:{line.reply.id}") for word, label in words.items()]


def _used(reply: SavedReply, reader: Reader) -> str:
    if not reply.times_used or reply.last_used_at is None:
        return reader.gettext("Not used yet")
    text = reader.ngettext("Used once, {day}", "Used {n} times, last {day}", reply.times_used)
    return text.format(n=reply.times_used, day=day(reply.last_used_at.date()))


def _fared(fares: Fares, reader: Reader) -> Iterator[str]:
    """How its tickets fared, where there are enough of them to say so."""
    _ = reader.gettext
    satisfied, reopened = fares.satisfied.percentage, fares.reopened.percentage
    if satisfied is not None:
        yield _("{percentage} satisfied (n={n})").format(percentage=f"{satisfied:.0%}", n=fares.satisfied.n)
    if reopened is not None:
        yield _("{percentage} reopened (n={n})").format(percentage=f"{reopened:.0%}", n=fares.reopened.n)


def _around(shown: RepliesPicture, reader: Reader) -> Iterator[Block]:
    """What stands below the list: that it is empty, or the way to its other pages."""
    _ = reader.gettext
    if not shown.total and shown.among is Among.TO_REVIEW:
        yield section(_("No saved reply needs a look."))
    elif not shown.total and shown.typed:
        yield section(_("No saved reply has these words."))
    elif not shown.total:
        yield section(
            _("There are no saved replies yet. Write the first one: an answer that you give often, for everybody.")
        )
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.REPLIES_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.REPLIES_ON, str(shown.page + 1)))
    yield actions(*buttons)
