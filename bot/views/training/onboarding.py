"""Who is on a track: the list, the form to begin, and how far somebody is."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.training.track_pictures import (
    OnboardingLine,
    OnboardingsPicture,
    PairingPicture,
    StepLine,
    WayPicture,
)
from bot.rules.training.tracks import COUNTED
from bot.views import ids
from bot.views.blocks import (
    Block,
    Element,
    actions,
    button,
    confirm,
    context,
    labelled,
    modal,
    option,
    people_select,
    section,
    select,
)
from bot.views.mrkdwn import cut, escape, in_bold, moment
from bot.views.training import steps

APART = "  ·  "
NAME, LEARNED, WATCHED = 80, 150, 5  # characters; tickets of a step that stand there with what was learned


def listing(shown: OnboardingsPicture, reader: Reader) -> dict[str, Any]:
    """Those whom somebody may see on a track. At most 24 blocks."""
    _ = reader.gettext
    blocks: list[Block] = []
    if shown.leads:
        onboard = button(_("Put somebody on a track…"), ids.ONBOARD, style="primary")
        blocks.append(actions(onboard, button(_("Tracks"), ids.TRACKS)))
    blocks += [_line(line, reader) for line in shown.lines]
    if not shown.lines:
        nobody = (
            _("Nobody is on a track yet.") if shown.leads else _("You are on no track, and mentor of nobody on one.")
        )
        blocks.append(section(nobody))
    if shown.pages > 1:
        blocks += _turning(shown, reader)
    return modal(_("Onboarding"), blocks, callback_id=ids.ONBOARDINGS, close=_("Close"), metadata=str(shown.page))


def form(shown: PairingPicture, reader: Reader) -> dict[str, Any]:
    """Puts somebody on a track, with a mentor."""
    _ = reader.gettext
    blocks: list[Block] = []
    if shown.person is None:
        person = people_select(ids.LEARNER, _("Somebody of the desk"))
        blocks.append(labelled(_("Who"), person, block_id=ids.LEARNER))
    if shown.track is None and shown.tracks:
        choices = [option(track.title, str(track.id)) for track in shown.tracks]
        menu = select(ids.LEARNERS_TRACK, _("Choose a track"), choices)
        blocks.append(labelled(_("Track"), menu, block_id=ids.LEARNERS_TRACK))
    known = [in_bold(shown.name)] if shown.person else []
    known += [in_bold(shown.track.title)] if shown.track else []
    if known:
        blocks.insert(0, section(f"*{APART.join(known)}*"))
    if shown.track is None and not shown.tracks:
        blocks = [section(_("There is no track yet that somebody could begin. *Tracks* lets you make one."))]
        return modal(_("Put on a track"), blocks, callback_id=ids.ONBOARD, close=_("Close"))
    hint = _("They confirm what the learner watched, and read answers before those are sent.")
    mentor = people_select(ids.MENTOR, _("Somebody of the desk"))
    blocks.append(labelled(_("Mentor"), mentor, block_id=ids.MENTOR, hint=hint))
    blocks.append(context(_("Both get a direct message. The steps come one after the other, in working hours.")))
    return modal(
        _("Put on a track"),
        blocks,
        callback_id=ids.ONBOARD,
        close=_("Cancel"),
        submit=_("Begin"),
        metadata=f"{shown.person or ''}:{shown.track.id if shown.track else ''}",
    )


def way(shown: WayPicture, reader: Reader) -> dict[str, Any]:
    """How far somebody is, with what shows each step. At most 64 blocks."""
    _, one = reader.gettext, shown.onboarding
    blocks: list[Block] = [section(f"*{in_bold(cut(shown.name, NAME))}{APART}{in_bold(shown.title)}*")]
    blocks.append(context(APART.join(_about(shown, reader))))
    buttons = list(_can_be_done(shown, reader))
    if buttons:
        blocks.append(actions(*buttons))
    for place, line in enumerate(shown.lines):
        is_current = place == one.place and one.is_running
        blocks += _step(place, line, reader, is_current=is_current, keeps_drafts=one.keeps_drafts)
    return modal(_("Progress"), blocks, callback_id=ids.WAY, close=_("Close"), metadata=str(one.id))


def mentor_form(shown: WayPicture, reader: Reader) -> dict[str, Any]:
    """*Change mentor…*"""
    _ = reader.gettext
    now = _("Mentor: {name}").format(name=escape(cut(shown.mentor, NAME)))
    field = people_select(ids.MENTOR, _("Somebody of the desk"))
    hint = _("What waits for the mentor goes to them, too.")
    blocks: list[Block] = [
        section(f"*{in_bold(cut(shown.name, NAME))}{APART}{in_bold(shown.title)}*\n{now}"),
        labelled(_("New mentor"), field, block_id=ids.MENTOR, hint=hint),
    ]
    return modal(
        _("Change mentor"),
        blocks,
        callback_id=ids.CHANGE_MENTOR,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=str(shown.onboarding.id),
    )


def _line(line: OnboardingLine, reader: Reader) -> Block:
    _, one = reader.gettext, line.onboarding
    who = _("You") if line.is_own else cut(line.name, NAME)
    details = [escape(line.desk)] if line.desk else []
    if not one.is_running:
        details.append(_("*Passed*"))
    else:
        details += [_("*Paused*")] if one.paused_at is not None else []
        details.append(_("step {k} of {n}").format(k=one.place + 1, n=line.steps))
        details.append(_("since {time}").format(time=moment(one.started_at)))
    details.append(_("mentor: {name}").format(name=escape(cut(line.mentor, NAME))))
    text = f"*{in_bold(who)}{APART}{in_bold(line.title)}*\n{APART.join(details)}"
    return section(text, block_id=f"way:{one.id}", accessory=button(_("Progress…"), ids.WAY, str(one.id)))


def _turning(shown: OnboardingsPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.ONBOARDINGS_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.ONBOARDINGS_ON, str(shown.page + 1)))
    yield actions(*buttons)


def _about(shown: WayPicture, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, shown.onboarding
    if one.ended_at is not None:
        said = _("*Passed* {time}") if one.place >= len(shown.lines) else _("*Ended* {time}")
        yield said.format(time=moment(one.ended_at))
    elif one.paused_at is not None:
        yield _("*Paused* since {time}").format(time=moment(one.paused_at))
    yield escape(shown.desk)
    yield _("began {time}").format(time=moment(one.started_at))
    mentor = escape(cut(shown.mentor, NAME))
    if shown.has_mentor or not one.is_running:
        yield _("mentor: {name}").format(name=mentor)
    else:
        yield _("*no mentor*: {name} does not work here any more").format(name=mentor)


def _can_be_done(shown: WayPicture, reader: Reader) -> Iterator[Element]:
    _, value = reader.gettext, str(shown.onboarding.id)
    if shown.may_pause and shown.onboarding.paused_at is None:
        yield button(_("Pause"), ids.PAUSE_WAY, value)
    if shown.may_pause and shown.onboarding.paused_at is not None:
        yield button(_("Resume"), ids.RESUME_WAY, value, style="primary")
    if shown.may_lead:
        yield button(_("Change mentor…"), ids.CHANGE_MENTOR, value)
        text = _("They get no further steps, and what waits for the mentor is not sent.")
        asked = confirm(_("Take them off the track?"), text, _("End it"), _("Keep it"))
        yield button(_("End"), ids.END_WAY, value, confirm=asked)


def _step(place: int, line: StepLine, reader: Reader, *, is_current: bool, keeps_drafts: bool) -> Iterator[Block]:
    _, step = reader.gettext, line.shown.step
    lines = [f"*{place + 1}.* {steps.what(line.shown, reader)}"]
    if line.done is not None:
        lines.append(steps.shown_by(line.done, step.kind, reader))
    elif is_current and step.kind in COUNTED and line.counted:
        lines.append(_("*Now*: {n} of {all} so far").format(n=line.counted, all=step.times))
    elif is_current:
        lines.append(_("*Now*"))
    yield section("\n".join(lines))
    small = [*_watched(line, reader), *_drafts(line, reader, are_kept=keeps_drafts)]
    if small:
        yield context("\n".join(small))


def _watched(line: StepLine, reader: Reader) -> Iterator[str]:
    _ = reader.gettext
    for one in line.watched[-WATCHED:]:
        key = escape(one.key) if one.confirmed_at else _("{key}, not confirmed yet").format(key=escape(one.key))
        yield f"{key}: {escape(cut(' '.join(one.learned.split()), LEARNED))}"


def _drafts(line: StepLine, reader: Reader, *, are_kept: bool) -> Iterator[str]:
    _ = reader.gettext
    for one in line.drafts[-WATCHED:]:
        if one.sent_at is not None:
            text = _("{key}: sent {time}, version {version}")
            yield text.format(key=escape(one.key), time=moment(one.sent_at), version=one.version)
        else:
            text = _("{key}: version {version} waits for the mentor")
            if one.commented_at is not None:
                text = _("{key}: version {version} was commented on")
            if not are_kept:
                text = _("{key}: version {version} was not sent")
            yield text.format(key=escape(one.key), version=one.version)
