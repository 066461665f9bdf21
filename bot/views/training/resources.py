"""Resources: one to read, the list, and the form."""

import json
from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.training.resource_pictures import LibraryPicture, ResourceFormPicture, ResourceLine, ResourcePicture
from bot.rules.training.resources import LINK, MOST_MINUTES, TEXT, TITLE, Resource, Vote
from bot.views import ids
from bot.views.blocks import (
    Block,
    Element,
    actions,
    button,
    checkbox,
    context,
    day_picker,
    labelled,
    link_button,
    modal,
    number_input,
    option,
    overflow,
    people_select,
    section,
    select,
    selects,
    text_input,
)
from bot.views.mrkdwn import cut, day, escape, in_bold, link, moment
from bot.views.user_text import literal, rich

OPENING = 120  # characters
QUERY = 100
APART = "  ·  "


def resource(shown: ResourcePicture, reader: Reader, *, is_saved: bool = False) -> dict[str, Any]:
    """A resource to read. `is_saved`: in place of the form that was just sent."""
    _, one = reader.gettext, shown.resource
    blocks: list[Block] = [section(f"*{title(one)}*"), context(APART.join(_kept(shown, reader)))]
    if is_saved:
        blocks.insert(0, section(_("Saved. `/helpdesk learn` finds it.")))
    blocks += _asked(shown, reader)
    blocks += _said(shown, reader)
    blocks.append(context(APART.join(_counts(shown, reader))))
    blocks += _can_be_done(shown, reader)
    return modal(_("To learn from"), blocks, callback_id=ids.RESOURCE, close=_("Close"))


def listing(shown: LibraryPicture, reader: Reader) -> dict[str, Any]:
    """The resources that somebody may read, with what they may do with each. At most 26 blocks."""
    _ = reader.gettext
    looking = text_input(ids.QUERY, initial=shown.typed, max_length=QUERY)
    blocks: list[Block] = [
        labelled(_("What do you want to learn about?"), looking, block_id=ids.QUERY, optional=True),
        actions(button(_("Add something"), ids.NEW_RESOURCE, style="primary")),
        *_order(shown, reader),
        *(_line(line, reader) for line in shown.lines),
        *_around(shown, reader),
    ]
    metadata = f"{shown.page}:{shown.typed}"
    return modal(_("Learn"), blocks, callback_id=ids.LEARN, close=_("Close"), submit=_("Search"), metadata=metadata)


def form(shown: ResourceFormPicture, reader: Reader, came_from: str = "") -> dict[str, Any]:
    """A resource to add, or to change. `came_from`: what stands behind it, see handlers/training/resources.py."""
    _, content, is_new = reader.gettext, shown.content, shown.resource is None
    name = text_input(ids.RESOURCE_TITLE, initial=content.title, max_length=TITLE)
    address = text_input(ids.RESOURCE_LINK, initial=content.link, max_length=LINK, placeholder="https://")
    text = text_input(ids.RESOURCE_TEXT, initial=content.text, multiline=True, max_length=TEXT)
    blocks: list[Block] = [
        labelled(_("Title"), name, block_id=ids.RESOURCE_TITLE),
        labelled(
            _("Link"),
            address,
            block_id=ids.RESOURCE_LINK,
            optional=True,
            hint=_("A page that the people of the desk can open. Nobody but they can tell whether it is still there."),
        ),
        labelled(
            _("Text"),
            text,
            block_id=ids.RESOURCE_TEXT,
            optional=True,
            hint=_("What there is to learn, or what to look at behind the link. One of the two is needed."),
        ),
        *([] if is_new else _again(reader)),
        *_sorting(shown, reader),
        *_keeping(shown, reader),
    ]
    return modal(
        _("Add to training") if is_new else _("To learn from"),
        blocks,
        callback_id=ids.RESOURCE_FORM,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=_metadata(shown, came_from),
    )


def title(one: Resource) -> str:
    """What a resource is called, in mrkdwn, which may be made bold."""
    return in_bold(cut(one.title, TITLE))


def minutes(one: Resource, reader: Reader) -> str:
    """How long it takes; empty when nobody said."""
    if one.minutes is None:
        return ""
    return reader.ngettext("{n} minute", "{n} minutes", one.minutes).format(n=one.minutes)


def done_button(one: Resource, reader: Reader) -> Element:
    """*Done*, of the version that is shown."""
    return button(reader.gettext("Done"), ids.RESOURCE_DONE, f"{one.id}:{one.version}", style="primary")


def link_says_dead(shown: ResourcePicture, reader: Reader) -> Iterator[Block]:
    """That somebody could not open the link."""
    if shown.resource.link_dead_at is not None:
        text = reader.gettext("*The link is dead*, says {name} ({time}).")
        yield section(text.format(name=escape(shown.link_dead_by), time=moment(shown.resource.link_dead_at)))


def _kept(shown: ResourcePicture, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, shown.resource
    if one.retired_at is not None:
        yield _("*Retired*")
    yield escape(shown.desk)
    yield from (escape(name) for name in shown.categories)
    if one.minutes is not None:
        yield minutes(one, reader)
    yield _("{name} answers for it").format(name=escape(shown.owner))
    yield _("version {version}, {time}").format(version=one.version, time=moment(one.changed_at))


def _asked(shown: ResourcePicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if shown.asked is not None:
        yield section(_("*You are asked to read this by {day}.*").format(day=day(shown.asked.due_on)))
    elif shown.requirement is not None and shown.may_require:
        yield context(_("Has to be read by {day}").format(day=day(shown.requirement.due_on)))


def _said(shown: ResourcePicture, reader: Reader) -> Iterator[Block]:
    one = shown.resource
    yield from link_says_dead(shown, reader)
    if one.link:
        yield rich(f"<{one.link}>", {})
        yield actions(link_button(reader.gettext("Open the link"), ids.LINK, one.link), block_id="link")
    if one.text:
        yield rich(one.text, {}, limit=5 * TEXT)


def _counts(shown: ResourcePicture, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, shown.resource
    if shown.read is not None:
        yield _("You have read it")
    yield done_by(one, reader)
    yield useful(one, reader)
    if shown.message_url is not None:
        yield link(shown.message_url, _("The message it comes from"))


def done_by(one: Resource, reader: Reader) -> str:
    """How many people have read it."""
    if not one.done:
        return reader.gettext("Nobody has read it yet")
    return reader.ngettext("{n} person has read it", "{n} people have read it", one.done).format(n=one.done)


def useful(one: Resource, reader: Reader) -> str:
    """How many of those who said so call it useful."""
    of_all = one.useful + one.not_useful
    if not of_all:
        return reader.gettext("Nobody has said yet whether it is useful")
    return reader.ngettext("Useful to {n} of {all}", "Useful to {n} of {all}", of_all).format(n=one.useful, all=of_all)


def _can_be_done(shown: ResourcePicture, reader: Reader) -> Iterator[Block]:
    _, one, value = reader.gettext, shown.resource, str(shown.resource.id)
    if one.retired_at is not None:
        return
    yes = _("Useful (your answer)") if shown.vote is Vote.USEFUL else _("Useful")
    no = _("Not useful (your answer)") if shown.vote is Vote.NOT_USEFUL else _("Not useful")
    buttons = [] if shown.read is not None else [done_button(one, reader)]
    buttons += [button(yes, ids.RESOURCE_USEFUL, value), button(no, ids.RESOURCE_NOT_USEFUL, value)]
    yield actions(*buttons, block_id="answer")
    keep = [button(_("Edit…"), ids.EDIT_RESOURCE, value)]
    if one.link and one.link_dead_at is None:
        keep.append(button(_("The link is dead"), ids.LINK_IS_DEAD, value))
    if one.link_dead_at is not None:
        keep.append(button(_("Still right"), ids.CONFIRM_RESOURCE, value))
    if shown.may_require:
        keep.append(button(_("Require reading…"), ids.REQUIRE_READING, value))
        if shown.requirement is not None:
            keep.append(button(_("Who has read it"), ids.SEE_READERS, value))
    yield actions(*keep, block_id="keep")


def _order(shown: LibraryPicture, reader: Reader) -> Iterator[Block]:
    """How the list goes on, where it is not by how well the words fit."""
    if shown.total and not shown.typed.strip():
        yield context(reader.gettext("What you are asked to read first; then the newest, and last what is retired."))


def _line(line: ResourceLine, reader: Reader) -> Block:
    _, one = reader.gettext, line.resource
    text = [f"*{title(one)}*", APART.join(part for part in _details(line, reader) if part)]
    opening = literal(one.text) or one.link
    text.append(escape(cut(opening, OPENING)))
    menu = overflow(ids.RESOURCE_MENU, _menu(line, reader))
    return section("\n".join(text), block_id=f"resource:{one.id}", accessory=menu)


def _details(line: ResourceLine, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, line.resource
    if one.retired_at is not None:
        yield _("*Retired*")
    elif line.asked is not None:
        yield _("*To be read by {day}*").format(day=day(line.asked.due_on))
    if one.link_dead_at is not None:
        yield _("*Somebody says that the link is dead*")
    if line.is_due:
        yield _("*To be looked at again*")
    if line.is_read:
        yield _("You have read it")
    yield escape(line.desk)
    yield escape(cut(", ".join(line.categories), OPENING))
    yield minutes(one, reader)
    yield done_by(one, reader)
    yield useful(one, reader) if one.useful + one.not_useful else ""


def _menu(line: ResourceLine, reader: Reader) -> list[Element]:
    _, one = reader.gettext, line.resource
    words = {ids.RESOURCE: _("Look at it")}
    if one.retired_at is not None:
        words[ids.RESTORE_RESOURCE] = _("Restore")
    else:
        words[ids.EDIT_RESOURCE] = _("Edit…")
        if line.is_due:
            words[ids.CONFIRM_RESOURCE] = _("Still right")
        words[ids.RETIRE_RESOURCE] = _("Retire")
        if line.may_require:
            see, require = {ids.SEE_READERS: _("Who has read it")}, {ids.REQUIRE_READING: _("Require reading…")}
            words |= see if line.is_required else require
    return [option(label, f"{word}:{one.id}") for word, label in words.items()]


def _around(shown: LibraryPicture, reader: Reader) -> Iterator[Block]:
    """What stands below the list: that it is empty, or the way to its other pages."""
    _ = reader.gettext
    if not shown.total and shown.typed:
        yield section(_("Nothing to learn from has these words. Do you know something that has? Add it."))
    elif not shown.total:
        yield section(
            _("There is nothing here yet. Add a page, a video or a text from which your colleagues can learn.")
        )
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.LEARN_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.LEARN_ON, str(shown.page + 1)))
    yield actions(*buttons)


def _again(reader: Reader) -> Iterator[Block]:
    """Whether whoever has read it has to read it again: without a word, yes."""
    _ = reader.gettext
    box = checkbox(ids.SMALL_CHANGE, _("A small correction: nobody has to read it again"), "small")
    hint = _("Else whoever has to read it is asked again, when its link or text changes.")
    yield labelled(_("What changes"), box, block_id=ids.SMALL_CHANGE, optional=True, hint=hint)


def _sorting(shown: ResourceFormPicture, reader: Reader) -> Iterator[Block]:
    _, content = reader.gettext, shown.content
    if shown.resource is None and len(shown.desks) > 1:
        choices = [option(desk.name, desk.id) for desk in shown.desks]
        menu = select(ids.RESOURCE_DESK, _("Desk"), choices, initial=choices[0]["value"])
        yield labelled(_("Desk"), menu, block_id=ids.RESOURCE_DESK)
    if shown.categories:
        choices = [option(category.name, category.key) for category in shown.categories]
        several = selects(ids.RESOURCE_CATEGORIES, _("Any"), choices, initial=content.categories)
        yield labelled(_("Categories"), several, block_id=ids.RESOURCE_CATEGORIES, optional=True)
    number = number_input(ids.RESOURCE_MINUTES, least=1, most=MOST_MINUTES, initial=content.minutes)
    yield labelled(_("Minutes that it takes"), number, block_id=ids.RESOURCE_MINUTES, optional=True)


def _keeping(shown: ResourceFormPicture, reader: Reader) -> Iterator[Block]:
    _, upkeep = reader.gettext, shown.upkeep
    field = people_select(ids.RESOURCE_OWNER, _("Somebody of the desk"), initial=upkeep.owner_id)
    yield labelled(_("Who answers for it"), field, block_id=ids.RESOURCE_OWNER)
    initial = upkeep.review_on.isoformat() if upkeep.review_on else None
    picker = day_picker(ids.RESOURCE_REVIEW_ON, _("Choose a day"), initial=initial)
    hint = _("Then whoever answers for it is asked whether it is still right. Left empty, never.")
    yield labelled(_("To be looked at again"), picker, block_id=ids.RESOURCE_REVIEW_ON, optional=True, hint=hint)


def _metadata(shown: ResourceFormPicture, came_from: str) -> str:
    """What the form must not forget: the resource and how it stood, or where a new one comes from."""
    known: dict[str, Any] = {"behind": came_from}
    if shown.resource is not None:
        known |= {"resource": shown.resource.id, "seen": shown.standing}
    else:
        known["desk"] = shown.desks[0].id if shown.desks else ""
        known["message"] = "" if shown.place is None else f"{shown.place.channel}:{shown.place.ts}"
    return json.dumps(known)
