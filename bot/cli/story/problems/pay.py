"""What the People desk is asked about: pay, expenses, contracts, letters."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Urgency

PAY: tuple[Problem, ...] = (
    Problem(
        asks=(
            "My payslip of last month is missing the bonus",
            "There is a deduction on my payslip that I don't understand",
            "Was my overtime of the trade fair paid out? I can't find it.",
        ),
        question="Which line is it on the payslip? The four digits on the left are enough.",
        answer="Line 2310.",
        fixes=(
            "The bonus had come a day after the payroll run. It is paid with the next one, I have a confirmation.",
            "That is the correction for the month before. I sent you both calculations side by side.",
        ),
        is_private=True,
        hold="Payroll office answers by Thursday",
        tags="payslip",
        note="Payroll closes on the 18th.",
    ),
    Problem(
        saved="expenses",
        asks=(
            "Taxi receipt is lost. Can I still claim the 38 euros?",
            "What's the limit for dinner with a customer in New York?",
            "My expenses from the fair in Lisbon are open since last month",
        ),
        fixes=(
            "Yes: fill in the form *Own receipt*, once is fine. I approved it already.",
            "90 dollars a person, tip included. Above that your lead has to agree beforehand.",
        ),
        question="Which trip number does it belong to?",
        answer="T-2291.",
        tags="expenses",
    ),
    Problem(
        asks=(
            "I moved house. Where do I change my address?",
            "New bank account: how do I tell payroll?",
            "Got married and have a new surname :tada:",
        ),
        fixes=(
            "Changed everywhere: payroll, insurance, portal. Nothing more for you to do.",
            "Portal → *My data* → bank. I saw yours come in, it counts from this month on.",
        ),
        question="From which day on does it count?",
        answer="From the first of this month.",
        is_private=True,
        tags="personal data",
    ),
)
LETTERS: tuple[Problem, ...] = (
    Problem(
        asks=(
            "My landlord wants a letter that I work here. Could you write one?",
            "I need a certificate of employment for my visa",
            "Need a confirmation of my salary for the bank",
        ),
        question="Does it have to name the salary? And in which language?",
        answer="Without the salary, in English please.",
        fixes=(
            "Signed and on its way to you as a PDF. The paper is at the reception if they want it.",
            "Done, it's in your personal folder. Good luck with it!",
        ),
        is_private=True,
        tags="letter",
    ),
    Problem(
        asks=(
            "When does my probation end, and will there be a talk?",
            "Could I see my employment contract? I can't find my copy.",
        ),
        fixes=(
            "On the last day of next month. Your lead has the invitation to the talk, the week before.",
            "A copy is in your personal folder now, with both amendments.",
        ),
        is_private=True,
        tags="contract",
    ),
    Problem(
        asks=(
            "How much notice do I have to give for a side job? A friend asked me to teach a course.",
            "Teaching one evening a week: do I need permission?",
        ),
        question="How many hours would it be, and is it for one of our competitors?",
        answer="Two hours on Wednesdays, at the adult education centre.",
        fixes=(
            "No problem at all. I noted it in your file, enjoy the course!",
            "Approved, as long as it stays below eight hours a week.",
        ),
        urgency=Urgency.WHENEVER,
        tags="contract",
    ),
    Problem(
        asks=(
            "Interim reference: how long does it take to get one?",
            "I would like a reference from my old team lead before she leaves",
        ),
        question="Is there something that you'd like to see in it in particular?",
        answer="The project lead role, please.",
        fixes=(
            "The draft is in your folder. Tell me what you'd like changed, I have time on Thursday.",
            "Signed by both. You find it in your personal folder.",
        ),
        is_private=True,
        hold="The team lead reads the draft",
        tags="letter",
    ),
)
PROBLEMS: tuple[Problem, ...] = (
    *(problem._replace(category="pay") for problem in PAY),
    *(problem._replace(category="contracts") for problem in LETTERS),
)
