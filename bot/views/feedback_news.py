"""What a desk hears of ratings: low ones, comments, and praise that was shared."""

from collections.abc import Sequence

from bot.i18n import Reader
from bot.rules.feedback import BEST, Comment, Unnamed, is_low
from bot.rules.survey_pictures import SurveyPicture
from bot.views import ids
from bot.views.blocks import MESSAGE_TEXT, Block, Message, actions, context, divider, link_button, section
from bot.views.mrkdwn import escape, mention, whole_lines
from bot.views.ratings import in_a_line, named, quoted, rated


def low_rating(shown: SurveyPicture, reader: Reader, *, reads_comment: bool) -> Message:
    """To somebody who leads the desk: a requester was not satisfied; kept true when the rating changes."""
    _ = reader.gettext
    who = {"name": escape(shown.name(shown.survey.person_id)), **named(shown)}
    if shown.score is None:
        text = _("{name} has taken the low rating of *{key}* ({subject}) back.").format(**who)
    elif is_low(shown.score):
        text = _("{name} rated *{key}* ({subject}) {emoji} *{rating}*.").format(
            **who, **rated(shown, shown.score, reader)
        )
    else:
        text = _("{name} changed the low rating of *{key}* ({subject}) to {emoji} *{rating}*.")
        text = text.format(**who, **rated(shown, shown.score, reader))
    helper = shown.name(shown.survey.assignee_id)
    lines = [_("{name} had the ticket.").format(name=escape(helper))] if helper else []
    reason, said = _written(shown.comment)
    return _news(shown, [text, *lines], reason, said if reads_comment else "", reader)


def commented(shown: SurveyPicture, reader: Reader) -> Message:
    """To somebody whom the desk lets read it: what a requester wrote about a rating."""
    _ = reader.gettext
    who = {"name": escape(shown.name(shown.survey.person_id)), **named(shown)}
    if shown.score is None:
        text = _("{name} says about *{key}* ({subject}):").format(**who)
    else:
        text = _("{name} rated *{key}* ({subject}) {emoji} *{rating}* and says:")
        text = text.format(**who, **rated(shown, shown.score, reader))
    return _news(shown, [text], *_written(shown.comment), reader)


def praise(shown: SurveyPicture, said: Comment | None, reader: Reader) -> Message:
    """To the desk: a requester was very satisfied, and wants everybody there to know."""
    _ = reader.gettext
    helper = shown.survey.assignee_id
    who = {"name": escape(shown.name(shown.survey.person_id)), **named(shown), **rated(shown, BEST, reader)}
    if helper is None:
        text = _("{name} praises your work on *{key}* ({subject}): {emoji} *{rating}*").format(**who)
    else:
        text = _("{name} praises the work of {helper} on *{key}* ({subject}): {emoji} *{rating}*")
        text = text.format(**who, helper=mention(helper))
    return _news(shown, [text], *_written(said), reader)


def unnamed(told: Sequence[Unnamed], desk: str, reader: Reader) -> Message:
    """To somebody who leads a desk: what several people wrote about anonymous ratings."""
    _ = reader.gettext
    title = _("What people wrote about anonymous ratings of *{desk}*, in no order:").format(desk=escape(desk))
    spoken, blocks = [title], [section(title)]
    for one in told:
        spoken.append(f"• {in_a_line(one.reason, one.comment, reader)}")
        blocks += [divider(), *quoted(one.reason, one.comment, reader)]
    return Message(whole_lines(spoken, MESSAGE_TEXT), blocks)


def _news(shown: SurveyPicture, lines: Sequence[str], reason: str, text: str, reader: Reader) -> Message:
    """Lines, what was written, and the way to the card."""
    said = in_a_line(reason, text, reader)
    blocks: list[Block] = [section(lines[0]), *(context(line) for line in lines[1:]), *quoted(reason, text, reader)]
    if shown.card_url is not None:
        blocks.append(actions(link_button(reader.gettext("Open the card"), ids.LINK, shown.card_url)))
    return Message("\n".join([*lines, *([said] if said else [])]), blocks)


def _written(comment: Comment | None) -> tuple[str, str]:
    return ("", "") if comment is None else (comment.reason, comment.text)
