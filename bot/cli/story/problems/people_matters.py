"""The small things of every day at the People desk."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Urgency

PROBLEMS: tuple[Problem, ...] = (
    Problem(
        asks=(
            "How do I enter a day of training in the time sheet?",
            "I forgot to clock out on Friday, can you correct it?",
            "Does travel on a Sunday count as working time?",
        ),
        fixes=(
            "It counts as a normal working day. I entered this one, the category is called *Learning*.",
            "Corrected to 17:30, as you wrote. The month is still open, so nothing else has to change.",
        ),
        category="working-here",
        tags="time sheet",
    ),
    Problem(
        asks=(
            "Which training budget do I have this year, and what is left?",
            "I'd like to go to a conference in May. How do I apply?",
            "Can the company pay for a coaching certificate?",
        ),
        question="Could you send me the programme and the price, so that I can put it to your lead?",
        answer="Sent. Early bird ends in two weeks.",
        fixes=(
            "Approved, both days and the travel. Please book it yourself and hand in the invoice.",
            "You have 1,200 left until December. This one fits, go ahead!",
        ),
        hold="With the team lead until Tuesday",
        category="working-here",
        tags="training",
    ),
    Problem(
        asks=(
            "When is the summer party, and may partners come along?",
            "Is there a plan for the Christmas closing yet?",
            "Who organises the run on the 12th? I'd like to join.",
        ),
        fixes=(
            "It's on the intranet since this morning, with the link to sign up.",
            "Partners are welcome. I put you on the list, two persons.",
        ),
        urgency=Urgency.WHENEVER,
        category="working-here",
    ),
    Problem(
        asks=(
            "Company pension: can I raise my share from next month on?",
            "Where do I find the papers for the pension plan?",
        ),
        question="By how much would you like to raise it?",
        answer="To 150 a month.",
        fixes=(
            "It's noted from next month on. The new plan is in your personal folder, please sign page 3.",
            "I put both papers into your personal folder, the short one first.",
        ),
        is_private=True,
        category="pay",
        tags="pension",
    ),
    Problem(
        asks=(
            "Mileage: what do I get per kilometre with my own car?",
            "Breakfast was included in the hotel price. Do I have to take it off?",
            "Can I pay a customer gift with the company card?",
        ),
        fixes=(
            "30 cents, and five more with a colleague in the car. The form does the sum for you.",
            "Yes, the form has a tick for it, then it takes off the right amount itself.",
        ),
        category="pay",
        tags="expenses",
    ),
    Problem(
        asks=(
            "Special leave for moving house: is there a day?",
            "My brother is getting married on a Friday, do I get the day off?",
            "May I take half a day for a school play?",
        ),
        fixes=(
            "One day, yes. I have entered it, enjoy the day!",
            "Half days are fine in the portal: choose *morning* or *afternoon* behind the date.",
        ),
        category="leave",
        tags="special leave",
    ),
    Problem(
        asks=(
            "How long in advance do I have to ask for four weeks in a row?",
            "Can I still cancel my leave next week? The project needs me.",
            "Two of us want the same week in August. How is that settled?",
        ),
        question="Which weeks is it about, and does your lead know already?",
        answer="The last two of the month, and yes.",
        fixes=(
            "Then it's fine with us, too. It's in the portal, approved.",
            "I took it out, all five days are back. Please don't let it become a habit :wink:",
        ),
        category="leave",
        tags="leave",
    ),
    Problem(
        asks=(
            "Wie beantrage ich Bildungsurlaub in Berlin?",
            "Ich brauche eine Bescheinigung für den Kindergarten, möglichst bald",
            "Gibt es einen Zuschuss zum Deutschlandticket?",
        ),
        fixes=(
            "Gern! Das Formular liegt in deinem persönlichen Ordner, ich habe schon alles eingetragen.",
            "Ja, die Firma übernimmt die Hälfte. Ab dem nächsten Monat steht es auf deiner Abrechnung.",
        ),
        category="working-here",
        who="jonas",
    ),
)
