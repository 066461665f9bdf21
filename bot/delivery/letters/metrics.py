"""Letters of numbers: the answer, charts, the table, the file, and what somebody shared."""

from collections.abc import Callable, Mapping

from bot.delivery.letter import Letter, NewFile, Post
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import metrics, people
from bot.rules import report_rows, timeline
from bot.rules.metric_pictures import SharedPicture, Way
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.refusals import Refusal
from bot.rules.vocabulary import PersonId
from bot.views import metric_charts, metric_tables
from bot.views import metrics as numbers
from bot.views.metric_values import understood
from storage.transaction import Transaction


def _while_allowed(load: Callable[[Transaction, Notice], Letter | None]) -> Loader:
    """Nothing, to somebody who may not see the numbers any more."""

    def loaded(tx: Transaction, notice: Notice) -> Letter | None:
        try:
            return load(tx, notice)
        except Refusal:
            return None

    return loaded


def _numbers(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    return Post(numbers.metrics(metrics.headlines(tx, notice.params["line"], person), people.reader(tx, person)))


def _charts(tx: Transaction, notice: Notice) -> Letter | None:
    person, page = PersonId(notice.lane), int(notice.params["page"])
    shown = metrics.charts(tx, notice.params["line"], person)
    if page >= metric_charts.pages(shown):
        return None
    return Post(metric_charts.numbers(shown, page, people.reader(tx, person)))


def _table(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    return Post(metric_tables.table(metrics.table(tx, notice.params["line"], person), people.reader(tx, person)))


def _file(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    shown = metrics.again(tx, notice.params["line"], person)
    first, last = timeline.days(shown.report.ask)
    content = report_rows.csv_text(shown.report, shown.names).encode()
    return NewFile(f"helpdesk-{first}-{last}.csv", content, understood(shown, people.reader(tx, person)))


def _shared(tx: Transaction, notice: Notice) -> Letter | None:
    by = PersonId(notice.params["by"])
    return Post(metric_charts.shared(SharedPicture(metrics.charts(tx, notice.params["line"], by), by), CHANNEL))


def _asked_for(tx: Transaction, notice: Notice) -> Letter | None:
    return WAYS[Way(notice.params["way"])](tx, notice)


WAYS: Mapping[Way, Loader] = {Way.NUMBERS: _numbers, Way.CHARTS: _charts, Way.TABLE: _table, Way.FILE: _file}
LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.NUMBERS: _while_allowed(_asked_for),
    NoticeKind.NUMBERS_SHARED: _while_allowed(_shared),
}
