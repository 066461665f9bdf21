"""The words about training sessions that several views share."""

from collections.abc import Iterator, Mapping, Sequence

from bot.i18n import Reader, marked
from bot.rules.training.session_pictures import SessionPicture
from bot.rules.training.sessions import ForWhom, Repeats, Reply, Session, is_link
from bot.views.durations import duration
from bot.views.mrkdwn import cut, cut_markup, escape, in_bold, link, moment

NAMES, NAME, LABEL = 200, 75, 60  # characters

FOR_WHOM: Mapping[ForWhom, str] = {
    ForWhom.DESK: marked("Everybody at the desk"),
    ForWhom.AGENTS: marked("The agents"),
    ForWhom.LEADS: marked("The leads"),
    ForWhom.CATEGORY: marked("Who knows the category"),
    ForWhom.CHOSEN: marked("The people chosen below"),
}
REPEATS: Mapping[Repeats, str] = {
    Repeats.NO: marked("Once"),
    Repeats.WEEKLY: marked("Every week"),
    Repeats.FORTNIGHTLY: marked("Every two weeks"),
    Repeats.MONTHLY: marked("Every month"),
}


def title(shown: SessionPicture) -> str:
    """What it is about, in bold."""
    return f"*{in_bold(shown.session.topic)}*"


def time_and_place(shown: SessionPicture, reader: Reader, was: Session | None = None) -> list[str]:
    """When, how long, held by whom, and where, a line each; with what is otherwise than it was."""
    _, session, before = reader.gettext, shown.session, was or shown.session
    when, host, where = _when(session, reader), short(shown.name(session.host_id)), place(session.place)
    lines = [_("When: {time}, {length}").format(**when), _("Host: {name}").format(name=host)]
    former = [_former_time(session, before, reader)]
    former.append(short(shown.name(before.host_id)) if before.host_id != session.host_id else "")
    if session.place or before.place:
        lines.append(_("Where: {place}").format(place=where or _("not known any more")))
        former.append(place(before.place) if before.place != session.place else "")
    pairs = zip(lines, former, strict=True)
    return [_("{fact} (was {before})").format(fact=fact, before=old) if old else fact for fact, old in pairs]


def _when(session: Session, reader: Reader) -> dict[str, str]:
    return {"time": moment(session.starts_at), "length": duration(session.ends_at - session.starts_at, reader)}


def _former_time(session: Session, before: Session, reader: Reader) -> str:
    """When it was to begin, or how long it was to last, where that is otherwise now."""
    when, changed = _when(before, reader), _when(session, reader)
    return ", ".join(said for what, said in when.items() if said != changed[what])


def facts(shown: SessionPicture, reader: Reader) -> list[str]:
    """The same, with what it is about and for whom."""
    _, session = reader.gettext, shown.session
    lines = time_and_place(shown, reader)
    if shown.category is not None:
        lines.append(_("Category: {name}").format(name=short(shown.category)))
    lines.append(_("For: {whom}").format(whom=for_whom(shown, reader)))
    if session.repeats is not Repeats.NO:
        lines.append(_("Repeats: {how}").format(how=_(REPEATS[session.repeats])))
    return lines


def for_whom(shown: SessionPicture, reader: Reader) -> str:
    """Whom it is for; by name where people were chosen, to whoever may know."""
    _, session = reader.gettext, shown.session
    if session.for_whom is ForWhom.CHOSEN:
        chosen = [shown.name(person) for person in session.chosen]
        return names(chosen) if shown.shows_people else _("people who were asked to come")
    if session.for_whom is ForWhom.CATEGORY and shown.category is not None:
        return _("who knows {category}").format(category=short(shown.category))
    in_sentence = {
        ForWhom.DESK: _("everybody at {desk}"),
        ForWhom.AGENTS: _("the agents of {desk}"),
        ForWhom.LEADS: _("the leads of {desk}"),
    }
    text = in_sentence.get(session.for_whom, in_sentence[ForWhom.DESK])
    return text.format(desk=short(shown.desk_name))


def who_comes(shown: SessionPicture, reader: Reader) -> Iterator[str]:
    """Who comes, may come, waits and does not come, a line each, by name: nobody is called by it.

    How many come, to whoever may not know who.
    """
    _ = reader.gettext
    if not shown.shows_people:
        yield f"*{places(shown, reader)}*"
        return
    yield f"*{places(shown, reader)}*: {_named(shown.who(Reply.YES), reader)}"
    if shown.queue:
        queue = ", ".join(f"{number}. {escape(name)}" for number, name in enumerate(shown.queue, 1))
        yield _("*Waiting list*: {names}").format(names=cut_markup(queue, NAMES))
    for reply, text in ((Reply.MAYBE, _("*Maybe*: {names}")), (Reply.NO, _("*No*: {names}"))):
        if shown.who(reply):
            yield text.format(names=names(shown.who(reply)))


def places(shown: SessionPicture, reader: Reader) -> str:
    """How many come, and how many more can."""
    _, coming = reader.gettext, len(shown.who(Reply.YES))
    if shown.session.capacity is None:
        return _("Yes, {n}").format(n=coming)
    if not shown.free:
        return _("Yes, {n} of {all}, no place is free").format(n=coming, all=shown.session.capacity)
    free = reader.ngettext("{n} place is free", "{n} places are free", shown.free).format(n=shown.free)
    return _("Yes, {n} of {all}, {free}").format(n=coming, all=shown.session.capacity, free=free)


def there(shown: SessionPicture, reader: Reader) -> str:
    """How many were there."""
    number = len(shown.attendees)
    return reader.ngettext("{n} person was there", "{n} people were there", number).format(n=number)


def own_answer(shown: SessionPicture, reader: Reader) -> str | None:
    """What the reader answered, in a sentence; None when they have not."""
    _, own = reader.gettext, shown.own
    if own is None:
        return None
    if shown.own_number:
        return _("You are number {n} on the waiting list.").format(n=shown.own_number)
    sentences = {
        Reply.YES: _("You have a place."),
        Reply.MAYBE: _("You said Maybe. That keeps no place for you."),
        Reply.NO: _("You said No."),
    }
    return sentences[own.reply]


def place(text: str) -> str:
    """A room, or an address as a link."""
    return link(escape(text), cut(text, LABEL)) if is_link(text) else in_one_line(text)


def in_one_line(text: str) -> str:
    """What somebody typed, which can style nothing but its own line: only code would go on beyond it."""
    return escape(" ".join(text.split())).replace("`", "'")


def short(name: str) -> str:
    """A name, as long as most of them are."""
    return cut_markup(escape(name), NAME)


def names(people: Sequence[str]) -> str:
    """People by name, in one line."""
    return cut_markup(escape(", ".join(people)), NAMES)


def _named(people: Sequence[str], reader: Reader) -> str:
    return names(people) if people else reader.gettext("nobody yet")
