"""Answering with a saved reply: which ones are offered, how they are filled in, and their use counted once."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.helpdesk import conversation, handing_on, lifecycle, people, replies, replying, triage
from bot.rules.happenings import Happening
from bot.rules.intake import view_source
from bot.rules.pictures import ReplyPicture
from bot.rules.records import Ticket
from bot.rules.refusals import IsClosed, NoSuchReply, NoSuchTicket, NotAllowed, NotFilledIn, NoTicketNamed
from bot.rules.replies import SavedReply, Use, Wording
from bot.rules.vocabulary import CategoryKey, Closure, DeskId, ReplyId, Scope, Status
from storage import replies as rows
from tests.office import Office, person

IT, HR = DeskId("IT"), DeskId("HR")
VPN = CategoryKey("vpn")


async def saved(
    office: Office, key: str, body: str = "Text", by: str = "dana", scope: Scope = Scope.DESK, **more: Any
) -> SavedReply:
    desk = more.pop("desk_id", IT if scope is Scope.DESK else None)
    return await office.do(replies.save, Wording(more.pop("title", key), body, key, **more), person(by), scope, desk)


async def found(office: Office, ticket: Ticket, typed: str = "", by: str = "dana") -> list[str]:
    return [offer.key for offer, _ in await office.see(replying.find, ticket.id, person(by), typed)]


async def filled(
    office: Office, ticket: Ticket, reply: SavedReply, written: str = "", uses: Sequence[Use] = ()
) -> ReplyPicture:
    return await office.see(replying.fill_in, ticket.id, reply.id, person("dana"), written, uses)


async def sends(office: Office, ticket: Ticket, text: str, *uses: Use, view: str = "V1", by: str = "dana") -> Ticket:
    return await office.do(conversation.reply, ticket.id, person(by), text, view_source(view), uses)


async def times_used(office: Office, reply: SavedReply) -> int:
    now = await office.see(rows.get, reply.id)
    assert now is not None
    return now.times_used


# Finding


async def test_the_desks_the_workspaces_and_ones_own_replies_are_offered_and_no_others(
    office: Office, ticket: Ticket
) -> None:
    await saved(office, "desk")
    await saved(office, "everywhere", by="gus", scope=Scope.WORKSPACE)
    await saved(office, "mine", scope=Scope.PERSONAL)
    await saved(office, "elis", by="eli", scope=Scope.PERSONAL)
    await saved(office, "hr", by="hana", desk_id=HR)
    gone = await saved(office, "gone")
    await office.do(replies.retire, gone.id, person("dana"))
    assert sorted(await found(office, ticket)) == ["desk", "everywhere", "mine"]


async def test_who_may_not_answer_a_ticket_is_offered_nothing(office: Office, ticket: Ticket) -> None:
    await saved(office, "desk")
    with pytest.raises(NotAllowed):
        await found(office, ticket, by="ana")
    for by in ("ben", "hana", "gus"):
        with pytest.raises(NoSuchTicket):
            await found(office, ticket, by=by)


async def test_replies_for_the_tickets_category_and_in_the_requesters_language_come_first(
    office: Office, ticket: Ticket
) -> None:
    await office.do(people.describe, {"id": person("ana"), "real_name": "Ana Ruiz", "locale": "es-ES"})
    await office.do(triage.categorise, ticket.id, VPN, person("dana"))
    await saved(office, "a-hardware", category=CategoryKey("hardware"))
    await saved(office, "b-vpn", category=VPN)
    await saved(office, "c-spanish", language="es")
    assert await found(office, ticket) == ["b-vpn", "c-spanish", "a-hardware"]


async def test_typed_words_find_beginnings_in_key_title_and_text_without_diacritics(
    office: Office, ticket: Ticket
) -> None:
    await saved(office, "one", "El café está en la planta baja", title="Cafetería")
    await saved(office, "two", "Reset the router")
    assert await found(office, ticket, "CAFE planta") == ["one"]
    assert await found(office, ticket, "rout") == ["two"]
    assert await found(office, ticket, "outer") == []
    assert await found(office, ticket, "?!*%_") == []
    assert await found(office, ticket, 'te* OR "x') == []
    assert sorted(await found(office, ticket, "  ")) == ["one", "two"]


async def test_no_more_is_offered_than_somebody_looks_through(office: Office, ticket: Ticket) -> None:
    for number in range(replying.OFFERED + 5):
        await saved(office, f"k{number}")
    assert len(await found(office, ticket)) == replying.OFFERED


# Filling in


async def test_a_reply_is_filled_in_from_the_ticket(office: Office, ticket: Ticket) -> None:
    body = (
        "{{requester.first_name}}, {{requester.name}}, {{agent.name}}, {{ticket.number}}, {{ticket.subject}}, "
        "{{desk.name}}, {{today}}, {{ticket.link}}"
    )
    picture = await filled(office, ticket, await saved(office, "all", body))
    assert picture.text == (
        f"Ana, Ana Ruiz, Dana Vogt, {ticket.key}, No ink, IT help, January 5, 2026, "
        f"https://acme.slack.com/archives/{ticket.channel}/p{(ticket.thread_ts or '').replace('.', '')}"
    )
    assert picture.open == ()


async def test_the_date_is_written_in_the_replys_language_and_the_requesters_zone(
    office: Office, ticket: Ticket
) -> None:
    await office.do(people.describe, {"id": person("ana"), "real_name": "Ana", "tz": "Asia/Tokyo"})
    office.clock.advance(hours=8)  # 17:00 UTC: it is Tuesday in Tokyo
    picture = await filled(office, ticket, await saved(office, "heute", "Heute, {{today}}", language="de"))
    assert picture.text == "Heute, 6. Januar 2026"


async def test_a_reply_tells_the_desks_hours_in_words_and_what_the_request_says(office: Office, ticket: Ticket) -> None:
    weekly = {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed")} | {
        "sat": [["10:00", "12:00"]]
    }
    await office.settle(hours={"timezone": "Europe/Madrid", "weekly": weekly})
    await office.do(triage.categorise, ticket.id, VPN, person("dana"))
    body = "{{Desk.Hours}} / {{form.subject}} / {{form.description}} / {{form.category}}"
    picture = await filled(office, ticket, await saved(office, "en", body))
    dash = "\N{EN DASH}"
    hours = f"Monday{dash}Wednesday 09:00{dash}13:00, 14:00{dash}18:00; Saturday 10:00{dash}12:00 (Madrid)"
    assert picture.text == f"{hours} / No ink / No ink / VPN"
    german = await filled(office, ticket, await saved(office, "de", "{{desk.hours}}", language="de"))
    assert german.text.startswith(f"Montag{dash}Mittwoch 09:00")


async def test_a_desk_without_hours_is_asked_for_them(office: Office, ticket: Ticket) -> None:
    assert (await filled(office, ticket, await saved(office, "x", "{{desk.hours}}"))).open == ("{{desk.hours}}",)


async def test_a_reply_about_the_same_comes_before_those_of_the_category(office: Office) -> None:
    ticket = await office.raised("ana", "The scanner sends blank pages")
    await office.do(triage.categorise, ticket.id, VPN, person("dana"))
    await saved(office, "a-vpn", "Please choose another profile", category=VPN)
    await saved(office, "scanner", "The scanner sends blank pages: clean the glass", title="Scanner: blank pages")
    assert await found(office, ticket) == ["scanner", "a-vpn"]
    gone = await office.see(rows.by_key, Scope.DESK, "IT", "scanner")
    assert gone is not None
    await office.do(replies.retire, gone.id, person("dana"))
    assert await found(office, ticket) == ["a-vpn"]
    await office.do(replies.restore, gone.id, person("dana"))
    assert await found(office, ticket) == ["scanner", "a-vpn"]


@pytest.mark.parametrize("wrote", ["<!channel> {{agent.name}} &amp; *bold*", "&lt;!here&gt; &amp;amp; *bold*"])
async def test_what_people_wrote_can_do_nothing_in_a_reply(office: Office, wrote: str) -> None:
    ticket = await office.raised("ana", wrote)
    picture = await filled(office, ticket, await saved(office, "about", "About {{ticket.subject}}"))
    assert picture.text == f"About {ticket.subject}"
    assert "Dana" not in picture.text


async def test_what_can_not_be_filled_in_stays_and_is_named(office: Office, ticket: Ticket) -> None:
    await office.do(people.describe, {"id": person("ana")})
    reply = await saved(office, "x", "{{requester.name}} {{pick-up time}} {{requester.first_name|there}}")
    picture = await filled(office, ticket, reply)
    assert picture.text == "{{requester.name}} {{pick-up time}} there"
    assert picture.open == ("{{requester.name}}", "{{pick-up time}}")


async def test_what_was_written_before_stays_above_and_an_untouched_reply_gives_way(
    office: Office, ticket: Ticket
) -> None:
    one, two = await saved(office, "one", "First"), await saved(office, "two", "Second {{ticket.number}}")
    picture = await filled(office, ticket, one, "My own words")
    assert (picture.text, picture.uses) == ("My own words\n\nFirst", (Use(one.id, 1),))
    picture = await filled(office, ticket, two, picture.text, picture.uses)
    assert (picture.text, picture.uses) == (f"My own words\n\nSecond {ticket.key}", (Use(two.id, 1),))
    picture = await filled(office, ticket, one, picture.text + " changed", picture.uses)
    assert picture.text == f"My own words\n\nSecond {ticket.key} changed\n\nFirst"
    assert picture.uses == (Use(two.id, 1), Use(one.id, 1))


async def test_an_answer_longer_than_the_field_says_so(office: Office, ticket: Ticket) -> None:
    picture = await filled(office, ticket, await saved(office, "long", "x" * 2999), "Mine")
    assert (len(picture.text), picture.is_longer) == (3000, True)


async def test_replies_of_others_retired_ones_and_those_of_another_desk_can_not_be_filled_in(
    office: Office, ticket: Ticket
) -> None:
    retired = await saved(office, "retired")
    await office.do(replies.retire, retired.id, person("dana"))
    elis = await saved(office, "elis", by="eli", scope=Scope.PERSONAL)
    theirs = await saved(office, "hr", by="hana", desk_id=HR)
    for reply in (retired, elis, theirs):
        with pytest.raises(NoSuchReply):
            await filled(office, ticket, reply)
    with pytest.raises(NoSuchReply):
        await office.see(replying.fill_in, ticket.id, ReplyId(1), person("dana"), "", ())


async def test_a_command_finds_the_nearest_reply_of_a_key(office: Office, ticket: Ticket) -> None:
    await saved(office, "vpn", "Everywhere", by="gus", scope=Scope.WORKSPACE)
    await saved(office, "vpn", "Desk")
    await saved(office, "vpn", "Elis", by="eli", scope=Scope.PERSONAL)
    for by, text in (("dana", "Desk"), ("eli", "Elis")):
        assert (await office.see(replying.named, f"VPN {ticket.key.lower()}", person(by))).text == text
    alone = await office.see(replying.named, ticket.key, person("dana"))
    assert (alone.text, alone.has_replies) == ("", True)


async def test_a_command_that_names_nothing_is_refused(office: Office, ticket: Ticket) -> None:
    for typed, refusal in (
        ("vpn", NoTicketNamed),
        (f"vpn {ticket.key}", NoSuchReply),
        ("vpn IT-99", NoSuchTicket),
    ):
        with pytest.raises(refusal):
            await office.see(replying.named, typed, person("dana"))
    with pytest.raises(NoSuchTicket):
        await office.see(replying.named, ticket.key, person("ben"))


async def test_a_number_that_is_not_theirs_to_know_is_refused_like_one_that_nobody_has(office: Office) -> None:
    hidden = await office.raised("ana", private=True)
    for name in (replying.named, handing_on.named):
        for key in (hidden.key, "IT-99"):
            with pytest.raises(NoSuchTicket) as refused:
                await office.see(name, key, person("hana"))
            assert refused.value.key == key


# Using


async def test_use_is_counted_and_history_says_which_reply_and_version(office: Office, ticket: Ticket) -> None:
    reply = await saved(office, "vpn", "First")
    await office.do(replies.change, reply.id, Wording("VPN", "Second", "vpn"), person("eli"), 1)
    await sends(office, ticket, "Second, changed a bit", Use(reply.id, 2))
    assert (Happening.REPLY_USED, person("dana"), "", "vpn:2") in await office.happenings(ticket)
    now = await office.see(rows.get, reply.id)
    assert now is not None
    assert (now.times_used, now.last_used_at) == (1, office.clock.at)
    assert (await office.now(ticket)).public_replies == 1


async def test_a_form_sent_twice_at_once_counts_one_use(office: Office, ticket: Ticket) -> None:
    reply = await saved(office, "vpn")
    await asyncio.gather(*(sends(office, ticket, "Text", Use(reply.id, 1)) for _ in range(3)))
    assert await times_used(office, reply) == 1
    happenings = [what for what, *_ in await office.happenings(ticket)]
    assert happenings.count(Happening.REPLY_USED) == happenings.count(Happening.MESSAGE_ADDED) == 1


async def test_uses_at_the_same_instant_are_all_counted(office: Office, there: Office, ticket: Ticket) -> None:
    other, reply = await office.raised("ben", "Another"), await saved(office, "vpn")
    await asyncio.gather(
        sends(office, ticket, "Text", Use(reply.id, 1)),
        sends(there, other, "Text", Use(reply.id, 1), view="V2", by="eli"),
    )
    assert await times_used(office, reply) == 2


async def test_an_answer_with_an_unfilled_placeholder_is_not_sent(office: Office, ticket: Ticket) -> None:
    reply = await saved(office, "pick-up", "Ready at {{pick-up time}}, {{requester.first_name}}")
    with pytest.raises(NotFilledIn) as refused:
        await sends(office, ticket, "Ready at {{pick-up time}}, Ana", Use(reply.id, 1))
    assert refused.value.placeholders == ("{{pick-up time}}",)
    assert (await office.now(ticket)).public_replies == await times_used(office, reply) == 0
    await sends(office, ticket, "Ready at 5, Ana", Use(reply.id, 1))
    assert await times_used(office, reply) == 1


async def test_braces_of_ones_own_are_sent_as_they_are(office: Office, ticket: Ticket) -> None:
    reply = await saved(office, "vpn")
    await sends(office, ticket, "In Helm: {{ .Values.host }}", Use(reply.id, 1))
    assert (await office.now(ticket)).public_replies == 1


async def test_a_form_that_names_somebody_elses_reply_counts_nothing(office: Office, ticket: Ticket) -> None:
    theirs = await saved(office, "hr", by="hana", desk_id=HR)
    await sends(office, ticket, "Text", Use(theirs.id, 1), Use(ReplyId(5), 1), Use(theirs.id, 9))
    assert await times_used(office, theirs) == 0
    assert Happening.REPLY_USED not in [what for what, *_ in await office.happenings(ticket)]


async def test_a_closed_ticket_is_not_answered_and_nothing_is_counted(office: Office, ticket: Ticket) -> None:
    reply = await saved(office, "vpn")
    await office.do(lambda tx: lifecycle.move(tx, ticket, Status.CLOSED, None, closure=Closure.COMPLETED))
    with pytest.raises(IsClosed):
        await sends(office, ticket, "Text", Use(reply.id, 1))
    with pytest.raises(IsClosed):
        await filled(office, ticket, reply)
    assert await times_used(office, reply) == 0
