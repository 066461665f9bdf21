"""Saved replies on paper: filling in variables, what stays of an answer, keys, words and ranking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import replies
from bot.rules.intake import is_blank
from bot.rules.refusals import NothingToSay, NoTicketNamed, TextTooLong
from bot.rules.replies import Fit, Offer, Use, Variable, Wording
from bot.rules.vocabulary import CategoryKey, ReplyId

ANA = {Variable.REQUESTER_NAME: "Ana Ruiz", Variable.REQUESTER_FIRST_NAME: "Ana", Variable.TICKET_NUMBER: "IT-42"}
EVERYTHING = dict.fromkeys(Variable, "known")
VPN, HARDWARE = CategoryKey("vpn"), CategoryKey("hardware")

anything = st.text(alphabet=st.sampled_from("{}|. ab_é\n") | st.characters(codec="utf-8"))


def offer(
    key: str, title: str = "", *, category: CategoryKey | None = None, language: str = "en", used: int = 0
) -> Offer:
    number = sum(key.encode())
    return Offer(ReplyId(number), key, title or key, category, language, used)


def keys(found: list[Offer]) -> list[str]:
    return [one.key for one in found]


# Variables


def test_variables_are_filled_in_with_or_without_spaces_within_the_braces():
    rendered = replies.render("Hi {{requester.first_name}}, about {{ ticket.number }}", ANA)
    assert rendered.text == "Hi Ana, about IT-42"
    assert (rendered.unknown, rendered.empty) == ((), ())


def test_a_default_stands_in_for_what_is_not_known_and_for_nothing_else():
    body = "Hi {{requester.first_name|there}}, {{agent.name|the desk}}"
    assert replies.render(body, ANA).text == "Hi Ana, the desk"


def test_an_unknown_variable_stays_visible_and_is_named_once_even_with_a_default():
    rendered = replies.render("{{pick-up time}} {{pick-up time}} {{requester.nmae|there}}", EVERYTHING)
    assert rendered.text == "{{pick-up time}} {{pick-up time}} {{requester.nmae|there}}"
    assert rendered.unknown == ("{{pick-up time}}", "{{requester.nmae|there}}")


def test_a_variable_without_a_value_and_without_a_default_stays_visible_and_is_named():
    rendered = replies.render("Ask {{agent.name}}", ANA)
    assert (rendered.text, rendered.unknown, rendered.empty) == ("Ask {{agent.name}}", (), ("{{agent.name}}",))


@pytest.mark.parametrize(
    "text", ["{{", "}}", "{{requester.name", "{requester.name}", "{{}}", "{{ }}", "{{|x}}", "}}{{"]
)
def test_braces_that_are_not_two_and_two_around_a_name_are_text(text: str):
    assert replies.render(text, EVERYTHING) == replies.Rendered(text)


def test_three_braces_are_two_and_a_character():
    assert replies.render("{{{ticket.number}}}", ANA).text == "{IT-42}"


def test_what_looks_like_code_does_nothing():
    for body in ("{{7*7}}", "{{requester.__class__}}", "{{requester.name.upper()}}", "{% if 1 %}", "${ticket.number}"):
        assert replies.render(body, EVERYTHING).text == body


@given(anything)
def test_any_text_can_be_rendered_and_what_is_left_is_named(body: str):
    rendered = replies.render(body, ANA)
    left = replies.unfilled(rendered.text, [body])
    assert set(left) <= {*rendered.unknown, *rendered.empty}


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_a_text_without_braces_stays_as_it_is(body: str):
    assert replies.render(body, EVERYTHING) == replies.Rendered(body)


@given(anything.filter(bool))
def test_a_value_is_not_looked_at_again(value: str):
    facts = {**EVERYTHING, Variable.TICKET_SUBJECT: value}
    assert replies.render("{{ticket.subject}}{{ticket.number}}", facts).text == f"{value}known"


@given(anything)
def test_once_everything_is_filled_in_rendering_again_changes_nothing(body: str):
    once = replies.render(body, {})
    assert replies.render(once.text, {}) == once


def test_only_the_replys_own_placeholders_have_to_be_filled_in():
    assert replies.unfilled("In Helm, write {{ .Values.x }}", ["Hi {{pick-up time}}"]) == ()
    assert replies.unfilled("Hi {{pick-up time}}", ["Hi {{pick-up time}}", "{{other}}"]) == ("{{pick-up time}}",)
    assert replies.open_placeholders("{{requester.name}} {{pick-up time}}") == ("{{pick-up time}}",)


def test_what_a_reply_asks_for_is_named_once_in_the_list_of_replies():
    bodies = "{{pick-up place|the corner}} {{pick-up time}} {{ pick-up place |die Ecke}} {{agent.name}}"
    assert replies.names_to_fill_in(bodies) == ("pick-up place", "pick-up time")


# What stays of an answer when another reply is chosen


ONE, TWO = Use(ReplyId(1), 1), Use(ReplyId(2), 1)


@pytest.mark.parametrize(
    ("written", "filled_in", "stays"),
    [
        ("", "", ("", ())),
        ("  \n", "First", ("", ())),
        ("First", "First", ("", ())),
        ("Mine\n\nFirst\n", "First", ("Mine", ())),
        ("Mine\n\nFirst, changed", "First", ("Mine\n\nFirst, changed", (ONE,))),
        ("Mine", "", ("Mine", (ONE,))),
    ],
)
def test_what_an_agent_wrote_stays_and_an_untouched_reply_gives_way(written, filled_in, stays):
    assert replies.kept(written, filled_in, [ONE]) == stays


def test_a_reply_under_another_one_gives_way_alone():
    assert replies.kept("First\n\nSecond", "Second", [ONE, TWO]) == ("First", (ONE,))


@given(st.text(), st.text(min_size=1))
def test_no_word_of_the_agents_own_is_lost(own: str, reply: str):
    text = replies.below(own, reply)
    stays, _ = replies.kept(text, reply, [ONE])
    assert stays.split() == own.split() or is_blank(own)


# Wording


def test_a_wording_gets_its_title_from_its_first_line_and_its_key_from_its_title():
    checked = replies.checked(Wording("", "Reset your *VPN* profile\nThen call us"))
    assert (checked.title, checked.key) == ("Reset your *VPN* profile", "reset-your-vpn-profile")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("VPN reset!", "vpn-reset"),
        ("  Café_au lait ", "cafe-au-lait"),
        ("?!", ""),
        ("日本語", "日本語"),
        ("a" * 40, "a" * 32),
    ],
)
def test_keys_can_be_typed(typed: str, key: str):
    assert replies.key_of(typed) == key


def test_a_title_of_emoji_alone_gives_a_key_all_the_same():
    assert replies.checked(Wording("🎉", "Done")).key == "reply"


def test_an_empty_body_is_refused_and_so_is_one_of_more_than_3000_characters():
    with pytest.raises(NothingToSay):
        replies.checked(Wording("Title", " \u200b\n"))
    assert replies.checked(Wording("Title", "x" * 3000)).body == "x" * 3000
    with pytest.raises(TextTooLong):
        replies.checked(Wording("Title", "x" * 3001))


def test_a_long_title_is_cut_and_a_locale_becomes_its_language():
    checked = replies.checked(Wording("word " * 40, "Text", language="pt-BR"))
    assert len(checked.title) <= 75
    assert checked.title.endswith("…")
    assert checked.language == "pt"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("vpn IT-42", ("vpn", "IT-42")), ("it-42", ("", "IT-42")), ("VPN reset it-42", ("vpn-reset", "IT-42"))],
)
def test_a_command_names_a_reply_and_a_ticket(typed: str, understood: tuple[str, str]):
    assert replies.asked_for(typed) == understood


@pytest.mark.parametrize("typed", ["", "vpn", "IT-42 vpn", "vpn IT-042"])
def test_a_command_without_a_ticket_is_refused(typed: str):
    with pytest.raises(NoTicketNamed):
        replies.asked_for(typed)


# Searching


def test_words_are_looked_for_without_capitals_and_diacritics_and_without_variables():
    words = replies.search_words(
        Wording("Café", "Hello {{requester.name}}, straße &amp; <https://acme.test/x|more>", "key")
    )
    assert words == " key cafe hello strasse https acme test x"
    assert replies.beginnings("CAFÉ  straß") == ("cafe", "strass")


@given(st.text())
def test_what_is_typed_becomes_letters_and_digits_only(typed: str):
    assert all(word.isalnum() or replies.WORD.fullmatch(word) for word in replies.beginnings(typed))
    assert len(replies.beginnings(typed)) <= replies.TYPED


def test_the_same_category_comes_first_then_the_requesters_language_then_what_is_used_more():
    found = [
        offer("other", category=HARDWARE, used=9),
        offer("any", used=5),
        offer("german", language="de", category=VPN, used=8),
        offer("seldom", category=VPN, used=1),
        offer("often", category=VPN, used=3),
    ]
    assert keys(replies.ranked(found, "", Fit((), VPN), 9)) == ["often", "seldom", "german", "any", "other"]


def test_what_is_called_so_comes_before_what_says_so_somewhere():
    found = [offer("b", "Certificates", category=VPN, used=50), offer("vpn", "Network"), offer("c", "The VPN client")]
    assert keys(replies.ranked(found, "vpn", Fit((), VPN), 9)) == ["vpn", "c", "b"]


def test_no_more_are_ranked_than_are_shown():
    assert len(replies.ranked([offer(f"k{number}") for number in range(9)], "", Fit(), 3)) == 3


# An answer that becomes a reply


def test_what_an_answer_names_of_one_ticket_becomes_variables_and_parts_of_words_do_not():
    facts = {**ANA, Variable.AGENT_NAME: "Dana"}
    text = "Hi Ana, Ana Ruiz, Anabel: IT-42, not IT-421. Dana"
    made = "Hi {{requester.first_name}}, {{requester.name}}, Anabel: {{ticket.number}}, not IT-421. {{agent.name}}"
    assert replies.made_general(text, facts) == made
    assert replies.made_general(text, {}) == text


@given(anything)
def test_any_text_can_be_made_general_and_rendered_back(text: str):
    assert replies.made_general(text, ANA).count("Ana Ruiz") <= text.count("Ana Ruiz")


def test_values_take_the_place_of_placeholders_and_empty_ones_stay():
    text = "At {{place}}, {{time|soon}}"
    assert replies.completed(text, {"{{place}}": " the desk ", "{{time|soon}}": " "}) == "At the desk, {{time|soon}}"
