"""The small things of every day at IT."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Impact, Urgency

AT_DESKS: tuple[Problem, ...] = (
    Problem(
        asks=(
            "Toner of the small printer in Sales is empty",
            "Printer 2-East wants *magenta* and refuses black as well",
            "We are out of A3 paper in the copy room, is that you or the office?",
        ),
        fixes=(
            "Changed, and a spare one is in the drawer below now.",
            "It's us for toner and paper alike. Filled up, thanks for telling.",
        ),
        tags="printer, supplies",
    ),
    Problem(
        asks=(
            "Could I get a second screen? I work with three spreadsheets side by side.",
            "My monitor has a bright green line from top to bottom",
            "Is there a screen arm left? Mine keeps sinking.",
        ),
        question="Is there room for 27 inches on your desk, or better 24?",
        answer="24 is perfect.",
        fixes=(
            "It's on your desk, connected and tried. The old box is gone, too.",
            "I tightened the spring and swapped the cable. If it sinks again, you get a new one.",
        ),
        hold="Screens come with Thursday's delivery",
        tags="monitor",
    ),
    Problem(
        asks=(
            "The tablet for signing deliveries doesn't charge any more",
            "Reception's tablet shows only the maker's logo",
        ),
        fixes=(
            "The socket was full of dust. Cleaned, it's at 100 %.",
            "It had got stuck in an update. I finished it by cable, everything is where it was.",
        ),
        impact=Impact.TEAM,
        tags="tablet",
    ),
    Problem(
        asks=(
            "Keyboard with Spanish layout, is that possible?",
            "I'd like a vertical mouse, my wrist hurts",
            "Do we have left-handed mice?",
        ),
        fixes=(
            "Yes, ordered for you from the ergonomics list. It comes to your desk by the end of the week.",
            "There was one in the cupboard. It's in your pigeonhole.",
        ),
        urgency=Urgency.WHENEVER,
        tags="ergonomics",
    ),
    Problem(
        asks=(
            "The label printer in the mail room prints everything twice",
            "Parcel labels come out half a centimetre too low",
        ),
        question="Since when? There was a change on Monday that may have to do with it.",
        answer="Since Monday, that fits.",
        fixes=(
            "Its page size was wrong after Monday's change. I set it back and printed ten without a fault.",
            "The job was sent by two stations. One of them is off now.",
        ),
        tags="printer",
    ),
    Problem(
        asks=(
            "My laptop doesn't wake up when I open it, I have to hold the power button",
            "Laptop shuts down in the middle of meetings without a word",
            "Blue screen, third time this week, something with *memory*",
        ),
        question="Could you bring it over at lunch? I'd run a test of 40 minutes.",
        answer="Yes, I'll leave it with you at 12.",
        fixes=(
            "The test found a bad memory module. It's changed, and the test is clean now.",
            "It was the firmware's sleep setting. Updated, I opened and closed it thirty times.",
        ),
        again=(
            "It just happened again, in the middle of a call.",
            "I moved your disk into a new laptop of the same kind. The old one goes back to the maker.",
        ),
        note="Warranty until next May. Maker wants the log files with it.",
        tags="laptop",
    ),
)
ON_SCREENS: tuple[Problem, ...] = (
    Problem(
        asks=(
            "How do I book a meeting room for every second Tuesday?",
            "Room Turing says *occupied* all day but nobody is in there",
            "I can't cancel a room that a former colleague booked for the whole year",
        ),
        fixes=(
            "Done for you, and the short guide is on the intranet: page *Rooms*.",
            "A series of somebody who left had blocked it. I removed it, the room is free again.",
        ),
        tags="meeting room",
    ),
    Problem(
        asks=(
            "My mail signature still has the old address",
            "Please add our new logo to the mail signatures of Sales",
            "Out-of-office answers go out in German to customers in Madrid",
        ),
        fixes=(
            "Changed for the whole team. You see it from the next mail on.",
            "There are two texts now, one for inside and one for outside. Have a look at both, please.",
        ),
        urgency=Urgency.WHENEVER,
        tags="mail",
    ),
    Problem(
        asks=(
            "PDF forms open in the browser and I can't fill them in",
            "Links in mails open in the wrong browser since yesterday",
            "Everything downloads to the desktop now, it's full",
        ),
        fixes=(
            "The standard program had been changed by an update. It's set back and stays that way.",
            "I set it for you and for your group. Please restart the browser once.",
        ),
        tags="update",
    ),
    Problem(
        asks=(
            "The survey tool doesn't let me export the answers",
            "Export from the CRM has question marks instead of ñ and á",
            "CSV of the bank opens with everything in one column",
        ),
        question="What do you open it with afterwards?",
        answer="With Excel, by double click.",
        fixes=(
            "Use *Data → From text* and choose UTF-8. I made a button for it in your ribbon.",
            "Your role had no right to export. It has now, for your own surveys.",
        ),
        tags="excel, export",
    ),
    Problem(
        asks=(
            "Which tool may we use to translate contracts? Is the free website okay?",
            "Can I use the new AI assistant with customer data?",
            "Is it fine to install a browser extension for screenshots?",
        ),
        fixes=(
            "Please not the free one, it keeps what you paste. We have a licence for a safe one: it's in your portal.",
            "This one is checked and allowed. You find it in the app portal, so updates come by themselves.",
        ),
        tags="security, policy",
        urgency=Urgency.WHENEVER,
        note="Third question about it this month. A tip for everybody would help.",
    ),
    Problem(
        asks=(
            "My laptop's disk is full, I can't save anything",
            "It says *low disk space* although I deleted a lot",
        ),
        fixes=(
            "28 GB were old update files. They are gone, and it cleans itself weekly now.",
            "Your mailbox kept ten years offline. I set it to one year, the rest is still on the server.",
        ),
        tags="disk",
    ),
    Problem(
        asks=(
            "Spell checker insists on British English, I write for US customers",
            "Date format jumps between 03/04 and 04/03 in our shared sheet",
            "The calendar starts the week on Sunday",
        ),
        fixes=(
            "Set for your account. In shared sheets the sheet's own setting counts, I changed that as well.",
            "It follows your profile now. Sign out and in once, please.",
        ),
        urgency=Urgency.WHENEVER,
        tags="settings",
    ),
    Problem(
        asks=(
            "The sales dashboard on the TV in the corridor shows a login page",
            "TV in the lobby is stuck on the offer of last month",
        ),
        fixes=(
            "Its sign-in had run out. It signs in by itself now, and tells me when it can't.",
            "Restarted, and the playlist is this month's.",
        ),
        impact=Impact.TEAM,
        tags="display",
    ),
)
KEYS: tuple[Problem, ...] = (
    Problem(
        asks=(
            "Please reset my password for the supplier portal",
            "Password for the shipping account ran out, the courier is waiting",
            "I can't remember my PIN for the follow-me printer",
        ),
        fixes=(
            "Reset. You get the new one by text message, it has to be changed at once.",
            "Set anew, and it's in the team's vault, so that nobody has to wait for it again.",
        ),
        urgency=Urgency.NOW,
        tags="password",
    ),
    Problem(
        asks=(
            "I'm covering for a colleague on leave: may I read her mailbox?",
            "Can my assistant manage my calendar while I travel?",
            "Shared calendar of the fair: I can see it but not write in it",
        ),
        question="Has she agreed? A line from her is enough for me.",
        answer="Yes, she put you in copy this morning.",
        fixes=(
            "Seen it. You have read access until she is back, then it ends by itself.",
            "You can write in it now. Give it a quarter of an hour.",
        ),
        tags="permissions, mail",
    ),
    Problem(
        asks=(
            "New card for the car park please, mine has a crack",
            "Visitors' cards: we need six for Thursday",
        ),
        fixes=(
            "It's ready at the reception. The old one is blocked, just throw it away.",
            "Six cards are at the reception in an envelope with your name.",
        ),
        tags="door",
    ),
)
ON_THE_LINE: tuple[Problem, ...] = (
    Problem(
        asks=(
            "Mobile internet on the work phone doesn't work in Switzerland",
            "Roaming: what may I use on the flight to New York?",
            "My phone says *no SIM* since the customs check",
        ),
        fixes=(
            "Switzerland wasn't in your plan. I booked the travel pack, it works from now on for 14 days.",
            "Please take it out, wipe it and put it back. If that doesn't help, I'll send you an eSIM.",
        ),
        tags="phone, travel",
        urgency=Urgency.NOW,
    ),
    Problem(
        asks=(
            "Voicemail of the sales line is full",
            "Can the support number say that we are closed on the 24th?",
            "Callers hear the old announcement with the old opening hours",
        ),
        fixes=(
            "Emptied, and from now on messages come as mail to the team.",
            "The new announcement is in, please call it once and listen whether you like it.",
        ),
        tags="telephony",
    ),
    Problem(
        asks=(
            "Upload to the agency's server stops at 99 %",
            "Sending big attachments takes forever from the Madrid office",
            "The nightly upload to the tax adviser failed again",
        ),
        question="How big is the file, and does a small one get through?",
        answer="4 GB. Small ones are fine.",
        fixes=(
            "The firewall cut connections after 30 minutes. It lets this server take its time now.",
            "I moved it to the faster line and split it in parts. The last run took eleven minutes.",
        ),
        hold="Their administrator is back on Monday",
        tags="transfer",
    ),
)
PROBLEMS: tuple[Problem, ...] = (
    *(problem._replace(category="hardware") for problem in AT_DESKS),
    *(problem._replace(category="software") for problem in ON_SCREENS),
    *(problem._replace(category="access") for problem in KEYS),
    *(problem._replace(category="network") for problem in ON_THE_LINE),
)
