"""A desk's week as its lead reads it: the numbers against the week before, what stands out, and what to do."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from bot.i18n import Reader
from bot.rules.digest import TARGETS, Digest, Load, Moved, Sent
from bot.rules.metrics import Share, Spread
from bot.rules.naming import NamedTicket
from bot.rules.reports import Figures, interval
from bot.rules.vocabulary import DeskId
from bot.views import advice, anomalies, naming, targets, words
from bot.views.anomalies import share
from bot.views.blocks import MESSAGE_TEXT, SECTION, Block, Message, context, header, section
from bot.views.charts import Chart, data_table, drawn, is_empty, number, written
from bot.views.digest_pictures import by_age, by_day, came, came_in_words, csat, figures, first_responses, in_a_line
from bot.views.durations import duration
from bot.views.mrkdwn import cut, escape, in_bold, whole_lines

NAME, PEOPLE, TOLD = 40, 15, 8  # characters of a name; people and anomalies that are listed
ONE_DAY = timedelta(days=1)
BESIDE: Mapping[str, Callable[[Digest, Reader], Chart]] = {"summary": by_day, "times": first_responses}
"""The chart that stands under a part."""


def digest(shown: Digest, reader: Reader) -> Message:
    """The digest; what finds no place in it is `more`."""
    title = _title(shown, reader)
    parts = {name: whole_lines(lines, SECTION) for name, lines in _parts(shown, reader)}
    notes = "\n".join(_notes(reader))
    drawn_in_words = (in_a_line(draw(shown, reader), reader) for draw in BESIDE.values())
    spoken = [line for part in (*parts.values(), *drawn_in_words, notes) for line in part.split("\n")]
    return Message(
        whole_lines([f"*{escape(title)}*", *spoken], MESSAGE_TEXT),
        [header(title), *_blocks(shown, parts, reader, has_data=True), context(notes)],
        without_data=[header(title), *_blocks(shown, parts, reader, has_data=False), context(notes)],
    )


def sent(shown: Sent, reader: Reader) -> Message:
    """The private answer to whoever asked for it."""
    text = reader.gettext("*{what}*: how it was comes to you as a direct message from me, in a moment.")
    told = text.format(what=in_bold(_title(shown, reader)))
    notes = list(_how_to_see(shown.others, reader))
    return Message("\n".join([told, *notes]), [section(told), *map(context, notes)])


def more(shown: Digest, reader: Reader) -> Message:
    """The pictures that stand in the digest's thread: a message takes two. Empty ones are left out."""
    charts = [chart for chart in (by_age(shown, reader), csat(shown, reader)) if not is_empty(chart)]
    plain, data = [written(chart, reader) for chart in charts], [drawn(chart) for chart in charts]
    if any(map(any, shown.came)):
        plain.append(section(whole_lines(came_in_words(shown, reader), SECTION)))
        data.append(data_table(came(shown, reader)))
    text = whole_lines([line for block in plain for line in block["text"]["text"].split("\n")], MESSAGE_TEXT)
    return Message(text, data, without_data=plain)


def has_more(shown: Digest) -> bool:
    """Whether there is anything to draw there."""
    is_rated = any(one.satisfied.percentage is not None for one in shown.ratings)
    return bool(shown.now.backlog.n) or is_rated or any(map(any, shown.came))


def _blocks(shown: Digest, parts: dict[str, str], reader: Reader, *, has_data: bool) -> Iterator[Block]:
    """The parts, with pictures and a table between them, or without."""
    for name, part in parts.items():
        if name == "times" and has_data:
            table = figures(shown, reader)
            yield data_table(table) if table.rows else section(part)
        else:
            yield section(part)
        if name in BESIDE and not is_empty(chart := BESIDE[name](shown, reader)):
            yield drawn(chart) if has_data else written(chart, reader)


def _parts(shown: Digest, reader: Reader) -> Iterator[tuple[str, list[str]]]:
    """Everything that it says, by parts."""
    _ = reader.gettext
    yield "summary", [_opening(shown, reader)]
    yield "times", [_("*How long it took*"), *_times(shown, reader)]
    yield "quality", [_("*How well it went*"), *_quality(shown, reader)]
    if shown.priorities:
        yield "targets", [_("*Targets met*"), *_targets(shown, reader)]
    if shown.anomalies:
        yield "anomalies", [_("*What stands out*"), *_anomalies(shown, reader)]
    if shown.moved:
        yield "moved", [_("*Categories that moved*"), *(_moved(one, shown, reader) for one in shown.moved)]
    if shown.oldest.total:
        aged = naming.lines(shown.oldest, reader, lambda one: _age(one, shown, reader))
        yield "oldest", [_("*The oldest tickets*"), *aged]
    if shown.load:
        yield "load", [_("*Who has how much now, by name*"), *_load(shown.load, reader)]


def _title(shown: Digest | Sent, reader: Reader) -> str:
    days = reader.days(shown.begins, shown.ends - ONE_DAY)
    return reader.gettext("{desk}: {days}").format(desk=shown.name, days=days)


def _opening(shown: Digest, reader: Reader) -> str:
    """What happened, and what to do about it."""
    suggested = reader.gettext("*Suggested:* {advice}").format(advice=advice.sentence(shown, reader))
    return f"{_summary(shown, reader)}\n:point_right: {suggested}"


def _summary(shown: Digest, reader: Reader) -> str:
    _, now, before = reader.gettext, shown.now, shown.before
    came = _("*{created} created* (the week before: {created_before}), *{solved} solved* ({solved_before}).").format(
        created=number(now.created, reader),
        created_before=number(before.created, reader),
        solved=number(now.solved, reader),
        solved_before=number(before.solved, reader),
    )
    backlog = number(now.backlog.n, reader)
    if not shown.grew:
        return f"{came} {_stays(backlog, reader)}"
    text = (
        _("The backlog grew by {n} to {backlog}.") if shown.grew > 0 else _("The backlog shrank by {n} to {backlog}.")
    )
    return f"{came} {text.format(n=number(abs(shown.grew), reader), backlog=backlog)}"


def _stays(backlog: str, reader: Reader) -> str:
    return reader.gettext("The backlog is as it was: {backlog}.").format(backlog=backlog)


def _times(shown: Digest, reader: Reader) -> Iterator[str]:
    _, now, before = reader.gettext, shown.now, shown.before
    yield _took(_("First response"), now.first_response.calendar, before.first_response.calendar, reader)
    if now.first_response.business.n:
        label = _("First response, in the desk's hours")
        yield _took(label, now.first_response.business, before.first_response.business, reader)
    yield _took(_("Full resolution"), now.full_resolution.calendar, before.full_resolution.calendar, reader)
    if now.full_resolution.business.n:
        label = _("Full resolution, in the desk's hours")
        yield _took(label, now.full_resolution.business, before.full_resolution.business, reader)


def _took(label: str, now: Spread, before: Spread, reader: Reader) -> str:
    _ = reader.gettext
    if now.median is None or now.p90 is None:
        return _("{label}: n/a (n = 0)").format(label=label)
    return _("{label}: median {median}{median_before}; p90 {p90}{p90_before}; n = {n}{n_before}").format(
        label=label,
        median=duration(now.median, reader),
        median_before=_before(None if before.median is None else duration(before.median, reader), reader),
        p90=duration(now.p90, reader),
        p90_before=_before(None if before.p90 is None else duration(before.p90, reader), reader),
        n=number(now.n, reader),
        n_before=_before(number(before.n, reader), reader),
    )


def _before(value: str | None, reader: Reader) -> str:
    return "" if value is None else reader.gettext(", before {value}").format(value=value)


def _quality(shown: Digest, reader: Reader) -> Iterator[str]:
    _, now, before = reader.gettext, shown.now, shown.before
    yield _satisfaction(now, before, reader)
    yield _compared(_("Surveys answered"), now.rated, before.rated, reader)
    yield _compared(_("Reopened"), now.reopened, before.reopened, reader)
    yield _compared(_("Escalated"), now.escalated, before.escalated, reader)


def _satisfaction(now: Figures, before: Figures, reader: Reader) -> str:
    _, held, rated = reader.gettext, interval(now.satisfied), now.satisfied.percentage
    if held is None or rated is None:
        return _("CSAT: too few answers (n = {n})").format(n=number(now.satisfied.n, reader))
    return _("CSAT: {percentage} ({part} of {n}, likely {low} to {high}){before}").format(
        percentage=reader.percentage(rated),
        part=number(now.satisfied.part, reader),
        before=_before(share(before.satisfied, reader) if before.satisfied.n else None, reader),
        low=reader.percentage(held.low),
        high=reader.percentage(held.high),
        n=number(now.satisfied.n, reader),
    )


def _compared(label: str, now: Share, before: Share, reader: Reader) -> str:
    return f"{label}: {share(now, reader)}{_before(share(before, reader) if before.n else None, reader)}"


def _targets(shown: Digest, reader: Reader) -> Iterator[str]:
    for priority, of_it in shown.priorities.items():
        kept = [
            f"{targets.label(advice.TARGETS[target], reader)} {share(found, reader)}"
            for target in TARGETS
            if isinstance(found := of_it.of(target), Share) and found.n
        ]
        if kept:
            yield f"{words.priority(priority, reader)}: {', '.join(kept)}"


def _anomalies(shown: Digest, reader: Reader) -> Iterator[str]:
    for one in shown.anomalies[:TOLD]:
        yield f"• {anomalies.sentence(one, shown.categories, shown.causes, reader)}"
    left = len(shown.anomalies) - TOLD
    if left > 0:
        text = reader.ngettext("… and {n} more.", "… and {n} more.", left)
        yield f"• {text.format(n=left)}"


def _moved(one: Moved, shown: Digest, reader: Reader) -> str:
    name = anomalies.category(one.category, shown.categories, reader)
    now, before = number(one.now, reader), number(one.before, reader)
    return f"• {name}: {now}{_before(before, reader)}"


def _age(one: NamedTicket, shown: Digest, reader: Reader) -> str:
    return reader.gettext("{age} old").format(age=duration(shown.as_of - one.created_at, reader))


def _load(people: tuple[Load, ...], reader: Reader) -> Iterator[str]:
    _ = reader.gettext
    for one in people[:PEOPLE]:
        has_both = _("{name}: {open} of {capacity}, {waiting} waiting")
        text = has_both if one.waiting else _("{name}: {open} of {capacity}")
        name = escape(cut(one.name, NAME))
        yield "• " + text.format(name=name, open=one.open, capacity=one.capacity, waiting=one.waiting)
    left = len(people) - PEOPLE
    if left > 0:
        more_people = reader.ngettext("… and {n} more.", "… and {n} more.", left)
        yield f"• {more_people.format(n=left)}"


def _notes(reader: Reader) -> Iterator[str]:
    _ = reader.gettext
    yield _("Median: half took no longer. p90: nine of ten took no longer. Before: in the week before.")
    yield _("CSAT is the share of ratings that are good or very good. Percentages need five answers at least.")
    yield _(
        "What stands out does so against the four weeks before, with ten cases at least on both sides. "
        "Merged, cancelled and taken-back tickets do not count."
    )


def _how_to_see(others: tuple[DeskId, ...], reader: Reader) -> Iterator[str]:
    if others:
        text = reader.gettext("You lead other desks, too. `/helpdesk digest` followed by a key shows one: {keys}")
        yield text.format(keys=", ".join(f"`{escape(key)}`" for key in others[:PEOPLE]))
