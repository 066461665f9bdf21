"""The groups of a period, known without counting, against those of a report, on both databases."""

from hypothesis import HealthCheck, given, settings

from bot.rules.reports import OF_TIME, Ask, Dimension
from storage import reports
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.test_reports import HERE, Case, asks, many, store_all


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
