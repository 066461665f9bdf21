"""Software."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Impact, Urgency

PROBLEMS: tuple[Problem, ...] = tuple(
    problem._replace(category="software")
    for problem in (
        Problem(
            asks=(
                "Excel crashes as soon as I open the quarterly forecast",
                "The big forecast file takes five minutes to open and then Excel closes",
                "Excel says *not enough memory* for the budget workbook",
            ),
            question="Roughly how big is the file, and does it crash without the add-ins, too?",
            answer="38 MB. Without add-ins it opens!",
            fixes=(
                "Then it is the old reporting add-in. I removed it, and the new one is in the Data ribbon.",
                "I installed the 64-bit version for you. The file opens in eight seconds here.",
            ),
            again=(
                "Sorry, the second sheet brings it down again.",
                "There were 40,000 hidden styles in that workbook. I put a clean copy into your folder.",
            ),
            tags="excel, finance",
        ),
        Problem(
            asks=(
                "The CRM shows yesterday's figures, today's deals are missing",
                "CRM dashboard hasn't refreshed since last night",
                "My new leads don't appear in the pipeline report",
            ),
            fixes=(
                "The nightly import had stopped. I started it by hand, the figures are of 10 minutes ago.",
                "A filter on the report excluded this quarter. I corrected it for the whole team.",
            ),
            question="Is it only the dashboard, or do you miss the deals in the list, too?",
            answer="In the list they are there. Only the dashboard.",
            impact=Impact.TEAM,
            tags="crm",
            note="Import job has no alarm. I added one to the Friday list.",
        ),
        Problem(
            asks=(
                "I need a licence for the diagram program for one project",
                "Could I get the PDF editor? I have to fill in supplier forms every week.",
                "Requesting a seat in the design tool for the spring campaign",
            ),
            question="Until when do you need it, and which cost centre may I put down?",
            answer="Until the end of next quarter, cost centre 4200.",
            fixes=(
                "Approved and assigned. It appears in your app portal within an hour.",
                "There was a free seat. You have it until the end of the quarter; I'll remind you before.",
            ),
            hold="Waiting for the budget owner's approval",
            tags="licence",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "Outlook asks for my password every ten minutes",
                "Mail on my phone stopped syncing on Friday",
                "My calendar shows every meeting twice",
            ),
            question="Did you change your password recently?",
            answer="Yes, last week, when it told me to.",
            fixes=(
                "The old password was still saved in two places. I removed both, please sign in once more.",
                "I removed and added the account again. Everything of the last 90 days is back.",
            ),
            again=(
                "It asks again :confused: this time only for the shared mailbox.",
                "The shared mailbox had its own saved login. It's gone now, and I watched it for an hour.",
            ),
            tags="mail",
        ),
        Problem(
            asks=(
                "A macro for the invoice run fails with *Compile error in hidden module*",
                "Since the update our invoice template lost its buttons",
            ),
            fixes=(
                "The update had blocked macros from the network drive. The folder is trusted now.",
                "I signed the template with our certificate. The buttons are back.",
            ),
            question="Which of the two templates is it, national or export?",
            answer="Export.",
            urgency=Urgency.NOW,
            impact=Impact.TEAM,
            tags="excel, finance",
        ),
        Problem(
            asks=(
                "How do I share a folder with a supplier without giving them everything?",
                "Customer can't open my link to the offer, it asks them for a company account",
                "Is there a way to send 3 GB of photos to our agency?",
            ),
            fixes=(
                "Right click → *Share outside* makes a link that ends after 14 days. I made the first one for you.",
                "I switched that one folder to guests. Their address needs a one-time code, that is all.",
            ),
            question="Should they be able to change the files, or only read them?",
            answer="Only read.",
            tags="sharing",
        ),
        Problem(
            saved="restored",
            asks=(
                "I deleted the wrong folder on the team drive. Can it be brought back?",
                "The offer I wrote yesterday is gone. I am sure that I saved it.",
                "Somebody overwrote our price list, can you get last Tuesday's version?",
            ),
            question="What was it called, and when did you last see it?",
            answer="*Offers 2026*, yesterday at about four.",
            fixes=(
                "Restored from last night's copy, nothing is missing. It is next to the original.",
                "It was in the drive's recycle bin. I put it back, with yesterday's 16:12 version.",
            ),
            urgency=Urgency.NOW,
            tags="restore",
        ),
        Problem(
            asks=(
                "The browser says our own intranet is not secure",
                "Certificate warning on the travel portal, is it safe to go on?",
            ),
            fixes=(
                "Thanks for asking first. The certificate had run out at midnight; the new one is in place.",
                "It's safe: the name had changed. I updated the bookmark in everybody's browser.",
            ),
            impact=Impact.EVERYBODY,
            tags="security",
            note="Reminder for the next certificate is set 30 days ahead.",
        ),
        Problem(
            asks=(
                "The video call app updated itself and now there is no *share sound*",
                "Can't share my screen in calls any more, the button is grey",
                "Meeting recording ended up nowhere. Where should it be?",
            ),
            question="Are you on the desktop app or in the browser?",
            answer="Desktop app.",
            fixes=(
                "It was a missing permission in the system settings. I allowed it, please restart the app once.",
                "The update moved it: it's under the three dots now. I made it stay in the bar for you.",
            ),
            tags="meetings",
        ),
        Problem(
            asks=(
                "My desktop icons are gone and everything looks huge",
                "After the update every window opens on the wrong screen",
                "Fonts are blurry since Monday's update",
            ),
            fixes=(
                "The resolution had been reset. I set both screens back and saved it as your profile.",
                "A graphics driver from the update was to blame. I rolled it back and blocked it for now.",
            ),
            question="May I connect to your screen for five minutes?",
            answer="Go ahead, I'm getting a coffee.",
            tags="update",
        ),
        Problem(
            saved="phishing",
            asks=(
                "Got a strange e-mail from *our CEO* about gift cards. Phishing?",
                "Suspicious invoice with a zip file from a supplier we don't have",
                "I think I clicked a bad link :grimacing:",
            ),
            question="Did you enter your password anywhere, or open the attachment?",
            answer="No, I only looked at it.",
            fixes=(
                "Phishing indeed. I blocked the sender for everybody and removed it from 14 mailboxes. Well spotted!",
                "All clear: nothing was opened. I reset your session to be safe, so please sign in again.",
            ),
            urgency=Urgency.NOW,
            tags="security, phishing",
            note="Sender domain is three days old. Added to the block list.",
        ),
        Problem(
            asks=(
                "The time sheet tool shows me in the wrong time zone",
                "My holidays appear as working days in the project planner",
            ),
            fixes=(
                "Your profile there had the office's zone. It follows your calendar now.",
                "The holiday calendar of your country was missing. It is in, also for last month.",
            ),
            tags="time sheet",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "Excel rechnet die Umsatzsteuer plötzlich mit Punkt statt Komma",
                "Der SAP-Export bricht nach 5.000 Zeilen ab",
                "Die Vorlage für die Monatsmeldung lässt sich nicht mehr speichern",
            ),
            question="Ist das nur in dieser einen Datei so, oder überall?",
            answer="Nur in dieser Datei, soweit ich sehe.",
            fixes=(
                "Die Datei hatte noch die alten Ländereinstellungen. Ich habe sie umgestellt und eine Kopie abgelegt.",
                "Das Limit kam von der alten Schnittstelle. Mit der neuen läuft der Export durch.",
            ),
            tags="finance",
            who="jonas",
            agent="dana",
        ),
        Problem(
            asks=("Hola, no puedo abrir el informe de ventas: dice que el archivo está dañado. ¿Me podéis ayudar?",),
            question="Hi Ana! Is it the one from the *Iberia* folder? I can read it here, so it may be your copy.",
            answer="Sí, that one. Sorry, I switched languages without noticing :sweat_smile:",
            fixes=("Your copy was cut off at 2 MB while syncing. I removed it, and the drive has fetched it anew.",),
            tags="sharing",
            who="ana",
        ),
    )
)
