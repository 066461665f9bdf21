"""What becomes of plain characters that are written in a form."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.markup import escape, readable, typed


@pytest.mark.parametrize(
    ("written", "mrkdwn"),
    [
        ("See https://acme.test/vpn.", "See <https://acme.test/vpn>."),
        ("(https://acme.test/a?b=1&c=2)", "(<https://acme.test/a?b=1&amp;c=2>)"),
        ('"http://acme.test/x", he said', '"<http://acme.test/x>", he said'),
        ("<https://evil.test|free>", "&lt;<https://evil.test>|free&gt;"),
        ("https:// and mailto:a@b.c", "https:// and mailto:a@b.c"),
        ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
    ],
)
def test_addresses_become_links_and_everything_else_stays_literal(written: str, mrkdwn: str):
    assert typed(written) == mrkdwn


@given(st.text(alphabet=st.sampled_from("https:/.<>&|! @x\n") | st.characters(codec="utf-8", categories=["L", "N"])))
def test_people_see_what_was_written(written: str):
    assert readable(typed(written)) == readable(escape(written))


@given(st.lists(st.sampled_from(["&", "&amp;", "&lt;", "&gt;", "amp;", "lt;", "&#60;", "&quot;", "&notit;", "x", " "])))
def test_references_stand_for_what_they_stand_for_in_html(parts: list[str]):
    assert readable("".join(parts)) == html.unescape("".join(parts))
