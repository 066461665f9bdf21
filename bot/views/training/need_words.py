"""What a desk's numbers say that its people could learn, in sentences: what is worse, by how much, and how sure."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.i18n import Reader, marked
from bot.rules.reminders import zone_of
from bot.rules.reports import Metric
from bot.rules.training.effects import Change, Effect, TrainingKind, Verdict
from bot.rules.training.need_pictures import Fit, NeedPicture, NeedsPicture
from bot.rules.training.needs import Against, Comparison, Subject
from bot.rules.training.significance import Difference, Estimate
from bot.views.charts import number
from bot.views.durations import duration
from bot.views.mrkdwn import cut, day, escape, in_bold, moment

NAME, TITLE = 40, 50  # characters
WORSE: Mapping[Metric, str] = {
    Metric.REOPENED: marked("more tickets come back"),
    Metric.ESCALATED: marked("more tickets are escalated"),
    Metric.SATISFIED: marked("ratings are worse"),
    Metric.FULL_RESOLUTION: marked("tickets take longer until they are solved"),
}
LABEL: Mapping[Metric, str] = {
    Metric.REOPENED: marked("Reopened"),
    Metric.ESCALATED: marked("Escalated"),
    Metric.SATISFIED: marked("CSAT"),
    Metric.FULL_RESOLUTION: marked("Median until solved"),
}
WHERE: Mapping[Against, str] = {
    Against.BEFORE: marked("in the 12 weeks before"),
    Against.REST: marked("in all other categories"),
    Against.TEAM: marked("for everybody else in the team"),
}
WITHOUT_THEIRS: Mapping[Metric, str] = {
    Metric.REOPENED: marked("{label}: {now} (n = {n}), clearly more than {where}"),
    Metric.ESCALATED: marked("{label}: {now} (n = {n}), clearly more than {where}"),
    Metric.SATISFIED: marked("{label}: {now} (n = {n}), clearly less than {where}"),
    Metric.FULL_RESOLUTION: marked("{label}: {now} (n = {n}), clearly longer than {where}"),
}
TOPIC: Mapping[Metric, str] = {
    Metric.REOPENED: marked("{category}: solved for good the first time"),
    Metric.ESCALATED: marked("{category}: what we can solve ourselves"),
    Metric.SATISFIED: marked("{category}: answers that people are happy with"),
    Metric.FULL_RESOLUTION: marked("{category}: how to solve it sooner"),
}


def title(subject: Subject, shown: NeedsPicture, reader: Reader) -> str:
    """What is worse, and whose."""
    category, what = in_bold(cut(shown.category(subject.category), NAME)), reader.gettext(WORSE[subject.metric])
    if subject.person_id is None:
        return f"*{category}*: {what}"
    if subject.person_id == shown.reader_id:
        return reader.gettext("*{category}*, your own tickets: {what}").format(category=category, what=what)
    return f"*{category}*, *{in_bold(cut(shown.name(subject.person_id), NAME))}*: {what}"


def evidence(one: NeedPicture, shown: NeedsPicture, reader: Reader) -> Iterator[str]:
    """What each comparison tells: both numbers, of how many, and between what the difference lies.

    Agents read their own number alone where the other one would be that of a colleague or two.
    """
    metric = one.need.subject.metric
    for comparison in one.need.comparisons:
        if shown.is_lead or comparison.is_of_several:
            yield _compared(metric, comparison, reader)
        else:
            yield _without_theirs(metric, comparison, reader)


def fitting(fit: Fit, reader: Reader) -> str:
    """What there is that fits."""
    _ = reader.gettext
    parts = []
    if fit.resources:
        parts.append(_("*To read:* {titles}").format(titles=", ".join(_short(one) for one in fit.resources)))
    if fit.sessions:
        planned = ", ".join(f"{_short(topic)} ({moment(at)})" for topic, at in fit.sessions)
        parts.append(_("*Planned:* {sessions}").format(sessions=planned))
    if fit.quizzes:
        parts.append(_("*Quizzes:* {titles}").format(titles=", ".join(_short(one) for one in fit.quizzes)))
    return "  ·  ".join(parts) or _("Nothing to read, no session and no quiz fits yet.")


def not_needed(one: NeedPicture, shown: NeedsPicture, reader: Reader) -> str:
    """Until when it is not shown, and who said so."""
    if one.hidden is None:
        return ""
    until = day(_date(one.hidden.until, reader))
    if one.hidden.by == shown.reader_id:
        return reader.gettext("Not needed, you said. It is not shown before {day}.").format(day=until)
    name = escape(cut(shown.name(one.hidden.by), NAME))
    return reader.gettext("Not needed, says {name}. It is not shown before {day}.").format(name=name, day=until)


def topic(subject: Subject, category: str, reader: Reader) -> str:
    """What a session about it could be called. `category` is its name, in plain characters."""
    return reader.gettext(TOPIC[subject.metric]).format(category=category)


def effect(one: Effect, shown: NeedsPicture, reader: Reader) -> Iterator[str]:
    """What came after a training, a line for each number."""
    said = {
        TrainingKind.SESSION: reader.ngettext(
            "*{title}* ({category}), {day}, {n} person took part:",
            "*{title}* ({category}), {day}, {n} people took part:",
            one.people,
        ),
        TrainingKind.READING: reader.ngettext(
            "*{title}* ({category}), which {n} person had read by {day}:",
            "*{title}* ({category}), which {n} people had read by {day}:",
            one.people,
        ),
    }[one.kind]
    yield said.format(
        title=in_bold(cut(one.title, TITLE)),
        category=escape(cut(shown.category(one.category), NAME)),
        day=day(one.at.date() if one.kind is TrainingKind.READING else _date(one.at, reader)),  # a day, or an instant
        n=number(one.people, reader),
    )
    yield from (f"• {_changed(change, reader)}" for change in one.changes)


def _compared(metric: Metric, one: Comparison, reader: Reader) -> str:
    _ = reader.gettext
    text = _("{label}: {now} (n = {n}), against {other} (n = {n_other}) {where}: {difference}")
    return text.format(
        label=_label(metric, reader, is_business=one.is_business),
        now=value(metric, one.now, reader),
        n=number(one.now.n, reader),
        where=_(WHERE[one.against]),
        other=value(metric, one.other, reader),
        n_other=number(one.other.n, reader),
        difference=_clear(metric, one.difference, reader),
    )


def _without_theirs(metric: Metric, one: Comparison, reader: Reader) -> str:
    """That a number is worse than the other, which is not told, and so not by how much."""
    return reader.gettext(WITHOUT_THEIRS[metric]).format(
        label=_label(metric, reader, is_business=one.is_business),
        now=value(metric, one.now, reader),
        n=number(one.now.n, reader),
        where=reader.gettext(WHERE[one.against]),
    )


def _changed(one: Change, reader: Reader) -> str:
    """A number before and after a training, and whether anything can be said of it."""
    _, label = reader.gettext, _label(one.metric, reader, is_business=one.is_business)
    between = one.difference
    if one.before is None or one.after is None or between is None:
        text = _("{label}: can't tell, too few (n = {n_before} before, n = {n_after} after)")
        n_before, n_after = number(one.n_before, reader), number(one.n_after, reader)
        return text.format(label=label, n_before=n_before, n_after=n_after)
    text = {
        Verdict.BETTER: _("{label}: *better*. {before} before (n = {n_before}), {after} after (n = {n_after})"),
        Verdict.WORSE: _("{label}: *worse*. {before} before (n = {n_before}), {after} after (n = {n_after})"),
        Verdict.UNKNOWN: _("{label}: can't tell. {before} before (n = {n_before}), {after} after (n = {n_after})"),
    }[one.verdict]
    said = text.format(
        label=label,
        before=value(one.metric, one.before, reader),
        n_before=number(one.n_before, reader),
        after=value(one.metric, one.after, reader),
        n_after=number(one.n_after, reader),
    )
    held = _clear if between.is_clear else _unclear
    return f"{said}: {held(one.metric, between, reader)}"


def value(metric: Metric, one: Estimate, reader: Reader) -> str:
    """A number as people know it: of ratings those that are good, while the rules count those that are not."""
    if metric is Metric.FULL_RESOLUTION:
        return duration(timedelta(seconds=one.value), reader)
    return reader.percentage(1 - one.value if metric is Metric.SATISFIED else one.value)


def _label(metric: Metric, reader: Reader, *, is_business: bool) -> str:
    if is_business:
        return reader.gettext("Median until solved, in the desk's hours")
    return reader.gettext(LABEL[metric])


def _clear(metric: Metric, between: Difference, reader: Reader) -> str:
    """By how much, where it is clear that it is more, or less."""
    _ = reader.gettext
    is_more = (between.value > 0) != (metric is Metric.SATISFIED)
    sizes = sorted((abs(between.low), abs(between.high)))
    if metric is Metric.FULL_RESOLUTION:
        text = _("{much} longer, likely {low} to {high}") if is_more else _("{much} less, likely {low} to {high}")
        much, low, high = (duration(timedelta(seconds=size), reader) for size in (abs(between.value), *sizes))
        return text.format(much=much, low=low, high=high)
    text = (
        _("{much} points more, likely {low} to {high}") if is_more else _("{much} points less, likely {low} to {high}")
    )
    much, low, high = (_points(size, reader) for size in (abs(between.value), *sizes))
    return text.format(much=much, low=low, high=high)


def _unclear(metric: Metric, between: Difference, reader: Reader) -> str:
    """Between what it lies, where that holds zero."""
    _ = reader.gettext
    less, more = abs(between.low), abs(between.high)
    if metric is Metric.SATISFIED:
        less, more = more, less
    if metric is Metric.FULL_RESOLUTION:
        low, high = (duration(timedelta(seconds=size), reader) for size in (less, more))
        return _("anything from {low} less to {high} longer is likely").format(low=low, high=high)
    text = _("anything from {low} points less to {high} points more is likely")
    return text.format(low=_points(less, reader), high=_points(more, reader))


def _date(at: datetime, reader: Reader) -> date:
    """The date that an instant is on where the reader is."""
    return at.astimezone(zone_of(reader.timezone)).date()


def _points(share: float, reader: Reader) -> str:
    return number(round(100 * share), reader)


def _short(text: str) -> str:
    return escape(cut(text, TITLE))
