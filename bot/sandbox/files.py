"""Uploaded files: announced, filled, completed, shared."""

import mimetypes
import secrets
from dataclasses import replace

from bot.sandbox.ledger import Change, Ledger, What
from bot.sandbox.records import File


class Files:
    """The files of one workspace and their bytes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._by_id = {kept["id"]: File(**kept) for kept in ledger.kept("file")}
        self._content = dict(ledger.kept_bytes("content"))

    def announce(self, name: str, size: int, user: str) -> File:
        """Make room for an upload of `size` bytes."""
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(
            id=self._ledger.next_id("F"),
            name=name,
            title=name,
            user=user,
            size=size,
            created=self._ledger.now(),
            mimetype=mimetype,
            upload_key=secrets.token_urlsafe(16),
        )
        return self._put(file)

    def fill(self, file: File, content: bytes) -> File:
        """Store the bytes of an announced file."""
        self._content[file.id] = content
        self._ledger.keep_bytes("content", file.id, content)
        return self._put(replace(file, uploaded=True, size=len(content)))

    def complete(self, file: File, title: str) -> File:
        """Make an uploaded file usable under its title."""
        return self._put(replace(file, completed=True, title=title or file.name))

    def share(self, file: File, channel: str, ts: str) -> File:
        """Note that a message carries the file."""
        return self._put(replace(file, shares={**file.shares, channel: ts}))

    def delete(self, file: File) -> None:
        """Remove a file and its bytes. Messages that carried it stay, without it."""
        del self._by_id[file.id], self._content[file.id]
        self._ledger.forget("file", file.id)
        self._ledger.forget("content", file.id)
        self._ledger.tell(Change(what=What.FILE, record=file, person=file.user, detail="deleted"))

    def get(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def by_upload_key(self, key: str) -> File | None:
        return next((file for file in self._by_id.values() if file.upload_key == key), None)

    def content(self, file_id: str) -> bytes:
        return self._content[file_id]

    def _put(self, file: File) -> File:
        self._by_id[file.id] = file
        self._ledger.keep("file", file.id, file)
        self._ledger.tell(Change(what=What.FILE, record=file, person=file.user))
        return file
