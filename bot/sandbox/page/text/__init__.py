"""Text as Slack draws it. Everything here takes what anybody may have written and gives escaped HTML."""
