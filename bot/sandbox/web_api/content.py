"""What a message may carry: text, blocks, attachments, metadata, checked as strictly as Slack does."""

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.block_kit import ALL_BLOCK_TEXT, DATA_BLOCKS, block_problems, block_text
from bot.sandbox.records import Json
from bot.sandbox.web_api.call import ApiError, Call

TEXT_CUT = 40_000
"""Longer text is not refused but cut."""
ATTACHMENTS = 100
METADATA_BYTES = 8_000


@dataclass(frozen=True, kw_only=True)
class Content:
    text: str
    blocks: list[Json]
    attachments: list[Json]
    metadata: Json
    parse_names: bool


def content(call: Call) -> Content:
    """The content of a new message; the error that Slack gives when it takes none of it."""
    blocks = checked_blocks(call, call.structure("blocks", "invalid_blocks_format"))
    attachments = call.structure("attachments", "invalid_attachments") or []
    if len(attachments) > ATTACHMENTS:
        raise ApiError("too_many_attachments")
    if not (call.text("text").strip() or blocks or attachments):
        raise ApiError("no_text")
    return Content(
        text=call.text("text")[:TEXT_CUT],
        blocks=blocks,
        attachments=attachments,
        metadata=checked_metadata(call.structure("metadata", "invalid_metadata_format")),
        parse_names=call.text("parse") == "full" or call.flag("link_names"),
    )


def checked_blocks(call: Call, blocks: Any) -> list[Json]:
    """Blocks of a message, or Slack's errors about them."""
    if not blocks:
        return []
    found = block_problems(blocks, "message", without=() if call.workspace.has_data_blocks else DATA_BLOCKS)
    if found:
        raise ApiError(
            "invalid_blocks", errors=found, response_metadata={"messages": [f"[ERROR] {it}" for it in found]}
        )
    if len(block_text(blocks)) > ALL_BLOCK_TEXT:
        raise ApiError("msg_blocks_too_long")
    return list(blocks)


def checked_metadata(metadata: Any) -> Json:
    """Message metadata: an event type and a flat or nested payload, or work-object entities."""
    if not metadata:
        return {}
    shaped = isinstance(metadata, dict) and (
        (isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict))
        or isinstance(metadata.get("entities"), list)
    )
    if not shaped:
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise ApiError("metadata_too_large")
    return dict(metadata)
