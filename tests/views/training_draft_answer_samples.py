"""Answers that a mentor approves, at their longest and nastiest."""

from collections.abc import Iterator

from bot.i18n import Reader
from bot.rules.training.draft_answers import Turn
from bot.rules.training.track_pictures import DraftPicture
from bot.views.blocks import Message
from bot.views.training import draft_answers
from tests.tickets import RAISED_AT
from tests.views.extremes import TEXTS, URL, long
from tests.views.training_track_samples import Samples, drafted, on_track, titled, way


def draft_pictures() -> Iterator[tuple[str, DraftPicture]]:
    for name, text in TEXTS.items():
        for turn in Turn:
            for is_paused in (False, True):
                one = drafted(text, sent_at=RAISED_AT if turn is Turn.SENT else None)
                who, subject = long(text, 120) or "x", long(text, 150) or "x"
                url = None if is_paused else URL
                shown = DraftPicture(one, turn, titled(text), who, who, who, subject, url, is_paused, True, "IT.1.1")  # noqa: FBT003  as it reads
                yield f"{name}, {turn}, {is_paused}", shown


def write_forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        yield name, draft_answers.write_form(way(text, on_track()), reader)


def change_forms(reader: Reader) -> Samples:
    for name, shown in draft_pictures():
        yield name, draft_answers.change_form(shown, reader)


def comment_forms(reader: Reader) -> Samples:
    for name, shown in draft_pictures():
        yield name, draft_answers.comment_form(shown, reader)


def meanwhiles(reader: Reader) -> Samples:
    for name, shown in draft_pictures():
        yield name, draft_answers.meanwhile(shown, reader)


def drafts(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in draft_pictures():
        yield name, draft_answers.draft(shown, reader)


def comments(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in draft_pictures():
        yield name, draft_answers.commented(shown, reader)


SAMPLES = {
    "draft_answers.write_form": write_forms,
    "draft_answers.change_form": change_forms,
    "draft_answers.comment_form": comment_forms,
    "draft_answers.meanwhile": meanwhiles,
    "draft_answers.draft": drafts,
    "draft_answers.commented": comments,
}
