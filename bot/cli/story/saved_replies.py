"""The saved replies of both desks: some in two languages, some that do more than answer."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.cli.story import cast
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.stage import Stage
from bot.helpdesk import replies
from bot.rules.replies import Wording
from bot.rules.reply_actions import ME, NOTHING, ReplyActions
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority, Scope, Status


class Saved(NamedTuple):
    """A saved reply and who wrote it."""

    key: str
    title: str
    category: str
    body: str
    in_german: str = ""
    actions: ReplyActions = NOTHING
    is_public: bool = False
    review_in: int | None = None  # days after the story ends: when its author looks at it again


AT_IT = (
    Saved(
        "on-it",
        "I have it, you hear from me",
        "",
        "Hi {{requester.first_name|there}}, thanks for writing. I have {{ticket.number}} and come back to you today.",
    ),
    Saved(
        "waiting",
        "Waiting for somebody else",
        "",
        (
            "Hi {{requester.first_name|there}}, I can't finish {{ticket.number}} alone: somebody else has to deliver"
            " first. It may take a few days, and I write as soon as I know more."
        ),
        (
            "Hallo {{requester.first_name|zusammen}}, {{ticket.number}} kann ich nicht allein lösen: Erst muss jemand"
            " anderes liefern. Das dauert ein paar Tage, ich melde mich, sobald ich mehr weiß."
        ),
        ReplyActions(status=Status.ON_HOLD),
    ),
    Saved(
        "vpn",
        "VPN in hotels and trains: Web only",
        "network",
        (
            "Please choose the profile *Web only* in the VPN's list: it looks like ordinary web traffic and gets"
            " through where the other one doesn't. If it still stops, tell me which network you are on."
        ),
        (
            "Bitte nimm in der Liste des VPN das Profil *Web only*: Es sieht aus wie gewöhnlicher Webverkehr und kommt"
            " auch dort durch. Wenn es trotzdem abbricht, schreib mir, in welchem Netz du bist."
        ),
        ReplyActions(tags=("vpn",), status=Status.PENDING),
        is_public=True,
        review_in=-3,
    ),
    Saved(
        "account-locked",
        "Account unlocked",
        "access",
        (
            "Hi {{requester.first_name|there}}, you are unlocked. Please wait a minute and try again. If it happens"
            " again, it is nearly always an old phone that still has the old password."
        ),
    ),
    Saved(
        "new-phone-mfa",
        "Second factor on a new phone",
        "access",
        (
            "I have to make sure that it's you, so I'll call you on video for a minute. Please have the new phone at"
            " hand: we scan the new code together."
        ),
    ),
    Saved(
        "guest-wifi",
        "Guest Wi-Fi code",
        "network",
        "The code for your visitors is in your direct messages. It is good for one day and up to ten people.",
    ),
    Saved(
        "pick-up",
        "Laptop ready to pick up",
        "hardware",
        (
            "Hi {{requester.first_name|there}}, your laptop is ready ({{ticket.number}}). Please pick it up at"
            " {{pick-up place|the IT corner}} from {{pick-up time}} on; we are there {{desk.hours}}."
        ),
        (
            "Hallo {{requester.first_name|zusammen}}, dein Laptop ist fertig ({{ticket.number}}). Hol ihn bitte ab"
            " {{pick-up time}} hier ab: {{pick-up place|IT-Ecke}}. Wir sind da: {{desk.hours}}."
        ),
        ReplyActions(PersonId(ME), Priority.LOW, ("pick-up",), Status.PENDING),
        review_in=60,
    ),
    Saved(
        "dock-firmware",
        "Dock: firmware, then cable",
        "hardware",
        (
            "Please unplug the dock for ten seconds and plug it back in: it has new firmware now. If the screen"
            " stays dark, bring the cable along, they wear out."
        ),
        is_public=True,
    ),
    Saved(
        "paper-jam",
        "Printer: paper jam",
        "hardware",
        (
            "Hi {{requester.first_name|there}}, please open the flap at the back and pull the paper out slowly, with"
            " both hands. If a piece stays inside, leave it and tell me: I come by with pliers."
        ),
    ),
    Saved(
        "restored",
        "File restored",
        "software",
        "It's back, from last night's copy, next to the original. Please look whether anything is missing.",
    ),
    Saved(
        "phishing",
        "Phishing: thank you for telling",
        "software",
        (
            "Well spotted, {{requester.first_name|thank you}}: it is phishing. I blocked the sender and took it out of"
            " all mailboxes. If you entered a password anywhere, tell me at once, nobody will be angry."
        ),
    ),
    Saved(
        "still-there",
        "Is it still there?",
        "",
        "Hi {{requester.first_name|there}}, is {{ticket.subject}} still there? If it's gone, press *That solved it*.",
    ),
)
AT_PEOPLE = (
    Saved(
        "leave-days",
        "Days of leave left",
        "leave",
        (
            "Your days are in the portal under *My time*, with those of last year in a line of their own. They have to"
            " be taken by the end of March. If the number looks wrong to you, tell me which day."
        ),
        (
            "Deine Tage stehen im Portal unter *Meine Zeit*, die vom letzten Jahr in einer eigenen Zeile. Nimm sie"
            " bitte bis Ende März. Wenn die Zahl nicht stimmt, schreib mir, um welchen Tag es geht."
        ),
        ReplyActions(status=Status.SOLVED),
        is_public=True,
    ),
    Saved(
        "employment-letter",
        "Letter of employment",
        "contracts",
        "Hi {{requester.first_name|there}}, gladly! Should it name the salary? And in which language?",
    ),
    Saved(
        "expenses",
        "Expenses: how and by when",
        "pay",
        "Please hand in receipts within 30 days, one form per trip. What is in by the 18th is paid with this month.",
    ),
    Saved(
        "in-confidence",
        "In confidence",
        "working-here",
        (
            "Thank you for your trust. What you write here is read by me alone. Would you rather talk on the phone"
            " today, or meet tomorrow?"
        ),
    ),
)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Lea and Hana write them down before anything else happens."""
    yield Beginning(stage.now, _saved(stage, "lea", cast.IT, AT_IT, ends.date()))
    yield Beginning(stage.now, _saved(stage, "hana", cast.PEOPLE_DESK, AT_PEOPLE, ends.date()))


def wording(saved: Saved, today: date) -> Wording:
    """What one says, and when it is looked at again, counted from a day on."""
    return Wording(
        saved.title,
        saved.body,
        saved.key,
        CategoryKey(saved.category) if saved.category else None,
        translations={"de": saved.in_german} if saved.in_german else {},
        actions=saved.actions,
        is_public=saved.is_public,
        review_by=None if saved.review_in is None else today + timedelta(days=saved.review_in),
    )


def _saved(stage: Stage, who: str, desk: DeskId, saved: tuple[Saved, ...], last_day: date) -> Script:
    for one in saved:
        stage.do(replies.save, wording(one, last_day), stage.cast.person[who], Scope.DESK, desk)
    yield from ()
