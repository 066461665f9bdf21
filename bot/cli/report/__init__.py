"""A report outside Slack: printed, or as a page, a table or a document in a file."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.cli import reports
from bot.cli.opening import Unable, opened
from bot.cli.report import paper
from bot.config import Tools
from bot.helpdesk import metrics, printing
from bot.i18n import Reader
from bot.rules import report_rows
from bot.rules.metric_pictures import NumbersPicture
from bot.rules.refusals import Refusal
from bot.rules.reports import Dimension
from bot.views.answers import as_characters
from bot.views.metric_values import understood
from bot.views.metrics import headlines
from bot.views.refusals import refusal


@dataclass(frozen=True, slots=True)
class Wish:
    """What report is wanted, and where it goes: into files, or to the terminal."""

    since: str  # a date
    until: str  # a date, which is in it
    desks: tuple[str, ...] = ()  # by key or name; none: every one
    by: Dimension | None = None
    language: str = "en"
    html: Path | None = None
    csv: Path | None = None
    as_json: bool = False


async def write(given: Tools, wish: Wish) -> str:
    """Write the report; what to say about it. Raises Unable when it can't be made as it was asked for."""
    reader = Reader(wish.language)
    async with opened(given) as at_hand:
        try:
            ask = await at_hand.store.read(printing.asked, wish.desks, wish.since, wish.until, wish.by)
            report = await at_hand.store.read(printing.counted, ask)
            shown = await at_hand.store.read(metrics.picture, report)
            if wish.html is not None:
                printed = await at_hand.store.read(printing.printed, ask)
                _save(wish.html, paper.page(printed, reader), "utf-8")
        except Refusal as reason:
            raise Unable(as_characters(refusal(reason, reader))) from None
    if wish.csv is not None:
        _save(wish.csv, report_rows.csv_text(shown.report, shown.names), "utf-8")
    if wish.as_json:
        return json.dumps(reports.document(report), indent=2)
    return _said(wish, shown, reader)


def _said(wish: Wish, shown: NumbersPicture, reader: Reader) -> str:
    written = [str(file) for file in (wish.html, wish.csv) if file is not None]
    if written:
        return f"Written: {', '.join(written)}"
    return "\n".join(as_characters(line) for line in (understood(shown, reader), *headlines(shown, reader)))


def _save(file: Path, text: str, encoding: str) -> None:
    try:
        file.write_text(text, encoding=encoding, newline="")
    except OSError as trouble:
        raise Unable(f"I can't write {file}: {trouble.strerror or trouble}.") from trouble
