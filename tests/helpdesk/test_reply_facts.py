"""What variables stand for before there is a ticket: whatever somebody wrote is text, and no markup."""

from bot.helpdesk import reply_facts
from bot.rules.intake import Request
from bot.rules.records import Desk
from bot.rules.replies import Variable
from bot.rules.vocabulary import DeskId, Intake
from storage import desks
from storage.transaction import Transaction
from tests.office import Office, person


async def test_what_somebody_is_about_to_ask_can_do_nothing_in_an_answer(office: Office) -> None:
    wrote = "<!channel> &lt;!here&gt; <https://a.example|*here*>"
    request = Request("view:V1", Intake.FORM, person("ana"), person("ana"), wrote, subject="<!here> & <@UDANA>")

    def facts(tx: Transaction) -> dict[Variable, str]:
        desk = desks.get(tx, DeskId("IT"))
        assert isinstance(desk, Desk)
        return dict(reply_facts.before_ticket(tx, request, desk, "en"))

    known = await office.see(facts)
    assert known[Variable.FORM_SUBJECT] == "&lt;!here&gt; &amp; &lt;@UDANA&gt;"
    assert not set("<>*_~`") & set("".join(known.values()))
