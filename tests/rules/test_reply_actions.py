"""What a saved reply does on paper: written and read back, in order, and what stands in its way."""

from dataclasses import replace

import pytest

from bot.rules import reply_actions
from bot.rules.actions import Action
from bot.rules.deeds import Deed, Hindrance
from bot.rules.reply_actions import ME, NOTHING, Circumstances, ReplyActions
from bot.rules.vocabulary import PersonId, Priority, Status
from tests.tickets import TICKET

ALL = ReplyActions(PersonId(ME), Priority.HIGH, ("hotel", "vpn"), Status.PENDING)
FREE = Circumstances(replace(TICKET, status=Status.OPEN), (), frozenset(Action), works_here=True)


def test_what_it_does_is_written_in_plain_values_and_read_back():
    plain = {"assign": "me", "priority": "high", "tags": ["hotel", "vpn"], "status": "pending"}
    assert reply_actions.written(ALL) == plain
    assert reply_actions.read(plain) == ALL
    assert (reply_actions.written(NOTHING), reply_actions.read({})) == ({}, NOTHING)


@pytest.mark.parametrize("document", [{"status": "closed"}, {"status": "x"}, {"priority": "x"}, {"close": True}])
def test_words_that_mean_nothing_are_refused(document):
    with pytest.raises(ValueError, match=r"."):
        reply_actions.read(document)


def test_what_is_there_to_do_has_one_order():
    assert ALL.deeds == (Deed.ASSIGN, Deed.PRIORITY, Deed.TAGS, Deed.STATUS)
    assert ALL.only({Deed.STATUS, Deed.TAGS}) == ReplyActions(tags=("hotel", "vpn"), status=Status.PENDING)


def test_nothing_stands_in_the_way_on_an_open_ticket():
    assert reply_actions.hindrances(ALL, FREE) == {}


@pytest.mark.parametrize(
    ("changes", "hindered"),
    [
        ({"works_here": False}, {Deed.ASSIGN: Hindrance.STRANGER}),
        ({"tags": tuple("abcdefghi")}, {Deed.TAGS: Hindrance.TOO_MANY_TAGS}),
        ({"tags": (*"abcdefgh", "vpn")}, {}),
        ({"may": frozenset(Action) - {Action.PEND}}, {Deed.STATUS: Hindrance.NOT_ALLOWED}),
        ({"may": frozenset()}, dict.fromkeys(Deed, Hindrance.NOT_ALLOWED)),
        (
            {"ticket": replace(TICKET, status=Status.SOLVED)},
            {Deed.ASSIGN: Hindrance.IS_SOLVED, Deed.STATUS: Hindrance.OUT_OF_REACH},
        ),
        ({"ticket": replace(TICKET, status=Status.PENDING)}, {}),
    ],
)
def test_what_stands_in_the_way_is_named(changes, hindered):
    assert reply_actions.hindrances(ALL, replace(FREE, **changes)) == hindered
