"""What people can do: the desk's matrix for those who lead it, one's own part, the forms to change a level."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules.gaps import LOOKING_BACK
from bot.rules.skills import ALONE
from bot.rules.training.matrix import Choosing, Line, Matrix, Own, OwnLine, Setting
from bot.rules.training.skills import Skill
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.blocks import (
    MESSAGE_TEXT,
    SECTION,
    SELECT_OPTIONS,
    Block,
    Message,
    actions,
    button,
    context,
    day_picker,
    labelled,
    modal,
    option,
    people_select,
    section,
    select,
    text_input,
)
from bot.views.charts import COLUMNS, Cell, Number, Table, data_table, fitting, plain_table
from bot.views.mrkdwn import calendar_day, cut, day, in_bold, whole_lines
from bot.views.training.skill_news import LEVEL, level, told

LACKS = 2000  # characters
LISTED = 10  # gaps, and categories that one person alone knows
NAME, NAMES = 75, 10  # characters of a name, and names in a line
EVIDENCE = 1000  # characters


def matrix(shown: Matrix, reader: Reader) -> Message:
    """The whole desk, for those who lead it: who can do what, what it lacks, and what one person alone knows."""
    _, desk = reader.gettext, in_bold(cut(shown.desk.name, NAME))
    opening = _("*Skills at {desk}*").format(desk=desk)
    drawn = _table(shown, reader)
    lacks = [*_gaps(shown, reader), *_single(shown, reader)]
    below: list[Block] = [section(whole_lines(lacks, LACKS)), context(*_notes(shown, drawn, reader))]
    below += [_buttons(shown, reader), *_others(shown.others, reader)]
    if not drawn.rows or not shown.lines:
        nothing = _("There is nothing to show yet: the desk has no categories, or nobody works it.")
        return Message(f"{opening}\n{nothing}", [section(f"{opening}\n{nothing}")])
    said = [opening, *lacks, *(_row_in_words(drawn.header, row) for row in drawn.rows)]
    first = section(opening)
    return Message(
        whole_lines(said, MESSAGE_TEXT),
        [first, data_table(drawn), *below],
        without_data=[first, plain_table(drawn), *below],
    )


def sent(reader: Reader) -> str:
    """Where the matrix is, when it can't stand here."""
    return reader.gettext("The table comes to you as a direct message from me, in a moment.")


def own(shown: Own, reader: Reader) -> Message:
    """One person's part: what they can do, and whom they can ask."""
    _, desk = reader.gettext, in_bold(cut(shown.desk.name, NAME))
    opening = _("*Your skills at {desk}*").format(desk=desk)
    lines = [_own_line(line, shown, reader) for line in shown.lines] or [_("The desk has no categories.")]
    text = whole_lines([opening, *lines], SECTION)
    history = button(_("My history"), ids.SKILL_HISTORY, f"{shown.desk.id}:{shown.person}")
    return Message(text, [section(text), actions(history), *_others(shown.others, reader)])


def choosing(shown: Choosing, reader: Reader) -> dict[str, Any]:
    """The form that asks whose level of what is to be changed."""
    _ = reader.gettext
    people = [option(name, person) for person, name in list(shown.people.items())[:SELECT_OPTIONS]]
    kinds = [option(one.name, one.key) for one in shown.categories[:SELECT_OPTIONS]]
    if not people or not kinds:
        nothing = _("There is nothing to show yet: the desk has no categories, or nobody works it.")
        return modal(_("Change a level"), [section(nothing)], callback_id=ids.CHOOSE_SKILL, close=_("Close"))
    person = select(ids.SKILL_PERSON, _("Choose a person"), people)
    category = select(ids.SKILL_CATEGORY, _("Choose a category"), kinds)
    return modal(
        _("Change a level"),
        [
            labelled(_("Whose level?"), person, block_id=ids.SKILL_PERSON),
            labelled(_("Of what?"), category, block_id=ids.SKILL_CATEGORY),
        ],
        callback_id=ids.CHOOSE_SKILL,
        close=_("Cancel"),
        submit=_("Next"),
        metadata=shown.desk.id,
    )


def setting(shown: Setting, reader: Reader) -> dict[str, Any]:
    """The form for one level, over what became of it so far."""
    _, learned = reader.gettext, shown.learned
    name, category = in_bold(cut(shown.name, NAME)), in_bold(cut(shown.category.name, NAME))
    head = [f"*{name}*: {category}", _("Now: {level}").format(level=level(shown.now, reader))]
    if shown.required is not None:
        given = _("The desk gives such tickets to people from level {level} on.")
        counts = _("The desk requires level {level}: whoever has it counts as knowing this.")
        head.append((given if shown.is_assigned else counts).format(level=shown.required))
    skill = Skill(shown.desk.id, shown.category.key, shown.person)
    return modal(
        _("Change a level"),
        [section("\n".join(head)), *_fields(shown, reader), *(context(told(one, reader)) for one in shown.lines)],
        callback_id=ids.SET_SKILL,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=f"{0 if learned is None else learned.version}:{skill.written()}",
    )


def _fields(shown: Setting, reader: Reader) -> Iterator[Block]:
    _, learned = reader.gettext, shown.learned
    levels = [option(level(number, reader), str(number)) for number in LEVEL]
    chosen = select(ids.SKILL_LEVEL, _("Choose a level"), levels, initial=str(shown.now))
    yield labelled(_("Level"), chosen, block_id=ids.SKILL_LEVEL)
    known = "" if learned is None else learned.evidence
    yield labelled(
        _("What shows it?"),
        text_input(ids.EVIDENCE, initial=known, multiline=True, max_length=EVIDENCE),
        block_id=ids.EVIDENCE,
        hint=_("Text or a reference. The person and those who lead the desk can read it."),
    )
    ends = None if learned is None or learned.expires_on is None else learned.expires_on.isoformat()
    yield labelled(
        _("Holds until"),
        day_picker(ids.EXPIRES_ON, _("Choose a date"), initial=ends),
        block_id=ids.EXPIRES_ON,
        optional=True,
        hint=_("For a certificate that ends: notice comes 30 and 7 days before. Without a date it stays."),
    )


def _table(shown: Matrix, reader: Reader) -> Table:
    columns = shown.lines[: COLUMNS - 1]
    header = [reader.gettext("Person"), *(cut(line.category.name, NAME) for line in columns)]
    rows = [
        [cut(name, NAME), *(_cell(shown, person, line, reader) for line in columns)]
        for person, name in shown.people.items()
    ]
    caption = reader.gettext("Skills at {desk}, from 0 to 4").format(desk=shown.desk.name)
    return Table(caption, header, rows)


def _cell(shown: Matrix, person: PersonId, line: Line, reader: Reader) -> Cell:
    number, ends = shown.skills.level(person, line.category.key), shown.expiring.get((person, line.category.key))
    text = str(number)
    if ends is not None:
        written = calendar_day(ends, reader)  # a cell can't show dates as Slack writes them
        text = reader.gettext("{level} until {date}").format(level=number, date=written)
    return Number(number, text)


def _gaps(shown: Matrix, reader: Reader) -> Iterator[str]:
    """As in: VPN, level 3: nobody has it; 34 tickets."""
    _, gaps = reader.gettext, shown.gaps()
    if all(line.required is None for line in shown.lines):
        yield _("*Gaps*: the desk requires no level.")
        return
    if not gaps:
        yield _("*Gaps*: none. Every level that the desk requires is reached.")
        return
    yield _("*Gaps*, by tickets")
    for line in gaps[:LISTED]:
        known_by = len(line.knowing)
        text = reader.ngettext(
            "• {category}, level {level}: {n} of {all} people has it; {tickets}",
            "• {category}, level {level}: {n} of {all} people have it; {tickets}",
            known_by,
        )
        if not known_by:
            text = _("• {category}, level {level}: nobody has it; {tickets}")
        about = {"category": _category(line), "level": line.required, "tickets": _tickets(line, reader)}
        yield text.format(n=known_by, all=len(shown.people), **about)
    yield from _and_more(len(gaps) - LISTED, reader)


def _single(shown: Matrix, reader: Reader) -> Iterator[str]:
    _, alone = reader.gettext, shown.single()
    if not alone:
        yield _("*Known by one person alone*: nothing.")
        return
    yield _("*Known by one person alone*, by tickets")
    for line in alone[:LISTED]:
        name = in_bold(cut(shown.people[line.knowing[0]], NAME))
        text = _("• Only {name} knows {category}; {tickets}")
        yield text.format(name=name, category=_category(line), tickets=_tickets(line, reader))
    yield from _and_more(len(alone) - LISTED, reader)


def _notes(shown: Matrix, drawn: Table, reader: Reader) -> Iterator[str]:
    _ = reader.gettext
    yield "; ".join(level(number, reader) for number in LEVEL)
    who = _("Who knows a category is at the level that the desk requires; where it requires none, at {level} or above.")
    yield who.format(level=ALONE)
    yield _("Tickets are those of the last {days} days.").format(days=LOOKING_BACK.days)
    columns, rows = len(shown.lines) - len(drawn.header) + 1, len(drawn.rows) - len(fitting(drawn))
    if columns > 0:
        text = reader.ngettext("{n} more category has no room here.", "{n} more categories have no room here.", columns)
        yield text.format(n=columns)
    if rows > 0:
        text = reader.ngettext("{n} more person has no room here.", "{n} more people have no room here.", rows)
        yield text.format(n=rows)


def _buttons(shown: Matrix, reader: Reader) -> Block:
    """Anybody can be chosen, since those who have left keep their history, and a menu of all names is long."""
    _ = reader.gettext
    return actions(
        button(_("Change a level…"), ids.CHANGE_SKILLS, shown.desk.id),
        people_select(ids.SKILL_HISTORY_OF, _("History of…")),
        block_id=f"{ids.SKILL_HISTORY_OF}:{shown.desk.id}",
    )


def _others(keys: Sequence[str], reader: Reader) -> Iterator[Block]:
    if keys:
        text = reader.gettext("Other desks: {keys}. `/helpdesk skills {key}` shows one.")
        yield context(text.format(keys=", ".join(keys[:NAMES]), key=keys[0]))


def _own_line(one: OwnLine, shown: Own, reader: Reader) -> str:
    """As in: VPN: 2 (can do it with help); level 3 is required. You can ask Dana."""
    _, line = reader.gettext, one.line
    said = [f"• *{_category(line)}*: {level(one.level, reader)}"]
    if one.expires_on is not None:
        said.append(_("until {day}").format(day=day(one.expires_on)))
    if line.required is not None:
        said.append(_("level {level} is required").format(level=line.required))
    text = ", ".join(said)
    others = [in_bold(cut(shown.people[person], NAME)) for person in line.knowing if person != shown.person]
    if not others:
        return text
    return text + ". " + _("You can ask {names}.").format(names=", ".join(others[:NAMES]))


def _row_in_words(header: Sequence[str], row: Sequence[Cell]) -> str:
    """A row as a line, for those who hear it."""
    words = [cell.text if isinstance(cell, Number) else cell for cell in row]
    told_of = [f"{in_bold(name)} {in_bold(word)}" for name, word in zip(header[1:], words[1:], strict=True)]
    return f"*{in_bold(words[0])}*: {', '.join(told_of)}"


def _category(line: Line) -> str:
    return in_bold(cut(line.category.name, NAME))


def _tickets(line: Line, reader: Reader) -> str:
    return reader.ngettext("{n} ticket", "{n} tickets", line.tickets).format(n=line.tickets)


def _and_more(count: int, reader: Reader) -> Iterator[str]:
    if count > 0:
        yield reader.ngettext("… and {n} more", "… and {n} more", count).format(n=count)
