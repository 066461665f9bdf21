"""Reviews of tickets: the form, what its agent reads of one, and what was chosen for review."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules import weekly
from bot.rules.quality_settings import Criterion
from bot.rules.training.quality import COMMENT, Judged, Mark, Why
from bot.rules.training.quality_pictures import Reviewed, ReviewForm, ReviewPicture, SamplePicture, Waiting
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.blocks import (
    MESSAGE_TEXT,
    Block,
    Message,
    actions,
    button,
    context,
    labelled,
    modal,
    option,
    section,
    select,
    text_input,
)
from bot.views.mrkdwn import calendar_day, cut, escape, in_bold, link, moment, whole_lines
from bot.views.user_text import literal, rich

SUBJECT, NAME = 150, 75  # characters
LISTED = 15  # tickets of a message
SAID = 1000  # characters of a comment, where it is only read out

CRITERIA: Mapping[str, str] = {
    "understood": marked("Understood what was asked"),
    "solved": marked("Solved it, and the right thing"),
    "clear": marked("Clear and complete answers"),
    "kind": marked("Friendly and respectful"),
    "recorded": marked("Category, tags and notes in order"),
}
MARKS: Mapping[Mark, str] = {
    Mark.MET: marked("Yes"),
    Mark.PARTLY: marked("Partly"),
    Mark.NOT_MET: marked("No"),
    Mark.DOES_NOT_APPLY: marked("Does not apply"),
}
WHY: Mapping[Why, str] = {Why.LOW_RATING: marked("low rating"), Why.CHANCE: marked("drawn by lot")}


def criterion(one: Criterion, reader: Reader) -> str:
    """What is looked at: in the desk's own words, or the usual ones in the reader's language."""
    return one.name or (reader.gettext(CRITERIA[one.key]) if one.key in CRITERIA else one.key)


def ticket(about: Reviewed) -> str:
    """The ticket that a review is about."""
    key = about.key if about.url is None else link(about.url, about.key)
    return f"*{key}*  {escape(cut(about.subject, SUBJECT))}"


def form(shown: ReviewForm, reader: Reader) -> dict[str, Any]:
    """*Review…*: a mark for each criterion, and a comment."""
    _ = reader.gettext
    before = {} if shown.before is None else {one.criterion.key: one.mark for one in shown.before.judged}
    whose = _("How well did {name} work on this? They read your review, with your name.")
    blocks: list[Block] = [section(ticket(shown.about)), context(whose.format(name=in_bold(cut(shown.agent, NAME))))]
    blocks += [_field(one, before.get(one.key), reader) for one in shown.criteria]
    comment = text_input(
        ids.TEXT, initial="" if shown.before is None else shown.before.comment, multiline=True, max_length=COMMENT
    )
    hint = _("What was good, and what would have been better. Be as kind as you would like to be read.")
    blocks.append(labelled(_("Comment"), comment, block_id=ids.TEXT, optional=True, hint=hint))
    return modal(
        _("Review"),
        blocks,
        callback_id=ids.REVIEW_WORK,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=str(shown.about.ticket_id),
    )


def news(shown: ReviewPicture, reader: Reader) -> Message:
    """What the agent reads in private once their work was reviewed."""
    _ = reader.gettext
    text = _("{name} reviewed your work on {ticket}: {result}").format(
        name=_name(shown, shown.review.reviewer_id), ticket=_about(shown, reader), result=result(shown, reader)
    )
    lines = [f"• {line}" for line in marks(shown, reader)]
    said = literal(shown.review.comment)
    spoken = [text, *lines, *([escape(cut(said, SAID))] if said else [])]
    return Message(whole_lines(spoken, MESSAGE_TEXT), [section(text), section("\n".join(lines)), *_comment(shown)])


def review(shown: ReviewPicture, reader: Reader) -> dict[str, Any]:
    """A review, for whoever opens it again."""
    _ = reader.gettext
    by = _("Reviewed by {name}, {time}").format(
        name=_name(shown, shown.review.reviewer_id), time=moment(shown.review.reviewed_at)
    )
    whose = _("{name}'s work on {ticket}: {result}").format(
        name=_name(shown, shown.review.agent_id), ticket=_about(shown, reader), result=result(shown, reader)
    )
    lines = [f"• {line}" for line in marks(shown, reader)]
    blocks = [section(whose), section("\n".join(lines)), *_comment(shown), context(by)]
    return modal(_("Review"), blocks, callback_id=ids.READ_REVIEW, close=_("Close"))


def result(shown: ReviewPicture, reader: Reader) -> str:
    """What a review comes to, in a few words."""
    _, one = reader.gettext, shown.review
    if shown.failed_on:
        names = ", ".join(escape(criterion(failed, reader)) for failed in shown.failed_on)
        return _("*not passed*, because this must be met: {criteria}").format(criteria=names)
    if one.score is None:
        return _("nothing of the scorecard applied")
    verdict = _("*{percent}*, passed") if one.is_passed else _("*{percent}*, not passed")
    return verdict.format(percent=percentage(one.score, reader))


def percentage(score: int, reader: Reader) -> str:
    """A score in percent, as the reader writes it."""
    return reader.percentage(score / 100)


def marks(shown: ReviewPicture, reader: Reader) -> Iterator[str]:
    """What each criterion got, a line each."""
    for one in shown.review.judged:
        yield f"{escape(criterion(one.criterion, reader))}: *{_mark(one, reader)}*"


def sample(shown: SamplePicture, reader: Reader) -> Message:
    """The tickets that were chosen for review, for those who lead the desk. It stays true as they are reviewed."""
    _ = reader.gettext
    done = sum(bool(one.reviews) for one in shown.waiting)
    opening = reader.ngettext(
        "*{n} ticket of {desk} to review*, solved in the week before {day}. {done} reviewed so far.",
        "*{n} tickets of {desk} to review*, solved in the week before {day}. {done} reviewed so far.",
        len(shown.waiting),
    ).format(n=len(shown.waiting), desk=in_bold(cut(shown.desk, NAME)), day=monday(shown.week, reader), done=done)
    listed = shown.waiting[:LISTED]
    lines = [line(one, reader) for one in listed]
    blocks = [section(opening), *(waiting(one, text, reader) for one, text in zip(listed, lines, strict=True))]
    more = len(shown.waiting) - len(listed)
    if more:
        left_out = reader.ngettext("… and {n} more", "… and {n} more", more).format(n=more)
        blocks.append(context(left_out))
        lines.append(left_out)
    blocks.append(actions(button(_("All reviews"), ids.REVIEWS)))
    return Message(whole_lines([opening, *(f"• {text}" for text in lines)], MESSAGE_TEXT), blocks)


def monday(week: str, reader: Reader) -> str:
    """The first day of a calendar week (2026-W02), as the reader writes dates."""
    return calendar_day(weekly.monday(week), reader)


def waiting(one: Waiting, text: str, reader: Reader) -> Block:
    """A ticket that was chosen, with the way to review it; none for its own agent."""
    value = str(one.about.ticket_id)
    review_it = button(reader.gettext("Review…"), ids.REVIEW_WORK, value) if one.may_review else None
    return section(text, accessory=review_it)


def line(one: Waiting, reader: Reader) -> str:
    """The same in words: which ticket, whose work, why it was chosen, and how it was reviewed."""
    _ = reader.gettext
    parts = [in_bold(cut(one.agent, NAME)), _(WHY[one.why])]
    if one.reviews:
        scores = ", ".join(
            _("no score") if found.score is None else percentage(found.score, reader) for found in one.reviews
        )
        parts.append(_("reviewed: {scores}").format(scores=scores))
    return f"{ticket(one.about)}  ·  {'  ·  '.join(parts)}"


def _field(one: Criterion, before: Mark | None, reader: Reader) -> Block:
    _ = reader.gettext
    name = f"{ids.MARK}:{one.key}"
    choices = [option(_(MARKS[mark]), mark) for mark in MARKS]
    field = select(name, _("Choose"), choices, initial=before)
    counts = reader.ngettext("Counts once.", "Counts {n} times.", one.weight).format(n=one.weight)
    critical = [_("Without this, the whole review is not passed.")] if one.is_critical else []
    hint = " ".join([counts, *critical])
    return labelled(criterion(one, reader), field, block_id=name, hint=hint)


def _mark(one: Judged, reader: Reader) -> str:
    return reader.gettext(MARKS[one.mark])


def _about(shown: ReviewPicture, reader: Reader) -> str:
    return reader.gettext("a ticket") if shown.about is None else ticket(shown.about)


def _comment(shown: ReviewPicture) -> list[Block]:
    return [rich(shown.review.comment, {}, quote=True)] if shown.review.comment else []


def _name(shown: ReviewPicture, person: PersonId) -> str:
    return in_bold(cut(shown.names.get(person, person), NAME))
