"""What `/helpdesk help` knows of the person who asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    """What somebody may do here."""

    has_desk: bool  # somebody has set up a desk
    sees_queue: bool
    sees_metrics: bool
    uses_replies: bool  # saved ones
    sees_risks: bool = False
    sees_gaps: bool = False
    sees_digest: bool = False
    uses_tips: bool = False
    learns: bool = False  # at a desk
    sees_reviews: bool = False  # of tickets
