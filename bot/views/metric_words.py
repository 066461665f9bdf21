"""What the numbers are called, and what each means, in a paragraph that explains it to whoever never counted one."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.reports import Dimension, Metric
from bot.rules.vocabulary import Intake

LABEL: Mapping[Metric, str] = {
    Metric.CREATED: marked("Created"),
    Metric.SOLVED: marked("Solved"),
    Metric.BACKLOG: marked("Unsolved"),
    Metric.UNANSWERED: marked("Not answered yet"),
    Metric.FIRST_RESPONSE: marked("First response"),
    Metric.NEXT_RESPONSE: marked("Next response"),
    Metric.FIRST_RESOLUTION: marked("First resolution"),
    Metric.FULL_RESOLUTION: marked("Full resolution"),
    Metric.REQUESTER_WAIT: marked("Requester waits"),
    Metric.AGENT_WORK: marked("Agents work"),
    Metric.AGENT_WAIT: marked("Agents wait"),
    Metric.ON_HOLD: marked("On hold"),
    Metric.FIRST_RESPONSE_TARGET: marked("First response in time"),
    Metric.NEXT_RESPONSE_TARGET: marked("Next response in time"),
    Metric.RESOLUTION_TARGET: marked("Solved in time"),
    Metric.SATISFIED: marked("CSAT"),
    Metric.RATED: marked("Response rate"),
    Metric.REOPENED: marked("Reopened"),
    Metric.ONE_TOUCH: marked("One touch"),
    Metric.FIRST_CONTACT: marked("First contact resolution"),
    Metric.ESCALATED: marked("Escalated"),
    Metric.HANDED_BACK: marked("Handed back"),
    Metric.REASSIGNED: marked("Reassigned"),
    Metric.WITHOUT_ANSWER: marked("Solved without an answer"),
    Metric.LINKED: marked("Link rate"),
    Metric.DEFLECTED: marked("Answered before a ticket"),
}

MEANING: Mapping[Metric, str] = {
    Metric.CREATED: marked("Tickets that were raised in the period."),
    Metric.SOLVED: marked(
        "Tickets that were solved in the period and are solved still. One that was reopened counts when it is solved "
        "again."
    ),
    Metric.BACKLOG: marked(
        "Tickets that are not solved when the period ends, or now, if it has not ended. Their age counts from when "
        "they were raised."
    ),
    Metric.UNANSWERED: marked(
        "Of these, those to which no agent has said anything yet. They have no first response, so they can't be in "
        "that number: they are counted here, with their age."
    ),
    Metric.FIRST_RESPONSE: marked(
        "From raising a ticket to the first message of a human agent that the requester can read. Bots, automatic "
        "replies, assignments, emoji and notes among agents never count. It belongs to the period in which it was "
        "given."
    ),
    Metric.NEXT_RESPONSE: marked(
        "After the first response: from the oldest message of the requester that nobody has answered to the next "
        "message of an agent. Asking twice does not move it."
    ),
    Metric.FIRST_RESOLUTION: marked("From raising a ticket to the first time that it was solved."),
    Metric.FULL_RESOLUTION: marked(
        "From raising a ticket to the last time that it was solved. A reopened ticket has none until it is solved "
        "again, and closing it later changes nothing."
    ),
    Metric.REQUESTER_WAIT: marked("How long solved tickets were new, open or on hold: the requester waited for us."),
    Metric.AGENT_WORK: marked("How long solved tickets were new or open: it was the desk's turn."),
    Metric.AGENT_WAIT: marked("How long solved tickets waited for their requester."),
    Metric.ON_HOLD: marked("How long solved tickets waited for somebody else, such as a supplier."),
    Metric.FIRST_RESPONSE_TARGET: marked(
        "Met, of those met and missed. One that has run out is missed, answered since then or not; what still runs is "
        "left out, and so are tickets for which nothing was promised."
    ),
    Metric.NEXT_RESPONSE_TARGET: marked("The same for later answers: each wait of a requester counts by itself."),
    Metric.RESOLUTION_TARGET: marked(
        "The same for solving. The clock stands still while a ticket waits or is on hold."
    ),
    Metric.SATISFIED: marked(
        "Ratings of 4 and 5, of all ratings given in the period; 3 is not positive, and of a ticket the latest counts. "
        "The range says where the true share is, 95 times of 100."
    ),
    Metric.RATED: marked("Tickets that were rated, of those whose requester was asked in the period."),
    Metric.REOPENED: marked("Tickets that were reopened at least once, of those first solved in the period."),
    Metric.ONE_TOUCH: marked("Of the tickets solved in the period, those solved with exactly one answer."),
    Metric.FIRST_CONTACT: marked(
        "Of the tickets solved in the period, those solved with one answer, never escalated and never reopened. It is "
        "a goal for a desk, not for one person."
    ),
    Metric.ESCALATED: marked("Of the tickets solved in the period, those that went up to another tier or group."),
    Metric.HANDED_BACK: marked("Of the escalated ones, those that came back."),
    Metric.REASSIGNED: marked("Of the tickets solved in the period, those that went from one person to another."),
    Metric.WITHOUT_ANSWER: marked(
        "Tickets solved in the period to which no agent ever said anything. They have no first response, and stand "
        "apart."
    ),
    Metric.LINKED: marked(
        "Of the tickets solved in the period, those with which a tip helped, or from which one was learned."
    ),
    Metric.DEFLECTED: marked(
        "Of those who were shown answers as they asked, who needed no ticket. They are people, not tickets, so no list "
        "stands behind this number."
    ),
}

BY: Mapping[Dimension, str] = {
    Dimension.DESK: marked("by desk"),
    Dimension.AGENT: marked("by agent"),
    Dimension.CATEGORY: marked("by category"),
    Dimension.PRIORITY: marked("by priority"),
    Dimension.TIER: marked("by tier"),
    Dimension.INTAKE: marked("by the way it came in"),
    Dimension.TAG: marked("by tag"),
    Dimension.DAY: marked("by day"),
    Dimension.WEEK: marked("by week"),
    Dimension.MONTH: marked("by month"),
}
COLUMN: Mapping[Dimension, str] = {
    Dimension.DESK: marked("Desk"),
    Dimension.AGENT: marked("Agent"),
    Dimension.CATEGORY: marked("Category"),
    Dimension.PRIORITY: marked("Priority"),
    Dimension.TIER: marked("Tier"),
    Dimension.INTAKE: marked("Came in"),
    Dimension.TAG: marked("Tag"),
    Dimension.DAY: marked("Day"),
    Dimension.WEEK: marked("Week from"),
    Dimension.MONTH: marked("Month"),
}
NONE_OF: Mapping[Dimension, str] = {
    Dimension.AGENT: marked("nobody"),
    Dimension.CATEGORY: marked("no category"),
    Dimension.TAG: marked("no tag"),
}
CAME: Mapping[Intake, str] = {
    Intake.SLASH: marked("slash command"),
    Intake.FORM: marked("form"),
    Intake.CHANNEL: marked("channel"),
    Intake.REACTION: marked("emoji"),
    Intake.DIRECT: marked("direct message"),
    Intake.MENTION: marked("mention"),
    Intake.SHORTCUT: marked("message's menu"),
    Intake.FOLLOW_UP: marked("follow-up"),
    Intake.SPLIT: marked("split off"),
    Intake.IMPORT: marked("brought in"),
}


def label(metric: Metric, reader: Reader) -> str:
    """What a number is called."""
    return reader.gettext(LABEL[metric])


def meaning(metric: Metric, reader: Reader) -> str:
    """What it means, in a paragraph."""
    return reader.gettext(MEANING[metric])
