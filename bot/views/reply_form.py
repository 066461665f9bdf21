"""The form for a saved reply: what it says in which languages, what it does, whom it is for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules.markup import readable
from bot.rules.pictures import ReplyFormPicture
from bot.rules.replies import BODY, KEY, LANGUAGES, TITLE, TRANSLATIONS, SavedReply, Variable
from bot.rules.reply_actions import ME, STATUSES
from bot.rules.vocabulary import PersonId, Priority, Scope
from bot.views import ids, words
from bot.views.blocks import (
    SELECT_OPTIONS,
    Block,
    Element,
    checkbox,
    context,
    day_picker,
    divider,
    labelled,
    modal,
    option,
    section,
    select,
    text_input,
)
from bot.views.languages import called
from bot.views.mrkdwn import escape
from bot.views.replies import PLACE

AS_IT_IS = "as_it_is"  # the choice that a reply leaves something alone
TAGS = 600  # characters


def form(shown: ReplyFormPicture, reader: Reader, came_from: str = "") -> dict[str, Any]:
    """A saved reply to write, or to write anew. `came_from` is the metadata of the list behind it; empty for none."""
    _, wording = reader.gettext, shown.wording
    is_new = shown.reply is None
    blocks: list[Block] = [
        labelled(
            _("Title"), text_input(ids.TITLE, initial=_title(shown, reader), max_length=TITLE), block_id=ids.TITLE
        ),
        labelled(
            _("Text"),
            text_input(ids.BODY, initial=readable(wording.body), multiline=True, max_length=BODY),
            block_id=ids.BODY,
            hint=_(
                "What stands in double braces is filled in when the reply is used; {example} says what to write when "
                "nothing is known. Other words in double braces are asked for before sending."
            ).format(example="{{requester.first_name|there}}"),
        ),
        context(" ".join(f"`{{{{{variable}}}}}`" for variable in Variable)),
        *_languages(shown, reader),
        *([_scopes(shown, reader)] if is_new else []),
        *_category(shown, reader),
        divider(),
        section(_("*What it does besides.* Each can be unticked before sending.")),
        *_actions(shown, reader),
        divider(),
        *_care(shown, reader),
    ]
    return modal(
        _("New saved reply") if is_new else _("Saved reply"),
        blocks,
        callback_id=ids.REPLY_FORM,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=f"{_known(shown.reply)}|{came_from}",
    )


def saved(reply: SavedReply, reader: Reader) -> str:
    """The form's last word where there is no list behind it."""
    text = reader.gettext("“{title}” is saved. `/helpdesk replies` shows it, `/helpdesk reply {key} IT-42` uses it.")
    return text.format(title=escape(reply.title), key=escape(reply.key))


def _title(shown: ReplyFormPicture, reader: Reader) -> str:
    """What the reply is called; a new one that begins as another does says so, and so gets a key of its own."""
    title = shown.wording.title
    return reader.gettext("Copy of {title}").format(title=title) if shown.is_copy and title else title


def _known(reply: SavedReply | None) -> str:
    """Which reply the form changes, in the version that it shows; empty for a new one."""
    return "" if reply is None else f"{reply.id}.{reply.version}"


def _languages(shown: ReplyFormPicture, reader: Reader) -> Iterator[Block]:
    """The language of the text, the same in others, and a way to add one more."""
    _, wording = reader.gettext, shown.wording
    yield labelled(
        _("Language"),
        select(ids.LANGUAGE, _("Language"), _choices(wording.language, LANGUAGES), initial=wording.language),
        block_id=ids.LANGUAGE,
    )
    for language, body in wording.translations.items():
        yield labelled(
            _("Text in {language}").format(language=called(language)),
            text_input(ids.BODY_IN, initial=readable(body), multiline=True, max_length=BODY),
            block_id=f"{ids.BODY_IN}:{language}",
            optional=True,
            hint=_("For people whose Slack speaks this language. Left empty, it is taken out."),
        )
    if len(wording.translations) < TRANSLATIONS:
        others = [one for one in LANGUAGES if one != wording.language and one not in wording.translations]
        adding = select(ids.ADD_LANGUAGE, _("Choose a language"), _choices("", others))
        block_id = f"{ids.ADD_LANGUAGE}:{len(wording.translations)}"
        yield labelled(_("Add a language"), adding, block_id=block_id, optional=True, tells_at_once=True)


def _choices(own: str, known: Sequence[str]) -> list[Element]:
    every = known if not own or own in known else (*known, own)
    return [option(called(language), language) for language in every]


def _scopes(shown: ReplyFormPicture, reader: Reader) -> Block:
    """Whom it is for: the first desk, where colleagues profit, unless something else is chosen."""
    _ = reader.gettext
    choices = [option(desk.name, f"{Scope.DESK}:{desk.id}") for desk in shown.desks]
    if shown.desks:
        choices.append(option(_(PLACE[Scope.PERSONAL]), Scope.PERSONAL))
    if shown.in_workspace:
        choices.append(option(_(PLACE[Scope.WORKSPACE]), Scope.WORKSPACE))
    menu = select(ids.SCOPE, _("Who uses it"), choices, initial=choices[0]["value"])
    return labelled(_("Who uses it"), menu, block_id=ids.SCOPE)


def _category(shown: ReplyFormPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if shown.categories:
        choices = [option(category.name, category.key) for category in shown.categories]
        menu = select(ids.REPLY_CATEGORY, _("Any"), choices, initial=shown.wording.category)
        hint = _("On tickets of this category it is offered first.")
        yield labelled(_("Category"), menu, block_id=ids.REPLY_CATEGORY, optional=True, hint=hint)


def _actions(shown: ReplyFormPicture, reader: Reader) -> Iterator[Block]:
    _, actions = reader.gettext, shown.wording.actions
    statuses = {status: _(words.STATUS[status]) for status in STATUSES}
    priorities = {priority: words.priority(priority, reader) for priority in Priority}
    people = {PersonId(ME): _("Whoever sends it"), **shown.colleagues}
    yield _one_of(ids.SETS_STATUS, _("Sets the status"), statuses, actions.status, reader)
    yield _one_of(ids.SETS_PRIORITY, _("Sets the priority"), priorities, actions.priority, reader)
    yield labelled(
        _("Adds tags"),
        text_input(ids.ADDS_TAGS, initial=", ".join(actions.tags), max_length=TAGS),
        block_id=ids.ADDS_TAGS,
        optional=True,
        hint=_("With commas between."),
    )
    yield _one_of(ids.GIVES_TO, _("Gives the ticket to"), people, actions.assign, reader)


def _one_of(block_id: str, label: str, choices: Mapping[Any, str], chosen: str | None, reader: Reader) -> Block:
    """A menu that begins with leaving it alone: one can choose that again."""
    every = [
        option(reader.gettext("Leave it as it is"), AS_IT_IS),
        *(option(said, word) for word, said in choices.items()),
    ]
    menu = select(block_id, label, every[:SELECT_OPTIONS], initial=chosen or AS_IT_IS)
    return labelled(label, menu, block_id=block_id)


def _care(shown: ReplyFormPicture, reader: Reader) -> Iterator[Block]:
    """When it is looked at again, who else may see it, and what it is called in a command."""
    _, wording = reader.gettext, shown.wording
    day = None if wording.review_by is None else wording.review_by.isoformat()
    yield labelled(
        _("Look at it again on"),
        day_picker(ids.REPLY_REVIEW_BY, _("Choose a day"), initial=day),
        block_id=ids.REPLY_REVIEW_BY,
        optional=True,
        hint=_("Its owner is asked that morning whether it is still right."),
    )
    yield labelled(
        _("Before somebody asks"),
        checkbox(ids.SUGGESTED, _("Suggest it to people who are about to ask"), "yes", ticked=wording.is_public),
        block_id=ids.SUGGESTED,
        optional=True,
        hint=_("Then everybody may read it. Not for replies of your own."),
    )
    yield labelled(
        _("Key"),
        text_input(ids.KEY, initial=wording.key, max_length=KEY),
        block_id=ids.KEY,
        optional=True,
        hint=_("What you type in /helpdesk reply vpn IT-42. Left empty, it is made of the title."),
    )
