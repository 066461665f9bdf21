"""Escalations: the message to those who are asked, the news for those who asked, and the forms in between."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.escalation import UNACKNOWLEDGED, News, State, Step, Tally, may_follow
from bot.rules.pictures import EscalatingPicture, EscalationPicture
from bot.rules.tiers import Tier, Trigger
from bot.rules.vocabulary import PersonId, Priority
from bot.views import ids, words
from bot.views.blocks import (
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
    section,
    select,
    text_input,
)
from bot.views.cards import headline, subject
from bot.views.durations import duration
from bot.views.mrkdwn import cut, escape, group, mention, moment
from bot.views.user_text import literal, rich

TEXT = 1000  # characters of a reason, a question, a note
QUOTED = 300  # of each of them, where a text stands for the whole message
NAMES = 40  # characters of a tier's people in a choice

SAYS: Mapping[State, str] = {
    State.RAISED: marked("{who}: please acknowledge it by {time}."),
    State.ACKNOWLEDGED: marked(":white_check_mark: {name} has it."),
    State.ASKED_BACK: marked(":question: {name} asks {asked} something back, and waits for the answer."),
    State.HANDED_BACK: marked(":leftwards_arrow_with_hook: {name} handed it back."),
    State.REJECTED: marked(":no_entry_sign: {name} says that it is not an escalation."),
    State.PASSED_ON: marked(":fast_forward: It went on to a higher tier."),
    State.SETTLED: marked(":checkered_flag: Nobody has to do anything about it any more."),
}
WHY: Mapping[Trigger, str] = {
    Trigger.BREACH: marked("A target was missed."),
    Trigger.WARNING: marked("A target runs out."),
    Trigger.REOPENED: marked("It was reopened again."),
    Trigger.STILL_BROKEN: marked("The requester says again that it is not done."),
}
NEWS: Mapping[News, str] = {
    News.RAISED: marked(
        ":arrow_double_up: *{key}* went up to tier {level}: {subject}\nYou keep it until somebody there acknowledges."
    ),
    News.ACKNOWLEDGED: marked("{name} acknowledged *{key}* and has it now: {subject}"),
    News.ASKED: marked("{name} asks you something about *{key}*: {subject}"),
    News.ANSWERED: marked("{name} answered your question about *{key}*: {subject}"),
    News.HANDED_BACK: marked("{name} hands *{key}* back to you: {subject}"),
    News.REJECTED: marked("{name} says that *{key}* is not an escalation: {subject}"),
    News.UNACKNOWLEDGED: marked(
        ":rotating_light: Nobody acknowledged *{key}* in time, and there is no higher tier: {subject}"
    ),
}


def escalation(picture: EscalationPicture, reader: Reader) -> Message:
    """To those who are asked: what it is, who has it by now, and what can be done."""
    _, shown = reader.gettext, picture.escalation
    title = _title(picture, reader)
    state = _says(picture, reader)
    blocks: list[Block] = [section(f"{title}\n{state}"), *_told(picture, reader), context(_facts(picture, reader))]
    elements = _buttons(picture, reader)
    if elements:
        blocks.append(actions(*elements, block_id=f"escalation:{shown.id}"))
    spoken = [title, state, *(f"{label}: {_short(text)}" for label, text in _texts(picture, reader))]
    return Message("\n".join(spoken), blocks)


def news(picture: EscalationPicture, what: News, by: PersonId | None, note: str, reader: Reader) -> Message:
    """To somebody who is not asked to acknowledge: what became of it. `note` is mrkdwn."""
    _, ticket = reader.gettext, picture.shown.ticket
    name = "" if by is None else mention(by)
    text = _(NEWS[what]).format(name=name, key=ticket.key, level=picture.escalation.level, subject=subject(ticket))
    spoken, blocks = [text], [section(text)]
    if note:
        spoken.append(_short(note))
        blocks.append(rich(note, picture.names, quote=True))
    elements: list[Element] = []
    if what is News.ASKED and picture.escalation.state is State.ASKED_BACK:
        elements.append(button(_("Answer…"), ids.ANSWER, str(ticket.id), style="primary"))
    if what is News.UNACKNOWLEDGED and may_follow(picture.escalation, Step.ACKNOWLEDGE):
        elements.append(button(_("Acknowledge"), ids.ACKNOWLEDGE, str(ticket.id), style="primary"))
    elements += _to_the_card(picture, reader)
    if elements:
        blocks.append(actions(*elements))
    return Message("\n".join(spoken), blocks)


def why(word: str, reader: Reader) -> str:
    """Why a rule escalated a ticket: history's word in a sentence."""
    if word in set(Trigger):
        return reader.gettext(WHY[Trigger(word)])
    return reader.gettext("The tier below did not acknowledge it in time.")


def tallied(counted: Tally, reader: Reader) -> str:
    """A ticket's escalations in numbers, in a line."""
    tier = reader.gettext("tier {level} {time}")
    times = (
        tier.format(level=level, time=duration(spent, reader)) for level, spent in sorted(counted.per_level.items())
    )
    text = reader.gettext("Escalated. Time per tier, nights and weekends too: {times}").format(times=", ".join(times))
    return "  ·  ".join([text, *came_back(counted.asks_back, counted.hand_backs, counted.rejections, reader)])


def came_back(asks_back: int, hand_backs: int, rejections: int, reader: Reader) -> list[str]:
    """How often those who were asked have asked back, handed back, or said that it was none; what never was is out."""
    ngettext = reader.ngettext
    counts = (
        (asks_back, ngettext("{n} question asked back", "{n} questions asked back", asks_back)),
        (hand_backs, ngettext("handed back {n} time", "handed back {n} times", hand_backs)),
        (rejections, ngettext("{n} was not an escalation", "{n} were not escalations", rejections)),
    )
    return [text.format(n=n) for n, text in counts if n]


def form(shown: EscalatingPicture, reader: Reader) -> dict[str, Any]:
    """*Escalate…*: to whom, why, and what was tried."""
    _ = reader.gettext
    choices = [option(_tier(tier, shown, reader), str(tier.level)) for tier in shown.tiers]
    knows = _("{skill}: whoever knows it")
    choices += [option(knows.format(skill=cut(each.name, NAMES)), f"0:{each.key}") for each in shown.skills]
    to = select(ids.TIER, _("Choose whom to ask"), choices, initial=choices[0]["value"])
    return modal(
        _("Escalate"),
        [
            section(headline(shown.shown.ticket)),
            *_later(shown, reader),
            labelled(
                _("To"), to, block_id=ids.TIER, hint=_("The ticket stays where it is until somebody acknowledges.")
            ),
            labelled(_("Why?"), _long(ids.REASON), block_id=ids.REASON),
            labelled(_("What was tried so far?"), _long(ids.TRIED), block_id=ids.TRIED),
        ],
        callback_id=ids.ESCALATE,
        close=_("Cancel"),
        submit=_("Escalate"),
        metadata=str(shown.shown.ticket.id),
    )


def ask_form(picture: EscalationPicture, reader: Reader) -> dict[str, Any]:
    """*Ask back…*: a question to whoever escalated it."""
    _ = reader.gettext
    return _one_text(picture, reader, ids.ASK_BACK, _("Ask back"), _("What do you need to know?"), _("Ask"))


def answer_form(picture: EscalationPicture, reader: Reader) -> dict[str, Any]:
    """*Answer…*: what was asked back."""
    _ = reader.gettext
    return _one_text(picture, reader, ids.ANSWER, _("Answer"), _("Your answer"), _("Answer"))


def hand_back_form(picture: EscalationPicture, reader: Reader) -> dict[str, Any]:
    """*Hand back…*: with a note that says where it stands."""
    _ = reader.gettext
    label = _("Where does it stand, and what is the next step?")
    return _one_text(picture, reader, ids.HAND_BACK, _("Hand back"), label, _("Hand back"))


def reject_form(picture: EscalationPicture, reader: Reader) -> dict[str, Any]:
    """*Not an escalation…*: and why."""
    _ = reader.gettext
    label = _("Why could it be solved without you?")
    return _one_text(picture, reader, ids.NOT_ESCALATION, _("Not an escalation"), label, _("Send"))


def _later(shown: EscalatingPicture, reader: Reader) -> Iterator[Block]:
    """That nobody reads it before the desk opens, to whom that may be too late."""
    if shown.asked_from is not None:
        text = reader.gettext(
            "The desk is closed: they are asked from {time}. If it cannot wait, set the priority to *{urgent}*: "
            "of urgent tickets they hear at once."
        )
        yield section(text.format(time=moment(shown.asked_from), urgent=words.priority(Priority.URGENT, reader)))


def _title(picture: EscalationPicture, reader: Reader) -> str:
    _, ticket = reader.gettext, picture.shown.ticket
    if picture.skill is None:
        text = _(":arrow_double_up: *{key}* was escalated to tier {level}: {subject}")
    else:
        text = _(":arrow_double_up: *{key}* needs somebody who knows {skill}: {subject}")
    return text.format(
        key=ticket.key,
        level=picture.escalation.level,
        skill=escape(picture.skill or ""),
        subject=subject(ticket),
    )


def _says(picture: EscalationPicture, reader: Reader) -> str:
    """What became of it, in one sentence. Only those who still have to do something are called."""
    _, shown = reader.gettext, picture.escalation
    if shown.state is State.RAISED and shown.acknowledge_by is None:
        return _("{who}: nobody acknowledged it in time. Please do so now.").format(who=_called(picture, reader))
    who = {State.ACKNOWLEDGED: shown.acknowledged_by, State.ASKED_BACK: shown.asked_by}.get(shown.state, shown.ended_by)
    return _(SAYS[shown.state]).format(
        who=_called(picture, reader),
        time="" if shown.acknowledge_by is None else moment(shown.acknowledge_by),
        name=escape(picture.name(who)),
        asked=escape(picture.name(shown.from_person or shown.raised_by)),
    )


def _called(picture: EscalationPicture, reader: Reader) -> str:
    if picture.asked:
        return ", ".join(mention(person) for person in picture.asked)
    if picture.group is not None:
        return group(picture.group)
    return reader.gettext("Whoever is there")


def _told(picture: EscalationPicture, reader: Reader) -> Iterator[Block]:
    for label, text in _texts(picture, reader):
        yield context(f"*{escape(label)}*")
        yield rich(text, picture.names, quote=True)


def _texts(picture: EscalationPicture, reader: Reader) -> Iterator[tuple[str, str]]:
    """What people wrote about it, the last word at the end."""
    _, shown = reader.gettext, picture.escalation
    if shown.reason:
        yield _("Why"), shown.reason
    if shown.tried:
        yield _("Tried so far"), shown.tried
    if shown.state is State.ASKED_BACK:
        yield _("Question"), shown.question
    if shown.end_note:
        yield _("Note"), shown.end_note


def _facts(picture: EscalationPicture, reader: Reader) -> str:
    _, ticket, shown = reader.gettext, picture.shown.ticket, picture.escalation
    parts = [words.priority(ticket.priority, reader), words.status(ticket.status, reader)]
    if ticket.assignee_id is not None:
        parts.append(_("Assignee: {name}").format(name=escape(picture.shown.name(ticket.assignee_id))))
    parts.append(_cause(picture, reader))
    if picture.absent is not None and shown.state is State.RAISED:
        is_asked = picture.absent in picture.asked
        absent = _("{name} is on call, away, and asked because nobody else of the tier is here")
        others = _("{name} is on call, but away when others were asked")
        parts.append((absent if is_asked else others).format(name=escape(picture.name(picture.absent))))
    if shown.asks_back:
        parts.append(
            reader.ngettext("{n} question asked back", "{n} questions asked back", shown.asks_back).format(
                n=shown.asks_back
            )
        )
    return "  ·  ".join(parts)


def _cause(picture: EscalationPicture, reader: Reader) -> str:
    shown = picture.escalation
    if shown.raised_by is not None:
        text = reader.gettext("Escalated by {name}, {time}")
        return text.format(name=escape(picture.name(shown.raised_by)), time=moment(shown.raised_at))
    text = reader.gettext("Escalated by itself, {time}: {why}")
    return text.format(time=moment(shown.raised_at), why=why(shown.trigger or UNACKNOWLEDGED, reader))


def _buttons(picture: EscalationPicture, reader: Reader) -> list[Element]:
    """What can be done with it now, by its state alone: the verb behind each asks who does it."""
    _, shown, value = reader.gettext, picture.escalation, str(picture.shown.ticket.id)
    offered = (
        (Step.ANSWER, button(_("Answer…"), ids.ANSWER, value, style="primary")),
        (Step.ACKNOWLEDGE, button(_("Acknowledge"), ids.ACKNOWLEDGE, value, style="primary")),
        (Step.ASK_BACK, button(_("Ask back…"), ids.ASK_BACK, value)),
        (Step.HAND_BACK, button(_("Hand back…"), ids.HAND_BACK, value)),
        (Step.REJECT, button(_("Not an escalation…"), ids.NOT_ESCALATION, value)),
    )
    possible = [element for step, element in offered if may_follow(shown, step)]
    return [*possible, *_to_the_card(picture, reader)]


def _to_the_card(picture: EscalationPicture, reader: Reader) -> list[Element]:
    url = picture.shown.card_url
    return [] if url is None else [link_button(reader.gettext("Open the card"), ids.LINK, url)]


def _tier(tier: Tier, shown: EscalatingPicture, reader: Reader) -> str:
    """A tier as a choice, by its people's names where there is room for them."""
    names = ", ".join(sorted(shown.names.get(person, person) for person in tier.named))
    if not names:
        return reader.gettext("Tier {level}").format(level=tier.level)
    if len(names) <= NAMES:
        return reader.gettext("Tier {level}: {names}").format(level=tier.level, names=names)
    count = len(tier.named)
    return reader.ngettext("Tier {level}: {n} person", "Tier {level}: {n} people", count).format(
        level=tier.level, n=count
    )


def _one_text(
    picture: EscalationPicture, reader: Reader, callback_id: str, title: str, label: str, submit: str
) -> dict[str, Any]:
    blocks: list[Block] = [section(headline(picture.shown.ticket))]
    if callback_id == ids.ANSWER:
        blocks.append(rich(picture.escalation.question, picture.names, quote=True))
    hint = reader.gettext("It stands under the card as a note. The requester does not see it.")
    blocks.append(labelled(label, _long(ids.TEXT), block_id=ids.TEXT, hint=hint))
    return modal(
        title,
        blocks,
        callback_id=callback_id,
        close=reader.gettext("Cancel"),
        submit=submit,
        metadata=str(picture.shown.ticket.id),
    )


def _long(action_id: str) -> Element:
    return text_input(action_id, multiline=True, max_length=TEXT)


def _short(text: str) -> str:
    return escape(cut(literal(text), QUOTED))
