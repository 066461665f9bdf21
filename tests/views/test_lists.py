"""The queue and Home on paper: within Slack's limits, with everybody's text harmless, and readable as text alone."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.i18n import Reader
from bot.rules.home import Home
from bot.rules.queue import Line, Listing, Queue
from bot.rules.records import Ticket, TicketClock
from bot.rules.vocabulary import Status, TicketId
from bot.sandbox import problems
from bot.views import home as home_views
from bot.views import ids
from bot.views import queue as views
from tests.tickets import RAISED_AT, TICKET
from tests.views.extremes import clock

READER = Reader()
NOW = RAISED_AT + timedelta(hours=3, minutes=5)
NOTHING = Listing((), 0)
NASTY = "<!channel> *bold* <https://evil.example|free> & <@U1> `code` " + "x" * 200


def line(ticket: Ticket = TICKET, *, url: str | None = None, requester: str = "Ana", followed: bool = False) -> Line:
    return Line(ticket, requester, url, is_followed=followed)


def numbered(n: int, subject: str = "No ink") -> Line:
    return line(
        replace(TICKET, id=TicketId(2**62 + n), key=f"IT-{n}", subject=subject),
        url=f"https://acme.slack.com/archives/C1/p{n}",
        requester=subject,
    )


def full(subject: str = NASTY) -> Home:
    """Every list as long as it can be."""
    listing = Listing(tuple(numbered(n, subject) for n in range(10)), 1234)
    return Home(
        listing, Queue(listing, listing, NOW), listing, sees_metrics=True, uses_replies=True, has_desk=True, as_of=NOW
    )


def words_of(view: object) -> str:
    return json.dumps(view, ensure_ascii=False)


def test_a_line_says_number_subject_priority_status_age_and_requester() -> None:
    answer = views.queue(Queue(Listing((line(url="https://x.example/1"),), 1), NOTHING, NOW), READER)
    for part in ("<https://x.example/1|IT-1>", "No ink", "Normal", "New", "3 h 5 min old", "Ana"):
        assert part in answer.text
        assert part in words_of(answer.blocks)


def test_only_unassigned_tickets_have_a_claim_button() -> None:
    mine = views.queue(Queue(Listing((line(),), 1), NOTHING, NOW), READER)
    waiting = views.queue(Queue(NOTHING, Listing((line(),), 1), NOW), READER)
    assert not any("accessory" in block for block in mine.blocks)
    button = waiting.blocks[-1]["accessory"]
    assert (button["action_id"], button["value"]) == (ids.CLAIM, "1")


def test_an_empty_queue_is_good_news() -> None:
    assert "Nothing is waiting for you" in views.queue(Queue(NOTHING, NOTHING, NOW), READER).text


def test_a_cut_list_says_how_much_more_there_is() -> None:
    listing = Listing(tuple(numbered(n) for n in range(10)), 13)
    assert "and 3 more" in words_of(views.queue(Queue(listing, NOTHING, NOW), READER).blocks)


def test_a_private_ticket_is_marked() -> None:
    private = line(replace(TICKET, is_private=True))
    assert "private" in views.queue(Queue(Listing((private,), 1), NOTHING, NOW), READER).text


@pytest.mark.parametrize("subject", ["No ink", NASTY, "<" * 120, "ש" * 120])
def test_the_longest_lists_stay_within_slacks_limits(subject: str) -> None:
    shown = full(subject)
    assert shown.queue is not None
    answer = views.queue(shown.queue, READER)
    assert problems({"text": answer.text, "blocks": list(answer.blocks)}, "message") == []
    assert problems(home_views.view(shown, READER), "home") == []


@pytest.mark.parametrize(
    ("due", "sorting"), [(clock(), "urgent first, then next due"), (None, "most urgent first, then oldest")]
)
def test_home_and_queue_say_alike_how_their_lists_are_sorted(due: TicketClock | None, sorting: str) -> None:
    listing = Listing((replace(line(), due=due),), 1)
    shown = replace(full(), queue=Queue(listing, listing, NOW))
    for told in (home_views.view(shown, READER), views.queue(Queue(listing, listing, NOW), READER).blocks):
        assert f"On your list, {sorting}" in words_of(told)
        assert f"Unassigned, {sorting}" in words_of(told)


def test_what_people_wrote_does_nothing() -> None:
    shown = full()
    assert shown.queue is not None
    told = words_of(home_views.view(shown, READER)) + words_of(views.queue(shown.queue, READER).blocks)
    assert "<!channel>" not in told
    assert "<https://evil" not in told
    assert "<@U1>" not in told


def test_home_of_a_newcomer_explains_itself_and_offers_to_raise_a_ticket() -> None:
    newcomer = Home(NOTHING, None, None, sees_metrics=False, uses_replies=False, has_desk=True, as_of=NOW)
    view = home_views.view(newcomer, READER)
    assert problems(view, "home") == []
    told = words_of(view)
    assert "Here you ask for help at work" in told
    assert "You have not asked for anything yet." in told
    assert f'"{ids.RAISE}"' in told
    assert f'"{ids.METRICS}"' not in told
    assert "Your queue" not in told


def test_home_without_a_desk_offers_nothing_that_would_fail() -> None:
    told = words_of(
        home_views.view(
            Home(NOTHING, None, None, sees_metrics=True, uses_replies=True, has_desk=False, as_of=NOW), READER
        )
    )
    assert "No desk has been set up yet" in told
    assert f'"{ids.RAISE}"' not in told
    assert f'"{ids.METRICS}"' not in told


def test_requesters_read_their_own_words_for_a_status() -> None:
    held = line(replace(TICKET, status=Status.ON_HOLD))
    waiting = line(replace(TICKET, status=Status.PENDING))
    told = words_of(
        home_views.view(
            Home(
                Listing((held, waiting), 2),
                None,
                None,
                sees_metrics=False,
                uses_replies=False,
                has_desk=True,
                as_of=NOW,
            ),
            READER,
        )
    )
    assert "Open" in told
    assert "Waiting for you" in told
    assert "On hold" not in told


def test_home_offers_to_follow_or_to_stop_following() -> None:
    unassigned = Listing((line(), line(replace(TICKET, id=TicketId(2)), followed=True)), 2)
    view = home_views.view(
        Home(
            NOTHING,
            Queue(NOTHING, unassigned, NOW),
            NOTHING,
            sees_metrics=False,
            uses_replies=False,
            has_desk=True,
            as_of=NOW,
        ),
        READER,
    )
    rows = [block["elements"] for block in view["blocks"] if str(block.get("block_id")).startswith("unassigned:")]
    assert [[button["action_id"] for button in row] for row in rows] == [
        [ids.CLAIM, ids.FOLLOW],
        [ids.CLAIM, ids.UNFOLLOW],
    ]
