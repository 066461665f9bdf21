"""What `/helpdesk` answers when it is asked for help, or for something it does not know."""

from bot.i18n import Reader
from bot.rules.guide import Guide
from bot.views.blocks import Block, Message, context, section
from bot.views.mrkdwn import cut, escape

UNKNOWN = 80  # characters of what was not understood


def guide(shown: Guide, reader: Reader, unknown: str = "") -> Message:
    """What this person may do. `unknown` is the word that `/helpdesk` did not know."""
    _ = reader.gettext
    opening = _("Here is what you can do:")
    if unknown:
        opening = _("I don't know “{word}”. Here is what you can do:").format(word=escape(cut(unknown, UNKNOWN)))
    text = "\n".join([opening, *(f"• {line}" for line in _lines(shown, reader))])
    blocks: list[Block] = [section(text)]
    if not shown.has_desk:
        hint = _("No desk has been set up here yet. Please ask your Slack admin to run `helpdesk desk apply`.")
        return Message(f"{text}\n{hint}", [*blocks, context(hint)])
    return Message(text, blocks)


def _lines(shown: Guide, reader: Reader) -> list[str]:
    _ = reader.gettext
    lines = []
    if shown.sees_queue:
        lines.append(_("`/helpdesk queue` shows your tickets and the unassigned ones, the most pressing first."))
        lines.append(
            _(
                "`/helpdesk away until 14:00`, `/helpdesk out until Monday` and `/helpdesk available` say whether you "
                "are here, `/helpdesk team` shows who is."
            )
        )
        lines.append(_("`/helpdesk hand on` gives all that you have to somebody else, with a note of how it stands."))
    if shown.uses_replies:
        lines.append(
            _("`/helpdesk replies` shows the saved replies, `/helpdesk reply vpn IT-42` answers a ticket with one.")
        )
    if shown.uses_tips:
        lines.append(
            _(
                "`/helpdesk tip` writes down what you have found out, `/helpdesk tip IT-42` what a ticket taught you, "
                "`/helpdesk tips vpn` looks for tips."
            )
        )
    lines += [] if not shown.learns else _of_training(reader)
    if shown.sees_reviews:
        lines.append(
            _(
                "`/helpdesk review IT-42` reviews how a colleague worked on a solved ticket, `/helpdesk reviews` shows "
                "what was said of your own work; to leads, of the team's."
            )
        )
    lines += _of_leads(shown, reader)
    lines.append(_("`/helpdesk search vpn` finds tickets, tips and saved replies that are open to you."))
    lines.append(_("`/ticket` followed by what you need raises a ticket, `/ticket list` shows yours."))
    lines.append(_("`/ticket help` says more about raising tickets, and my *Home* tab shows everything in one place."))
    return lines


def _of_training(reader: Reader) -> list[str]:
    """What those have who learn at a desk."""
    _ = reader.gettext
    return [
        _(
            "`/helpdesk learn` shows what there is to learn from and what you are asked to read, "
            "`/helpdesk learn vpn` looks for it, `/helpdesk learn add` adds to it."
        ),
        _("`/helpdesk sessions` shows when people learn together at your desk, and lets you plan a session."),
        _(
            "`/helpdesk quizzes` asks what you know, all at once or one question a week, and shows your results; "
            "you can make a quiz there, too."
        ),
        _("`/helpdesk skills` shows what you can do by now, and whom you can ask; to leads, what the desk can."),
        _(
            "`/helpdesk needs` shows where your tickets go clearly worse than the team's; to leads, what the desk's "
            "people could learn, and what came after trainings."
        ),
        _(
            "`/helpdesk onboard` shows how far you, and those whose mentor you are, have come on a track; leads put "
            "somebody on one with `/helpdesk onboard @person track`."
        ),
    ]


def _of_leads(shown: Guide, reader: Reader) -> list[str]:
    """What those have who lead a desk, or may see its numbers."""
    _ = reader.gettext
    lines = []
    if shown.sees_risks:
        lines.append(_("`/helpdesk risks` shows what is due next at the desks that you lead."))
    if shown.sees_digest:
        lines.append(
            _("`/helpdesk digest` sends you last week at the desk that you lead, `/helpdesk digest IT` names one.")
        )
    if shown.sees_gaps:
        lines.append(_("`/helpdesk gaps` shows what should be written next: what people looked for in vain."))
    if shown.sees_metrics:
        lines.append(
            _(
                "`/helpdesk metrics` shows your desks in numbers. A desk, a period and what to split by may follow, in "
                "any order: `/helpdesk metrics IT last month by category`."
            )
        )
    elif shown.sees_queue:
        lines.append(_("`/helpdesk metrics last 30 days` shows your own numbers."))
    return lines
