"""The helpdesk that a company runs inside Slack."""
