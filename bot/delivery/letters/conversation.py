"""Letters of a conversation: what one side wrote, for the other."""

from collections.abc import Mapping

from bot.delivery.errand import PERSON
from bot.delivery.letter import FileCopy, Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader, asker
from bot.helpdesk import conversation, people
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice, SharedFile
from bot.rules.vocabulary import PersonId
from bot.views import conversation as conversation_views
from storage.transaction import Transaction


def _copy_under_card(tx: Transaction, notice: Notice) -> Letter | None:
    shown = conversation.picture(tx, notice.params["message_id"])
    return None if shown is None else Post(conversation_views.under_card(shown, CHANNEL))


def _copy_to_requester(tx: Transaction, notice: Notice) -> Letter | None:
    shown = conversation.picture(tx, notice.params["message_id"])
    return None if shown is None else Post(conversation_views.with_requester(shown, asker(tx, shown.ticket)))


def _file_copy(tx: Transaction, notice: Notice) -> Letter | None:
    shown = conversation.picture(tx, notice.params["message_id"])
    if shown is None or shown.message.deleted_at is not None:
        return Withdraw()
    file = SharedFile(**notice.params["file"])
    if not file.url:
        return None  # Slack does not give it to us; the copy of the message names it
    is_direct = notice.lane.startswith(PERSON)
    reader = people.reader(tx, PersonId(notice.lane)) if is_direct else CHANNEL
    return FileCopy(file, conversation_views.file_comment(shown, reader))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.COPY_UNDER_CARD: _copy_under_card,
    NoticeKind.COPY_TO_REQUESTER: _copy_to_requester,
    NoticeKind.FILE_COPY: _file_copy,
}
