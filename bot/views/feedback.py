"""The question after solving, answered by a reaction or a button, and the form for what one wants to say about it."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.feedback import BEST, TOGETHER, Comment, Standing, is_low
from bot.rules.records import Survey
from bot.rules.survey_pictures import SurveyPicture
from bot.rules.vocabulary import UNSOLVED, Status
from bot.views import ids
from bot.views.blocks import (
    BUTTON,
    Block,
    Element,
    Message,
    actions,
    button,
    confirm,
    context,
    labelled,
    link_button,
    modal,
    option,
    section,
    select,
    text_input,
)
from bot.views.mrkdwn import channel, escape, moment
from bot.views.ratings import REASONS, in_a_line, named, quoted, rated, reason_in_words, word
from bot.views.user_text import literal

COMMENT = 1000  # characters
NO_BREAK = "\N{NO-BREAK SPACE}"  # no end of a line parts an emoji from its word


def survey(shown: SurveyPicture, reader: Reader) -> Message:
    """The question, with the five emoji on it; once it is rated, thanks and the rating in words."""
    if shown.standing is not Standing.OPEN:
        return _over(shown, reader)
    opening, scale, closing = _opening(shown, reader), _scale(shown.survey, reader), _closing(shown, reader)
    said, quote = _written(shown.comment, reader)
    blocks: list[Block] = [section(opening), actions(*_to_rate(shown, reader))]
    blocks += [*quote, actions(*_more(shown, reader)), context(*closing)]
    return Message("\n".join([opening, scale, *said, *closing]), blocks, tuple(shown.survey.scale))


def reminder(shown: SurveyPicture, reader: Reader) -> Message:
    """The question once more, for somebody who has not answered; the only time."""
    _ = reader.gettext
    text = _(
        "May I ask once more how it went with *{key}* ({subject})? A reaction to my question, or a button here, is all "
        "it takes. I won't ask again."
    ).format(**named(shown))
    buttons = _to_rate(shown, reader)
    if shown.url is not None:
        buttons.append(link_button(_("Open the question"), ids.LINK, shown.url))
    return Message(f"{text}\n{_scale(shown.survey, reader)}", [section(text), actions(*buttons)])


def comment_form(shown: SurveyPicture, reader: Reader) -> dict[str, Any]:
    """*Add a comment*; after a rating of 1 to 3 also why, with the desk's reasons to choose from."""
    _ = reader.gettext
    before, asks_why = shown.comment, is_low(shown.score)
    blocks: list[Block] = [section(f"*{shown.ticket.key}*  {named(shown)['subject']}")]
    if asks_why:
        chosen = None if before is None else before.reason
        offered = list(_reasons(shown, reader))
        reasons = select(ids.WHAT_WENT_WRONG, _("Choose what fits best"), offered, initial=chosen)
        blocks.append(labelled(_("What went wrong?"), reasons, block_id=ids.WHAT_WENT_WRONG, optional=True))
    text = text_input(
        ids.TEXT, initial="" if before is None else literal(before.text), multiline=True, max_length=COMMENT
    )
    label = _("In your own words") if asks_why else _("What would you like to say?")
    blocks += [labelled(label, text, block_id=ids.TEXT, optional=asks_why), context(_who_reads(shown, reader))]
    return modal(
        _("Tell us why") if asks_why else _("Add a comment"),
        blocks,
        callback_id=ids.COMMENT,
        close=_("Cancel"),
        submit=_("Send"),
        metadata=str(shown.survey.id),
    )


def _opening(shown: SurveyPicture, reader: Reader) -> str:
    _ = reader.gettext
    if shown.score is not None:
        thanks = _("Thank you! You rated *{key}* ({subject}) {emoji} *{rating}*.")
        thanks = thanks.format(**named(shown), **rated(shown, shown.score, reader))
        if is_low(shown.score) and shown.comment is None:
            return thanks + " " + _("We are sorry. What went wrong?")
        return thanks
    helper = shown.name(shown.survey.assignee_id)
    if helper:
        text = _("*{key}* ({subject}) is solved; {name} helped you. How did we do?")
    else:
        text = _("*{key}* ({subject}) is solved. How did we do?")
    asked = text.format(**named(shown), name=escape(helper))
    return asked + " " + _("Please answer with a reaction to this message, or with a button:")


def _scale(asked: Survey, reader: Reader) -> str:
    return "  ".join(f":{name}:{NO_BREAK}{escape(word(asked, n, reader))}" for n, name in enumerate(asked.scale, 1))


def _to_rate(shown: SurveyPicture, reader: Reader) -> list[Element]:
    """For those who can't use reactions: each emoji with its word."""
    asked = shown.survey
    return [
        button(
            _label(name, word(asked, score, reader)),
            f"{ids.GIVE_RATING}:{score}",
            f"{score}:{asked.id}",
            style="primary" if score == shown.score else None,
        )
        for score, name in enumerate(asked.scale, 1)
    ]


def _label(emoji: str, word: str) -> str:
    """An emoji with its word, where a button has room for both."""
    both = f":{emoji}:{NO_BREAK}{word}"
    return both if len(both) <= BUTTON else word


def _more(shown: SurveyPicture, reader: Reader) -> list[Element]:
    _, value = reader.gettext, str(shown.survey.id)
    is_unhappy = is_low(shown.score)
    tell = _("Add a comment") if shown.comment is None else _("Change the comment")
    elements = [button(_("Tell us why") if is_unhappy and shown.comment is None else tell, ids.COMMENT, value)]
    if is_unhappy and shown.ticket.status is Status.SOLVED:
        elements.append(button(_("Reopen"), ids.REOPEN, str(shown.ticket.id)))
    if shown.score == BEST and shown.praise_in is not None and shown.survey.shared_at is None:
        elements.append(button(_("Share the praise"), ids.SHARE_PRAISE, value, confirm=_consent(reader)))
    if shown.score is not None:
        elements.append(button(_("Take the rating back"), ids.TAKE_RATING_BACK, value))
    return elements


def _consent(reader: Reader) -> Element:
    _ = reader.gettext
    return confirm(
        _("Share the praise?"),
        _("The people of the desk read your name, the request, your rating, and your comment if there is one."),
        _("Share"),
        _("Cancel"),
    )


def _closing(shown: SurveyPicture, reader: Reader) -> list[str]:
    _ = reader.gettext
    text = _("The last answer counts, and you can change it until {time}.")
    lines = [text.format(time=moment(shown.survey.expires_at))]
    if shown.survey.is_anonymous:
        lines.append(
            _(
                "Your answer is anonymous: it is kept without your name and the ticket, and shown only together with "
                "at least {n} others."
            ).format(n=TOGETHER - 1)
        )
    if shown.survey.shared_at is not None and shown.praise_in is not None and shown.score == BEST:
        lines.append(_("Your praise stands in {channel}. Thank you!").format(channel=channel(shown.praise_in)))
    return lines


def _over(shown: SurveyPicture, reader: Reader) -> Message:
    """The question once nobody waits for an answer: what was said stays said."""
    _ = reader.gettext
    if shown.score is not None and not shown.survey.is_anonymous:
        if shown.standing is Standing.WITHDRAWN:
            text = _(
                "You rated *{key}* ({subject}) {emoji} *{rating}*. It has gone on since then, so this question is "
                "settled."
            )
        else:
            text = _("You rated *{key}* ({subject}) {emoji} *{rating}*. Thank you! This question has ended.")
        text = text.format(**named(shown), **rated(shown, shown.score, reader))
    elif shown.standing is Standing.ENDED:
        text = _("The question how it went with *{key}* ({subject}) has ended. You need not do anything.")
        text = text.format(**named(shown))
    elif shown.ticket.status in UNSOLVED:
        text = _("*{key}* ({subject}) is open again, so I take my question back. I ask again when it is solved.")
        text = text.format(**named(shown))
    else:
        text = _("*{key}* ({subject}) has gone on since then, so I take my question back. You need not do anything.")
        text = text.format(**named(shown))
    said, quote = _written(shown.comment, reader)
    return Message("\n".join([text, *said]), [section(text), *quote])


def _written(comment: Comment | None, reader: Reader) -> tuple[list[str], list[Block]]:
    """What the requester wrote, as a line and as blocks; nothing when they wrote nothing."""
    if comment is None:
        return [], []
    title, parts = reader.gettext("You wrote:"), (comment.reason, comment.text)
    return [f"{title} {in_a_line(*parts, reader)}"], [context(title), *quoted(*parts, reader)]


def _reasons(shown: SurveyPicture, reader: Reader) -> Iterator[Element]:
    for reason in shown.reasons or REASONS:
        yield option(reason_in_words(reason, reader), reason)


def _who_reads(shown: SurveyPicture, reader: Reader) -> str:
    _ = reader.gettext
    if shown.survey.is_anonymous:
        return _(
            "Those who lead the desk read this without your name, the ticket and your rating, once it is among others. "
            "What you write may still tell who you are."
        )
    return _("Those of the desk who read feedback see this together with your name.")
