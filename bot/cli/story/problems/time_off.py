"""What the People desk is asked about: leave, joining, moving, leaving, working together."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Urgency

LEAVE: tuple[Problem, ...] = (
    Problem(
        saved="leave-days",
        asks=(
            "How many days of leave do I have left this year?",
            "The portal shows 3 days left, I count 5. Who is right?",
            "Can I take over two days of leave into the next year?",
        ),
        fixes=(
            "You have 7 days left, two of them have to be taken by the end of March. I corrected the portal.",
            "You are right, a half-day was booked twice. It's corrected, the portal shows it from tomorrow.",
        ),
        question="Did you take half a day around the public holiday?",
        answer="Yes, on the Friday after it.",
        tags="leave balance",
    ),
    Problem(
        asks=(
            "I'd like to take parental leave from spring on. How does that work, and by when do I have to ask?",
            "Parental leave: can we split it between us?",
        ),
        question="Congratulations! Which month would you like to begin in?",
        answer="Probably April, for two months at first.",
        fixes=(
            "I put together the form and a short plan with all dates. Seven weeks before is early enough.",
            "You can, in up to three parts each. Let's have a coffee about it, I sent you a time.",
        ),
        is_private=True,
        tags="parental leave",
    ),
    Problem(
        asks=(
            "Is the day between the holiday and the weekend a day off for everybody?",
            "Which public holidays count for us in the London office?",
        ),
        fixes=(
            "It is not, but most teams take it. Please book it in the portal like any other day.",
            "Those of the country your contract is in. The list is on the intranet, page *Holidays*.",
        ),
        urgency=Urgency.WHENEVER,
    ),
    Problem(
        asks=(
            "I was ill for two days of my holiday. Do I get them back?",
            "Sick note: is a photo enough, or do you need the paper?",
            "My daughter is ill. Is there child-sick leave for fathers as well?",
        ),
        question="Get well soon first of all! From which day to which, please?",
        answer="Monday to Tuesday, I have a doctor's note.",
        fixes=(
            "Both days are back in your balance. All the best to you!",
            "A photo is fine. I have entered it, nothing else to do for you.",
        ),
        is_private=True,
        tags="sick leave",
    ),
    Problem(
        asks=(
            "May I work from Portugal for three weeks in summer?",
            "Working from my parents' place abroad for a week: whom do I ask?",
            "Bom dia! Queria trabalhar uma semana a partir de Lisboa. É possível?",
        ),
        question="Would you keep your usual hours, and are you insured there?",
        answer="Usual hours, and yes, I have the European card.",
        fixes=(
            "Approved for these dates. The certificate for social insurance is in your mailbox, take it with you.",
            "Up to 20 days a year inside the EU are fine. I noted yours; have a good time!",
        ),
        hold="Waiting for the insurer's certificate",
        tags="remote work",
    ),
)
LIFE: tuple[Problem, ...] = (
    Problem(
        asks=(
            "We have a new colleague from the 1st. What do you need from me?",
            "Is there a checklist for somebody's first week?",
        ),
        fixes=(
            "Only the team and the desk. I invite them to the welcome day and tell IT.",
            "There is: intranet → *First week*. I filled in the names for yours.",
        ),
        tags="onboarding",
    ),
    Problem(
        asks=(
            "I'd like to reduce to 80 % from next quarter. What are the steps?",
            "Can I move one working day to the weekend for a while?",
        ),
        question="Have you talked with your lead yet? If not, shall I join?",
        answer="Not yet. It would help if you joined.",
        fixes=(
            "We agreed on Fridays off. The amendment is in the signature tool, both of you have it.",
            "Agreed for three months, then we look again. It's noted in your file.",
        ),
        is_private=True,
        hold="Lead and works council have it until Friday",
        tags="working hours",
    ),
    Problem(
        asks=(
            "How do I get the discount for the gym that was in the newsletter?",
            "Company bike: is the offer still there, and how long does it take?",
            "Does the company pay for language lessons?",
        ),
        fixes=(
            "Here is the link with our code; the company pays half from the next month on.",
            "Yes, up to 400 a year. Send me the invoice after the course, that's all.",
        ),
        urgency=Urgency.WHENEVER,
        tags="benefits",
    ),
    Problem(
        asks=(
            "Somebody in my team speaks to me in a way that I find hard. Can we talk in confidence?",
            "I need some advice about a conflict with a colleague",
        ),
        question="Of course. Would you rather talk today on the phone, or meet tomorrow?",
        answer="Tomorrow in person, please.",
        fixes=(
            "Thank you for your trust. We agreed on the next steps; you can come back to me at any time.",
            "Thank you for the open talk. I'll check in with you in two weeks, as agreed.",
        ),
        is_private=True,
    ),
)
PROBLEMS: tuple[Problem, ...] = (
    *(problem._replace(category="leave") for problem in LEAVE),
    *(problem._replace(category="working-here") for problem in LIFE),
)
