"""What the people of a desk can do: levels that were learned, those whom the desk's file lists, and what is enough."""

from bot.rules.skills import ALONE, LEARNING, NONE, TEACHES, WITH_HELP, Skills, level
from bot.rules.vocabulary import CategoryKey, PersonId

VPN, HARDWARE, PAYROLL = CategoryKey("vpn"), CategoryKey("hardware"), CategoryKey("payroll")
DANA, ELI, LEA = PersonId("dana"), PersonId("eli"), PersonId("lea")


def test_whoever_is_listed_does_it_alone_at_least():
    assert level({}, {VPN}, VPN) == ALONE
    assert level({VPN: LEARNING}, {VPN}, VPN) == ALONE
    assert level({VPN: TEACHES}, {VPN}, VPN) == TEACHES
    assert level({VPN: WITH_HELP}, {HARDWARE}, VPN) == WITH_HELP
    assert level({}, {}, VPN) == NONE
    assert level({VPN: TEACHES}, {VPN}, None) == NONE


def test_without_a_required_level_those_know_it_who_do_it_alone():
    skills = Skills(learned={DANA: {VPN: ALONE}, ELI: {VPN: WITH_HELP}}, listed={LEA: (VPN,)})
    assert skills.knowing(VPN) == (DANA, LEA)


def test_a_required_level_says_who_knows_it():
    learned = {DANA: {VPN: TEACHES}, ELI: {VPN: LEARNING}}
    assert Skills(learned, {LEA: (VPN,)}, {VPN: TEACHES}).knowing(VPN) == (DANA,)
    assert Skills(learned, {}, {VPN: LEARNING}).knowing(VPN) == (DANA, ELI)
    assert Skills(learned, {}, {VPN: LEARNING}).knowing(VPN, [ELI, LEA]) == (ELI,)


def test_what_only_one_person_knows_is_known_to_nobody_else():
    skills = Skills(learned={DANA: {VPN: ALONE, HARDWARE: WITH_HELP}}, listed={ELI: (PAYROLL,)})
    assert skills.known() == {VPN, PAYROLL}
    assert skills.known(DANA) == {PAYROLL}
    assert skills.known(ELI) == {VPN}
