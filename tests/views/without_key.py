"""Views whose text names no ticket, and why."""

from collections.abc import Mapping

from tests.views import (
    deflection_samples,
    digest_samples,
    metric_samples,
    reply_samples,
    stand_up_samples,
    tip_samples,
    training_samples,
)

WITHOUT_KEY: Mapping[str, str] = {
    "answers.failure": "it may be about anything",
    "availability.absent": "it is about no ticket",
    "availability.available": "it is about no ticket",
    "availability.offer, nothing left": "there is none",
    "availability.team": "it is about all tickets",
    "dead_letter.dead_letter_of_desk": "it is about a desk",
    "distribution.nobody_there": "it is about all that wait",
    **tip_samples.WITHOUT_KEY,
    **training_samples.WITHOUT_KEY,
    **deflection_samples.WITHOUT_KEY,
    **digest_samples.WITHOUT_KEY,
    "conversation.under_card": "it stands in the ticket's thread",
    "conversation.with_requester": "it stands in the ticket's thread",
    "conversation.file_comment": "it stands in the ticket's thread",
    "feedback_news.unnamed": "which ones, nobody is to know",
    "guide.guide": "it is about no ticket",
    "intake.ask_first": "it is no ticket yet",
    "intake_form.kept": "it is no ticket yet",
    **metric_samples.WITHOUT_KEY,
    "own_tickets.listing, empty": "there is none",
    "own_tickets.guide": "it is about no ticket",
    "queue.queue": "it may be empty",
    "risks.risks, empty": "there is none",
    **reply_samples.WITHOUT_KEY,
    **stand_up_samples.WITHOUT_KEY,
    "refusals.refusal": "not every one is about a ticket",
}
