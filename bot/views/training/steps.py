"""A step of a track wherever it is spoken of: in words, whose it is, and the ticket that it is about."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.training.onboarding import StepDone
from bot.rules.training.track_pictures import StepPicture
from bot.rules.training.tracks import StepKind
from bot.views import ids
from bot.views.blocks import Block, labelled, text_input
from bot.views.mrkdwn import cut, escape, in_bold, link, moment

TITLE, EVIDENCE, NAME, KEY = 120, 400, 80, 27  # characters

KINDS: Mapping[StepKind, str] = {
    StepKind.READ: marked("Read something"),
    StepKind.ATTEND: marked("Come to a training session"),
    StepKind.QUIZ: marked("Pass a quiz"),
    StepKind.SHADOW: marked("Watch colleagues at tickets"),
    StepKind.REVIEWED: marked("Answer with the mentor's approval"),
    StepKind.SOLO: marked("Solve tickets alone"),
}


def what(shown: StepPicture, reader: Reader) -> str:
    """What there is to do, in mrkdwn."""
    _, step = reader.gettext, shown.step
    title, times = in_bold(cut(shown.title, TITLE)), step.times
    match step.kind:
        case StepKind.READ:
            return _("Read “{title}”").format(title=title)
        case StepKind.QUIZ:
            return _("Pass the quiz “{title}”").format(title=title)
        case StepKind.ATTEND if shown.title:
            return _("Come to a training session about {category}").format(category=title)
        case StepKind.ATTEND:
            return _("Come to a training session of the desk")
        case StepKind.SHADOW:
            text = reader.ngettext("Watch a colleague at a ticket", "Watch colleagues at {n} tickets", times)
        case StepKind.REVIEWED:
            text = reader.ngettext(
                "Answer a ticket with the mentor's approval", "Answer {n} times with the mentor's approval", times
            )
        case _:
            text = reader.ngettext("Solve a ticket alone", "Solve {n} tickets alone", times)
    return text.format(n=times)


def shown_by(done: StepDone, kind: StepKind, reader: Reader) -> str:
    """When a step was done, and what shows it, in mrkdwn."""
    _ = reader.gettext
    if done.is_left_out:
        return _("Left out {time}: it was retired").format(time=moment(done.at))
    if done.evidence and kind is not StepKind.QUIZ:
        evidence = escape(cut(done.evidence, EVIDENCE))
        return _("Done {time}: {evidence}").format(time=moment(done.at), evidence=evidence)
    return _("Done {time}").format(time=moment(done.at))


def name_of(person: str) -> str:
    """Somebody's name, in mrkdwn."""
    return escape(cut(person, NAME))


def ticket_field(reader: Reader) -> Block:
    """The field of a form for the number of a ticket."""
    _ = reader.gettext
    field = text_input(ids.STEP_TICKET, placeholder=_("Its number, such as IT-42"), max_length=KEY)
    return labelled(_("Ticket"), field, block_id=ids.STEP_TICKET)


def ticket_link(key: str, url: str | None) -> str:
    """A ticket's number, in mrkdwn, as a link to its card where there is one."""
    return escape(key) if url is None else link(url, key)
