"""What is similar to a new ticket, in its card's thread: for the desk alone."""

from collections.abc import Iterator, Mapping

from bot.i18n import Reader, marked
from bot.rules.search import DocumentKind
from bot.rules.tip_pictures import SuggestedLine, SuggestionsPicture
from bot.views import ids
from bot.views.blocks import Block, Element, Message, actions, button, context, link_button, section
from bot.views.cards import subject
from bot.views.mrkdwn import cut, escape, link
from bot.views.user_text import literal

TITLE, OPENING, TERMS = 150, 300, 200  # characters

SETTLED: Mapping[bool, str] = {
    True: marked("*Helped*, says {name}."),
    False: marked("_Not this_, says {name}."),
}


def suggestions(shown: SuggestionsPicture, reader: Reader) -> Message:
    """Up to three tips and solved tickets, why each is here, and whether it helped."""
    _ = reader.gettext
    opening = _("*Similar to {key}* ({subject}). Only the desk sees this.").format(
        key=shown.ticket.key, subject=subject(shown.ticket)
    )
    blocks: list[Block] = [section(opening)]
    for line in shown.lines:
        blocks += _line(shown, line, reader)
    text = "\n".join([opening, *(_in_words(line, reader) for line in shown.lines)])
    return Message(text, blocks)


def _line(shown: SuggestionsPicture, line: SuggestedLine, reader: Reader) -> Iterator[Block]:
    one = line.suggestion
    if one.answered_at is not None:
        yield section(f"{_heading(line, reader)}\n{_settled(line, reader)}")
    else:
        parts = [_heading(line, reader), *([f"> {_opening(line)}"] if _opening(line) else [])]
        yield section("\n".join(parts))
        yield context(_why(line, reader))
    buttons = [*_ways(line, reader), *_asked(shown, line, reader)]
    if buttons:
        yield actions(*buttons, block_id=f"{one.kind}:{one.other_id}")


def _heading(line: SuggestedLine, reader: Reader) -> str:
    _ = reader.gettext
    title = escape(cut(line.title, TITLE))
    if line.suggestion.kind is DocumentKind.TIP:
        text = _("*Tip:* {title} (flagged as outdated)") if line.is_flagged else _("*Tip:* {title}")
        return text.format(title=title)
    key = link(line.url, line.ticket_key) if line.url else line.ticket_key
    return _("*Solved before:* {key} {title}").format(key=key, title=title)


def _opening(line: SuggestedLine) -> str:
    return escape(cut(literal(escape(line.opening)), OPENING))


def _why(line: SuggestedLine, reader: Reader) -> str:
    terms = escape(cut(", ".join(line.suggestion.terms), TERMS))
    return reader.gettext("Both say: {words}").format(words=terms)


def _settled(line: SuggestedLine, reader: Reader) -> str:
    return reader.gettext(SETTLED[line.suggestion.helped]).format(name=escape(line.answered_by))


def _ways(line: SuggestedLine, reader: Reader) -> Iterator[Element]:
    """To the whole of it."""
    _ = reader.gettext
    if line.suggestion.kind is DocumentKind.TIP:
        yield button(_("Read"), ids.TIP, str(line.suggestion.other_id))
    elif line.url is not None:
        yield link_button(_("Open"), ids.LINK, line.url)


def _asked(shown: SuggestionsPicture, line: SuggestedLine, reader: Reader) -> Iterator[Element]:
    _, one = reader.gettext, line.suggestion
    value = f"{one.kind}:{one.other_id}:{shown.ticket.id}"
    if one.answered_at is None:
        yield button(_("Helped"), ids.HELPED, value)
        yield button(_("Not this"), ids.NOT_THIS, value)
    elif one.helped and one.kind is DocumentKind.TICKET:
        yield button(_("Save as tip…"), ids.SAVE_TIP, str(one.other_id))  # it helped twice, so write it down


def _in_words(line: SuggestedLine, reader: Reader) -> str:
    """The same for those who hear it."""
    if line.suggestion.answered_at is not None:
        return f"{_heading(line, reader)}. {_settled(line, reader)}"
    return f"{_heading(line, reader)}. {_why(line, reader)}. {_opening(line)}"
