"""Tickets with their past as files: written for another helpdesk or a program, and read back."""

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

import typer

from bot.cli.opening import Opened, Unable, opened
from bot.config import Tools
from bot.helpdesk import ticket_export, ticket_import
from bot.helpdesk.ticket_import import ImportGoesOn, MovedOn
from bot.rules import import_plan, past_lines
from bot.rules.import_plan import Fate, Plan
from bot.rules.mistakes import Mistake
from bot.rules.past import Told
from bot.rules.vocabulary import UNSOLVED
from storage.errors import Busy, refused_when_busy

AGAIN = 3  # attempts, while people work on what the file is about
FOUND_TOGETHER = 200  # tickets of one transaction: so few that nobody waits long for it
NEW = ".new"  # the ending of a file until it is whole
GOES_ON = "Somebody else is writing to the database, such as another import. Nothing was changed. Try again later."
MOVES_ON = "People work on the same desks just now. Nothing was changed. Try again."
DRY = "This is what would change. Nothing was changed."


async def export(given: Tools, file: Path | None) -> str:
    """Write every ticket to a file, and say so; or where commands print, and say nothing. Raises Unable."""
    async with opened(given) as at_hand:
        if file is None:
            await at_hand.store.read(ticket_export.export, partial(_write, sys.stdout.buffer))
            sys.stdout.buffer.flush()
            return ""
        try:
            count = await _to_file(at_hand, file)
        except OSError as trouble:
            raise Unable(f"{file} cannot be written: {trouble.strerror}.") from None
    return f"{count:,} {'ticket is' if count == 1 else 'tickets are'} in {file}.\n"


async def bring(given: Tools, file: Path, *, dry_run: bool) -> str:
    """Make tickets and their past what a file says, or tell what would change. Raises Unable, with every mistake."""
    told, mistakes = await asyncio.to_thread(_read, file)
    async with opened(given) as at_hand:
        for _ in range(AGAIN):
            plan = await _planned(at_hand, told)
            _refuse(file, [*mistakes, *plan.mistakes])
            if dry_run:
                return "\n".join([*_steps(plan), f"{_counts(plan)} {DRY}"])
            try:
                await _write_down(at_hand, plan)
            except MovedOn:
                continue
            except (ImportGoesOn, Busy):
                raise Unable(GOES_ON) from None
            return f"{_counts(plan)} Done.{_unsolved(plan)}"
    raise Unable(MOVES_ON)


async def _to_file(at_hand: Opened, file: Path) -> int:
    """A file that is there only once it is whole."""
    beside = file.with_name(f"{file.name}{NEW}")
    count = await at_hand.store.read(ticket_export.count)
    with beside.open("wb") as to, _bar("Writing", count) as heard:

        def write(line: str) -> None:
            _write(to, line)
            heard(1)

        written = await at_hand.store.read(ticket_export.export, write)
    beside.replace(file)
    return written


def _write(to: BinaryIO, line: str) -> None:
    to.write(f"{line}\n".encode())


def _read(file: Path) -> tuple[list[Told], list[Mistake]]:
    """What a file tells, line by line, and what is wrong with it."""
    told, mistakes = list[Told](), list[Mistake]()
    try:
        with file.open("rb") as lines, _bar("Reading", file.stat().st_size) as heard:
            for number, raw in enumerate(lines, start=1):
                found = _line(number, raw)
                if isinstance(found, Told):
                    told.append(found)
                else:
                    mistakes += found
                heard(len(raw))
    except OSError as trouble:
        raise Unable(f"{file} cannot be read: {trouble.strerror}.") from None
    return told, mistakes


def _line(number: int, raw: bytes) -> Told | list[Mistake]:
    try:
        written = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        return [Mistake(number, "this is no text in UTF-8.")]
    return past_lines.read(number, written) if written.strip() else []


async def _planned(at_hand: Opened, told: Sequence[Told]) -> Plan:
    here = await at_hand.store.read(ticket_import.gather, told)
    with _bar("Replaying", len(told)) as heard:
        return await asyncio.to_thread(import_plan.plan, here, told, lambda: heard(1))


async def _write_down(at_hand: Opened, plan: Plan) -> None:
    """All of it in one transaction; what makes it findable afterwards, which a running helpdesk does, too."""
    with _bar("Writing", len(plan.pasts)) as heard, refused_when_busy():
        await at_hand.store.write(ticket_import.write, plan, heard)
    with _bar("Indexing", len(plan.pasts)) as heard:
        for first in range(0, len(plan.pasts), FOUND_TOGETHER):
            await at_hand.store.write(ticket_import.make_findable, plan, first, first + FOUND_TOGETHER)
            heard(FOUND_TOGETHER)


def _refuse(file: Path, mistakes: Sequence[Mistake]) -> None:
    if mistakes:
        ordered = sorted(mistakes, key=lambda mistake: mistake.line)
        lines = [f"{file}, line {mistake.line}: {mistake.text}" for mistake in ordered]
        raise Unable("\n".join([*lines, "Nothing was changed."]))


def _steps(plan: Plan) -> Iterator[str]:
    """A line for whatever changes."""
    for step in plan.steps:
        if step.fate is not Fate.UNCHANGED:
            name = step.key if step.key == step.number else f"{step.key} as {step.number}"
            yield f"{step.fate:<10} {name}: {step.subject}"


def _counts(plan: Plan) -> str:
    fates = {"new": Fate.NEW, "changed": Fate.CHANGED, "as before": Fate.UNCHANGED}
    return f"{', '.join(f'{plan.count(fate):,} {name}' for name, fate in fates.items())}."


def _unsolved(plan: Plan) -> str:
    count = sum(past.ticket.status in UNSOLVED for past in plan.pasts)
    if not count:
        return ""
    return f" {count:,} {'is' if count == 1 else 'are'} not solved: `helpdesk repair` posts the cards."


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar that shows how far a work is, to whoever looks at a terminal."""
    with typer.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update
