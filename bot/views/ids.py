"""Every action_id, callback_id and block_id, once. Each is bound to a listener in handlers and appears in a view."""

# Slash commands, shortcuts: as in manifest.yml
TICKET = "/ticket"
HELPDESK = "/helpdesk"
RAISE_SHORTCUT = "raise_ticket"
MESSAGE_SHORTCUT = "ticket_from_message"

# Buttons; their value is the ticket's id unless said otherwise
CLAIM = "claim"
LINK = "link"  # a button that only opens an address; Slack reports the click all the same
