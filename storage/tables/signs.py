"""The table of what Slack says of agents: whether they are active, and when they do not want to be disturbed."""

from storage.columns import instant, slack_id, table, yes_no

# A row for each agent of a desk that wants to know, as Slack last answered. Without a row nobody has asked yet.
signs = table(
    "signs",
    slack_id("person_id", required=True),
    yes_no("is_active"),
    instant("quiet_since"),
    instant("quiet_until"),
    instant("read_at", required=True),
    key=("person_id",),
)
