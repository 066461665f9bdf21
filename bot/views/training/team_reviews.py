"""How the work of a desk was reviewed, for those who lead it; and one's own reviews."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.training.quality import WEEKS
from bot.rules.training.quality_pictures import ReviewPicture, ReviewsPicture, TeamPicture
from bot.views import ids
from bot.views.blocks import Block, button, context, divider, header, modal, section
from bot.views.mrkdwn import cut, escape, in_bold, moment
from bot.views.training.quality import criterion, line, monday, percentage, result, ticket, waiting

NAME = 75  # characters
LISTED = 10  # chosen tickets of a desk
DESKS = 3


def reviews(shown: ReviewsPicture, reader: Reader) -> dict[str, Any]:
    """The modal behind `/helpdesk reviews`. At most three times 14 blocks for desks, and 22 for one's own."""
    _ = reader.gettext
    blocks: list[Block] = []
    for team in shown.teams[:DESKS]:
        blocks += [*_team(team, reader), divider()]
    blocks.append(header(_("Your own work")))
    blocks += [_own(one, reader) for one in shown.own]
    if not shown.own:
        blocks.append(section(_("Nobody has reviewed a ticket of yours yet.")))
    how = _("`/helpdesk review IT-42` reviews a colleague's solved ticket. Only they, you and the leads read it.")
    blocks.append(context(how))
    return modal(_("Reviews"), blocks, callback_id=ids.REVIEWS, close=_("Close"))


def _team(team: TeamPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    yield header(_("Reviews at {desk}").format(desk=cut(team.desk, NAME)))
    if not team.number:
        yield section(_("No ticket was reviewed in the last {n} weeks.").format(n=WEEKS))
    else:
        yield section("\n".join([_summary(team, reader), *_halves(team, reader), *_weeks(team, reader)]))
        yield section("\n".join([_("*How far each was met*, the least first:"), *_criteria(team, reader)]))
    if team.sample is not None:
        yield section(_("*Chosen for review on {day}:*").format(day=monday(team.sample.week, reader)))
        for one in team.sample.waiting[:LISTED]:
            yield waiting(one, line(one, reader), reader)


def _summary(team: TeamPicture, reader: Reader) -> str:
    """The average of all weeks, unless it is of too few."""
    _ = reader.gettext
    if team.average is None:
        few = reader.ngettext(
            "{n} review with a score in {weeks} weeks: too few for an average.",
            "{n} reviews with a score in {weeks} weeks: too few for an average.",
            team.scored,
        )
        return few.format(n=team.scored, weeks=WEEKS)
    text = _("*{percent}* on average, of {n} reviews with a score in {weeks} weeks.")
    return text.format(percent=percentage(team.average, reader), n=team.scored, weeks=WEEKS)


def _halves(team: TeamPicture, reader: Reader) -> Iterator[str]:
    """The trend where single weeks have too few reviews for an average, unless that is so of four weeks as well."""
    before, lately = team.halves
    if before.average is None or lately.average is None:
        return
    text = reader.gettext("*{percent}* in the last {weeks} weeks ({n} reviews), {before} in those before ({m}).")
    now, then = percentage(lately.average, reader), percentage(before.average, reader)
    yield text.format(percent=now, weeks=WEEKS // 2, n=lately.number, before=then, m=before.number)


def _weeks(team: TeamPicture, reader: Reader) -> Iterator[str]:
    """The trend, week by week. A week of too few reviews says how many passed, and no average."""
    _ = reader.gettext
    for one in team.trend:
        if not one.number:
            yield _("• Week of {day}: none").format(day=monday(one.week, reader))
            continue
        passed = reader.ngettext("{passed} of {n} passed", "{passed} of {n} passed", one.number)
        counted = passed.format(passed=one.passed, n=one.number)
        if one.average is None:
            yield _("• Week of {day}: {passed}").format(day=monday(one.week, reader), passed=counted)
        else:
            text = _("• Week of {day}: *{percent}* on average, {passed}")
            yield text.format(day=monday(one.week, reader), percent=percentage(one.average, reader), passed=counted)


def _criteria(team: TeamPicture, reader: Reader) -> Iterator[str]:
    for one, share, number in team.by_criterion:
        text = reader.ngettext("• {criterion}: {percent} of {n} time", "• {criterion}: {percent} of {n} times", number)
        yield text.format(criterion=escape(criterion(one, reader)), percent=reader.percentage(float(share)), n=number)


def _own(shown: ReviewPicture, reader: Reader) -> Block:
    _, one = reader.gettext, shown.review
    about = _("a ticket") if shown.about is None else ticket(shown.about)
    by = in_bold(cut(shown.names.get(one.reviewer_id, one.reviewer_id), NAME))
    when = _("by {name}, {time}").format(name=by, time=moment(one.reviewed_at))
    text = f"{about}\n{result(shown, reader)}  ·  {when}"
    return section(text, accessory=button(_("Read"), ids.READ_REVIEW, str(one.id)))
