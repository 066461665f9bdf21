"""Less than a whole report, against one: the groups of a period alone, or some metrics. On both databases."""

from hypothesis import HealthCheck, given, settings

from bot.rules.metric_pictures import CHARTED, HEADLINES, OF_GROUPS, OVER_TIME
from bot.rules.reports import NOTHING, OF_TIME, Ask, Dimension, Metric
from storage import reports
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.test_reports import HERE, Case, asks, expected, many, store_all


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=many, ask=asks())
async def test_the_groups_of_a_period_are_known_before_anything_is_counted(
    store: Store, given: list[Case], ask: Ask
) -> None:
    def compared(tx: Transaction) -> None:
        store_all(tx, given)
        groups = reports.counted(tx, ask, ask.window)[1]
        found = reports.keys(tx, ask)
        assert len(found) == len(set(found))
        assert found == list(groups) if ask.by in OF_TIME else set(found) == set(groups)
        if ask.by not in (None, Dimension.TAG, *OF_TIME):
            waiting = {key: one.backlog.n for key, one in groups.items() if one.backlog.n}
            assert reports.unsolved(tx, ask) == waiting

    await store.write(HERE, compared)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=many, ask=asks())
async def test_a_metric_is_the_same_whether_it_is_counted_with_all_with_some_or_alone(
    store: Store, given: list[Case], ask: Ask
) -> None:
    def compared(tx: Transaction) -> None:
        store_all(tx, given)
        whole, groups = expected(given, ask, ask.window)
        for metrics in (HEADLINES, OF_GROUPS, CHARTED, OVER_TIME, *([metric] for metric in Metric)):
            some, some_groups = reports.counted(tx, ask, ask.window, metrics)
            assert set(some_groups) <= set(groups)
            for metric in metrics:
                assert some.of(metric) == whole.of(metric)
                for key, figures in groups.items():
                    assert some_groups.get(key, NOTHING).of(metric) == figures.of(metric)

    await store.write(HERE, compared)
