"""`rich_text` blocks: text as Slack's own editor makes it."""

from bot.sandbox.block_kit.checks import Check, flag, many, number, one_of, shape, string, typed, whole

ID = string(255)
LONG = 40_000
MANY = 1000

STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag),
)
STYLED: dict[str, Check] = {"style": STYLE}

PARTS: dict[str, Check] = {
    "text": shape({"text": string(LONG)}, STYLED),
    "link": shape({"url": string(3000)}, {"text": string(LONG), "unsafe": flag, **STYLED}),
    "emoji": shape({"name": string(255)}, {"unicode": string(255), "skin_tone": whole(1, 6), **STYLED}),
    "user": shape({"user_id": ID}, STYLED),
    "usergroup": shape({"usergroup_id": ID}, STYLED),
    "channel": shape({"channel_id": ID}, STYLED),
    "team": shape({"team_id": ID}, STYLED),
    "broadcast": shape({"range": one_of("channel", "here", "everyone")}, STYLED),
    "color": shape({"value": string(7, pattern="#[0-9a-fA-F]{6}")}, STYLED),
    "date": shape(
        {"timestamp": number, "format": string(255)}, {"url": string(3000), "fallback": string(255), **STYLED}
    ),
}

_part = typed(lambda: PARTS)
_section = typed(lambda: {"rich_text_section": SECTIONS["rich_text_section"]})
BORDER: dict[str, Check] = {"border": whole(0, 1)}

SECTIONS: dict[str, Check] = {
    "rich_text_section": shape({"elements": many(_part, 0, MANY)}),
    "rich_text_quote": shape({"elements": many(_part, 0, MANY)}, BORDER),
    "rich_text_preformatted": shape(
        {"elements": many(typed(lambda: PARTS, ("text", "link")), 0, MANY)}, {**BORDER, "language": string(64)}
    ),
    "rich_text_list": shape(
        {"style": one_of("bullet", "ordered"), "elements": many(_section, 1, MANY)},
        {**BORDER, "indent": whole(0, 8), "offset": whole(0, 10**6)},
    ),
}

RICH_TEXT_FIELDS: dict[str, Check] = {"elements": many(typed(lambda: SECTIONS), 1, MANY)}
RICH_TEXT = typed(lambda: {"rich_text": shape(RICH_TEXT_FIELDS, {"block_id": ID})})
