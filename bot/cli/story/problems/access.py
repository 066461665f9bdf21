"""Access and passwords."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Impact, Urgency

PROBLEMS: tuple[Problem, ...] = tuple(
    problem._replace(category="access")
    for problem in (
        Problem(
            saved="account-locked",
            asks=(
                "I'm locked out of my account, I tried the new password too often",
                "Account locked, and I have a demo in 20 minutes!",
                "It says *too many attempts*. Can you unlock me please?",
            ),
            fixes=(
                "Unlocked. Please wait a minute before you try again, and mind the Caps Lock key.",
                "You're in again. An old phone kept trying the old password; I signed it out.",
            ),
            urgency=Urgency.NOW,
            tags="password",
        ),
        Problem(
            asks=(
                "New phone, and the authenticator is still on the old one, which is gone",
                "I can't confirm my sign-in any more: the code app is empty after the reset",
                "Switched phones at the weekend and lost my second factor",
            ),
            question="I have to make sure that it's you: may I call you on video for a minute?",
            answer="Of course, now is good.",
            fixes=(
                "Good to see you! The old phone is removed. Scan the code in the message I sent you privately.",
                "Reset done. Please register the new phone within the next hour, the link ends after that.",
            ),
            tags="mfa",
            note="Identity checked on video.",
        ),
        Problem(
            asks=(
                "Could you add me to the *Month-end* folder? I cover for a colleague.",
                "I can see the marketing drive but not open it",
                "Please give the new colleague access to our team's shared mailbox",
            ),
            question="The owner has to agree. May I name your team lead as the reason?",
            answer="Yes, she knows about it.",
            fixes=(
                "The owner agreed. You have access for 90 days, it may take an hour to appear.",
                "Added. If it doesn't show up, sign out and in once.",
            ),
            hold="Waiting for the folder owner's yes",
            tags="permissions",
        ),
        Problem(
            asks=(
                "My door card doesn't open the garage any more",
                "Card reader at the side entrance beeps red at me, others get in",
            ),
            question="What's the number on the back of the card, bottom right?",
            answer="It ends in 0417.",
            fixes=(
                "It had run out with your old contract date. It is valid again, hold it to the reader for a moment.",
                "Facility has activated it. Please hold it once to the reader in the lobby first.",
            ),
            hold="With facility management",
            tags="door",
        ),
        Problem(
            asks=(
                "I get *403 Forbidden* on the reporting portal since I changed teams",
                "My CRM role is still the one from my old team, I can't edit offers",
                "After my transfer I lost access to the purchasing tool",
            ),
            fixes=(
                "Your group had not moved with you. It has now: sign out once, and you should see everything.",
                "Your role is *Offer editor* now. I also removed two old ones that you don't need.",
            ),
            question="Which team are you in now, officially?",
            answer="Key accounts, since the 1st.",
            tags="permissions, crm",
        ),
        Problem(
            asks=(
                "Our intern's account ends on Friday but she stays another month",
                "External consultant needs access until the end of the project",
            ),
            question="Until which date exactly, please?",
            answer="The last day of next month.",
            fixes=(
                "Extended to the last day of next month. Nothing else changes.",
                "Done. It ends by itself then, and you get a mail a week before.",
            ),
            tags="account",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "The password manager says my vault is *suspended*",
                "Forgot the master password of my password manager. Is all lost?",
            ),
            question="Do you still have the printed recovery sheet from your first day?",
            answer="I do! It was in my drawer.",
            fixes=(
                "Perfect, with that nothing is lost. I started the recovery; the next step comes by mail.",
                "Your seat had not been renewed. It is now, everything in the vault is there.",
            ),
            tags="password",
        ),
        Problem(
            asks=(
                "Single sign-on sends me round in circles on the travel portal",
                "Sign-in to the learning platform ends in a white page",
                "I log in to the bank portal, and it logs me out at once",
            ),
            question="Could you try a private window, so that we know whether it's the browser?",
            answer="In a private window it works.",
            fixes=(
                "Then it was an old cookie. I showed your browser how to forget it, please try again.",
                "Their sign-in address had changed. I put the new one into the app portal.",
            ),
            again=(
                "Today the circle is back, also in a private window.",
                "Your account existed twice on their side. They have joined the two, I tried it with them.",
            ),
            tags="sso",
        ),
        Problem(
            asks=(
                "Who may sign contracts in the signature tool? I can only look.",
                "Need to send one contract for signature today, my account can't",
            ),
            fixes=(
                "You are a sender now. The first three go through the legal team, that is as intended.",
                "I sent it for you this once and gave you the right for the next ones.",
            ),
            tags="permissions",
            urgency=Urgency.NOW,
        ),
        Problem(
            asks=(
                "Please remove a former colleague from our team's distribution list",
                "We still get mails for people who left last year",
                "Can you set up a distribution list for the offsite team?",
            ),
            question="Who should be the list's owner after this?",
            answer="Me, please.",
            fixes=(
                "Done, and you can change its members yourself from now on: portal → *My lists*.",
                "I cleaned the list: 23 members, all of them real.",
            ),
            tags="mail",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "Mein Zugang zum Bankportal ist seit gestern gesperrt",
                "Ich brauche Leserechte für den Ordner der Wirtschaftsprüfer",
                "Das Zertifikat für ELSTER ist abgelaufen, wer kann es erneuern?",
            ),
            question="Bis wann brauchst du es spätestens?",
            answer="Bis Freitag, da ist Abgabe.",
            fixes=(
                "Erledigt. Bitte melde dich einmal ab und wieder an, dann sollte es gehen.",
                "Ist eingerichtet, gültig für ein Jahr. Ich habe mir eine Erinnerung gesetzt.",
            ),
            tags="finance, permissions",
            who="jonas",
            agent="dana",
        ),
        Problem(
            asks=(
                "The whole sales team can't sign in to the CRM",
                "Nobody in our team gets into the shared calendar this morning",
            ),
            fixes=(
                "A change of last night took the group away. It's put back, everybody should be in within minutes.",
                "Their service had a hiccup of 40 minutes. It's over, and I subscribed to their status page.",
            ),
            impact=Impact.TEAM,
            urgency=Urgency.NOW,
            tags="crm, incident",
        ),
    )
)
