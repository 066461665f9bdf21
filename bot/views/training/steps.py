"""A step of a track in words, wherever it is spoken of."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.training.onboarding import StepDone
from bot.rules.training.track_pictures import StepPicture
from bot.rules.training.tracks import StepKind
from bot.views.mrkdwn import cut, escape, in_bold, moment

TITLE, EVIDENCE = 120, 400  # characters

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
