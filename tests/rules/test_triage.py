import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import triage
from bot.rules.refusals import TagTooLong, TooManyTags


def test_tags_are_written_with_commas_and_kept_in_order_once() -> None:
    assert triage.tags("vpn, Printer ,vpn") == ("printer", "vpn")


def test_other_ways_to_write_the_same_tag_are_the_same_tag() -> None:
    assert triage.tags("#VPN\nvpn; vpn, \uff36\uff30\uff2e") == ("vpn",)


def test_tags_of_several_words_keep_single_spaces() -> None:
    assert triage.tags("third   floor\u3001lift") == ("lift", "third floor")


def test_what_can_not_be_seen_is_no_tag() -> None:
    assert triage.tags(" , \u200b ,\x00, #, ") == ()


def test_a_tag_of_fifty_characters_is_taken_and_a_longer_one_refused() -> None:
    assert triage.tags("x" * 50) == ("x" * 50,)
    with pytest.raises(TagTooLong):
        triage.tags("x" * 51)


def test_ten_tags_are_taken_and_eleven_refused() -> None:
    assert len(triage.tags(",".join(f"t{n}" for n in range(10)))) == 10
    with pytest.raises(TooManyTags):
        triage.tags(",".join(f"t{n}" for n in range(11)))


@given(st.text(max_size=40))
def test_tags_written_out_again_are_the_same_tags(text: str) -> None:
    once = triage.tags(text[:TWENTY])
    assert triage.tags(", ".join(once)) == once


TWENTY = 20  # characters make at most ten tags
