"""Files of saved replies: what is read is what was written, and whatever is wrong is named with its line."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import reply_files
from bot.rules.mistakes import Mistake
from bot.rules.replies import SavedReply, Wording, checked
from bot.rules.reply_actions import ReplyActions
from bot.rules.reply_files import Format, Unreadable
from bot.rules.reply_rows import FIELDS, SAYS, Entry, documented, understood
from bot.rules.vocabulary import PersonId, ReplyId, Scope
from tests.wordings import wordings

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DANA = PersonId("UDANA")
AWKWARD = (
    "Hi {{requester.first_name}},\n\n=1+1, \"quoted\"; 'single'\t#no comment: - @dana\n  ```code```\n😀 é \x85 \u2028 Ω"
)


def saved(wording: Wording, key: str = "", *, scope: Scope = Scope.DESK, held_by: str = "IT") -> SavedReply:
    return SavedReply(
        id=ReplyId(1),
        scope=scope,
        held_by=held_by,
        owner_id=DANA,
        key=key or wording.key,
        title=wording.title,
        body=wording.body,
        category=wording.category,
        language=wording.language,
        translations=wording.translations,
        actions=wording.actions,
        is_public=wording.is_public,
        version=1,
        times_used=0,
        last_used_at=None,
        retired_at=NOON if wording.is_public else None,
        review_by=wording.review_by,
        created_at=NOON,
        changed_at=NOON,
        changed_by=DANA,
    )


def entries(text: str, form: Format, desk: str = "") -> tuple[list[Entry], list[Mistake]]:
    return understood(reply_files.read(text, form), desk)


def wrong(text: str, form: Format = Format.YAML, desk: str = "IT") -> list[tuple[int, str]]:
    return [(mistake.line, mistake.text) for mistake in entries(text, form, desk)[1]]


# There and back


@pytest.mark.parametrize("form", Format)
@given(said=st.lists(wordings, min_size=1, max_size=4))
def test_what_is_printed_is_read_as_it_was(form, said):
    documents = [documented(saved(wording, f"k{place}")) for place, wording in enumerate(said)]
    found, mistakes = entries(reply_files.printed(documents, form), form)
    assert mistakes == []
    assert [entry.key for entry in found] == [document["key"] for document in documents]
    for entry, document in zip(found, documents, strict=True):
        assert dict(entry.says) == {name: document[name] for name in SAYS}


@pytest.mark.parametrize("form", Format)
def test_awkward_characters_stay_as_they_are_in_the_file_and_back(form):
    document = documented(saved(checked(Wording("=SUM(A1), “x”", AWKWARD, "awkward"))))
    printed = reply_files.printed([document], form)
    assert "😀 é" in printed or form is Format.YAML  # YAML escapes texts with lines that end otherwise
    (entry,), _ = entries(printed, form)
    assert entry.says["body"] == document["body"] == AWKWARD
    assert entry.says["title"] == "=SUM(A1), “x”"


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("body", ["a\x85b", "a\nb\x85c", "a\u2028b", "a\nb\u2029c", "a\n\n\nb", "a \n b", "= 1", "'"])
def test_lines_that_end_in_other_ways_stay_as_they_are(form, body):
    document = documented(saved(checked(Wording("T", body, "k"))))
    (entry,), _ = entries(reply_files.printed([document], form), form)
    assert entry.says["body"] == body


def test_yaml_is_written_line_by_line():
    printed = reply_files.printed([documented(saved(checked(Wording("T", "Grüße 😀\n\n  Bye", "k"))))], Format.YAML)
    assert "  body: |-\n    Grüße 😀\n\n      Bye\n" in printed


def test_a_csv_file_has_a_column_for_each_language_and_each_action():
    wording = checked(Wording("T", "B", "k", translations={"de": "Hallo"}, actions=ReplyActions(tags=("a", "b"))))
    plain = checked(Wording("U", "C", "l"))
    printed = reply_files.printed([documented(saved(wording)), documented(saved(plain))], Format.CSV)
    first, second = csv.DictReader(StringIO(printed))
    assert (first["translations.de"], first["actions.tags"], first["actions.status"]) == ("Hallo", "a, b", "")
    assert second["translations.de"] == ""
    assert (first["public"], first["review_by"]) == ("no", "")


def test_other_programs_read_what_is_printed():
    documents = [documented(saved(checked(Wording("T", AWKWARD, "k", language="no"))))]
    assert yaml.safe_load(reply_files.printed(documents, Format.YAML)) == documents
    assert json.loads(reply_files.printed(documents, Format.JSON)) == documents
    assert list(documents[0]) == list(FIELDS)


def test_no_reply_at_all_is_a_file_too():
    for form in Format:
        assert entries(reply_files.printed([], form), form) == ([], [])


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_may_say_by_their_first_bytes_how_they_are_encoded(encoding):
    assert reply_files.decoded("é😀\n".encode(encoding)) == "é😀\n"


@pytest.mark.parametrize(
    ("raw", "line", "byte"),
    [
        ("key,body\nvpn,Grüße".encode("latin-1"), 2, "byte 16 (0xFC) can't be read as UTF-8"),
        (b"\xff\xfea\x00b", 1, "byte 5 (0x62) can't be read as UTF-16"),
        (b"\x80", 1, "byte 1 (0x80)"),
    ],
)
def test_another_encoding_is_refused_with_the_byte_and_its_line(raw, line, byte):
    with pytest.raises(Unreadable) as refused:
        reply_files.decoded(raw)
    assert refused.value.mistake.line == line
    assert byte in refused.value.mistake.text


# Files of which nothing can be understood


@pytest.mark.parametrize(
    ("text", "form", "line", "reason"),
    [
        ("", Format.YAML, 0, "empty"),
        (" \n\n", Format.CSV, 0, "empty"),
        ("# nothing yet\n", Format.YAML, 0, "no list of replies"),
        ("key: vpn\nbody: x\n", Format.YAML, 0, "no list of replies"),
        ("just words", Format.YAML, 0, "no list of replies"),
        ("- key: a\n- body: [x\n", Format.YAML, 3, "no YAML"),
        ("- &a [*a]", Format.YAML, 1, "no YAML"),
        ("- {? [a] : b}", Format.YAML, 1, "no YAML"),
        ("--- [a]\n--- [b]", Format.YAML, 2, "no YAML"),
        ("- " + "[" * 5000, Format.YAML, 1, "no YAML"),
        ('{"key": "vpn"}', Format.JSON, 0, "no list of replies"),
        ('[{"key": "a"}\n {"key": "b"}]', Format.JSON, 2, "a comma"),
        ('[{"key": "a"},\n', Format.JSON, 2, "no JSON"),
        ('[{"key": "a"}', Format.JSON, 1, "no JSON"),
        ("[] and more", Format.JSON, 1, "no JSON"),
        ("[" * 100_000, Format.JSON, 0, "without end"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(text, form, line, reason):
    with pytest.raises(Unreadable) as refused:
        reply_files.read(text, form)
    assert refused.value.mistake.line == line
    assert reason in refused.value.mistake.text


# Rows with mistakes, each with its line, beside rows without


def test_one_bad_row_stops_no_other_from_being_read_or_reported():
    text = "- {key: a, body: x}\n- {key: b, body: ''}\n- nonsense\n- {key: c, body: y}\n- {key: d, categry: vpn}\n"
    found, mistakes = entries(text, Format.YAML, "IT")
    assert [(entry.line, entry.key) for entry in found] == [(1, "a"), (4, "c")]
    assert [mistake.line for mistake in mistakes] == [2, 3, 5]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{key: a, body: ' '}", "the body is empty"),
        (f"{{key: a, body: {'x' * 3001}}}", "the body has 3,001 characters, and 3,000 fit"),
        (f"{{key: a, body: x, title: {'x' * 76}}}", "the title has 76 characters"),
        (f"{{key: a, body: x, translations: {{de: {'x' * 3001}}}}}", "the body in de has 3,001"),
        ("{key: a, body: x, translations: {english: x}}", "“english” is no language"),
        ("{key: a, body: x, translations: x}", "translations have names"),
        ("{key: a, body: x, translations: {de: a, fr: a, es: a, it: a, pt: a, nl: a}}", "6 translations, and 5 fit"),
        ("{key: a, body: x, language: xx}", "“xx” is no language"),
        ("{key: a, body: x, actions: {close: yes}}", "there is no action “close”"),
        ("{key: a, body: x, actions: {status: closed}}", "can't set the status closed. It can be pending"),
        ("{key: a, body: x, actions: {priority: asap}}", "can't set the priority asap"),
        (f"{{key: a, body: x, actions: {{tags: [{'x' * 51}]}}}}", "more than 50 characters"),
        ("{key: a, body: x, actions: {tags: 'a,b,c,d,e,f,g,h,i,j,k'}}", "more than 10 tags"),
        ("{key: a, body: x, public: perhaps}", "yes or no is expected, not “perhaps”"),
        ("{key: a, body: x, review_by: soon}", "a date such as 2026-12-31"),
        ("{key: a, body: x, scope: team}", "the scope is personal, desk, workspace, not “team”"),
        ("{key: a, body: x, scope: workspace, desk: IT}", "a workspace reply belongs to no desk"),
        ("{key: a, body: x, owner: UDANA}", "only personal replies have an owner"),
        ("{key: a, body: [x]}", "a text is expected, not a list"),
        ("{key: '!', public: no}", "neither a key nor a title"),
        ("{key: a, body: x, body: y}", "it names body twice"),
        ("[a, b]", "this is no reply"),
    ],
)
def test_what_may_not_stand_in_a_row_is_named_with_its_line(row, reason):
    ((line, text),) = wrong(f"- {{key: z, body: x}}\n- {row}\n")
    assert line == 2
    assert reason in text


def test_a_row_needs_a_place():
    ((line, text),) = wrong("- {key: a, body: x}", desk="")
    assert (line, "--desk" in text) == (1, True)
    assert wrong("- {key: a, body: x, scope: workspace}", desk="") == []
    assert entries("- {key: a, body: x, desk: it}", Format.YAML, "HR")[0][0].desk == "it"


def test_all_that_is_wrong_with_a_row_is_said_at_once():
    assert len(wrong("- {key: a, body: '', language: xx, public: perhaps, review_by: soon}")) == 4


def test_two_rows_of_one_key_are_named_both():
    text = "- {key: vpn, body: x}\n- {key: other, body: x}\n- {title: VPN!, body: y}\n"
    assert wrong(text) == [(3, "the key vpn stands in line 1 already.")]
    assert wrong('[{"key":"a","body":"x"},{"key":"a","body":"y"}]', Format.JSON) == [
        (1, "the key a stands in line 1 already.")
    ]


def test_one_key_may_stand_in_several_places():
    assert (
        wrong("- {key: a, body: x, desk: IT}\n- {key: a, body: x, desk: HR}\n- {key: a, body: x, scope: workspace}")
        == []
    )
    assert wrong("- {key: a, body: x, desk: IT}\n- {key: a, body: x, desk: it}") != []


def test_the_words_of_a_yaml_file_stay_words():
    (entry,), _ = entries("- {key: no, title: 1e3, body: on, language: no, category: ~}", Format.YAML, "IT")
    assert (entry.key, entry.says["title"], entry.says["body"]) == ("no", "1e3", "on")
    assert (entry.says["language"], entry.says["category"]) == ("no", "")


def test_what_a_row_does_not_name_is_not_said():
    (entry,), _ = entries("key,public\nvpn,yes\n", Format.CSV, "IT")
    assert (entry.key, dict(entry.says)) == ("vpn", {"public": True})


# CSV


def test_lines_of_csv_are_counted_where_cells_have_several():
    text = 'key,body\na,"one\ntwo\nthree"\nb,\nc\n"d","x"y\n'
    assert wrong(text, Format.CSV) == [
        (5, "the body is empty."),
        (6, "it has 1 cells, and the header has 2."),
        (7, "from here on this is no CSV: ',' expected after '\"'."),
    ]


def test_a_quote_that_never_ends_is_named_where_it_begins():
    assert wrong('key,body\na,x\nb,"y\nc,z\n', Format.CSV) == [
        (3, "from here on this is no CSV: unexpected end of data.")
    ]


def test_columns_that_are_unknown_or_twice_there_are_named():
    mistakes = wrong("key,body,categry,body,translations.xx,actions.close\na,x,,y,,\n", Format.CSV)
    assert [line for line, _ in mistakes] == [1, 1, 1, 1]
    assert ["categry" in mistakes[0][1], "translations.xx" in mistakes[1][1]] == [True, True]
    assert ["actions.close" in mistakes[2][1], "body is there twice" in mistakes[3][1]] == [True, True]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_may_part_cells_by_their_own_signs_and_add_empty_ones(delimiter):
    text = (
        delimiter.join(["Key", "Body", ""]) + "\r\n" + delimiter.join(["a", "x", ""]) + "\r\n" + delimiter * 2 + "\r\n"
    )
    found, mistakes = entries(text, Format.CSV, "IT")
    assert ([(entry.key, entry.says["body"]) for entry in found], mistakes) == ([("a", "x")], [])


def test_line_ends_of_other_machines_become_ours():
    (entry,), _ = entries('key,body\r\na,"one\r\ntwo"\r\n', Format.CSV, "IT")
    assert entry.says["body"] == "one\ntwo"


@given(st.text(alphabet=st.sampled_from("-[]{}:,\"'\n &*!|>%@`key") | st.characters(codec="utf-8"), max_size=60))
@pytest.mark.parametrize("form", Format)
def test_no_file_brings_the_reader_down(form, text):
    try:
        found, mistakes = entries(text, form, "IT")
    except Unreadable:
        return
    assert all(mistake.text for mistake in mistakes)
    assert all(entry.key for entry in found)
