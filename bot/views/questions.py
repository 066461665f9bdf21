"""Ask the team: the question to whoever may know, its answer, the thanks, and the forms in between."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.question_pictures import AskingPicture, QuestionPicture
from bot.rules.questions import ANSWER, MOST_ASKED, TEXT, Asked, Group, Standing
from bot.rules.vocabulary import PersonId
from bot.views import ids, words
from bot.views.blocks import (
    SELECT_OPTIONS,
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    labelled,
    link_button,
    modal,
    option,
    people_selects,
    section,
    select,
    text_input,
)
from bot.views.cards import headline, subject
from bot.views.mrkdwn import cut, escape, group, mention
from bot.views.user_text import literal, rich

QUOTED = 300  # characters of a text where it stands for the whole message
NAMES = 300  # characters of those who were asked
NAME = 40
REQUEST = 600  # characters; the card has the rest
TO_THANK = 5  # people, each with a button


def form(shown: AskingPicture, reader: Reader) -> dict[str, Any]:
    """*Ask the team…*: whom, and what."""
    _ = reader.gettext
    hint = _("Each gets a direct message with your question and the ticket's subject. The first answer closes it.")
    people = people_selects(ids.ASKED, _("Anybody who may know"), most=MOST_ASKED)
    blocks: list[Block] = [
        section(headline(shown.shown.ticket)),
        labelled(_("People"), people, block_id=ids.ASKED, optional=True, hint=hint),
    ]
    choices = [*_groups(shown, reader), *_skills(shown, reader)]
    if choices:
        menu = select(ids.ASKED_GROUP, _("Choose"), choices[:SELECT_OPTIONS])
        blocks.append(labelled(_("Or all of these"), menu, block_id=ids.ASKED_GROUP, optional=True))
    field = text_input(ids.TEXT, multiline=True, max_length=TEXT)
    blocks.append(labelled(_("Your question"), field, block_id=ids.TEXT))
    return modal(
        _("Ask the team"),
        blocks,
        callback_id=ids.ASK_TEAM,
        close=_("Cancel"),
        submit=_("Ask"),
        metadata=str(shown.shown.ticket.id),
    )


def answer_form(shown: QuestionPicture, reader: Reader) -> dict[str, Any]:
    """*Answer…*: what was asked."""
    _ = reader.gettext
    hint = _("It reaches the desk as a note in your name. The person who raised the ticket does not see it.")
    field = text_input(ids.TEXT, multiline=True, max_length=ANSWER)
    return modal(
        _("Answer"),
        [
            section(headline(shown.shown.ticket)),
            rich(shown.question.text, shown.names, quote=True),
            labelled(_("Your answer"), field, block_id=ids.TEXT, hint=hint),
        ],
        callback_id=ids.ANSWER_QUESTION,
        close=_("Cancel"),
        submit=_("Answer"),
        metadata=str(shown.question.id),
    )


def for_you(shown: QuestionPicture, to: PersonId, reader: Reader, *, works_here: bool) -> Message:
    """To somebody who is asked. `works_here`: they may see the ticket, not only its subject."""
    if shown.question.standing is not Standing.OPEN:
        text = _settled(shown, to, reader)
        return Message(text, [section(text)])
    _, ticket = reader.gettext, shown.shown.ticket
    title = _(":question: {name} asks you something about *{key}*: {subject}").format(
        name=mention(shown.question.asked_by), key=ticket.key, subject=subject(ticket)
    )
    return _open(shown, title, reader, works_here=works_here)


def for_group(shown: QuestionPicture, reader: Reader) -> Message:
    """To a user group, in the channel of its tier."""
    if shown.question.standing is not Standing.OPEN:
        text = _settled(shown, None, reader)
        return Message(text, [section(text)])
    _, ticket = reader.gettext, shown.shown.ticket
    title = _(":question: {group}: {name} asks you something about *{key}*: {subject}").format(
        group=group(shown.question.user_group or ""),
        name=escape(shown.name(shown.question.asked_by)),
        key=ticket.key,
        subject=subject(ticket),
    )
    return _open(shown, title, reader, works_here=True)


def under_card(shown: QuestionPicture, reader: Reader) -> Message:
    """To the desk, under the card: who was asked, and how it stands."""
    _, question = reader.gettext, shown.question
    title = _(":question: *{name}* asked {people} about {key}").format(
        name=escape(shown.name(question.asked_by)), people=_asked(shown, reader), key=shown.shown.ticket.key
    )
    state = _stands(shown, reader)
    blocks: list[Block] = [section(title), rich(question.text, shown.names, quote=True), context(state)]
    if question.standing is Standing.OPEN:
        blocks.append(actions(button(_("Needs no answer any more"), ids.CLOSE_QUESTION, str(question.id))))
    blocks += _to_thank(shown, reader)
    return Message("\n".join([title, _short(question.text), state]), blocks)


def answered(shown: QuestionPicture, by: PersonId, reader: Reader) -> Message:
    """To the one who asked: what somebody answered."""
    _, ticket, theirs = reader.gettext, shown.shown.ticket, shown.of(by)
    title = _("{name} answered your question about *{key}*: {subject}").format(
        name=mention(by), key=ticket.key, subject=subject(ticket)
    )
    text = shown.answers.get(by, "")
    spoken, blocks = [title, _short(text)], [section(title), rich(text, shown.names, quote=True)]
    buttons: list[Element] = []
    if theirs is not None and theirs.thanked_at is not None:
        thanked = _thanked([theirs], shown, reader)
        spoken.append(thanked)
        blocks.append(context(thanked))
    else:
        buttons.append(button(_("Thanks"), ids.THANK, f"{by}:{shown.question.id}"))
    buttons += _to_the_card(shown, reader)
    if buttons:
        blocks.append(actions(*buttons))
    return Message("\n".join(spoken), blocks)


def thanked(shown: QuestionPicture, by: PersonId, reader: Reader) -> Message:
    """To somebody who is thanked for their answer."""
    _, ticket = reader.gettext, shown.shown.ticket
    text = _(":raised_hands: {name} thanks you for your answer about *{key}*: {subject}").format(
        name=mention(by), key=ticket.key, subject=subject(ticket)
    )
    count = reader.ngettext(
        "Your answers have been thanked for {n} time.", "Your answers have been thanked for {n} times.", shown.thanks
    ).format(n=shown.thanks)
    return Message(f"{text}\n{count}", [section(text), context(count)])


def _open(shown: QuestionPicture, title: str, reader: Reader, *, works_here: bool) -> Message:
    _, ticket, question = reader.gettext, shown.shown.ticket, shown.question
    blocks: list[Block] = [section(title), rich(question.text, shown.names, quote=True)]
    if works_here:
        blocks.append(context(_facts(shown, reader)))
        if ticket.description.strip() and literal(ticket.description) != ticket.subject:
            blocks.append(rich(ticket.description, shown.shown.names, limit=REQUEST))
    else:
        blocks.append(context(_("Your answer reaches the desk as a note in your name. The requester does not see it.")))
    buttons = [button(_("Answer…"), ids.ANSWER_QUESTION, str(question.id), style="primary")]
    blocks.append(actions(*buttons, *(_to_the_card(shown, reader) if works_here else ())))
    return Message(f"{title}\n{_short(question.text)}", blocks)


def _settled(shown: QuestionPicture, to: PersonId | None, reader: Reader) -> str:
    _, key = reader.gettext, shown.shown.ticket.key
    theirs = None if to is None else shown.of(to)
    if theirs is not None and theirs.answered_at is not None:
        return _(":white_check_mark: You answered the question about *{key}*. Thank you!").format(key=key)
    if shown.question.standing is Standing.ANSWERED:
        text = _(":white_check_mark: {name} answered the question about *{key}* already. Thank you!")
        return text.format(name=escape(shown.name(shown.question.answered_by)), key=key)
    return _(":checkered_flag: Nobody needs to answer the question about *{key}* any more. Thank you!").format(key=key)


def _asked(shown: QuestionPicture, reader: Reader) -> str:
    """Who was asked, by name: whoever reads it here need not come."""
    _ = reader.gettext
    people = [shown.name(one.person_id) for one in shown.asked if one.is_named]
    if shown.question.user_group is not None:
        people.append(_("a user group"))
    names = escape(cut(", ".join(people), NAMES))
    if shown.skill is None:
        return names
    return _("{names} (who know {skill})").format(names=names, skill=escape(shown.skill))


def _stands(shown: QuestionPicture, reader: Reader) -> str:
    _, question = reader.gettext, shown.question
    if question.standing is Standing.OPEN:
        return _("Nobody has answered yet.")
    if question.standing is Standing.CLOSED and question.closed_by is None:
        return _("Closed without an answer, as the ticket was.")
    if question.standing is Standing.CLOSED:
        return _("Closed without an answer by {name}.").format(name=escape(shown.name(question.closed_by)))
    names = escape(cut(", ".join(shown.name(one.person_id) for one in shown.answered), NAMES))
    said = _(":white_check_mark: Answered by {names}.").format(names=names)
    thanked = [one for one in shown.answered if one.thanked_at is not None]
    return f"{said} {_thanked(thanked, shown, reader)}" if thanked else said


def _thanked(people: list[Asked], shown: QuestionPicture, reader: Reader) -> str:
    names = cut(", ".join(shown.name(one.person_id) for one in people), NAMES)
    by = cut(", ".join(dict.fromkeys(shown.name(one.thanked_by) for one in people)), NAMES)
    return reader.gettext(":raised_hands: {by} thanked {names}.").format(by=escape(by), names=escape(names))


def _to_thank(shown: QuestionPicture, reader: Reader) -> Iterator[Block]:
    """Everybody whom nobody has thanked yet, each with a button."""
    _, value = reader.gettext, str(shown.question.id)
    for one in [one for one in shown.answered if one.thanked_at is None][:TO_THANK]:
        thanks = button(_("Thanks"), ids.THANK, f"{one.person_id}:{value}")
        text = _("The answer of {name} stands here as a note.").format(name=escape(shown.name(one.person_id)))
        yield section(text, block_id=f"thank:{one.person_id}", accessory=thanks)


def _facts(shown: QuestionPicture, reader: Reader) -> str:
    """What those who work the desk may know besides."""
    _, ticket = reader.gettext, shown.shown.ticket
    return "  ·  ".join(
        [
            _("Requester: {name}").format(name=escape(shown.shown.name(ticket.requester_id))),
            words.priority(ticket.priority, reader),
            words.status(ticket.status, reader),
        ]
    )


def _groups(shown: AskingPicture, reader: Reader) -> Iterator[Element]:
    """Slack names a user group to nobody without another permission: it is known by the tier that it helps at."""
    text = reader.gettext("The user group of tier {level}, in its channel")
    for tier in shown.groups:
        yield option(text.format(level=tier.level), f"{Group.TIER}:{tier.level}")


def _skills(shown: AskingPicture, reader: Reader) -> Iterator[Element]:
    text = reader.gettext("{skill}: whoever knows it")
    for category in shown.skills:
        yield option(text.format(skill=cut(category.name, NAME)), f"{Group.SKILL}:{category.key}")


def _to_the_card(shown: QuestionPicture, reader: Reader) -> list[Element]:
    url = shown.shown.card_url
    return [] if url is None else [link_button(reader.gettext("Open the card"), ids.LINK, url)]


def _short(text: str) -> str:
    return escape(cut(literal(text), QUOTED))
