"""HTML of other programs as Slack's own text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import html_text
from bot.rules.html_text import mrkdwn
from bot.rules.markup import mentioned


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hi,</p><p>Please <b>wait</b> &amp; <em>see</em>.<br>Bye</p>", "Hi,\n\nPlease *wait* &amp; _see_.\nBye"),
        ("<div>a</div><div>b</div><div><br></div><div>c<br></div><div>d</div>", "a\nb\n\nc\nd"),
        ("<ul><li>one</li><li>two<ol><li>x</li><li>y</li></ol></li></ul>", "• one\n• two\n    1. x\n    2. y"),
        ("<ul><li><p>one</p><li>two", "• one\n• two"),
        ("<pre>a\n  b &lt;c&gt;</pre>", "```\na\n  b &lt;c&gt;\n```"),
        ("<blockquote><p>one</p>two</blockquote>three", "> one\n> \n> two\n\nthree"),
        ("<h2>Title</h2>text", "*Title*\n\ntext"),
        ("<b><strong>once</strong></b>", "*once*"),
        ("<b>a<br>b</b>", "*a*\n*b*"),
        ("<b> a </b>", "*a*"),
        ('<a href="https://a.b/?x=1&y=2">here</a>', "<https://a.b/?x=1&amp;y=2|here>"),
        ('<a href="https://a.b/c">https://a.b/c</a>', "<https://a.b/c>"),
        ("see https://a.b/c.", "see <https://a.b/c>."),
        ('<a href="{{ticket.link}}">Your ticket</a>', "Your ticket ({{ticket.link}})"),
        ('<a href="javascript:alert(1)">click</a>', "click"),
        ('<img src="x.png" alt="the red button">', "the red button"),
        ("<script>alert(1)</script><style>p {}</style>said", "said"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("Grüße\n  aus   <span>Köln</span> 😀", "Grüße aus Köln 😀"),
        ("</b>never begun<b>never ended", "never begun*never ended*"),
    ],
)
def test_html_is_what_people_see_of_it(html, text):
    assert mrkdwn(html) == text


def test_nothing_written_in_html_mentions_anybody():
    html = "<p>&lt;!channel&gt; &lt;@U123&gt; <b>&lt;!here&gt;</b> <a href='https://a.b'>&lt;@U1&gt;</a></p>"
    written = mrkdwn(html)
    assert "<!" not in written
    assert "<@" not in written


def test_tags_a_thousandfold_deep_are_read_all_the_same():
    assert mrkdwn("<div><b>" * 5000 + "deep") == "*deep*"


def test_text_with_angle_brackets_is_not_taken_for_html():
    assert html_text.is_html("<p>Hi</p>")
    assert html_text.is_html("a<br/>b")
    assert not html_text.is_html("Press <Enter>, if a < b and c > d")


@given(st.text(alphabet=st.sampled_from("<>/&;bplia=\"' {}|\n@!hr") | st.characters(codec="utf-8")))
def test_whatever_stands_there_becomes_text_that_mentions_nobody(html):
    assert not mentioned(mrkdwn(html))
    assert "<!" not in mrkdwn(html)
