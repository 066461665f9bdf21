"""What people are told of somebody's way on a track: the step that comes next, and what became of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.i18n import Reader, marked
from bot.rules.training.onboarding import NEWS_OF, News, Onboarding
from bot.rules.training.track_pictures import Concern, NewsPicture, StepLine, WayPicture
from bot.rules.training.tracks import COUNTED, StepKind
from bot.views import ids
from bot.views.blocks import Block, Element, Message, actions, button, context, section
from bot.views.mrkdwn import cut, escape, in_bold
from bot.views.training import steps
from bot.views.training.skill_news import level
from bot.views.user_text import rich

KEYS = 300  # characters of tickets' numbers
ENDS = frozenset(NEWS_OF.values())

SAID: Mapping[tuple[News, Concern], str] = {
    (News.BEGAN, Concern.LEARNER): marked(
        "{by} put you on the track “{title}”. {mentor} is your mentor. I bring you one step after the other."
    ),
    (News.BEGAN, Concern.MENTOR): marked("{name} begins the track “{title}”, and you are their mentor."),
    (News.MENTOR, Concern.LEARNER): marked("On the track “{title}”, {mentor} is your mentor from now on."),
    (News.MENTOR, Concern.MENTOR): marked("You are {name}'s mentor on the track “{title}” from now on."),
    (News.PASSED, Concern.LEARNER): marked("You have passed the track “{title}”. Well done!"),
    (News.PASSED, Concern.MENTOR): marked("{name} has passed the track “{title}”. Thank you for being their mentor."),
    (News.PASSED, Concern.LEAD): marked("{name} has passed the track “{title}” with {mentor} as mentor."),
    (News.ENDED, Concern.LEARNER): marked("{by} took you off the track “{title}”. There are no further steps."),
    (News.ENDED, Concern.MENTOR): marked("{by} took {name} off the track “{title}”."),
    (News.LEFT, Concern.MENTOR): marked("{name} does not work here any more, so their track “{title}” has ended."),
    (News.LEFT, Concern.LEAD): marked("{name} does not work here any more, so their track “{title}” has ended."),
}


def step(shown: WayPicture, place: int, reader: Reader) -> Message:
    """A step, to whoever is on the track: what to do, with the button that does it; then, that it is done."""
    _, line = reader.gettext, shown.lines[place]
    opening = _("*Step {k} of {n}* on the track “{title}”").format(
        k=place + 1, n=len(shown.lines), title=in_bold(shown.title)
    )
    what = f"{opening}\n{steps.what(line.shown, reader)}"
    stands = _stands(shown, place, reader)
    if stands:
        return Message(f"{what}\n{stands}", [section(what), context(stands)])
    blocks: list[Block] = [section(what)]
    note = line.shown.step.note
    if note:
        blocks.append(rich(escape(note), {}, quote=True))
    small = [_how(line.shown.step.kind, reader)]
    if line.shown.step.kind in COUNTED and line.counted:
        small.append(_("{n} of {all} so far.").format(n=line.counted, all=line.shown.step.times))
    waits = " ".join(_waits(shown, line, reader))
    blocks += [section(waits)] if waits else []
    element = BUTTONS[line.shown.step.kind](shown.onboarding, line.shown.step.subject, reader)
    blocks += [] if element is None else [actions(element)]
    blocks.append(context(" ".join(small)))
    return Message("\n".join([what, *([escape(note)] if note else []), *([waits] if waits else []), *small]), blocks)


def _waits(shown: WayPicture, line: StepLine, reader: Reader) -> Iterator[str]:
    """For whom that waits which the learner has handed in."""
    _, drafts = reader.gettext, [one for one in line.drafts if one.is_open]
    handed_in = [one.key for one in line.watched if one.confirmed_at is None]
    handed_in += [one.key for one in drafts if one.commented_at is None]
    if handed_in:
        who = steps.name_of(shown.mentor) if shown.has_mentor else _("the leads of the desk")
        text = reader.ngettext("{keys} waits for {name}.", "{keys} wait for {name}.", len(handed_in))
        yield text.format(keys=_keys(handed_in), name=who)
    given_back = [one.key for one in drafts if one.commented_at is not None]
    if given_back:
        text = reader.ngettext(
            "{keys} waits for you: read what was said of your answer.",
            "{keys} wait for you: read what was said of your answers.",
            len(given_back),
        )
        yield text.format(keys=_keys(given_back))


def _keys(keys: Sequence[str]) -> str:
    return escape(cut(", ".join(keys), KEYS))


def news(shown: NewsPicture, reader: Reader) -> Message:
    """Something that happened on somebody's way, to one of those whom it concerns."""
    _ = reader.gettext
    concern = shown.concern if (shown.news, shown.concern) in SAID else Concern.MENTOR
    text = _(SAID[shown.news, concern]).format(
        by=steps.name_of(shown.by),
        name=steps.name_of(shown.name),
        mentor=steps.name_of(shown.mentor),
        title=in_bold(shown.title),
    )
    if shown.news is News.PASSED and shown.category:
        grants = _("It grants level {level} in {category}.")
        text = f"{text} {grants.format(level=level(shown.level, reader), category=in_bold(shown.category))}"
    text = " ".join([text, *_waiting(shown, reader)])
    look = button(_("Progress…"), ids.WAY, str(shown.onboarding.id))
    return Message(text, [section(text), actions(look)])


def _waiting(shown: NewsPicture, reader: Reader) -> Iterator[str]:
    """What becomes of the answers that the mentor has not sent, where it came to an end."""
    count, is_own = len(shown.waiting), shown.concern is Concern.LEARNER
    if not count or shown.news not in ENDS or (shown.news is News.PASSED and shown.concern is Concern.LEAD):
        return
    text = reader.ngettext("The answer to {keys} was not sent.", "The answers to {keys} were not sent.", count)
    if shown.news is News.PASSED and is_own:
        text = reader.ngettext(
            "Your answer to {keys} is not sent yet: you and {mentor} can still finish it.",
            "Your answers to {keys} are not sent yet: you and {mentor} can still finish them.",
            count,
        )
    elif shown.news is News.PASSED:
        text = reader.ngettext(
            "The answer to {keys} is not sent yet: you and {name} can still finish it.",
            "The answers to {keys} are not sent yet: you and {name} can still finish them.",
            count,
        )
    elif is_own:
        text = reader.ngettext("Your answer to {keys} was not sent.", "Your answers to {keys} were not sent.", count)
    keys = _keys(shown.waiting)
    yield text.format(keys=keys, name=steps.name_of(shown.name), mentor=steps.name_of(shown.mentor))


def mentor_left(shown: WayPicture, left: str, reader: Reader, *, is_open: bool) -> Message:
    """To those who lead the desk: somebody on a track has no mentor any more. `left` is who was it, by name."""
    _ = reader.gettext
    text = _("{mentor} does not work here any more, and was {name}'s mentor on the track “{title}”.").format(
        mentor=steps.name_of(left), name=steps.name_of(shown.name), title=in_bold(shown.title)
    )
    if not is_open:
        over = _("The track has ended.")
        if shown.onboarding.is_running:
            over = _("{name} is the mentor now.").format(name=steps.name_of(shown.mentor))
        said = f"{text} {over}"
        return Message(said, [section(said)])
    wish = _("Please choose another one. Until then, what waits for the mentor goes to you.")
    choose = button(_("Choose a mentor…"), ids.CHANGE_MENTOR, str(shown.onboarding.id), style="primary")
    return Message(f"{text} {wish}", [section(f"{text}\n{wish}"), actions(choose)])


def _stands(shown: WayPicture, place: int, reader: Reader) -> str:
    """Why there is nothing to do; empty while there is."""
    _, line, one = reader.gettext, shown.lines[place], shown.onboarding
    if line.done is not None:
        return steps.shown_by(line.done, line.shown.step.kind, reader)
    if not one.is_running:
        return _("You are not on this track any more.")
    return _("This track is paused: you need not do anything until it goes on.") if one.paused_at is not None else ""


def _how(kind: StepKind, reader: Reader) -> str:
    """How the step is found to be done."""
    return reader.gettext(HOW[kind])


HOW: Mapping[StepKind, str] = {
    StepKind.READ: marked("Open it and press *Done* there once you have read it."),
    StepKind.ATTEND: marked("It counts once the host has said that you were there."),
    StepKind.QUIZ: marked("Only you see your answers."),
    StepKind.SHADOW: marked("Say which ticket it was and what you learned; your mentor confirms it."),
    StepKind.REVIEWED: marked("Your mentor sends it in your name, or says what should be different."),
    StepKind.SOLO: marked("I see it by myself, on your next working day: without others' answers, and not escalated."),
}


def _open(_one: Onboarding, subject: int | None, reader: Reader) -> Element:
    return button(reader.gettext("Open"), ids.RESOURCE, str(subject), style="primary")


def _sessions(_one: Onboarding, _subject: int | None, reader: Reader) -> Element:
    return button(reader.gettext("Training sessions"), ids.SESSIONS, style="primary")


def _quiz(_one: Onboarding, subject: int | None, reader: Reader) -> Element:
    return button(reader.gettext("Take it"), ids.TAKE_QUIZ, str(subject), style="primary")


def _shadow(one: Onboarding, _subject: int | None, reader: Reader) -> Element:
    return button(reader.gettext("I have watched…"), ids.SHADOW, f"{one.id}:{one.place}", style="primary")


def _answer(one: Onboarding, _subject: int | None, reader: Reader) -> Element:
    return button(reader.gettext("Write an answer…"), ids.DRAFT_ANSWER, f"{one.id}:{one.place}", style="primary")


def _nothing(_one: Onboarding, _subject: int | None, _reader: Reader) -> Element | None:
    return None


BUTTONS: Mapping[StepKind, Callable[[Onboarding, int | None, Reader], Element | None]] = {
    StepKind.READ: _open,
    StepKind.ATTEND: _sessions,
    StepKind.QUIZ: _quiz,
    StepKind.SHADOW: _shadow,
    StepKind.REVIEWED: _answer,
    StepKind.SOLO: _nothing,
}
