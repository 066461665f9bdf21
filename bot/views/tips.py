"""Tips as a collection: one to read, the list, and the forms."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.replies import LANGUAGES
from bot.rules.search import Audience
from bot.rules.tip_pictures import TipFormPicture, TipLine, TipPicture, TipsPicture
from bot.rules.tips import AUDIENCES, CAUSE, ISSUE, REASON, RESOLUTION, Tip
from bot.views import ids
from bot.views.blocks import (
    OPTION,
    Block,
    Element,
    actions,
    button,
    context,
    day_picker,
    labelled,
    modal,
    option,
    overflow,
    people_select,
    search,
    section,
    select,
    text_input,
)
from bot.views.languages import called
from bot.views.mrkdwn import cut, escape, in_bold, link, moment
from bot.views.user_text import literal, rich

TITLE, OPENING = 120, 120  # characters
QUERY = 100

AUDIENCE: Mapping[Audience, str] = {
    Audience.DESK: marked("Internal: the people of its desk"),
    Audience.PUBLIC: marked("Public: everybody in the workspace"),
}
WHOSE: Mapping[Audience, str] = {Audience.DESK: marked("Internal"), Audience.PUBLIC: marked("Public")}


def tip(shown: TipPicture, reader: Reader, *, is_saved: bool = False) -> dict[str, Any]:
    """A tip to read. `is_saved`: in place of the form that was just sent."""
    _ = reader.gettext
    blocks: list[Block] = [section(f"*{title(shown.tip)}*"), context("  ·  ".join(_kept(shown, reader)))]
    if is_saved:
        blocks.insert(0, section(_("Saved. Whoever has a similar ticket next finds it.")))
    blocks += said(shown, reader)
    if shown.is_for_desk:
        blocks.append(context("  ·  ".join(_came_from(shown, reader))))
        blocks += _can_be_done(shown.tip, reader)
    return modal(_("Tip"), blocks, callback_id=ids.TIP, close=_("Close"))


def said(shown: TipPicture, reader: Reader) -> Iterator[Block]:
    """What a tip says, and what is wrong with it."""
    _, one = reader.gettext, shown.tip
    if one.flagged_at is not None:
        text = _("*Flagged as outdated* by {name}: {reason}")
        reason = escape(cut(literal(one.flag_reason), REASON)) if shown.is_for_desk else ""
        text = text if shown.is_for_desk else _("*Somebody called this outdated.* It is being looked at.")
        yield section(text.format(name=escape(shown.flagged_by), reason=reason))
    is_all_said = literal(one.issue) == one.title
    for label, text, limit in (
        (_("Issue"), "" if is_all_said else one.issue, ISSUE),
        (_("Cause"), one.cause, CAUSE),
        (_("Resolution"), one.resolution, RESOLUTION),
    ):
        if text:
            yield section(f"*{label}*")
            yield rich(text, {}, limit=5 * limit, quote=True)


def listing(shown: TipsPicture, reader: Reader) -> dict[str, Any]:
    """The tips that somebody may read, with what they may do with each. At most 26 blocks."""
    _ = reader.gettext
    looking = text_input(ids.QUERY, initial=shown.typed, max_length=QUERY)
    blocks: list[Block] = [
        labelled(_("What are you looking for?"), looking, block_id=ids.QUERY, optional=True),
        actions(button(_("New tip"), ids.NEW_TIP, style="primary")),
        *_order(shown, reader),
        *(_line(line, reader) for line in shown.lines),
        *_around(shown, reader),
    ]
    metadata = f"{shown.page}:{shown.typed}"
    return modal(_("Tips"), blocks, callback_id=ids.TIPS, close=_("Close"), submit=_("Search"), metadata=metadata)


def form(shown: TipFormPicture, reader: Reader, came_from: str = "") -> dict[str, Any]:
    """A tip to write, or to write anew. `came_from`: what stands behind it, see handlers/tip_forms.py."""
    _, wording, is_new = reader.gettext, shown.wording, shown.tip is None
    blocks: list[Block] = [*_warned(shown, reader)]
    for action_id, label, text, limit, hint in (
        (
            ids.ISSUE,
            _("Issue"),
            wording.issue,
            ISSUE,
            _("In the words of whoever has it. The first line is the title."),
        ),
        (ids.CAUSE, _("Cause"), wording.cause, CAUSE, None),
        (ids.RESOLUTION, _("Resolution"), wording.resolution, RESOLUTION, _("What to do, step by step.")),
    ):
        field = text_input(action_id, initial=text, multiline=True, max_length=limit)
        blocks.append(labelled(label, field, block_id=action_id, optional=action_id == ids.CAUSE, hint=hint))
    blocks += [*_whom_for(shown, reader), *_sorting(shown, reader), *_keeping(shown, reader)]
    return modal(
        _("New tip") if is_new else _("Tip"),
        blocks,
        callback_id=ids.TIP_FORM,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=_metadata(shown, came_from),
    )


def flag_form(one: Tip, reader: Reader, came_from: str = "") -> dict[str, Any]:
    """*Flag as outdated…*: what is wrong with it."""
    _ = reader.gettext
    reason = labelled(
        _("What is not right any more?"),
        text_input(ids.REASON, multiline=True, max_length=REASON),
        block_id=ids.REASON,
        hint=_("Whoever answers for the tip reads this. Until it is put right, nobody who asks for help is shown it."),
    )
    return modal(
        _("Flag as outdated"),
        [section(f"*{title(one)}*"), reason],
        callback_id=ids.FLAG_TIP,
        close=_("Cancel"),
        submit=_("Flag it"),
        metadata=json.dumps({"tip": one.id, "behind": came_from}),
    )


def merge_form(one: Tip, reader: Reader, came_from: str = "") -> dict[str, Any]:
    """*Merge into…*: which tip it becomes part of."""
    _ = reader.gettext
    other = labelled(
        _("Which tip says it, too?"),
        search(ids.TARGET_TIP, _("Look for a tip")),
        block_id=ids.TARGET_TIP,
        hint=_("That one stays as it is, and the tickets of this one belong to it. This one is retired."),
    )
    return modal(
        _("Merge tips"),
        [section(f"*{title(one)}*"), other],
        callback_id=ids.MERGE_TIP,
        close=_("Cancel"),
        submit=_("Merge"),
        metadata=json.dumps({"tip": one.id, "behind": came_from}),
    )


def targets(found: Sequence[Tip]) -> list[Element]:
    """The choices of that form."""
    return [option(cut(literal(one.title), OPTION), str(one.id)) for one in found]


def title(one: Tip) -> str:
    """What a tip is called, in mrkdwn, which may be made bold."""
    return in_bold(cut(one.title, TITLE))


def _kept(shown: TipPicture, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, shown.tip
    if one.retired_at is not None:
        text = _("Retired: part of “{title}” now") if shown.into else _("*Retired*")
        yield text.format(title=escape(cut(shown.into, TITLE)))
    yield escape(shown.desk)
    if shown.is_for_desk:
        yield _(WHOSE[one.audience])
    if shown.category:
        yield escape(shown.category)
    if shown.is_for_desk:
        yield _("{name} answers for it").format(name=escape(shown.owner))
        yield _("version {version}, {time}").format(version=one.version, time=moment(one.changed_at))


def _came_from(shown: TipPicture, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, shown.tip
    yield helped(one, reader)
    if shown.spared:
        text = reader.ngettext(
            "Answered {n} person before there was a ticket",
            "Answered {n} people before there was a ticket",
            shown.spared,
        )
        yield text.format(n=shown.spared)
    if shown.ticket_key:
        key = link(shown.ticket_url, shown.ticket_key) if shown.ticket_url else shown.ticket_key
        yield _("Learned from {key}").format(key=key)
    if shown.message_url is not None:
        yield link(shown.message_url, _("The message it comes from"))


def helped(one: Tip, reader: Reader) -> str:
    """How often a tip has helped."""
    if not one.times_helped:
        return reader.gettext("Has not helped with a ticket yet")
    text = reader.ngettext("Helped with {n} ticket", "Helped with {n} tickets", one.times_helped)
    return text.format(n=one.times_helped)


def _can_be_done(one: Tip, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if one.retired_at is None:
        buttons = [button(_("Edit…"), ids.EDIT_TIP, str(one.id))]
        if one.flagged_at is None:
            buttons.append(button(_("Flag as outdated…"), ids.FLAG_TIP, str(one.id)))
        yield actions(*buttons)


def _order(shown: TipsPicture, reader: Reader) -> Iterator[Block]:
    """How the list goes on, where it is not by how well the words fit."""
    if shown.total and not shown.typed.strip():
        yield context(reader.gettext("The newest first; then what is flagged as outdated, and last what is retired."))


def _line(line: TipLine, reader: Reader) -> Block:
    _, one = reader.gettext, line.tip
    details = [escape(line.desk), _(WHOSE[one.audience]), helped(one, reader)]
    if one.retired_at is not None:
        details.insert(0, _("*Retired*"))
    elif one.flagged_at is not None:
        details.insert(0, _("*Flagged as outdated*"))
    elif line.is_due:
        details.insert(0, _("*To be looked at again*"))
    text = [f"*{title(one)}*", "  ·  ".join(details), escape(cut(literal(one.resolution), OPENING))]
    menu = overflow(ids.TIP_MENU, _menu(line, reader))
    return section("\n".join(text), block_id=f"tip:{one.id}", accessory=menu)


def _menu(line: TipLine, reader: Reader) -> list[Element]:
    _, one = reader.gettext, line.tip
    words = {ids.TIP: _("Read")}
    if line.may_keep and one.retired_at is not None:
        words[ids.RESTORE_TIP] = _("Restore")
    elif one.retired_at is None:
        if line.may_keep:
            words[ids.EDIT_TIP] = _("Edit…")
            if not line.may_flag or line.is_due:
                words[ids.CONFIRM_TIP] = _("Still right")
        if line.may_flag and ids.CONFIRM_TIP not in words:
            words[ids.FLAG_TIP] = _("Flag as outdated…")
        if line.may_keep:
            words |= {ids.MERGE_TIP: _("Merge into…"), ids.RETIRE_TIP: _("Retire")}
    return [option(label, f"{word}:{one.id}") for word, label in words.items()]


def _around(shown: TipsPicture, reader: Reader) -> Iterator[Block]:
    """What stands below the list: that it is empty, or the way to its other pages."""
    _ = reader.gettext
    if not shown.total and shown.typed:
        yield section(_("No tip has these words."))
    elif not shown.total:
        yield section(_("There are no tips yet. Write down what you have just found out: the next one profits."))
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.TIPS_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.TIPS_ON, str(shown.page + 1)))
    yield actions(*buttons)


def _warned(shown: TipFormPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if shown.ticket_key:
        yield context(
            _("From {key}: please leave out names, and what was only about this one.").format(key=shown.ticket_key)
        )
    if shown.is_from_private:
        yield section(
            _(
                "*It comes from a private ticket.* Write nothing here that only those who work on it may know. "
                "If you make it public, everybody can read it."
            )
        )


def _whom_for(shown: TipFormPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if shown.tip is None and len(shown.desks) > 1:
        choices = [option(desk.name, desk.id) for desk in shown.desks]
        menu = select(ids.TIP_DESK, _("Desk"), choices, initial=choices[0]["value"])
        yield labelled(_("Desk"), menu, block_id=ids.TIP_DESK)
    choices = [option(_(AUDIENCE[audience]), audience) for audience in AUDIENCES]
    menu = select(ids.AUDIENCE, _("Who reads it"), choices, initial=shown.wording.audience)
    yield labelled(_("Who reads it"), menu, block_id=ids.AUDIENCE)


def _sorting(shown: TipFormPicture, reader: Reader) -> Iterator[Block]:
    _, wording = reader.gettext, shown.wording
    if shown.categories:
        choices = [option(category.name, category.key) for category in shown.categories]
        menu = select(ids.TIP_CATEGORY, _("Any"), choices, initial=wording.category)
        yield labelled(_("Category"), menu, block_id=ids.TIP_CATEGORY, optional=True)
    known = LANGUAGES if wording.language in LANGUAGES else (*LANGUAGES, wording.language)
    spoken = [option(called(language), language) for language in known]
    menu = select(ids.LANGUAGE, _("Language"), spoken, initial=wording.language)
    yield labelled(_("Language"), menu, block_id=ids.LANGUAGE)


def _keeping(shown: TipFormPicture, reader: Reader) -> Iterator[Block]:
    _, kept = reader.gettext, shown.kept
    if shown.tip is not None:
        field = people_select(ids.TIP_OWNER, _("Somebody of the desk"), initial=kept.owner_id)
        yield labelled(_("Who answers for it"), field, block_id=ids.TIP_OWNER)
    day = day_picker(ids.REVIEW_ON, _("Choose a day"), initial=kept.review_on.isoformat() if kept.review_on else None)
    hint = _("Then whoever answers for it is asked whether it is still right. Left empty, never.")
    yield labelled(_("To be looked at again"), day, block_id=ids.REVIEW_ON, optional=True, hint=hint)


def _metadata(shown: TipFormPicture, came_from: str) -> str:
    """What the form must not forget: the tip and the version that it shows, or where a new one comes from."""
    known: dict[str, Any] = {"behind": came_from}
    if shown.tip is not None:
        known |= {"tip": shown.tip.id, "version": shown.tip.version}
    else:
        known["desk"] = shown.desks[0].id if shown.desks else ""
        known["ticket"] = shown.origin.ticket_id
        place = shown.origin.place
        known["message"] = "" if place is None else f"{place.channel}:{place.ts}"
    return json.dumps(known)
