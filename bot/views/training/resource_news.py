"""What those are told who answer for a resource."""

from bot.i18n import Reader
from bot.rules.training.resource_pictures import ResourcePicture
from bot.views import ids
from bot.views.blocks import Message, actions, button, section
from bot.views.mrkdwn import escape
from bot.views.training.resources import title
from bot.views.user_text import rich


def review(shown: ResourcePicture, reader: Reader, *, is_open: bool) -> Message:
    """A resource is to be looked at again. `is_open`: nobody has yet."""
    _ = reader.gettext
    if not is_open:
        text = _("“{title}”, from which your colleagues learn, was looked at again.").format(
            title=title(shown.resource)
        )
        return Message(text, [section(text)])
    text = _("Your colleagues learn from “{title}”. Please look at it again: is it still right?")
    return _asked(text.format(title=title(shown.resource)), shown, reader)


def link_dead(shown: ResourcePicture, reader: Reader, *, is_open: bool) -> Message:
    """Somebody could not open the link of a resource. `is_open`: nobody has seen to it yet."""
    _ = reader.gettext
    if not is_open:
        text = _("The link of “{title}” was called dead. Somebody has seen to it.").format(title=title(shown.resource))
        return Message(text, [section(text)])
    text = _("{name} can't open the link of “{title}”. Please give it another one, or retire it.").format(
        name=escape(shown.link_dead_by), title=title(shown.resource)
    )
    return _asked(text, shown, reader)


def _asked(text: str, shown: ResourcePicture, reader: Reader) -> Message:
    """With what can be done about it."""
    _, one, value = reader.gettext, shown.resource, str(shown.resource.id)
    buttons = [
        button(_("Look at it"), ids.RESOURCE, value),
        button(_("Still right"), ids.CONFIRM_RESOURCE, value),
        button(_("Edit…"), ids.EDIT_RESOURCE, value),
        button(_("Retire"), ids.RETIRE_RESOURCE, value),
    ]
    address = [rich(f"<{one.link}>", {})] if one.link else []
    return Message(text, [section(text), *address, actions(*buttons)])
