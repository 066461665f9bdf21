"""Saved replies as nobody would write them, and as files must bear them."""

from datetime import date

from hypothesis import strategies as st

from bot.rules.intake import is_blank
from bot.rules.replies import Wording, checked
from bot.rules.reply_actions import ME, ReplyActions
from bot.rules.vocabulary import CategoryKey, PersonId, Priority, Status

chars = st.sampled_from("=+-@,;\"'\n\t {}|:#[]&*!%\x85\u2028é😀") | st.characters(
    codec="utf-8", exclude_characters="\r\x00"
)
texts = st.text(alphabet=chars, max_size=40).filter(lambda text: not is_blank(text))
bodies = texts | st.sampled_from(
    ["=1+1", "+34 93", "-5", "@dana", "no", "null", "~", "on", "1e3", "'", '"', "- a", "{}"]
)
actions = st.builds(
    ReplyActions,
    assign=st.sampled_from([None, PersonId(ME), PersonId("UDANA")]),
    priority=st.sampled_from([None, Priority.HIGH]),
    tags=st.sampled_from([(), ("vpn",), ("a b", "vpn")]),
    status=st.sampled_from([None, Status.PENDING, Status.SOLVED]),
)
wordings = st.builds(
    Wording,
    title=st.text(alphabet=chars, max_size=20),
    body=bodies,
    category=st.sampled_from([None, CategoryKey("vpn")]),
    language=st.sampled_from(["en", "no"]),
    translations=st.dictionaries(st.sampled_from(["de", "fr", "fil"]), bodies, max_size=2),
    actions=actions,
    is_public=st.booleans(),
    review_by=st.sampled_from([None, date(2026, 12, 31)]),
).map(checked)
