"""What people do in Slack: listeners, one file per feature. Each reads the payload, calls one verb, and answers."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers import (
    answers,
    assignment,
    availability,
    behind,
    cards,
    conversation,
    deflection,
    details,
    digest,
    escalation,
    feedback,
    following,
    gaps,
    guide,
    handing_on,
    history,
    home,
    intake,
    intake_form,
    lifecycle,
    merging,
    metric_charts,
    metrics,
    own_tickets,
    people,
    problems,
    questions,
    queue,
    reactions,
    reminders,
    replies,
    reply_form,
    replying,
    reviewing,
    risks,
    search,
    sharing,
    sla,
    suggestions,
    tip_forms,
    tips,
    triage,
)
from handlers.training import (
    attendance,
    draft_answers,
    needs,
    onboarding,
    quality,
    quiz_asking,
    quiz_taking,
    quizzes,
    reading,
    resources,
    rsvp,
    sessions,
    shadowing,
    skills,
    tracks,
    weekly_quiz,
)

FEATURES = (
    intake,
    intake_form,
    deflection,
    own_tickets,
    details,
    conversation,
    replying,
    replies,
    reply_form,
    reviewing,
    queue,  # before assignment, whose button stands in its answer too
    assignment,
    handing_on,
    availability,
    risks,
    merging,
    problems,
    lifecycle,
    metrics,
    metric_charts,
    behind,
    sharing,
    digest,
    gaps,
    tips,
    tip_forms,
    suggestions,
    search,
    resources,
    reading,
    skills,
    sessions,
    rsvp,
    attendance,
    quality,
    quizzes,
    quiz_taking,
    quiz_asking,
    weekly_quiz,
    needs,
    tracks,
    onboarding,
    shadowing,
    draft_answers,
    guide,  # after every other word of its command
    home,
    people,
    cards,
    following,
    triage,
    reminders,
    reactions,
    feedback,
    history,
    sla,
    escalation,
    questions,
)


def register(app: AsyncApp) -> None:
    """Bind every listener to its command, button, form or event."""
    for feature in FEATURES:
        feature.register(app)
    app.error(answers.answer_trouble)
    app.event(re.compile(".*"))(nothing_to_do)


async def nothing_to_do(ack: AsyncAck) -> None:
    """Acknowledge what nobody listens to: Slack counts anything else as a failure."""
    await ack()
