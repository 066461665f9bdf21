"""A message that can't be sent is not lost in silence, through Slack."""

from storage import outbox
from tests.world import World


async def test_leads_hear_of_a_message_that_could_not_be_sent(world: World) -> None:
    await world.ana.slash("/ticket", "printer jammed", channel="it")
    await world.deliver()
    world.sandbox.workspace.channels.change(world.id("#it-triage"), archived=True)
    await world.dana.slash("/ticket", "another", channel="it")
    await world.deliver()
    (news,) = [message for message in world.dm("lea") if "could not send" in message.text]
    for part in ("the card of *IT-2* (another)", f"<#{world.id('#it-triage')}>", "archived", "`helpdesk outbox retry`"):
        assert part in news.text
    assert not any("could not send" in message.text for message in world.dm("dana"))
    assert (await world.read(outbox.of_ticket, (await world.ticket("IT-2")).id)) != []
