"""mrkdwn, rich text and markdown as HTML, for a reader; hostile text stays text."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.page.reader import Reader
from tests.sandbox.page import Markup

HOSTILE = "<evil onload=alert(1)>\"'><script>alert(1)</script><img src=x onerror=alert(1)>&#60;evil&#62;"
DANGEROUS = (
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "file:///x",
)


@pytest.fixture
def ana_reads(sandbox: Sandbox) -> Reader:
    return Reader(sandbox.workspace, sandbox.workspace.people.find("ana"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~strike~ `code`", "<b>bold</b> <i>italic</i> <s>strike</s> <code>code</code>"),
        ("*bold _and italic_*", "<b>bold <i>and italic</i></b>"),
        ("2*3*4 snake_case_name a~b~c", "2*3*4 snake_case_name a~b~c"),
        ("* not bold * _ not italic _", "* not bold * _ not italic _"),
        ("`*not bold*`", "<code>*not bold*</code>"),
        ("one\ntwo", "one\ntwo"),
        ("&gt; quoted\n> too\nafter", "<blockquote>quoted\ntoo</blockquote>after"),
        ("• one\n• *two*", "<ul><li>one</li><li><b>two</b></li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("see ```\n*a*\n  b\n``` there", "see <pre>*a*\n  b</pre> there"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("meet at 10:30:45", "meet at 10:30:45"),
        (":no_such_thing:", "<span>:no_such_thing:</span>"),
        (
            "<mailto:a@b.example|a@b.example>",
            '<a href="mailto:a@b.example" target="_blank" rel="noopener noreferrer">a@b.example</a>',
        ),
        ("<!channel> <!subteam^S1|the team>", '<span class="mention me">@channel</span> the team'),
        ("<@U404>", '<span class="mention">@unknown</span>'),
        ("<#C404>", '<span class="mention">#private channel</span>'),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(ana_reads: Reader, text: str, html: str):
    assert ana_reads.mrkdwn(text) == html


def test_emoji_are_unicode_with_a_name_to_read_aloud(ana_reads: Reader):
    drawn = ana_reads.mrkdwn(":white_check_mark: :large_green_circle: :flag-de: :+1::skin-tone-3:")
    assert Markup(drawn).text == "✅ 🟢 🇩🇪 👍"
    assert Markup(drawn).named("span")[0]["aria-label"] == "white_check_mark emoji"


def test_a_bare_address_is_a_link_without_the_sentences_full_stop(ana_reads: Reader):
    drawn = Markup(ana_reads.mrkdwn("See https://example.org/a_b_c?x=1&amp;y=2. Thanks"))
    assert [link["href"] for link in drawn.named("a")] == ["https://example.org/a_b_c?x=1&y=2"]
    assert drawn.text == "See https://example.org/a_b_c?x=1&y=2. Thanks"


def test_people_and_channels_are_called_by_their_names(ana_reads: Reader, sandbox: Sandbox):
    ben, it = sandbox.workspace.people.find("ben"), sandbox.workspace.channels.find("it")
    drawn = Markup(ana_reads.mrkdwn(f"<@{ben.id}> and <@{ana_reads.person.id}> in <#{it.id}|whatever>"))
    assert drawn.text == "@Ben and @Ana Ruiz in #it"
    assert [span["class"] for span in drawn.named("span")] == ["mention", "mention me"]
    assert drawn.named("a")[0]["href"] == f"/page/as/ana/{it.id}"


def test_the_name_of_a_private_channel_stays_inside(ana_reads: Reader, sandbox: Sandbox):
    secret = sandbox.add_channel("layoffs", members=["ben"], kind="private")
    assert "layoffs" not in ana_reads.mrkdwn(f"<#{secret.id}|layoffs>")


@pytest.mark.parametrize(
    ("pattern", "drawn"),
    [
        ("{date_num} {time}", "2025-11-24 17:00"),
        ("{date}", "24 de noviembre de 2025"),
        ("{date_short_pretty}", "24 nov 2025"),
        ("at {time_secs} {unknown}", "at 17:00:00 {unknown}"),
    ],
)
def test_dates_are_in_the_readers_zone_and_language(ana_reads: Reader, pattern: str, drawn: str):
    assert ana_reads.mrkdwn(f"<!date^1764000000^{pattern}|then>") == drawn


def test_what_is_told_this_second_has_happened(sandbox: Sandbox):
    ben = Reader(sandbox.workspace, sandbox.workspace.people.find("ben"))
    now = int(sandbox.workspace.ledger.now())
    said = {ben.mrkdwn(f"<!date^{now + ahead}^{{ago}}|then>") for ahead in (0, 120)}
    assert said == {"1 second ago", "in 2 minutes"}


@pytest.mark.parametrize(("ahead", "said"), [(80, "in 80 minutes"), (11 * 24 * 60, "in 11 days")])
def test_distances_are_told_as_finely_as_people_plan(sandbox: Sandbox, ahead: int, said: str):
    ben = Reader(sandbox.workspace, sandbox.workspace.people.find("ben"))
    moment = int(sandbox.workspace.ledger.now()) + 60 * ahead
    assert ben.mrkdwn(f"<!date^{moment}^{{ago}}|then>") == said


def test_near_dates_are_called_so_in_english(sandbox: Sandbox):
    ben = Reader(sandbox.workspace, sandbox.workspace.people.find("ben"))
    days = [ben.mrkdwn(f"<!date^{1764000000 + days * 86400}^{{date_pretty}}|then>") for days in (-1, 0, 1, 2)]
    assert days == ["yesterday", "today", "tomorrow", "26 November 2025"]


@pytest.mark.parametrize("timestamp", ["99999999999999999", "x", "-1"])
def test_an_impossible_date_shows_its_fallback(ana_reads: Reader, timestamp: str):
    assert ana_reads.mrkdwn(f"<!date^{timestamp}^{{date}}|some day>") == "some day"


@pytest.mark.parametrize("url", DANGEROUS)
def test_only_http_and_mail_addresses_are_links(ana_reads: Reader, url: str):
    rich = {"elements": [{"type": "rich_text_section", "elements": [{"type": "link", "url": url, "text": "here"}]}]}
    for drawn in (ana_reads.mrkdwn(f"<{url}|here>"), ana_reads.rich_text(rich), ana_reads.markdown(f"[here]({url})")):
        assert Markup(drawn).named("a") == []
        assert "here" in drawn


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        f"*{HOSTILE}*",
        f"> {HOSTILE}",
        f"```{HOSTILE}```",
        f"`{HOSTILE}`",
        f"<https://x.example/{HOSTILE}|{HOSTILE}>",
        f"<!date^1^{HOSTILE}|{HOSTILE}>",
        f"<@{HOSTILE}>",
        f":{HOSTILE}:",
    ],
)
def test_hostile_text_stays_text(ana_reads: Reader, text: str):
    rich = {
        "elements": [
            {"type": kind, "elements": [{"type": "text", "text": text, "style": {"bold": True}}]}
            for kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted", text)
        ]
    }
    for drawn in (ana_reads.mrkdwn(text), ana_reads.rich_text(rich), ana_reads.markdown(text)):
        assert Markup(drawn).dangers() == []
        assert "img" not in {tag for tag, _ in Markup(drawn).elements}


def test_all_parts_of_rich_text_are_drawn(ana_reads: Reader, sandbox: Sandbox):
    ben, it = sandbox.workspace.people.find("ben"), sandbox.workspace.channels.find("it")
    inline = [
        {"type": "text", "text": "a", "style": {"bold": True, "code": True}},
        {"type": "emoji", "name": "tada"},
        {"type": "user", "user_id": ben.id},
        {"type": "channel", "channel_id": it.id},
        {"type": "broadcast", "range": "here"},
        {"type": "color", "value": "#ff0000"},
        {"type": "date", "timestamp": 1764000000, "format": "{date_num}", "fallback": "then"},
        {"type": "hologram"},
    ]
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
    block = {
        "elements": [
            {"type": "rich_text_section", "elements": inline},
            {"type": "rich_text_list", "style": "ordered", "offset": 2, "indent": 1, "elements": [item]},
            {"type": "rich_text_list", "style": "bullet", "elements": [item]},
        ]
    }
    drawn = ana_reads.rich_text(block)
    assert Markup(drawn).text == "a🎉@Ben#it@here#ff00002025-11-24[hologram]xx"
    assert "<code><b>a</b></code>" in drawn
    assert '<ol class="indent-1" start="3">' in drawn


def test_markdown_knows_headings_lists_tables_and_no_html(ana_reads: Reader):
    drawn = ana_reads.markdown(
        "# Title\n\n- **one** :tada:\n\n| a | b |\n|--|--:|\n| 1 | 2 |\n\n<b>raw</b> ![pic](http://x/y.png)"
    )
    page = Markup(drawn)
    assert {"h1", "ul", "strong", "table"} <= {tag for tag, _ in page.elements}
    assert {"b", "img"}.isdisjoint({tag for tag, _ in page.elements})
    assert page.named("td")[1] == {"class": "align-right"}
    assert "🎉" in page.text


def test_a_long_line_of_marks_is_drawn_in_no_time(ana_reads: Reader):
    for mark in ("*a ", "<", "_~*", "`", ":a", "<!date^", "> "):
        ana_reads.mrkdwn(mark * (40_000 // len(mark)))
