"""Answers that a mentor approves, and tickets that were watched, at their longest and nastiest."""

from collections.abc import Iterator

from bot.i18n import Reader
from bot.rules.training.shadowing import Turn
from bot.rules.training.track_pictures import DraftPicture, ShadowedPicture
from bot.views.blocks import Message
from bot.views.training import shadowing
from tests.tickets import RAISED_AT
from tests.views.extremes import ELI, TEXTS, URL, long
from tests.views.training_track_samples import Samples, drafted, on_track, titled, watched_one, way


def draft_pictures() -> Iterator[tuple[str, DraftPicture]]:
    for name, text in TEXTS.items():
        for turn in Turn:
            for is_paused in (False, True):
                one = drafted(text, sent_at=RAISED_AT if turn is Turn.SENT else None)
                who, subject = long(text, 120) or "x", long(text, 150) or "x"
                url = None if is_paused else URL
                shown = DraftPicture(one, turn, titled(text), who, who, who, subject, url, is_paused, True, "IT.1.1")  # noqa: FBT003  as it reads
                yield f"{name}, {turn}, {is_paused}", shown


def watch_forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        yield name, shadowing.watch_form(way(text, on_track()), reader)


def write_forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        yield name, shadowing.write_form(way(text, on_track()), reader)


def change_forms(reader: Reader) -> Samples:
    for name, shown in draft_pictures():
        yield name, shadowing.change_form(shown, reader)


def comment_forms(reader: Reader) -> Samples:
    for name, shown in draft_pictures():
        yield name, shadowing.comment_form(shown, reader)


def meanwhiles(reader: Reader) -> Samples:
    for name, shown in draft_pictures():
        yield name, shadowing.meanwhile(shown, reader)


def drafts(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in draft_pictures():
        yield name, shadowing.draft(shown, reader)


def comments(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in draft_pictures():
        yield name, shadowing.commented(shown, reader)


def watched(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, text in TEXTS.items():
        who = long(text, 120) or "x"
        done = watched_one(text, confirmed_at=RAISED_AT, confirmed_by=ELI)
        for one, is_open in ((watched_one(text), True), (done, False), (watched_one(text), False)):
            for url in (URL, None):
                shown = ShadowedPicture(one, titled(text), who, who, url, is_open)
                yield f"{name}, {is_open}, {bool(url)}", shadowing.watched(shown, reader)


SAMPLES = {
    "shadowing.watch_form": watch_forms,
    "shadowing.write_form": write_forms,
    "shadowing.change_form": change_forms,
    "shadowing.comment_form": comment_forms,
    "shadowing.meanwhile": meanwhiles,
    "shadowing.draft": drafts,
    "shadowing.commented": comments,
    "shadowing.watched": watched,
}
