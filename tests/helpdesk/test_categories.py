"""What a desk calls its categories, and which it does not have."""

import pytest

from bot.helpdesk import categories
from bot.rules.refusals import NoSuchCategory
from bot.rules.vocabulary import CategoryKey, DeskId
from tests.office import Office

IT = DeskId("IT")
VPN, PAYROLL = CategoryKey("vpn"), CategoryKey("payroll")


async def test_what_another_desk_has_is_refused_and_none_is_fine(office: Office) -> None:
    await office.see(categories.refuse_unknown, IT, VPN, None)
    await office.see(categories.refuse_unknown, IT)
    with pytest.raises(NoSuchCategory) as refused:
        await office.see(categories.refuse_unknown, IT, VPN, PAYROLL)
    assert refused.value.desk == "IT help"


async def test_a_category_that_is_gone_is_called_by_its_key(office: Office) -> None:
    assert [await office.see(categories.name, IT, one) for one in (VPN, PAYROLL, None)] == ["VPN", "payroll", ""]
