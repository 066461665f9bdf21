"""What a resource is: its link, its text, what a new version is, and what comes of a message."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.rules.intake import Pointed
from bot.rules.records import Place
from bot.rules.training.refusals import NotALink, NotMinutes
from bot.rules.training.resources import (
    LINK,
    Content,
    Resource,
    ResourceId,
    asks_again,
    checked,
    checked_link,
    minutes_of,
    of_message,
    says_something_else,
)
from bot.rules.vocabulary import ChannelId, DeskId, MessageTs, PersonId

AT = datetime(2026, 1, 5, tzinfo=UTC)
RESOURCE = Resource(
    id=ResourceId(1),
    source="view:V1",
    desk_id=DeskId("IT"),
    title="VPN",
    link="https://wiki.example/vpn",
    text="Chapter two",
    minutes=5,
    owner_id=PersonId("UDANA"),
    channel=None,
    ts=None,
    version=1,
    read_from=1,
    review_by=None,
    link_dead_at=None,
    link_dead_by=None,
    retired_at=None,
    done=0,
    useful=0,
    not_useful=0,
    created_at=AT,
    changed_at=AT,
    changed_by=PersonId("UDANA"),
)
SAME = Content("VPN", "https://wiki.example/vpn", "Chapter two", 5)


@pytest.mark.parametrize(
    "link",
    [
        "https://wiki.example/vpn",
        "http://wiki/vpn?page=2#chapter-2",
        "HTTPS://Wiki.example:8443/a%20b",
        "https://münchen.example/straße",
        "https://[2001:db8::1]/",
        " https://wiki.example ",
    ],
)
def test_an_address_of_the_web_is_a_link(link: str):
    assert checked_link(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        "ftp://wiki.example/vpn",
        "javascript:alert(1)",
        "data:text/html,hello",
        "file:///etc/passwd",
        "mailto:dana@example.com",
        "wiki.example/vpn",
        "//wiki.example/vpn",
        "https://",
        "https:///vpn",
        "https://wiki.example/a b",
        "https://wiki.example/<!channel>",
        "https://wiki.example/vpn|Payroll",
        'https://wiki.example/"',
        "https://wiki.example\nhttps://evil.example",
        "https://bank.example@evil.example/",
        "https://dana:secret@wiki.example/",
        "https://wiki.example:99999999/",
        "https://[::1",
        "see the wiki",
        "https://wiki.example/" + "a" * LINK,
    ],
)
def test_what_is_no_address_of_the_web_is_refused(link: str):
    with pytest.raises(NotALink):
        checked_link(link)


def test_a_resource_is_kept_without_what_shows_nothing():
    content = checked(Content(" VPN \n", " https://wiki.example ", " \u200b ", 5))
    assert (content.title, content.link, content.text) == ("VPN", "https://wiki.example", "")


@pytest.mark.parametrize(("written", "minutes"), [("", None), (" ", None), ("5", 5), ("0", 0)])
def test_minutes_are_read(written: str, minutes: int | None):
    assert minutes_of(written) == minutes


@pytest.mark.parametrize("written", ["five", "5.5", "1e3"])
def test_what_is_no_number_of_minutes_is_refused(written: str):
    with pytest.raises(NotMinutes):
        minutes_of(written)


@pytest.mark.parametrize(
    ("content", "is_new", "again"),
    [
        (SAME, False, False),
        (replace(SAME, minutes=6), False, False),
        (replace(SAME, title="Tunnel"), True, False),
        (replace(SAME, text="Chapter three"), True, True),
        (replace(SAME, link=""), True, True),
    ],
)
def test_a_new_version_asks_again_where_there_is_something_new_to_read(content: Content, *, is_new: bool, again: bool):
    assert says_something_else(RESOURCE, content) is is_new
    assert asks_again(RESOURCE, content, is_small=False) is again
    assert asks_again(RESOURCE, content, is_small=True) is False


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Reset it &amp; wait", Content("Reset it & wait", "", "Reset it & wait")),
        (
            "<https://wiki.example/a?b=1&amp;c=2|free money>",
            Content("https://wiki.example/a?b=1&c=2", "https://wiki.example/a?b=1&c=2", ""),
        ),
        ("How to mend it <https://wiki.example>", Content("How to mend it", "https://wiki.example", "")),
        (
            "Mend it:\n<https://a.example>\n<https://b.example> too",
            Content("Mend it:", "https://a.example", "Mend it:\n \n  too"),
        ),
        (
            "It hangs :cry: again, at 10:30:45",
            Content("It hangs again, at 10:30:45", "", "It hangs :cry: again, at 10:30:45"),
        ),
        (":tada:", Content(":tada:", "", ":tada:")),
        ("", Content("", "", "")),
    ],
)
def test_a_message_is_a_title_a_link_and_a_text(text: str, content: Content):
    place = Place(ChannelId("C1"), MessageTs("1764000000.000100"))
    assert of_message(Pointed(PersonId("UDANA"), place, None, text, ())) == content
