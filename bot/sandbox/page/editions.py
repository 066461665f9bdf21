"""What a message showed a moment ago: whoever presses a button while its message changes presses the one they saw."""

from collections import OrderedDict

from bot.sandbox import forms
from bot.sandbox.ledger import Change, What
from bot.sandbox.records import Message
from bot.sandbox.workspace import Workspace

REMEMBERED = 200  # messages that changed last


class Editions:
    """The last edition but one of the messages that changed last."""

    def __init__(self, workspace: Workspace) -> None:
        self._before: OrderedDict[tuple[str, str], Message] = OrderedDict()
        workspace.subscribe(self._hear)

    def showing(self, message: Message, action_id: str, block_id: str) -> Message:
        """The edition in which this can be used: the message as it is, else as it was before; itself when neither."""
        for edition in (message, self._before.get((message.channel, message.ts))):
            if edition is not None and forms.shows(edition.blocks, action_id, block_id):
                return edition
        return message

    def _hear(self, change: Change) -> None:
        if change.what is not What.EDITED:
            return
        place = (change.record.channel, change.record.ts)
        self._before.pop(place, None)
        self._before[place] = change.before
        while len(self._before) > REMEMBERED:
            self._before.popitem(last=False)
