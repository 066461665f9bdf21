"""Everybody is answered in their own language: Lena reads German, her colleagues and the triage channel English."""

import re

import pytest

from bot.helpdesk import people
from bot.i18n import Reader
from bot.sandbox.actor import Actor
from bot.sandbox.records import Message, View
from bot.views import ids
from tests.handlers.work import choose, form
from tests.world import World

ENGLISH = re.compile(r"\b(the|you|your|is|and|are|here|of|nobody|waiting|closed|with|will)\b", re.IGNORECASE)
REQUEST = "Der Drucker im 3. Stock klemmt"


@pytest.fixture
async def lena(world: World) -> Actor:
    """A requester in Berlin, whose Slack speaks German."""
    person = world.sandbox.add_person("lena", real_name="Lena Braun", tz="Europe/Berlin", locale="de-DE")
    world.ids["lena"] = person.id
    described = await world.client.users_info(user=person.id, include_locale=True)
    await world.store.write(people.describe, described["user"])
    return world.person("lena")


async def raised(world: World, lena: Actor) -> Message:
    """Lena's request by direct message; the root of its thread."""
    dm = lena.dm().id
    ts = await lena.say(dm, REQUEST)
    await world.deliver()
    return world.sandbox.driver.message(dm, ts)


async def press(world: World, who: str, message: Message, action_id: str) -> None:
    await world.person(who).click(message, action_id)
    await world.deliver()


async def speaks(world: World, who: str, locale: str) -> None:
    """Somebody chooses another language in Slack, and the bot has heard of it."""
    with world.sandbox.socket_mode.watching() as caused:
        world.sandbox.workspace.people.change(world.id(who), locale=locale)
    await caused.settled()


def thread(world: World, root: Message) -> list[Message]:
    """What the bot said in it."""
    return [message for message in world.thread(root) if message.user == world.identity.bot_user_id]


def frame(view: View) -> list[str]:
    """A form's title and buttons."""
    return [part["text"] for part in (view.title, view.close, view.submit) if part is not None]


def is_german(text: str) -> bool:
    return ENGLISH.search(text.replace(REQUEST, "")) is None


async def test_a_request_by_direct_message_is_confirmed_in_german_and_its_card_is_english(
    world: World, lena: Actor
) -> None:
    (confirmation,) = thread(world, await raised(world, lena))
    assert "„IT help“ hat deine Anfrage und antwortet hier." in confirmation.text
    assert "Eingegangen" in confirmation.text
    labels = [element["text"]["text"] for element in confirmation.blocks[-1]["elements"]]
    assert labels == ["Damit ist es gelöst", "Details ergänzen", "Kein Ticket"]
    card = world.card()
    assert "Status: New. Priority: Normal. From lena. Nobody has it yet." in card.text
    assert "Requester" in str(card.blocks)


async def test_her_whole_thread_speaks_german_until_the_rating_and_the_end(world: World, lena: Actor) -> None:
    root = await raised(world, lena)
    await press(world, "dana", world.card(), ids.CLAIM)
    await world.dana.click(world.card(), ids.REPLY)
    opened = world.dana.modal()
    assert opened is not None
    await world.dana.submit(opened, {ids.TEXT: "Ich komme gleich."})
    await world.deliver()
    assert thread(world, root)[-1].text == "*dana* (IT help): Ich komme gleich."
    await press(world, "dana", world.card(), ids.SOLVE)
    said = [message.text for message in thread(world, root)]
    assert any("dana hat *IT-1*" in text and "klicke auf *Geht noch nicht*" in text for text in said)
    survey = next(message for message in world.dm("lena") if "Wie waren wir?" in message.text)
    for words in ("sehr schlecht", "in Ordnung", "sehr gut", "ändern bis:"):
        assert words in survey.text
    await lena.react(survey.channel, survey.ts, "star-struck")
    await world.deliver()
    thanks = world.sandbox.driver.message(survey.channel, survey.ts)
    assert "Danke! Du hast *IT-1*" in thanks.text
    assert "*sehr gut* bewertet" in thanks.text
    world.clock.advance(days=5)
    await world.tick()
    everything = [message.text for message in thread(world, root)] + [thanks.text]
    assert "Das ist abgeschlossen." in everything[0]
    assert [text for text in everything if not is_german(text)] == []


async def test_german_thanks_leave_a_solved_ticket_solved_and_trouble_opens_it(world: World, lena: Actor) -> None:
    root = await raised(world, lena)
    await press(world, "dana", world.card(), ids.SOLVE)
    await lena.say(root.channel, "Vielen Dank, klappt wieder!", thread_ts=root.ts)
    assert (await world.ticket()).status == "solved"
    await lena.say(root.channel, "Danke, aber es klemmt noch immer", thread_ts=root.ts)
    assert (await world.ticket()).status == "open"


async def test_waiting_for_her_answer_she_is_asked_in_german(world: World, lena: Actor) -> None:
    root = await raised(world, lena)
    await choose(world, "dana", ids.PEND)
    world.clock.advance(days=3, hours=1)
    await world.tick()
    question = thread(world, root)[-1]
    assert "Wir warten auf deine Antwort zu *IT-1*" in question.text
    labels = [element["text"]["text"] for element in question.blocks[-1]["elements"]]
    assert labels == ["Ja, noch immer", "Nein, es ist gelöst"]
    assert "Wartet auf dich" in thread(world, root)[0].text


async def test_commands_and_refusals_answer_in_german(world: World, lena: Actor) -> None:
    await raised(world, lena)
    for command, text, part in (
        ("/ticket", "help", "So bekommst du Hilfe:"),
        ("/ticket", "list", "Deine Tickets, die offenen zuerst:"),
        ("/ticket", "IT-1", "Noch niemand hat es übernommen.  Eröffnet von lena ("),
        ("/ticket", "IT-99", "Ich finde IT-99 nicht."),
        ("/ticket", "Maus kaputt", "Das Team hat deine Anfrage."),
        ("/helpdesk", "", "Das kannst du tun:"),
        ("/helpdesk", "hilfe", "„hilfe“ kenne ich nicht."),
        ("/helpdesk", "queue", "Das können nur Leute, die in einem Team arbeiten. `/ticket list` zeigt"),
        ("/helpdesk", "metrics", "Es wurde nichts geändert."),
    ):
        answer = await lena.slash(command, text)
        assert part in answer.text
        assert is_german(answer.text.replace("Maus kaputt", "")), answer.text


async def test_the_form_and_home_are_german(world: World, lena: Actor) -> None:
    await lena.slash("/ticket")
    opened = lena.modal()
    assert opened is not None
    assert frame(opened) == ["Ticket eröffnen", "Schließen", "Eröffnen"]
    errors = await lena.submit(opened, {ids.SUBJECT: "  "})
    assert errors == {
        ids.SUBJECT: "Darin steht nichts, was ich lesen kann. Bitte sag in wenigen Worten, was du brauchst."
    }
    home = await lena.open_home()
    assert home is not None
    assert "Hier bekommst du Hilfe bei der Arbeit" in str(home.blocks)


async def test_in_a_channel_the_thread_is_english_and_what_only_she_sees_is_german(world: World, lena: Actor) -> None:
    await lena.join("it")
    await lena.join("hr")
    ts = await lena.say("it", REQUEST)
    await world.deliver()
    confirmation = world.thread(world.sandbox.driver.message("it", ts))[0]
    assert "IT help has it and will answer here." in confirmation.text
    await lena.say("hr", "Wie viel Urlaub habe ich noch?")
    await world.deliver()
    assert "Soll ich daraus ein Ticket machen" in lena.ephemerals("hr")[-1].text


async def test_a_language_changed_in_slack_changes_the_next_answer(world: World, lena: Actor) -> None:
    assert "So bekommst du Hilfe:" in (await lena.slash("/ticket", "help")).text
    await speaks(world, "lena", "en-GB")
    assert "Here is how you ask for help:" in (await lena.slash("/ticket", "help")).text


async def test_an_agent_who_reads_german_gets_german_forms_on_the_english_card(world: World, lena: Actor) -> None:
    await raised(world, lena)
    await speaks(world, "dana", "de-AT")
    opened = await form(world, "dana", ids.HOLD)
    assert frame(opened) == ["Anhalten", "Abbrechen", "Anhalten"]
    assert (await world.store.read(people.reader, world.id("dana"))) == Reader("de-AT", "Europe/Berlin")


async def test_the_note_of_a_german_agent_who_hands_on_stands_in_the_channels_language(
    world: World, lena: Actor
) -> None:
    await raised(world, lena)
    await press(world, "dana", world.card(), ids.CLAIM)
    await speaks(world, "dana", "de-AT")
    opened = await form(world, "dana", ids.HAND_ON)
    said = ("Papier entfernt", "Walze tauschen")
    await world.dana.submit(opened, {ids.ASSIGNEE: "eli", ids.STATE: said[0], ids.NEXT_STEP: said[1]})
    await world.deliver()
    told = " ".join(str(reply.blocks) for reply in world.thread(world.card()))
    assert "Where it stands: Papier entfernt" in told
    assert "Next step: Walze tauschen" in told
