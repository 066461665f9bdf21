"""Everything that the bot can show, in every language and in one that needs more room: Slack takes it, it is read
whole, and what people wrote does nothing in it."""

import ast
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest

from bot.rules.markup import literal
from bot.rules.refusals import AlreadyClaimed, Refusal
from bot.rules.training.quiz_refusals import AnsweredBefore
from bot.sandbox import problems
from bot.views import refusals
from bot.views.answers import as_characters
from bot.views.blocks import MESSAGE_TEXT, Message, section
from bot.views.mrkdwn import ELLIPSIS
from tests.house.sources import holds, modules
from tests.views import metric_samples, training_samples
from tests.views.extremes import KEY
from tests.views.opinions import blockkit_objections, frame_objections, parts, sdk_objections
from tests.views.readers import READERS, Attentive
from tests.views.refusal_samples import REFUSALS
from tests.views.samples import SAMPLES, Shown
from tests.views.without_key import WITHOUT_KEY

BUILDING_PARTS = {"blocks", "durations", "mrkdwn", "user_text", "words"}
PARTS_OF_VIEWS = {  # texts that stand in views, which have their samples
    "advice.sentence",
    "anomalies.category",
    "anomalies.cause",
    "anomalies.in_bold_category",
    "anomalies.sentence",
    "anomalies.share",
    "answers.as_characters",
    "backlog.unsolved",
    "cards.headline",
    "cards.subject",
    "dead_letter.reason",
    "digest_pictures.in_a_line",
    "distribution.grounds",
    "escalation.tallied",
    "escalation.why",
    "handing_on.note",
    "intake.what_follows",
    "joined.many",
    "joined.people",
    "joined.stands",
    "intake_form.category_field",
    "queue.agents_line",
    "queue.in_words",
    "queue.linked_headline",
    "languages.called",
    "ratings.in_a_line",
    "ratings.reason_in_words",
    "ratings.word",
    *metric_samples.PARTS,
    *training_samples.PARTS,
    "reply_actions.deed",
    "reply_actions.does",
    "reply_actions.kind",
    "reply_actions.why",
    "targets.due",
    "targets.label",
    "tiers.stands",
    "tips.helped",
    "tips.title",
}
LIVE = re.compile(  # what may do something in a text: people by our choice, channels, times, and our own links
    r"<(@U(?!EVIL)[A-Z0-9]+|!subteam\^S0THIRD|#C1|!date\^\d+\^[^|<>]+\|[^|<>]+|https://a-company-with-a-long-name\.slack\.com/[^|<>]+\|[^<>]+)>"
)
SPEECH = {"user", "usergroup", "channel", "team", "broadcast"}  # elements of rich text that call somebody
OF_BUTTONS = (AlreadyClaimed, AnsweredBefore)  # never under a field: they may tell a time
HALF = re.compile(r"&(?!amp;|lt;|gt;)|<[^>]*$")


@pytest.mark.parametrize("view", SAMPLES)
def test_slack_takes_it_and_people_can_read_it(view: str):
    offences = [
        f"{view} ({name}, {language}): {offence}"
        for language, reader in READERS.items()
        for name, shown in SAMPLES[view](reader)
        for offence in _offences(view, shown, reader)
    ]
    assert not offences, "\n".join(offences[:20])


def test_every_view_has_its_samples():
    sampled = {name.partition(",")[0] for name in SAMPLES}
    holds("Add samples of this view to tests/views/samples.py.", _views() - sampled - PARTS_OF_VIEWS)
    holds("There is no such view any more.", (sampled | PARTS_OF_VIEWS) - _views())


def test_every_refusal_has_its_sentence_and_its_sample():
    every = set(_kinds(Refusal))
    assert set(refusals.SENTENCES) == every
    assert {type(reason) for reason in REFUSALS} == every


@pytest.mark.parametrize("language", READERS)
def test_under_a_field_a_refusal_is_as_whole_as_elsewhere(language: str):
    """There it stands in plain characters: a mention would be lost."""
    for reason in REFUSALS:
        if isinstance(reason, OF_BUTTONS):
            continue
        said = refusals.refusal(reason, READERS[language])
        assert "<" not in said
        assert "`" not in as_characters(said)


def test_a_text_that_was_cut_or_calls_somebody_would_be_noticed():
    shown = Message("<@UEVIL> &l…", [section("<!channel>"), {**section("x"), "text": {"type": "mrkdwn", "text": "x"}}])
    found = "\n".join(_offences("cards.card", shown, READERS["en"]))
    for offence in ("names no ticket", "'<@UEVIL>", "half of something", "'<!channel>'", "not verbatim"):
        assert offence in found
    cut = {"type": "button", "text": {"type": "plain_text", "text": "Give ba…", "emoji": True}, "action_id": "a"}
    assert "was cut" in "\n".join(_in_blocks([{"type": "actions", "elements": [cut]}], READERS["en"]))


def _offences(view: str, shown: Shown, reader: Attentive) -> Iterator[str]:
    if isinstance(shown, dict):
        yield from _in_view(shown, reader)
        return
    answer = shown if isinstance(shown, Message) else Message(shown, [section(shown)])
    yield from _in_message(answer, reader)
    if view not in WITHOUT_KEY and KEY not in answer.text:
        yield f"the text names no ticket: {answer.text}"


def _in_message(message: Message, reader: Attentive) -> Iterator[str]:
    payload = {"blocks": list(message.blocks), "text": message.text, "ts": "1764000000.000100"}
    yield from problems(payload, "message")
    if not literal(message.text):
        yield "the text says nothing"
    if len(message.text) > MESSAGE_TEXT:
        yield "the text is too long"
    yield from _live(message.text)
    yield from _in_blocks(message.blocks, reader)


def _in_view(view: dict[str, Any], reader: Attentive) -> Iterator[str]:
    yield from problems(view, view["type"])
    yield from frame_objections(view)
    yield from _cut(_ends_cut({**view, "blocks": []}), reader)
    yield from _in_blocks(view["blocks"], reader)
    if view["type"] == "modal" and KEY in view["title"]["text"]:
        yield "its title names the ticket, which its first line does: it should say what the form does"


def _in_blocks(blocks: Sequence[dict[str, Any]], reader: Attentive) -> Iterator[str]:
    for written in map(json.dumps, blocks):
        objections, ends_cut = _judged(written)
        yield from objections
        yield from _cut(ends_cut, reader)


@cache
def _judged(written: str) -> tuple[list[str], list[str]]:
    """What is wrong with a block, and which texts in it end cut. Asked once: the same blocks stand everywhere."""
    block = json.loads(written)
    objections = [*sdk_objections(written), *blockkit_objections(block)]
    for part in parts(block):
        if part.get("type") == "mrkdwn":
            objections += _live(part["text"])
            if part.get("verbatim") is not True:
                objections.append(f"not verbatim: {part['text']}")
        elif part.get("type") in SPEECH:
            objections.append(f"somebody is called: {part}")
    return objections, _ends_cut(block)


def _ends_cut(payload: dict[str, Any]) -> list[str]:
    plain = (part["text"] for part in parts(payload) if part.get("type") == "plain_text")
    return [text for text in plain if text.endswith(ELLIPSIS)]


def _cut(ends_cut: list[str], reader: Attentive) -> Iterator[str]:
    """Our own words are never cut: titles, buttons, labels and choices are ours, or names that fit."""
    yield from (f"was cut: {text}" for text in ends_cut if text not in reader.told)


def _live(text: str) -> Iterator[str]:
    rest = LIVE.sub("", text)
    if "<" in rest:
        yield f"this does something: {rest[rest.index('<') :][:60]!r}"
    if (half := HALF.search(rest)) is not None:
        yield f"half of something: {rest[half.start() :][:30]!r}"


def _views() -> set[str]:
    return {
        f"{module.path.rpartition('/')[2].removesuffix('.py')}.{node.name}"
        for module in modules("bot/views")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.returns is not None
        and ast.unparse(node.returns) in ("Message", "dict[str, Any]", "str")
        and module.path.rpartition("/")[2].removesuffix(".py") not in BUILDING_PARTS
    }


def _kinds(refusal: type[Refusal]) -> Iterator[type[Refusal]]:
    for kind in refusal.__subclasses__():
        yield kind
        yield from _kinds(kind)
