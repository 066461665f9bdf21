"""Tickets that were watched, at their longest and nastiest."""

from collections.abc import Iterator

from bot.i18n import Reader
from bot.rules.training.track_pictures import ShadowedPicture
from bot.views.blocks import Message
from bot.views.training import shadowing
from tests.tickets import RAISED_AT
from tests.views.extremes import ELI, TEXTS, URL, long
from tests.views.training_track_samples import Samples, on_track, titled, watched_one, way


def watch_forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        yield name, shadowing.watch_form(way(text, on_track()), reader)


def watched(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, text in TEXTS.items():
        who = long(text, 120) or "x"
        done = watched_one(text, confirmed_at=RAISED_AT, confirmed_by=ELI)
        for one, is_open in ((watched_one(text), True), (done, False), (watched_one(text), False)):
            for url in (URL, None):
                shown = ShadowedPicture(one, titled(text), who, who, url, is_open)
                yield f"{name}, {is_open}, {bool(url)}", shadowing.watched(shown, reader)


SAMPLES = {"shadowing.watch_form": watch_forms, "shadowing.watched": watched}
