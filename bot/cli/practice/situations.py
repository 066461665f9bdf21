"""The situations of a practice, in the order in which they come: from an everyday one to the one that can't wait."""

from datetime import timedelta

from bot.cli.practice.situation import Comeback, Fact, Mood, Opening, Situation, Sorting, Way
from bot.cli.story import cast
from bot.rules.vocabulary import CategoryKey, Priority

HARDWARE, SOFTWARE = CategoryKey("hardware"), CategoryKey("software")
ACCESS, NETWORK = CategoryKey("access"), CategoryKey("network")
PRESSING = (Priority.HIGH, Priority.URGENT)

SITUATIONS = (
    Situation(
        key="paper-jam",
        title="A printer that is jammed",
        opening=Opening("ana", "The printer says paper jam, and I can't see any paper in it. What can I do?"),
        mood=Mood.CALM,
        patience=timedelta(minutes=4),
        facts=(
            Fact(
                "printer",
                "which printer it is",
                ("which", "where", "floor", "what printer"),
                "It's the one on the 3rd floor, next to the kitchen.",
            ),
        ),
        solved_by=("flap", "pull paper", "come by", "pliers", "guide", "tray"),
        relieved="I did that, and it prints again. Thank you!",
        sorting=Sorting(HARDWARE),
        reply="paper-jam",
    ),
    Situation(
        key="unclear",
        title="Somebody who says almost nothing",
        opening=Opening("nils", "it doesn't work :("),
        mood=Mood.UNCLEAR,
        patience=timedelta(minutes=3),
        facts=(
            Fact(
                "what",
                "what does not work",
                ("what doesn't", "what does", "what exactly", "what is", "what's", "which", "describe"),
                "my screen. the big one on my desk",
            ),
            Fact(
                "seen",
                "what they see since when",
                ("since", "when", "how long", "what happen", "see", "error", "light", "black"),
                "it stays black since lunch, the laptop is fine",
            ),
            Fact(
                "cable",
                "how it is connected",
                ("connect", "cable", "dock", "plug", "adapter"),
                "through that grey box, the dock",
            ),
        ),
        solved_by=("unplug dock", "dock ten", "dock seconds", "replace cable", "new cable", "bring cable"),
        relieved="oh. picture is back. thx",
        sorting=Sorting(HARDWARE),
        reply="dock-firmware",
    ),
    Situation(
        key="angry",
        title="Somebody who is angry, and right",
        opening=Opening(
            "jonas",
            (
                "This is the THIRD time this week that the VPN throws me out in the middle of a customer call. Does"
                " anybody work there at all? I want this fixed NOW."
            ),
        ),
        mood=Mood.ANGRY,
        patience=timedelta(minutes=2),
        facts=(
            Fact(
                "where",
                "which network they are on",
                ("where", "network", "wifi", "wi fi", "hotel", "home", "office"),
                "In a hotel in Hamburg, as I am half of my life.",
            ),
            Fact(
                "profile",
                "which profile of the VPN they use",
                ("profile", "which vpn", "setting", "option"),
                "The one called Standard. Your colleague told me to!",
            ),
        ),
        solved_by=("web only",),
        relieved="Hm. With Web only it holds, for ten minutes now. You could have told me on Monday. But thank you.",
        sorting=Sorting(NETWORK, (Priority.NORMAL, Priority.HIGH)),  # anger alone makes nothing urgent
        reply="vpn",
    ),
    Situation(
        key="same-problem",
        title="Two people, one problem",
        opening=Opening("ana", "The Wi-Fi in the big meeting room is gone. We sit here with guests."),
        same=Opening("tom", "Is the Wi-Fi down? Nothing connects any more in the big meeting room."),
        mood=Mood.HURRIED,
        patience=timedelta(minutes=3),
        facts=(
            Fact(
                "network",
                "which of the networks is gone",
                ("which", "guest", "other", "only", "every network", "network name"),
                "Only the one called Larkfield is gone. The one for guests is there.",
            ),
        ),
        solved_by=("access point", "restarted", "is back", "back up", "works again", "working again", "fixed"),
        relieved="We are online again. Thanks for being so quick!",
        sorting=Sorting(NETWORK, PRESSING),
    ),
    Situation(
        key="phishing",
        title="A mail that asks for a password",
        opening=Opening(
            "hana", "I got a mail from IT support that wants me to confirm my mailbox on some page. Is that you?"
        ),
        mood=Mood.CALM,
        patience=timedelta(minutes=4),
        facts=(
            Fact(
                "entered",
                "whether they entered anything",
                ("enter", "click", "typed", "open", "password"),
                "No, I looked at the page and closed it. I typed nothing.",
            ),
            Fact(
                "sender",
                "who sent it",
                ("sender", "from who", "who sent", "address", "forward"),
                "It came from it-help@larkfie1d.example, with a one in the middle. I see that now.",
            ),
        ),
        solved_by=("phishing", "not from us", "wasn't us", "scam", "fake"),
        relieved="Good that I asked. I deleted it, and I tell my team.",
        sorting=Sorting(SOFTWARE, (Priority.NORMAL, Priority.HIGH)),
        reply="phishing",
    ),
    Situation(
        key="secret",
        title="A password that all can read",
        opening=Opening(
            "nils",
            "The new colleague can't get into the expenses tool. Give her mine: nils.berg, Autumn2026 is the password.",
        ),
        mood=Mood.CALM,
        patience=timedelta(minutes=3),
        facts=(
            Fact(
                "elsewhere",
                "where else it is used",
                ("else", "other", "elsewhere", "same password", "anywhere"),
                "Hm. It is the same in two other tools, to be honest.",
            ),
        ),
        solved_by=("change password", "change it", "reset password", "new password"),
        relieved="You are right, that was stupid. I changed it everywhere, and ask you for an account of her own.",
        sorting=Sorting(ACCESS, (Priority.NORMAL, *PRESSING)),
        unsaid=("autumn2026",),
        why_unsaid="repeated the password",
    ),
    Situation(
        key="locked-out",
        title="Somebody who has no time",
        opening=Opening("tom", "My account is locked, and I present to a customer in 15 minutes. Please, quick!"),
        mood=Mood.HURRIED,
        patience=timedelta(minutes=2),
        facts=(
            Fact(
                "changed",
                "whether the password was changed lately",
                ("change", "password", "new", "since", "when"),
                "I changed my password this morning, as the mail told me to.",
            ),
            Fact(
                "devices",
                "which other devices sign in",
                ("device", "phone", "tablet", "other", "else"),
                "My old phone is in the drawer, and switched on. Could that be it?",
            ),
        ),
        solved_by=("unlocked", "unlock account", "reset account"),
        relieved="I'm in. You saved my day!",
        sorting=Sorting(ACCESS, PRESSING),
        reply="account-locked",
    ),
    Situation(
        key="in-confidence",
        title="A private matter, at the wrong desk",
        opening=Opening(
            "priya",
            (
                "I don't know whom to ask. Somebody in my team says things to me that I don't want to hear at work."
                " Who can I talk to, without everybody knowing?"
            ),
            Way.DIRECT,
        ),
        mood=Mood.CALM,
        patience=timedelta(minutes=4),
        solved_by=("people team", "hana", "rosa", "hr"),
        relieved="Thank you for taking it seriously. Then I wait for them.",
        belongs_at=cast.PEOPLE_DESK,
        unsaid=("who is it", "who said", "who was", "what did", "what exactly", "what happened", "tell me more"),
        why_unsaid="asked for more than IT needs to know",
    ),
    Situation(
        key="comes-back",
        title="Thanks, and still broken",
        opening=Opening("rosa", "A folder with our contracts is gone from the shared drive. I need it today."),
        mood=Mood.CALM,
        patience=timedelta(minutes=4),
        facts=(
            Fact(
                "folder",
                "what it is called",
                ("which", "name", "called", "what folder", "where", "path"),
                "It's called Contracts 2026, under People.",
            ),
            Fact(
                "seen",
                "when it was there last",
                ("when", "last", "since", "until"),
                "Yesterday at five I still worked in it.",
            ),
        ),
        solved_by=("restored", "is back", "it's back", "last night", "copy"),
        relieved="Oh great, I see the folder. Thank you!",
        comes_back=Comeback(
            "Thanks, but it's still broken: the folder is there, and half of the files in it don't open.",
            ("older", "night before", "previous", "restored again", "another copy", "permission"),
            "Now they all open. Thank you for staying on it!",
        ),
        sorting=Sorting(SOFTWARE, (Priority.NORMAL, Priority.HIGH)),
        reply="restored",
    ),
    Situation(
        key="ransom",
        title="One that can't be solved here",
        opening=Opening(
            "priya",
            (
                "All files in our team's drive end in .locked since a few minutes, and there is a text file that asks"
                " for money. What is that?"
            ),
        ),
        mood=Mood.HURRIED,
        patience=timedelta(minutes=2),
        facts=(
            Fact(
                "opened",
                "what was opened before",
                ("open", "click", "attachment", "before", "install", "download"),
                "I opened an invoice that came by mail, an hour ago. It looked real.",
            ),
            Fact(
                "online",
                "whether the machine is still connected",
                ("connect", "online", "network", "wifi", "wi fi", "cable", "still on", "switched"),
                "My laptop is on, and in the Wi-Fi.",
            ),
        ),
        solved_by=(
            "disconnect",
            "wifi off",
            "wi fi off",
            "unplug",
            "offline",
            "switch off",
            "turn off",
            "off network",
            "pull cable",
        ),
        relieved="Done: it is off the network, and I touch nothing any more.",
        sorting=Sorting(SOFTWARE, (Priority.URGENT,)),
        goes_up="it encrypts everybody's files, and only those above can stop it",
    ),
)


def named(key: str) -> Situation:
    """The situation of this key."""
    return next(situation for situation in SITUATIONS if situation.key == key)
