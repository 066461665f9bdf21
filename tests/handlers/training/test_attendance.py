"""After a training session, through Slack: who was there, how it was, the recording."""

from bot.rules.training.sessions import Session
from bot.sandbox.records import Message, View
from bot.views import ids
from tests.handlers.work import asks, offers, said_in, told, top
from tests.training_sessions import TOPIC, announcement, answers, planned
from tests.world import World, on_both


async def over(world: World) -> Session:
    """Eli came, Lea said Maybe, and it is over."""
    session = await planned(world)
    await answers(world, "eli", ids.SESSION_YES)
    await answers(world, "lea", ids.SESSION_MAYBE)
    world.clock.at = session.ends_at
    await world.tick()
    return session


def asked(world: World, who: str, what: str) -> list[Message]:
    return [one for one in world.dm(who) if what in one.text]


async def pressed(world: World, who: str, message: Message, action_id: str) -> View:
    await world.person(who).click(message, action_id)
    return top(world, who)


async def attended(world: World, *others: str, ticked: tuple[str, ...] = ("eli",)) -> None:
    form = await pressed(world, "dana", asked(world, "dana", "is over")[0], ids.ATTENDANCE)
    said = {f"{ids.ATTENDED}:0": [world.id(one) for one in ticked], ids.ATTENDED_TOO: [world.id(one) for one in others]}
    assert await world.dana.submit(form, said) is None
    await world.deliver()


async def rated(world: World, who: str, useful: str, comment: str = "") -> None:
    form = await pressed(world, who, asked(world, who, f"at *{TOPIC}*")[-1], ids.SESSION_FEEDBACK)
    said = {ids.USEFUL: useful, ids.CLEAR: "4", ids.TEXT: comment}
    assert await world.person(who).submit(form, said) is None
    await world.deliver()


@on_both
async def test_the_host_says_who_was_there_and_they_are_asked_how_it_was(world: World) -> None:
    await over(world)
    assert offers(announcement(world)) == [ids.SESSION], "nobody can answer any more"
    (question,) = asked(world, "dana", f"*{TOPIC}* is over. Who was there?")
    form = await pressed(world, "dana", question, ids.ATTENDANCE)
    boxes = next(block for block in form.blocks if block["block_id"] == f"{ids.ATTENDED}:0")["element"]
    assert [one["text"]["text"] for one in boxes["options"]] == ["eli", "lea"]
    assert [one["text"]["text"] for one in boxes["initial_options"]] == ["eli"], "who said Yes is ticked"
    assert await world.dana.submit(form, {f"{ids.ATTENDED}:0": [world.id("eli"), world.id("lea")]}) is None
    await world.deliver()
    assert "*Was there, 2*: eli, lea" in announcement(world).text
    assert "Thank you!" in asked(world, "dana", "is over")[0].text
    for who in ("eli", "lea"):
        (ask,) = asked(world, who, f"You were at *{TOPIC}* with dana. How was it?")
        assert "only once 3 people have answered" in ask.text
    await rated(world, "eli", "5")
    assert asked(world, "eli", "Thank you for saying how")
    assert not asked(world, "eli", "You were at")


async def test_what_people_think_is_shown_from_three_answers_on_and_without_names(world: World) -> None:
    await over(world)
    await attended(world, "lea", ticked=("eli",))
    await rated(world, "eli", "5", "More <examples>, please")
    await rated(world, "lea", "1", "Zzz")
    question = asked(world, "dana", "is over")[0]
    assert "Feedback: 2 so far." in said_in(question)
    assert "examples" not in said_in(question)
    assert "medians" not in said_in(question)


async def test_an_answer_can_be_changed_and_counts_once(world: World) -> None:
    await over(world)
    await attended(world)
    await rated(world, "eli", "5")
    thanks = asked(world, "eli", "Thank you for saying how")[0]
    form = await pressed(world, "eli", thanks, ids.SESSION_FEEDBACK)
    chosen = next(block for block in form.blocks if block["block_id"] == ids.USEFUL)["element"]["initial_option"]
    assert chosen["value"] == "5"
    assert await world.eli.submit(form, {ids.USEFUL: "2"}) is None
    await world.deliver()
    assert "Feedback: 1 so far." in said_in(asked(world, "dana", "is over")[0])


async def test_who_was_not_there_after_all_is_not_asked_any_more(world: World) -> None:
    await over(world)
    await attended(world)
    stale = asked(world, "eli", "How was it?")[0]
    await attended(world, ticked=())
    assert not asked(world, "eli", "How was it?")
    await world.eli.click(stale, ids.SESSION_FEEDBACK)
    assert world.eli.modal() is None
    await attended(world)
    assert len(asked(world, "eli", "How was it?")) == 1


async def test_who_was_there_is_not_asked_before_it_begins(world: World) -> None:
    await planned(world)
    await world.dana.click(announcement(world), ids.SESSION)
    assert ids.ATTENDANCE not in offers(top(world))


async def test_somebody_of_elsewhere_can_not_have_been_there(world: World) -> None:
    await over(world)
    form = await pressed(world, "dana", asked(world, "dana", "is over")[0], ids.ATTENDANCE)
    errors = await world.dana.submit(form, {ids.ATTENDED_TOO: [world.id("hana")]})
    assert errors == {ids.ATTENDED_TOO: "hana does not work at IT help. Please choose people who do."}


async def test_an_agent_neither_ticks_nor_shares_nor_reads_what_others_think(world: World) -> None:
    await over(world)
    await attended(world)
    await asks(world, "sessions", "eli")
    await world.eli.click(top(world, "eli"), ids.SESSION)
    shown = top(world, "eli")
    assert [one for one in offers(shown) if one != ids.LINK] == [ids.SESSION_FEEDBACK]
    assert "Feedback" not in said_in(shown)
    for action_id in (ids.ATTENDANCE, ids.RECORDING):
        forged = asked(world, "eli", "How was it?")[0]
        forged.blocks[-1]["elements"][0]["action_id"] = action_id
        await world.eli.click(forged, action_id)
        said = world.eli.ephemerals(forged.channel)[-1].text
        assert said == "That is for the host of the session and the desk's leads. Nothing was changed."


async def test_a_lead_sees_it_too_and_can_do_it_in_the_hosts_place(world: World) -> None:
    await over(world)
    await world.lea.click(announcement(world), ids.SESSION)
    form = top(world, "lea")
    await world.lea.click(form, ids.ATTENDANCE)
    assert await world.lea.submit(top(world, "lea"), {f"{ids.ATTENDED}:0": [world.id("eli")]}) is None
    assert "*Was there, 1*: eli" in said_in(top(world, "lea"))


async def test_who_was_not_there_says_nothing_of_it(world: World) -> None:
    await over(world)
    await attended(world)
    await world.lea.click(announcement(world), ids.SESSION)
    assert ids.SESSION_FEEDBACK not in offers(top(world, "lea"))


@on_both
async def test_the_recording_goes_to_all_whom_it_was_for_and_can_be_replaced(world: World) -> None:
    await over(world)
    question = asked(world, "dana", "is over")[0]
    form = await pressed(world, "dana", question, ids.RECORDING)
    errors = await world.dana.submit(form, {ids.RECORDING_LINK: "ftp://files.example/1"})
    assert errors is not None
    assert "begins with https://" in errors[ids.RECORDING_LINK]
    assert await world.dana.submit(form, {ids.RECORDING_LINK: "https://video.example/1"}) is None
    await world.deliver()
    for who in ("eli", "lea"):
        (sent,) = asked(world, who, "The recording of")
        assert "<https://video.example/1|watch it>" in sent.text
    form = await pressed(world, "dana", asked(world, "dana", "is over")[0], ids.RECORDING)
    assert await world.dana.submit(form, {ids.RECORDING_LINK: "https://video.example/2"}) is None
    await world.deliver()
    for who in ("eli", "lea"):
        (sent,) = asked(world, who, "The recording of")
        assert "<https://video.example/2|watch it>" in sent.text
    assert "https://video.example/2" in announcement(world).text


async def test_a_cancelled_session_has_no_attendance(world: World) -> None:
    session = await planned(world)
    await world.dana.click(announcement(world), ids.SESSION)
    await world.dana.click(top(world), ids.CANCEL_SESSION)
    assert await world.dana.submit(top(world), {}) is None
    world.clock.at = session.ends_at
    await world.tick()
    assert not asked(world, "dana", "is over")
    stale = announcement(world)
    stale.blocks[-1]["elements"][0]["action_id"] = ids.ATTENDANCE
    await world.dana.click(stale, ids.ATTENDANCE)
    assert told(world, "dana") == f"“{TOPIC}” was cancelled. Nothing was changed."
