"""Tables of Zendesk's macros and Freshdesk's canned responses, as rows of ours."""

import csv
import json
from io import StringIO
from typing import Any

import pytest

from bot.rules import reply_files
from bot.rules.foreign_replies import is_foreign, translated
from bot.rules.reply_files import Format
from bot.rules.reply_rows import Sheet


def table(*records: dict[str, Any], delimiter: str = ",") -> Sheet:
    columns = list(dict.fromkeys(name for record in records for name in record))
    written = StringIO(newline="")
    writer = csv.DictWriter(written, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(records)
    return reply_files.read(written.getvalue(), Format.CSV)


def macro(*actions: tuple[str, Any], **columns: Any) -> dict[str, Any]:
    does = json.dumps([{"field": name, "value": value} for name, value in actions])
    return {"id": 25, "title": "Access::Reset", "active": "true", "description": "", "actions": does} | columns


def test_a_macro_is_its_comment_and_what_it_does():
    sheet = table(
        macro(
            ("comment_value_html", "<p>Hi {{ticket.requester.first_name}},</p><p>it is <b>done</b>.</p>"),
            ("status", "hold"),
            ("priority", "high"),
            ("current_tags", "vpn access"),
            ("assignee_id", "current_user"),
        )
    )
    (row,) = sheet.rows
    assert (row.line, row.folder) == (2, "Access")
    assert row.said == {
        "title": "Access: Reset",
        "body": "Hi {{requester.first_name}},\n\nit is *done*.",
        "actions": {"status": "on_hold", "priority": "high", "tags": ["vpn", "access"], "assign": "me"},
    }
    assert sheet.remarks == []


def test_a_comment_for_one_channel_is_a_comment():
    (row,) = table(macro(("comment_value", ["channel:all", "Plain <text> & https://a.b"]))).rows
    assert row.said["body"] == "Plain &lt;text&gt; &amp; <https://a.b>"


def test_what_a_macro_does_may_have_a_column_for_each_thing():
    columns = {"title": "A", "action:comment_value_html": "['<p>x</p>']", "action:status": "['solved']"}
    (row,) = table(columns | {"action:current_tags": "['a b']", "macro_category": "Billing"}).rows
    assert row.said == {"title": "A", "body": "x", "actions": {"status": "solved", "tags": ["a", "b"]}}
    assert row.folder == "Billing"


def test_a_table_with_semicolons_is_one_too():
    (row,) = table({"title": "A", "id": "1", "comment": "Hello, you", "tags": "a,b", "status": ""}, delimiter=";").rows
    assert row.said == {"title": "A", "body": "Hello, you", "actions": {"tags": ["a", "b"]}}


def test_what_a_reply_can_not_do_is_said_and_left_out():
    sheet = table(
        macro(("comment_value", "x"), ("group_id", "77"), ("status", "open"), ("assignee_id", "4")), {"stars": "5"}
    )
    assert "actions" not in sheet.rows[0].said
    assert [remark.text for remark in sheet.remarks if remark.line == 2] == [
        "the action group_id 77 is left out.",
        "the action status open is left out.",
        "the action assignee_id 4 is left out.",
    ]
    assert "the column stars is left out." in [remark.text for remark in sheet.remarks if remark.line == 1]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (macro(("comment_value", "Ask Bob"), ("comment_mode_is_public", "false")), "internal note"),
        (macro(("comment_value", "x"), restriction='{"type":"User","id":4}'), "somebody's own"),
        (macro(("comment_value", "x"), restriction="{'type': 'User', 'id': 4}"), "somebody's own"),
        ({"title": "A", "content": "x", "visibility": "1"}, "somebody's own"),
        (macro(("status", "solved")), "it says nothing"),
    ],
)
def test_what_the_requester_must_not_read_and_what_is_no_answer_is_left_out(record, reason):
    sheet = table(record)
    assert (sheet.rows, sheet.mistakes) == ([], [])
    (remark,) = sheet.remarks
    assert remark.line == 2
    assert reason in remark.text


def test_a_macro_that_is_switched_off_is_retired_and_others_stay_as_they_are():
    on, off = table(macro(("comment_value", "x")), macro(("comment_value", "x"), active="false")).rows
    assert "retired" not in on.said
    assert off.said["retired"] is True


def test_a_long_title_is_cut():
    (row,) = table(macro(("comment_value", "x"), title="long " * 40)).rows
    assert len(row.said["title"]) == 75


@pytest.mark.parametrize(
    "record",
    [
        {
            "Folder Name": "Hardware",
            "Response ID": "5",
            "Response Title": "Printer",
            "Response Content": "<div>Hi</div>",
        },
        {"title": "Printer", "content": "Hi", "content_html": "<div>Hi</div>", "Folder": "Hardware"},
        {"Title": "Printer", "Content": "Hi", "Folder": "Hardware"},
    ],
)
def test_a_canned_response_is_its_content(record):
    sheet = table(record)
    assert [(row.said, row.folder) for row in sheet.rows] == [({"title": "Printer", "body": "Hi"}, "Hardware")]
    assert sheet.remarks == []


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("{{ticket.requester.first_name}}", "{{requester.first_name}}"),
        ("{{ ticket.requester.firstname }}", "{{requester.first_name}}"),
        ("{{ticket.requester.name}} {{current_user.name}}", "{{requester.name}} {{agent.name}}"),
        ("#{{ticket.id}} {{ticket.title}} {{ticket.link}}", "#{{ticket.number}} {{ticket.subject}} {{ticket.link}}"),
        ("{{ticket.requester.first_name | default: 'there'}}", "{{requester.first_name|there}}"),
        ("{{ticket.requester.first_name | capitalize}}", "{{ticket.requester.first_name | capitalize}}"),
        ("{{ticket.satisfaction_survey}} {% if x %}", "{{ticket.satisfaction_survey}} {% if x %}"),
    ],
)
def test_placeholders_that_are_known_become_ours_and_others_stay(theirs, ours):
    assert translated(theirs) == ours


def test_our_own_tables_are_not_taken_for_others():
    assert not is_foreign(["key", "title", "body", "category", "actions.status"])
    assert not is_foreign(["key", "actions"])
    assert is_foreign(["Title", "Content"])
    assert is_foreign(["id", "title", "actions"])


@pytest.mark.parametrize("actions", ["[", "[1, 2]", "[{}]", '[{"field": 3}]', "no list", "[" * 5000 + "]" * 5000])
def test_a_list_of_actions_that_is_none_does_nothing(actions):
    sheet = table({"title": "A", "comment": "x", "actions": actions})
    assert [row.said for row in sheet.rows] == [{"title": "A", "body": "x"}]
