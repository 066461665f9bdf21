"""The command line."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot import config
from bot.cli import checking, demo, desks, metrics, outbox, replies, report, reports, tickets
from bot.cli.opening import Unable, opened
from bot.config import CannotStart
from bot.helpdesk import cards
from bot.rules.notice_kinds import NoticeState
from bot.rules.reply_files import Format
from bot.rules.reports import Dimension
from bot.service import configure_log, serve
from bot.service import opened as opened_database

T = TypeVar("T")

NOT_AS_ASKED, CANNOT_START = 1, 2

app = typer.Typer(help="A helpdesk that lives inside Slack.", no_args_is_help=True, add_completion=False)
db_app = typer.Typer(help="The database.", no_args_is_help=True)
desk_app = typer.Typer(help="How desks work, as code.", no_args_is_help=True)
outbox_app = typer.Typer(help="Messages that the helpdesk owes to Slack.", no_args_is_help=True)
replies_app = typer.Typer(help="Saved replies as files.", no_args_is_help=True)
import_app = typer.Typer(help="What comes from files.", no_args_is_help=True)
export_app = typer.Typer(help="What goes to files.", no_args_is_help=True)
app.add_typer(db_app, name="db")
app.add_typer(desk_app, name="desk")
app.add_typer(outbox_app, name="outbox")
app.add_typer(replies_app, name="replies")
app.add_typer(import_app, name="import")
app.add_typer(export_app, name="export")


def main() -> None:
    """Run one command. What went wrong is said in one sentence, and by the exit code: 2 for a wrong setting."""
    try:
        app()
    except CannotStart as reason:
        _fail(str(reason), CANNOT_START)
    except Unable as reason:
        _fail(str(reason), NOT_AS_ASKED)
    except KeyboardInterrupt:
        raise SystemExit(130) from None  # as shells report an interrupted program


@app.command("demo")
def start_demo(
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what earlier demos kept.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="Begin without a past: people, channels, desks.")] = False,
    practice: Annotated[
        bool,
        typer.Option("--practice", help="Practise: people ask by a script and answer you, and you get a scorecard."),
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is; 0 takes any.")] = demo.PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    data: Annotated[Path | None, typer.Option(help="The folder that keeps the demo's data.")] = None,
) -> None:
    """Start a Slack workspace on this machine with the helpdesk in it. No account is needed."""
    wish = demo.Wish(port, fresh=fresh, empty=empty, practice=practice, browser=not no_browser, folder=data)
    asyncio.run(demo.run(wish, typer.echo))


@app.command("run")
def start() -> None:
    """Run the helpdesk in your Slack workspace."""
    settings = config.load()
    configure_log(settings.log_level)
    asyncio.run(serve(settings))


@app.command("check")
def check() -> None:
    """Look at settings, tokens, scopes, database and desks, and say what is wrong."""
    if not asyncio.run(_check(config.load())):
        raise SystemExit(NOT_AS_ASKED)


@app.command("repair")
def repair() -> None:
    """Show the card and the confirmation of every ticket that is not closed anew, also those that somebody deleted."""
    print_result(_repair(config.load_tools()))


@app.command("metrics")
def show_metrics(
    *,
    ticket: Annotated[str, typer.Option(help="Of one ticket: its number, such as IT-42.")] = "",
    first: Annotated[str, typer.Option("--from", help="Of a period: its first day, month or year: 2026-01-31.")] = "",
    last: Annotated[str, typer.Option("--to", help="Its last one, which is in it. Without: up to now.")] = "",
    by: Annotated[Dimension | None, typer.Option(help="What to split it by.")] = None,
    desk: Annotated[str, typer.Option(help="A desk by its key or name. Without: every desk.")] = "",
    zone: Annotated[str, typer.Option(help="Where its days begin at midnight.")] = "UTC",
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON document, for programs.")] = False,
) -> None:
    """Print what is counted of one ticket, or every number of a period: durations in seconds, n beside each."""
    if bool(ticket) == bool(first):
        raise Unable("Please say what to count: one ticket by --ticket IT-42, or a period by --from 2026-01-01.")
    if ticket:
        print_result(metrics.of_ticket(config.load_tools(), ticket, as_json=as_json))
    else:
        wish = reports.Wish(first, last, by, desk, zone, as_json)
        print_result(reports.of_period(config.load_tools(), wish))


@app.command("report")
def write_report(
    since: Annotated[str, typer.Option("--from", help="The first day: 2026-01-01.")],
    until: Annotated[str, typer.Option("--to", help="The last day, which is in it.")],
    *,
    desk: Annotated[list[str] | None, typer.Option(help="Its key or name; every desk, if you name none.")] = None,
    by: Annotated[Dimension | None, typer.Option(help="What it is split by.")] = None,
    language: Annotated[str, typer.Option(help="What it is written in: en, de.")] = "en",
    html: Annotated[Path | None, typer.Option(help="A file for a page with charts, to read and to print.")] = None,
    csv: Annotated[Path | None, typer.Option(help="A file for a table: a row for each group.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON document, for programs.")] = False,
) -> None:
    """Write what leads read in Slack as a page, a table or a document; without a file, the most important of it."""
    wish = report.Wish(since, until, tuple(desk or ()), by, language, html, csv, as_json)
    print_result(report.write(config.load_tools(), wish))


@db_app.command("upgrade")
def upgrade() -> None:
    """Bring the database to the newest schema. `helpdesk run` does it too."""
    print_result(_upgrade(config.load_tools()))


@desk_app.command("apply")
def apply_desks(
    file: Annotated[Path, typer.Argument(help="A YAML file, as `helpdesk desk export` writes it.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Make desks work as a file says. Names of people and channels are looked up in Slack."""
    print_result(desks.apply(config.load_tools(), file, dry_run=dry_run))


@desk_app.command("export")
def export_desks() -> None:
    """Print how the desks work, as a file for `helpdesk desk apply`."""
    print_result(desks.export(config.load_tools()))


@outbox_app.command("list")
def list_outbox(
    state: Annotated[NoticeState, typer.Option(help="Which messages.")] = NoticeState.DEAD,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
) -> None:
    """List messages: those given up, unless you ask for others."""
    print_result(outbox.table(config.load_tools(), state, limit))


@outbox_app.command("retry")
def retry_outbox(
    numbers: Annotated[list[int] | None, typer.Argument(help="The numbers that `helpdesk outbox list` shows.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Every message given up.")] = False,
) -> None:
    """Try messages again that were given up, once their cause is mended."""
    print_result(outbox.retry(config.load_tools(), numbers or [], every=every))


@replies_app.command("export")
def export_replies(
    file: Annotated[Path | None, typer.Argument(help="Where to write them; without a file they are printed.")] = None,
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="Else the file's ending tells, or it is YAML.")
    ] = None,
    desk: Annotated[str, typer.Option(help="The key of a desk: its replies alone.")] = "",
    personal: Annotated[bool, typer.Option("--personal", help="Also those that are somebody's own.")] = False,
) -> None:
    """Write the saved replies of all desks, or of one, as a file for `helpdesk replies import`."""
    print_result(replies.export(config.load_tools(), file, form, desk, personal=personal, tell=_tell))


@replies_app.command("import")
def import_replies(
    file: Annotated[
        Path, typer.Argument(help="YAML, JSON or CSV; also a CSV of Zendesk's macros or Freshdesk's canned responses.")
    ],
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="What the file is, if its ending does not say.")
    ] = None,
    desk: Annotated[str, typer.Option(help="The key of the desk for rows that name none.")] = "",
    by: Annotated[str, typer.Option("--as", help="Who answers for the replies: @name or id.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Make saved replies say what a file says: new ones by their keys, and a version more of those that differ."""
    print_result(replies.bring(config.load_tools(), replies.Wish(file, form, desk, by, dry_run), _tell))


@import_app.command("tickets")
def import_tickets(
    file: Annotated[Path, typer.Argument(help="One ticket a line, as `helpdesk export tickets` writes them.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Bring tickets in with everything that has happened to them, told by their keys. Nobody hears of it."""
    print_result(tickets.bring(config.load_tools(), file, dry_run=dry_run))


@export_app.command("tickets")
def export_tickets(
    file: Annotated[Path | None, typer.Argument(help="Where to write them; without a file they are printed.")] = None,
) -> None:
    """Write every ticket with everything that has happened to it, one a line, for `helpdesk import tickets`."""
    typer.echo(asyncio.run(tickets.export(config.load_tools(), file)), nl=False)


def print_result(command: Coroutine[Any, Any, str]) -> None:
    """Run a command that ends with a text for whoever called it."""
    typer.echo(asyncio.run(command))


async def _check(settings: config.Settings) -> bool:
    is_right = True
    async for finding in checking.findings(settings):
        typer.echo(finding.line())
        is_right = is_right and finding.is_right
    return is_right


async def _repair(tools: config.Tools) -> str:
    async with opened(tools) as at_hand:
        count = await at_hand.store.write(cards.repair)
    return f"{count} {'ticket' if count == 1 else 'tickets'}: a running helpdesk shows each anew."


async def _upgrade(tools: config.Tools) -> str:
    async with opened_database(tools.database_url):
        return "The database has the newest schema."


def _tell(line: str) -> None:
    typer.echo(line, err=True)


def _fail(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    raise SystemExit(code)
