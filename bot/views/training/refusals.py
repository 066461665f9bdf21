"""Why the helpdesk says no to something about training, as people read it."""

from collections.abc import Callable, Mapping

from bot.i18n import Reader
from bot.rules.training import refusals as because
from bot.views.mrkdwn import escape


def _no_such_resource(_reason: because.NoSuchResource, reader: Reader) -> str:
    return reader.gettext("That is not there for you, or not any more. `/helpdesk learn` shows what is.")


def _not_a_link(_reason: because.NotALink, reader: Reader) -> str:
    return reader.gettext(
        "That is no link that everybody can open. One begins with `https://` or `http://`"
        " and names a place, but no password."
    )


def _nothing_to_read(_reason: because.NothingToRead, reader: Reader) -> str:
    return reader.gettext("Please give a link or a text, or both: else there is nothing to read.")


def _not_minutes(reason: because.NotMinutes, reader: Reader) -> str:
    return reader.gettext("Please give a whole number of minutes from 1 to {most}.").format(most=reason.most)


def _changed_meanwhile(reason: because.ResourceChanged | because.SessionChanged, reader: Reader) -> str:
    text = reader.gettext(
        "Somebody else changed “{title}” while you were writing, so nothing was saved. "
        "Please copy your text, close this form and open it again."
    )
    return text.format(title=escape(reason.title))


def _has_new_version(reason: because.HasNewVersion, reader: Reader) -> str:
    text = reader.gettext("“{title}” has changed since you opened it. Please open it again and read what is new.")
    return text.format(title=escape(reason.title))


def _resource_retired(reason: because.ResourceRetired, reader: Reader) -> str:
    text = reader.gettext("“{title}” was retired meanwhile: nobody has to read it any more. Nothing was changed.")
    return text.format(title=escape(reason.title))


def _no_such_session(_reason: because.NoSuchSession, reader: Reader) -> str:
    return reader.gettext("I can't find that session. `/helpdesk sessions` shows those of your desks.")


def _session_is_over(reason: because.SessionIsOver, reader: Reader) -> str:
    text = reader.gettext("“{topic}” has begun already, or is over. Nothing was changed.")
    return text.format(topic=escape(reason.topic))


def _session_is_cancelled(reason: because.SessionIsCancelled, reader: Reader) -> str:
    return reader.gettext("“{topic}” was cancelled. Nothing was changed.").format(topic=escape(reason.topic))


def _session_is_ahead(reason: because.SessionIsAhead, reader: Reader) -> str:
    text = reader.gettext("“{topic}” has not begun yet. Please come back afterwards.")
    return text.format(topic=escape(reason.topic))


def _places_are_taken(reason: because.PlacesAreTaken, reader: Reader) -> str:
    text = reader.ngettext(
        "{n} person has a place already, so there can't be fewer places than that.",
        "{n} people have a place already, so there can't be fewer places than that.",
        reason.taken,
    )
    return text.format(n=reason.taken)


def _host_needs_no_place(_reason: because.HostNeedsNoPlace, reader: Reader) -> str:
    return reader.gettext("You hold this session, so you need no place. *Details* lets you move or cancel it.")


def _needs_category(_reason: because.NeedsCategory, reader: Reader) -> str:
    return reader.gettext("Please choose the category: the session is for the people who know it.")


def _nobody_chosen(_reason: because.NobodyChosen, reader: Reader) -> str:
    return reader.gettext("Please choose the people whom the session is for.")


def _not_at_this_desk(reason: because.NotAtThisDesk, reader: Reader) -> str:
    text = reader.gettext("{name} does not work at {desk}. Please choose people who do.")
    return text.format(name=escape(reason.name), desk=escape(reason.desk))


def _needs_an_end(_reason: because.NeedsAnEnd, reader: Reader) -> str:
    return reader.gettext("Please say until when it repeats, or how many times.")


def _ends_before_it_begins(_reason: because.EndsBeforeItBegins, reader: Reader) -> str:
    return reader.gettext("The last day is before the first session. Please choose a later one.")


def _too_many_repeats(reason: because.TooManyRepeats, reader: Reader) -> str:
    text = reader.gettext("That would be more than {most} sessions. Please choose an earlier last day.")
    return text.format(most=reason.most)


def _no_such_level(reason: because.NoSuchLevel, reader: Reader) -> str:
    return reader.gettext("A level is a number from 0 to {most}. Nothing was changed.").format(most=reason.most)


def _not_a_later_day(reason: because.NotALaterDay, reader: Reader) -> str:
    text = reader.gettext("Please choose a day after today, and within {years} years. Nothing was changed.")
    return text.format(years=reason.years)


def _not_a_day_from_today(reason: because.NotADayFromToday, reader: Reader) -> str:
    text = reader.gettext("Please choose a day from today on, and within {days} days.")
    return text.format(days=reason.days)


def _no_evidence(_reason: because.NoEvidence, reader: Reader) -> str:
    return reader.gettext("Please say in a few words what shows this level, or where that is.")


def _skill_changed(reason: because.SkillChanged, reader: Reader) -> str:
    text = reader.gettext(
        "Somebody else changed {name}'s level in {category} meanwhile, so nothing was saved. "
        "Please close this form and open it again."
    )
    return text.format(name=escape(reason.name), category=escape(reason.category))


def _listed_in_file(reason: because.ListedInFile, reader: Reader) -> str:
    text = reader.gettext(
        "The desk's file lists {name} for {category}, which counts as level {level} at least. "
        "For less, whoever runs the helpdesk has to take it out of `skills` there."
    )
    return text.format(name=escape(reason.name), category=escape(reason.category), level=reason.level)


def _cannot_review_own(reason: because.CannotReviewOwn, reader: Reader) -> str:
    text = reader.gettext("{key} was your own work, so a colleague has to review it.")
    return text.format(key=escape(reason.key))


def _not_solved_yet(reason: because.NotSolvedYet, reader: Reader) -> str:
    return reader.gettext("{key} can be reviewed once it is solved.").format(key=escape(reason.key))


def _nobodys_work(reason: because.NobodysWork, reader: Reader) -> str:
    text = reader.gettext("Nobody had {key} when it was solved, so there is nobody's work to review.")
    return text.format(key=escape(reason.key))


def _no_such_review(_reason: because.NoSuchReview, reader: Reader) -> str:
    return reader.gettext("There is no such review any more, or it is not yours to read.")


def _marks_missing(_reason: because.MarksMissing, reader: Reader) -> str:
    return reader.gettext("The desk's scorecard has changed meanwhile. Please close this form and open it again.")


SENTENCES: Mapping[type, Callable[..., str]] = {
    because.NoSuchResource: _no_such_resource,
    because.NotALink: _not_a_link,
    because.NothingToRead: _nothing_to_read,
    because.NotMinutes: _not_minutes,
    because.ResourceChanged: _changed_meanwhile,
    because.SessionChanged: _changed_meanwhile,
    because.HasNewVersion: _has_new_version,
    because.ResourceRetired: _resource_retired,
    because.NoSuchSession: _no_such_session,
    because.SessionIsOver: _session_is_over,
    because.SessionIsCancelled: _session_is_cancelled,
    because.SessionIsAhead: _session_is_ahead,
    because.PlacesAreTaken: _places_are_taken,
    because.HostNeedsNoPlace: _host_needs_no_place,
    because.NeedsCategory: _needs_category,
    because.NobodyChosen: _nobody_chosen,
    because.NotAtThisDesk: _not_at_this_desk,
    because.NeedsAnEnd: _needs_an_end,
    because.EndsBeforeItBegins: _ends_before_it_begins,
    because.TooManyRepeats: _too_many_repeats,
    because.NoSuchLevel: _no_such_level,
    because.NotALaterDay: _not_a_later_day,
    because.NotADayFromToday: _not_a_day_from_today,
    because.NoEvidence: _no_evidence,
    because.SkillChanged: _skill_changed,
    because.ListedInFile: _listed_in_file,
    because.CannotReviewOwn: _cannot_review_own,
    because.NotSolvedYet: _not_solved_yet,
    because.NobodysWork: _nobodys_work,
    because.NoSuchReview: _no_such_review,
    because.MarksMissing: _marks_missing,
}
