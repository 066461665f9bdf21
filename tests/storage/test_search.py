"""Finding by words, on both databases: what is found, in which order, and by whom."""

from typing import Any

import pytest

from bot.rules.search import Audience, Document, DocumentKind, Found, Seeker
from bot.rules.vocabulary import DeskId, PersonId, WorkspaceId
from storage import search, tables
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction

IT, HR = DeskId("IT"), DeskId("HR")
ANA, BEN = PersonId("UANA"), PersonId("UBEN")
AGENT = Seeker(PersonId("UDANA"), frozenset({IT}))
ANYBODY = Seeker(BEN, frozenset())
EVERYTHING = frozenset(DocumentKind)


@pytest.fixture
def here(store: Store) -> WorkspaceStore:
    """A workspace without a document."""
    return store.of(WorkspaceId("T1"))


def document(number: int, title: str, text: str = "", **changes: Any) -> Document:
    """A ticket of Ana's at the IT desk, unless said otherwise."""
    fields = {"kind": DocumentKind.TICKET, "desk_id": IT, "owner_id": ANA, "audience": Audience.DESK, "language": ""}
    return Document(**{**fields, "id": number, "title": title, "text": text, **changes})


async def keep(here: WorkspaceStore, *documents: Document) -> None:
    """Let these be found."""
    for one in documents:
        await here.write(search.keep, one)


async def found(here: WorkspaceStore, typed: str, seeker: Seeker = AGENT, **page: int) -> list[int]:
    """The numbers of what is found, in order."""
    return [one.id for one in (await _find(here, typed, seeker, **page))[0]]


async def similar(here: WorkspaceStore, text: str, seeker: Seeker = AGENT, **how: Any) -> list[int]:
    """The numbers of what is about the same, in order."""

    def ask(tx: Transaction) -> list[Found]:
        return search.similar(tx, text, seeker, EVERYTHING, **how)

    return [one.id for one in await here.read(ask)]


async def _find(here: WorkspaceStore, typed: str, seeker: Seeker, **page: int) -> tuple[list[Found], int]:
    def ask(tx: Transaction) -> tuple[list[Found], int]:
        return search.find(tx, typed, seeker, EVERYTHING, **page)

    return await here.read(ask)


async def frequencies(here: WorkspaceStore) -> dict[str, int]:
    """In how many documents each term stands."""
    columns = tables.search_terms.c

    def ask(tx: Transaction) -> dict[str, int]:
        used = tables.search_terms.select().where(tx.here(tables.search_terms), columns.documents != 0)
        return {row.term: row.documents for row in tx.rows(used)}

    return await here.read(ask)


async def test_a_document_is_found_by_its_words_in_whatever_form(here: WorkspaceStore):
    await keep(
        here,
        document(1, "The printers are jammed", "Paper everywhere"),
        document(2, "Meine Passwörter funktionieren nicht", "Bitte zurücksetzen"),
        document(3, "No puedo instalar la aplicación de nóminas"),
        document(4, "Je n'ai plus accès aux réseaux partagés"),
        document(5, "Não consigo abrir as impressões"),
    )
    for typed, number in {
        "printer": 1,
        "JAM printing paper": 1,  # near enough
        "paper jam": 1,
        "passwort": 2,
        "Passwörter": 2,
        "passworter zurucksetzen": 2,
        "aplicacion": 3,
        "instalación": 3,
        "reseau": 4,
        "impressao": 5,
    }.items():
        assert await found(here, typed) == [number], typed


async def test_the_beginning_of_the_last_word_is_enough(here: WorkspaceStore):
    await keep(here, document(1, "Outlook calendar is empty"), document(2, "Outlook signature"))
    assert await found(here, "outlook cal") == [1]
    assert await found(here, "outl") == [2, 1]


@pytest.mark.parametrize("typed", ["pritner", "prnter", "printerr", "rpinter", "primter jammed", "instalacoin"])
async def test_a_slip_of_the_finger_is_forgiven(here: WorkspaceStore, typed: str):
    await keep(here, document(1, "Printer jammed", "instalación"), document(2, "Projector dark"))
    assert await found(here, typed) == [1]


async def test_of_two_that_fit_the_one_that_says_so_in_its_title_comes_first(here: WorkspaceStore):
    await keep(here, document(1, "VPN drops"), document(2, "Laptop slow", "also over the VPN"), document(3, "Monitor"))
    assert await found(here, "vpn") == [1, 2]


async def test_pages_follow_one_another(here: WorkspaceStore):
    await keep(here, *(document(number, f"Screen number {number + 100}") for number in range(1, 8)))
    pages = [await _find(here, "screen", AGENT, first=first, limit=3) for first in (0, 3, 6)]
    assert [[one.id for one in page] for page, _ in pages] == [[7, 6, 5], [4, 3, 2], [1]]
    assert {total for _, total in pages} == {7}


async def test_a_changed_document_is_found_by_its_new_words_only(here: WorkspaceStore):
    await keep(here, document(1, "Printer jammed"), document(1, "Projector dark"))
    assert await found(here, "printer") == []
    assert await found(here, "projector") == [1]
    assert await frequencies(here) == {"": 1, "projector": 1, "dark": 1}


async def test_a_forgotten_document_is_found_no_more_and_counts_no_more(here: WorkspaceStore):
    await keep(here, document(1, "Printer jammed"), document(2, "Printer dark"))
    await here.write(search.forget, DocumentKind.TICKET, 1)
    await here.write(search.forget, DocumentKind.TICKET, 1)
    assert await found(here, "printer") == [2]
    assert await found(here, "jammed") == []
    assert await frequencies(here) == {"": 1, "printer": 1, "dark": 1}


async def test_what_is_kept_by_a_verb_that_fails_is_not_kept(here: WorkspaceStore):
    def fail(tx: Transaction) -> None:
        search.keep(tx, document(1, "Printer jammed"))
        raise LookupError

    with pytest.raises(LookupError):
        await here.write(fail)
    assert await found(here, "printer") == []
    assert await frequencies(here) == {}


async def test_another_desk_finds_what_was_moved_to_it(here: WorkspaceStore):
    people_desk = Seeker(PersonId("UHANA"), frozenset({HR}))
    await keep(here, document(1, "Payroll question"))
    assert await found(here, "payroll", people_desk) == []
    await keep(here, document(1, "Payroll question", desk_id=HR))
    assert await found(here, "payroll", people_desk) == [1]
    assert await found(here, "payroll") == []


async def test_everybody_finds_what_is_theirs_to_see(here: WorkspaceStore):
    tip, reply = DocumentKind.TIP, DocumentKind.REPLY
    await keep(
        here,
        document(1, "Parking ana"),
        document(2, "Parking at another desk", desk_id=HR),
        document(3, "Parking for all", kind=tip, audience=Audience.PUBLIC),
        document(4, "Parking for agents", kind=tip, desk_id=None, owner_id=None),
        document(5, "Parking of Ben's own", kind=reply, audience=Audience.OWNER, owner_id=BEN),
    )
    assert await found(here, "parking", AGENT) == [4, 3, 1]
    assert await found(here, "parking", ANYBODY) == [5, 3]
    assert await found(here, "parking", Seeker(ANA, frozenset())) == [3, 2, 1]


async def test_keys_that_differ_in_capitals_alone_are_two_desks(here: WorkspaceStore):
    await keep(here, document(1, "Parking ana"))
    assert await found(here, "parking", Seeker(BEN, frozenset({DeskId("it")}))) == []


async def test_what_is_about_the_same_is_similar_and_says_by_which_words(here: WorkspaceStore):
    await keep(
        here,
        document(1, "Badge reader at the north entrance rejects my card"),
        document(2, "Expense report for March is stuck in approval"),
        document(3, "Card"),
    )
    assert await similar(here, "My card is rejected by the badge reader, north door") == [1]
    assert await similar(here, "Who waters the plants?") == []
    found = await here.read(search.similar, "my badges, the reader rejects them", AGENT, EVERYTHING)
    assert [list(one.terms) for one in found] == [["badges", "reader", "rejects"]]


async def test_a_document_is_not_similar_to_itself(here: WorkspaceStore):
    await keep(here, document(1, "Badge reader rejects card"), document(2, "Badge reader rejects my card, too"))
    assert await similar(here, "Badge reader rejects card", but=(DocumentKind.TICKET, 1)) == [2]


async def test_workspaces_do_not_find_each_others_documents(store: Store):
    one, other = store.of(WorkspaceId("T1")), store.of(WorkspaceId("T2"))
    await keep(one, document(1, "Badge reader rejects card", audience=Audience.PUBLIC))
    await keep(other, document(1, "Projector dark", audience=Audience.PUBLIC))
    assert await found(other, "badge reader") == []
    assert await similar(other, "Badge reader rejects card") == []
    assert await frequencies(other) == {"": 1, "projector": 1, "dark": 1}
