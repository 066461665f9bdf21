"""Network and VPN."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Impact, Urgency

PROBLEMS: tuple[Problem, ...] = tuple(
    problem._replace(category="network")
    for problem in (
        Problem(
            asks=(
                "Wi-Fi on the 4th floor is slow, calls keep breaking up",
                "My video freezes at my desk but not in the kitchen",
                "Wireless drops for a few seconds every half hour",
            ),
            question="Where do you sit, near the windows or near the stairs?",
            answer="By the windows, second row.",
            fixes=(
                "The access point there had lost its cable. It's plugged in, you should see five bars.",
                "Two access points were on the same channel. I moved one; I measured 180 Mbit/s at your desk.",
            ),
            again=(
                "Better, but the calls broke up again at three.",
                "Somebody's own router was sending on our channel. It's off now, and the log is quiet.",
            ),
            tags="wifi",
            impact=Impact.TEAM,
        ),
        Problem(
            saved="vpn",
            asks=(
                "VPN connects but I can't reach the file server from home",
                "From the hotel the VPN says *no route*. Any trick?",
                "VPN works on the laptop, not on the tablet",
            ),
            question="Which network are you on? Some hotels block everything but the web.",
            answer="A hotel one, with a page to click through.",
            fixes=(
                "Choose the profile *Web only* in the VPN's list. It looks like ordinary web traffic and gets through.",
                "Your home network uses the same addresses as our server. I gave you a profile that avoids this.",
            ),
            tags="vpn",
        ),
        Problem(
            saved="guest-wifi",
            asks=(
                "Guest Wi-Fi: how do I get a code for five visitors tomorrow?",
                "Customers in the lobby can't get online",
            ),
            fixes=(
                "Here is a code for five people, good for tomorrow: it's in your direct messages.",
                "The guest page had not been confirmed after the update. Visitors are online again.",
            ),
            tags="wifi, visitors",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "The network socket at the new desk in Finance is dead",
                "Moved desks, and the phone there shows *no network*",
            ),
            question="There's a number on the socket, such as 2.117. What does it say?",
            answer="2.041, left one.",
            fixes=(
                "It was never patched. It is now, both sockets of the desk work.",
                "Patched and tested with the phone. Your number moved with you.",
            ),
            hold="The electrician lays the missing cable next week",
            tags="desk move",
        ),
        Problem(
            asks=(
                "Shared drive is very slow since the morning, opening a file takes a minute",
                "Copying to the team drive crawls at 200 KB/s",
                "Saving to the network drive freezes Word for ages",
            ),
            question="Is it the same with a cable, or only over Wi-Fi?",
            answer="Same with the cable.",
            fixes=(
                "A backup had run into the day. I stopped it, and it starts later from now on.",
                "The virus scanner checked every file twice. I excluded the drive, which is checked anyway.",
            ),
            impact=Impact.TEAM,
            tags="file server",
        ),
        Problem(
            asks=(
                "A supplier's website is blocked as *gambling*. They sell paper.",
                "I need YouTube for a training this week, the filter says no",
                "The filter blocks our own shop in the test environment",
            ),
            fixes=(
                "Unblocked for everybody. The list had mixed it up with its neighbour.",
                "Open for you until Friday evening. Enjoy the training!",
            ),
            question="What's the exact address, please?",
            answer="It's in the screenshot's title: papier-und-mehr, dot de.",
            tags="web filter",
        ),
        Problem(
            asks=(
                "Phone calls from the customer line ring nowhere",
                "My desk phone rings, but I hear nothing when I pick up",
            ),
            fixes=(
                "The forwarding pointed to a number that is gone. It goes to the team's line now, I called it myself.",
                "The firewall had swallowed one direction. Open again; please try one call.",
            ),
            question="Does it happen with calls from inside, too?",
            answer="No, only from outside.",
            urgency=Urgency.NOW,
            impact=Impact.TEAM,
            tags="telephony",
        ),
        Problem(
            asks=(
                "VPN bricht bei mir zu Hause alle paar Minuten ab",
                "Im Zug komme ich nicht ins Netz, obwohl das WLAN verbunden ist",
            ),
            question="Passiert es auch, wenn du das Handy als Hotspot nimmst?",
            answer="Nein, mit dem Handy ist es stabil.",
            fixes=(
                "Dann liegt es am Router. Ich habe dir ein Profil mit kleineren Paketen geschickt.",
                "Bitte nimm das Profil *Web only*. Damit läuft es auch im Zug.",
            ),
            tags="vpn",
            who="jonas",
            agent="dana",
        ),
    )
)
