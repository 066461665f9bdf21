"""What becomes a ticket, and what it is called."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import intake
from bot.rules.conversation import Said
from bot.rules.intake import Asked, Response, Wish
from bot.rules.markup import escape, literal, readable, without_mention
from bot.rules.records import DeskChannel
from bot.rules.vocabulary import ChannelId, ChannelPurpose, DeskId, Intake, IntakeMode, MessageTs, PersonId
from tests.tickets import TICKET

MESSAGE = Said(PersonId("U1"), ChannelId("C1"), MessageTs("1767603600.000100"), None, "No ink", (), is_direct=False)
REPLY = replace(MESSAGE, thread_ts=MessageTs("1767600000.000100"))


def request_channel(mode: IntakeMode) -> DeskChannel:
    return DeskChannel(ChannelId("C1"), DeskId("IT"), ChannelPurpose.REQUEST, mode)


TRIAGE = DeskChannel(ChannelId("C1"), DeskId("IT"), ChannelPurpose.TRIAGE, None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked(Wish.FORM)),
        (" \t\u200b\u3164", Asked(Wish.FORM)),
        ("list", Asked(Wish.LIST)),
        (" HELP ", Asked(Wish.HELP)),
        ("it-42", Asked(Wish.SHOW, "IT-42")),
        ("IT-042", Asked(Wish.RAISE, "IT-042")),
        ("list of printers", Asked(Wish.RAISE, "list of printers")),
        ("IT-42 is back", Asked(Wish.RAISE, "IT-42 is back")),
    ],
)
def test_a_command_is_understood(text: str, asked: Asked) -> None:
    assert intake.understand(text) == asked


@pytest.mark.parametrize(
    ("said", "channel", "expected"),
    [
        (MESSAGE, request_channel(IntakeMode.EVERY), Response.RAISE),
        (MESSAGE, request_channel(IntakeMode.ASK), Response.ASK),
        (MESSAGE, request_channel(IntakeMode.REACTION), Response.REMEMBER),
        (MESSAGE, TRIAGE, Response.NOTHING),
        (MESSAGE, None, Response.NOTHING),
        (REPLY, request_channel(IntakeMode.EVERY), Response.NOTHING),
        (replace(MESSAGE, is_direct=True), None, Response.RAISE),
        (replace(REPLY, is_direct=True), None, Response.NOTHING),
        (replace(MESSAGE, is_mention=True), None, Response.RAISE),
        (replace(REPLY, is_mention=True), request_channel(IntakeMode.ASK), Response.RAISE),
    ],
)
def test_what_is_done_about_a_message(said: Said, channel: DeskChannel | None, expected: Response) -> None:
    assert intake.response(said, channel) is expected


@pytest.mark.parametrize(
    ("said", "channel", "expected"),
    [
        (MESSAGE, request_channel(IntakeMode.EVERY), Intake.CHANNEL),
        (replace(MESSAGE, is_mention=True), request_channel(IntakeMode.EVERY), Intake.CHANNEL),
        (replace(MESSAGE, is_mention=True), request_channel(IntakeMode.ASK), Intake.MENTION),
        (replace(MESSAGE, is_direct=True), None, Intake.DIRECT),
        (replace(REPLY, is_direct=True, is_mention=True), None, Intake.MENTION),
    ],
)
def test_the_way_in(said: Said, channel: DeskChannel | None, expected: Intake) -> None:
    assert intake.way_in(said, channel) is expected


def test_mentions_elsewhere_and_replies_join_nothing() -> None:
    assert intake.may_join(MESSAGE, request_channel(IntakeMode.EVERY))
    assert not intake.may_join(replace(MESSAGE, is_mention=True), None)
    assert not intake.may_join(replace(REPLY, is_mention=True), request_channel(IntakeMode.EVERY))


@pytest.mark.parametrize(
    ("other", "seconds", "expected"),
    [
        ("1767603720.000100", 120, True),
        ("1767603720.000200", 120, False),
        ("1767603480.000100", 120, True),
        ("1767603600.000100", 0, False),
    ],
)
def test_messages_belong_together_within_the_desks_seconds(other: str, seconds: int, *, expected: bool) -> None:
    assert intake.belong_together(MESSAGE.ts, MessageTs(other), seconds) is expected


def test_sooner_is_written_as_slack_writes_instants() -> None:
    assert intake.sooner(MESSAGE.ts, 120) == "1767603480.000100"


def test_a_subject_is_the_first_line_that_shows_something() -> None:
    assert intake.subject("\n \u200b\n  No   ink  \nat all") == "No ink"
    assert intake.subject("\u202eevil") == "evil"
    assert len(intake.subject("x" * 1000)) == intake.SUBJECT
    assert intake.subject("") == ""


@given(st.text())
def test_a_subject_is_one_short_line(text: str) -> None:
    subject = intake.subject(text)
    assert len(subject) <= intake.SUBJECT
    assert len(subject.splitlines()) <= 1
    assert not subject or not intake.is_blank(subject)


@given(st.text(), st.text())
def test_a_form_loses_nothing_of_a_message(message: str, written: str) -> None:
    stored = escape(message)
    shown = intake.in_field(stored, {})
    assert intake.from_field(shown, stored, {}) == stored
    rest = readable(stored)[intake.FIELD :]
    assert readable(intake.from_field(written, stored, {})).endswith(readable(escape(rest)))


def test_what_was_changed_in_a_form_goes_before_what_did_not_fit() -> None:
    assert intake.from_field("hello <b>", "x" * 3000 + "rest &amp; end", {}) == "hello &lt;b&gt;rest &amp; end"


@given(st.text())
def test_escaped_text_reads_as_it_was(text: str) -> None:
    without_control = readable(escape(text))
    assert readable(escape(without_control)) == without_control
    assert "<" not in escape(text)


def test_markup_is_read_as_people_see_it() -> None:
    text = "<@U1|ana> and <@U2> in <#C1|it>: <!here> <!subteam^S1|@admins> <https://a.test/?a=1&amp;b=2|click> :wave:"
    names = {PersonId("U2"): "Ben"}
    assert literal(text, names) == "@ana and @Ben in #it: @here @admins https://a.test/?a=1&b=2 :wave:"


def test_the_bots_name_is_not_part_of_the_request() -> None:
    assert without_mention("<@UBOT>: no ink, <@U1>", PersonId("UBOT")) == "no ink, <@U1>"
    assert without_mention("hey <@UBOT|helpdesk> no ink", PersonId("UBOT")) == "hey  no ink"


def test_a_ticket_follows_its_message_but_not_what_somebody_put_into_other_words() -> None:
    followed = replace(TICKET, description="No ink", subject="No ink")
    assert intake.retold(followed, ["No ink"], ["No paper"], {}) == {"description": "No paper", "subject": "No paper"}
    named = replace(followed, subject="Printer")
    assert intake.retold(named, ["No ink"], ["No paper"], {}) == {"description": "No paper"}
    reworded = replace(followed, description="The printer has no ink")
    assert intake.retold(reworded, ["No ink"], ["No paper"], {}) == {}
    assert intake.retold(reworded, ["No ink"], [""], {}, is_erased=True) == {"description": "", "subject": "…"}


def test_a_message_emptied_by_an_edit_leaves_the_subject() -> None:
    followed = replace(TICKET, description="No ink", subject="No ink")
    assert intake.retold(followed, ["No ink"], [""], {}) == {"description": "", "subject": "No ink"}
