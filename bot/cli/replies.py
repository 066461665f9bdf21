"""Saved replies as files: written for spreadsheets, editors and other workspaces, and read back."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.cli import names
from bot.cli.opening import Opened, Unable, opened
from bot.config import Tools
from bot.helpdesk import reply_transfer
from bot.helpdesk.reply_transfer import Delivery, Fate, NothingImported, Plan, Planned
from bot.rules import reply_files, reply_rows
from bot.rules.mistakes import Mistake, Wrong
from bot.rules.reply_actions import ME
from bot.rules.reply_files import ENDINGS, Format, Unreadable
from bot.rules.reply_rows import Row, Sheet
from bot.rules.vocabulary import PersonId

T = TypeVar("T")

PATIENCE = 1.0  # seconds before something is said of how far it is, and between two times

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be imported."""

    file: Path
    form: Format | None = None  # None: as the file's ending says
    desk: str = ""  # the key of the desk for rows that name none
    by: str = ""  # who answers for the replies: a name or an id
    dry_run: bool = False


@dataclass(slots=True)
class Progress:
    """How far a long work is."""

    what: str
    total: int = 0
    done: int = field(default=0)

    def step(self) -> None:
        """One more is done."""
        self.done += 1

    def sentence(self) -> str:
        """How far it is."""
        return f"{self.what}: {self.done:,} of {self.total:,} …" if self.total else f"{self.what} …"


async def export(given: Tools, file: Path | None, form: Format | None, desk: str, *, personal: bool, tell: Say) -> str:
    """The replies as text, or when there is a file what was written to it. Raises Unable."""
    form = form or (_form_of(file) if file else Format.YAML)
    async with opened(given) as at_hand:
        try:
            documents = await at_hand.store.read(reply_transfer.export, desk, personal=personal)
        except Wrong as reason:
            raise Unable(f"Nothing was written: {reason}") from None
    written = asyncio.to_thread(reply_files.printed, documents, form)
    text = await patiently(written, Progress(f"Writing {len(documents):,} replies"), tell)
    if file is None:
        return text.rstrip("\n")
    _write(file, text, form)
    return f"{len(documents):,} {'reply is' if len(documents) == 1 else 'replies are'} in {file}."


async def bring(given: Tools, wish: Wish, tell: Say) -> str:
    """Make the replies say what a file says, or tell what would change. Raises Unable, with every mistake there is."""
    sheet = await _read(wish, tell)
    async with opened(given) as at_hand:
        sheet, by = await _named(at_hand, sheet, wish)
        entries, mistakes = reply_rows.understood(sheet, wish.desk)
        progress = Progress("Comparing" if wish.dry_run else "Importing", len(entries))
        delivery = Delivery(entries, mistakes, by, progress.step)
        verb = reply_transfer.rehearse if wish.dry_run else reply_transfer.bring
        try:
            plan = await patiently(at_hand.store.write(verb, delivery), progress, tell)
        except NothingImported as refused:
            raise Unable(_mistakes(wish.file, refused.plan.mistakes)) from None
        except Planned as planned:
            plan = planned.plan
    shown = "\n".join(_lines(wish, replace(plan, remarks=[*sheet.remarks, *plan.remarks])))
    if plan.mistakes:
        raise Unable(f"{shown}\n{_mistakes(wish.file, plan.mistakes)}")
    return shown


async def patiently(work: Coroutine[Any, Any, T], progress: Progress, tell: Say) -> T:
    """What a work comes to. Of one that takes long it is told how far it is."""
    task = asyncio.create_task(work)
    while not (await asyncio.wait({task}, timeout=PATIENCE))[0]:
        tell(progress.sentence())
    return task.result()


async def _read(wish: Wish, tell: Say) -> Sheet:
    form = wish.form or _form_of(wish.file)
    raw = _bytes(wish.file)
    try:
        reading = asyncio.to_thread(reply_files.read, reply_files.decoded(raw), form)
        return await patiently(reading, Progress("Reading"), tell)
    except Unreadable as reason:
        raise Unable(_mistakes(wish.file, [reason.mistake])) from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise Unable(f"{file} cannot be read: {trouble.strerror}.") from None


def _write(file: Path, text: str, form: Format) -> None:
    try:  # spreadsheets take a file for UTF-8 only when its first bytes say so
        file.write_text(text, encoding="utf-8-sig" if form is Format.CSV else "utf-8", newline="")
    except OSError as trouble:
        raise Unable(f"{file} cannot be written: {trouble.strerror}.") from None


def _form_of(file: Path) -> Format:
    form = ENDINGS.get(file.suffix.lower())
    if form is None:
        raise Unable(f"{file} does not say by its ending what it is: add --format yaml, json or csv.")
    return form


async def _named(at_hand: Opened, sheet: Sheet, wish: Wish) -> tuple[Sheet, PersonId | None]:
    """The same with ids in place of people's names; and the id of who answers for it."""
    wanted = {name for row in sheet.rows for name in _names(row)} | ({wish.by} if _is_name(wish.by) else set())
    ids: dict[str, str] = {}
    problems: dict[str, str] = {}
    if wanted and at_hand.slack is None:
        problems = dict.fromkeys(wanted, "it names a person: set SLACK_BOT_TOKEN to look names up, or write the id.")
    elif wanted and at_hand.slack is not None:
        known = await names.directory(at_hand.slack)
        for name in wanted:
            try:
                ids[name] = names.person(name, known)
            except Unable as reason:
                problems[name] = str(reason)
    if wish.by in problems:
        raise Unable(f"--as {wish.by}: {problems[wish.by]}")
    mistakes = [Mistake(row.line, problems[name]) for row in sheet.rows for name in _names(row) if name in problems]
    rows = [_with_ids(row, ids) for row in sheet.rows]
    by = ids.get(wish.by, wish.by)
    return replace(sheet, rows=rows, mistakes=[*sheet.mistakes, *mistakes]), PersonId(by) if by else None


def _names(row: Row) -> Iterator[str]:
    """The people whom a row calls by name: its owner, and who gets tickets by it."""
    actions = row.said.get("actions")
    assign = actions.get("assign") if isinstance(actions, Mapping) else None
    for name in (row.said.get("owner"), assign):
        if isinstance(name, str) and _is_name(name):
            yield name


def _is_name(name: str) -> bool:
    plain = name.strip()
    return plain.lower() not in {*reply_rows.NOTHING, ME} and names.PERSON_ID.fullmatch(plain) is None


def _with_ids(row: Row, ids: Mapping[str, str]) -> Row:
    said = dict(row.said)
    if isinstance(said.get("owner"), str):
        said["owner"] = ids.get(said["owner"], said["owner"])
    if isinstance(said.get("actions"), Mapping) and isinstance(said["actions"].get("assign"), str):
        said["actions"] = {**said["actions"], "assign": ids.get(said["actions"]["assign"], said["actions"]["assign"])}
    return replace(row, said=said)


def _lines(wish: Wish, plan: Plan) -> Iterator[str]:
    """What becomes of a file, a line for whatever changes."""
    for step in plan.steps:
        if step.fate is Fate.NEW:
            yield f"new        {step.place} {step.key}: {step.title}"
        elif step.fate is Fate.CHANGED:
            yield f"changed    {step.place} {step.key}: {', '.join(step.fields)}"
    for remark in plan.remarks:
        yield f"note       {_place(remark)}: {remark.text}"
    fates = {"new": Fate.NEW, "changed": Fate.CHANGED, "as before": Fate.UNCHANGED}
    counts = [f"{plan.count(fate):,} {name}" for name, fate in fates.items()]
    if plan.mistakes:
        counts.append(f"{len({mistake.line for mistake in plan.mistakes}):,} refused")
        yield f"{', '.join(counts)}."
    else:
        yield f"{', '.join(counts)}. {'This is what would change. Nothing was changed.' if wish.dry_run else 'Done.'}"


def _mistakes(file: Path, mistakes: Sequence[Mistake]) -> str:
    lines = [f"{file}{', ' if mistake.line else ''}{_place(mistake)}: {mistake.text}" for mistake in mistakes]
    return "\n".join([*lines, "Nothing was changed."])


def _place(mistake: Mistake) -> str:
    return f"line {mistake.line}" if mistake.line else ""
