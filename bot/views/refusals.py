"""What a person reads when the helpdesk says no: what happened, what was kept, what to do next."""

from collections.abc import Callable, Mapping

from bot.i18n import Reader, marked
from bot.rules import permission
from bot.rules import refusals as because
from bot.rules.actions import Action, Role
from bot.rules.problems import Unfit
from bot.rules.refusals import Unclear
from bot.views import question_refusals, reply_actions, report_refusals
from bot.views.mrkdwn import cut, escape, mention, moment
from bot.views.training import quiz_refusals, track_refusals
from bot.views.training import refusals as training_refusals
from bot.views.user_text import literal
from bot.views.words import STATUS

WHO: Mapping[frozenset[Role], str] = {
    permission.DESK: marked("That is for the people who work this desk. Nothing was changed."),
    permission.LEAD: marked("That is for the desk's leads. Nothing was changed."),
    permission.LEADS: marked("That is for the desk's leads. Nothing was changed."),
    permission.ADMINS: marked("That is for the admins of this workspace. Nothing was changed."),
    permission.DESK | permission.ADMINS: marked("That is for the people who work a desk. Nothing was changed."),
    permission.HOST: marked("That is for the host of the session and the desk's leads. Nothing was changed."),
    permission.PLANNING: marked("That is for whoever planned the session, its host and the desk's leads."),
    permission.INVITED: marked("That session is for other people of the desk. Nothing was changed."),
    permission.TAKING_PART: marked("That session is for other people of the desk. Nothing was changed."),
    permission.ATTENDED: marked("That is for the people who were at the session. Nothing was changed."),
    permission.LEARNER: marked("That is for whoever is on the track. Nothing was changed."),
    permission.MENTOR | permission.LEAD: marked("That is for the mentor and the desk's leads. Nothing was changed."),
    permission.LEARNER | permission.MENTOR | permission.LEAD: marked(
        "That is for whoever is on the track, the mentor and the desk's leads. Nothing was changed."
    ),
    permission.ASKED: marked("That is for the people who were asked. Nothing was changed."),
    permission.REQUESTER: marked("That is for the person who asked. Nothing was changed."),
    permission.REQUESTER | permission.DESK: marked(
        "That is for the person who asked and the people who work this desk. Nothing was changed."
    ),
}


def refusal(reason: because.Refusal, reader: Reader) -> str:
    """The sentence for a refusal, as mrkdwn."""
    say = SENTENCES.get(type(reason))
    return reader.gettext("That is not possible. Nothing was changed.") if say is None else say(reason, reader)


def _not_allowed(reason: because.NotAllowed, reader: Reader) -> str:
    return reader.gettext(WHO[permission.MAY[Action(reason.action)]])


def _no_such_ticket(reason: because.NoSuchTicket, reader: Reader) -> str:
    if not reason.key:
        return reader.gettext("I can't find that ticket. `/ticket list` shows your own tickets.")
    text = reader.gettext("I can't find {key}. `/ticket list` shows your own tickets.")
    return text.format(key=escape(reason.key))


def _not_your_desk(reason: because.NotYourDesk, reader: Reader) -> str:
    text = reader.gettext(
        "Only the people who work its desk, and whoever asked, can do that with {key}. Nothing was changed."
    )
    return text.format(key=escape(reason.key))


def _already_claimed(reason: because.AlreadyClaimed, reader: Reader) -> str:
    text = reader.gettext("{name} took {key} ({time}).")
    return text.format(name=mention(reason.winner), key=reason.key, time=moment(reason.at))


def _cannot_follow(reason: because.CannotFollow, reader: Reader) -> str:
    _ = reader.gettext
    return _("{key} is “{status}” now, so it can't become “{wanted}”. Nothing was changed.").format(
        key=reason.key, status=_(STATUS[reason.status]), wanted=_(STATUS[reason.wanted])
    )


def _closed(reason: because.IsClosed, reader: Reader) -> str:
    text = reader.gettext("{key} is closed. A message in its thread opens a follow-up ticket.")
    return text.format(key=reason.key)


def _merged(reason: because.WasMerged, reader: Reader) -> str:
    return reader.gettext("{key} was merged and goes on as {into}.").format(key=reason.key, into=reason.into)


def _nothing_to_say(_reason: because.NothingToSay, reader: Reader) -> str:
    return reader.gettext("There is nothing to read in that. Please say in a few words what you need.")


def _another_workspace(_reason: because.AnotherWorkspace, reader: Reader) -> str:
    return reader.gettext("This helpdesk works in another workspace. Nothing was changed.")


def _no_desk(_reason: because.NoDesk, reader: Reader) -> str:
    return reader.gettext(
        "No desk has been set up here yet, so nobody would see a ticket. "
        "Please ask your Slack admin to run `helpdesk desk apply`."
    )


def _no_private_channel(reason: because.NoPrivateChannel, reader: Reader) -> str:
    text = reader.gettext("{desk} takes no private tickets. Your text was kept; please choose another desk.")
    return text.format(desk=escape(reason.desk))


def _cannot_merge(reason: because.CannotMerge, reader: Reader) -> str:
    text = reader.gettext("{key} and {into} can't become one ticket. Nothing was changed.")
    return text.format(key=reason.key, into=escape(reason.into))


UNFIT: Mapping[Unfit, str] = {
    Unfit.ITSELF: marked("{key} can't be the same problem as itself. Please choose another ticket."),
    Unfit.OTHER_DESK: marked("{parent} is at another desk, so {key} can't join it. Nothing was changed."),
    Unfit.PRIVATE: marked("Private tickets stay by themselves, so {key} can't join {parent}. Nothing was changed."),
    Unfit.IS_JOINED: marked(
        "Others joined {key}, so it can't join {parent}. Please let {parent} join {key}, or merge the two."
    ),
}


def _cannot_join(reason: because.CannotJoin, reader: Reader) -> str:
    return reader.gettext(UNFIT[reason.why]).format(key=reason.key, parent=reason.parent)


def _nothing_chosen(_reason: because.NothingChosen, reader: Reader) -> str:
    return reader.gettext("Please choose a ticket, or give the number of one.")


def _others_have_it(reason: because.OthersHaveIt, reader: Reader) -> str:
    return reader.gettext(
        "Others report the same and wait for {key}, so it can't be taken back. "
        "If yours is solved, please press *That solved it*."
    ).format(key=reason.key)


def _not_an_agent(reason: because.NotAnAgent, reader: Reader) -> str:
    text = reader.gettext("The person you chose does not work at {desk}. Please choose somebody who does.")
    return text.format(desk=escape(reason.desk))  # it stands under a field, where a mention can't be shown


def _cannot_read_that(_reason: because.CannotReadThat, reader: Reader) -> str:
    return reader.gettext(
        "I did not see that message when it was written, so I can't raise it. "
        "Please use *Make it a ticket* in the message's menu."
    )


def _not_possible_now(_reason: because.NotPossibleNow, reader: Reader) -> str:
    return reader.gettext("That is settled already. Nothing was changed.")


def _solved(reason: because.IsSolved, reader: Reader) -> str:
    return reader.gettext("{key} is solved. Please reopen it first. Nothing was changed.").format(key=reason.key)


def _nobody_has_it(reason: because.NobodyHasIt, reader: Reader) -> str:
    return reader.gettext("Nobody has {key} now: you can claim it on its card.").format(key=reason.key)


def _not_on_your_list(reason: because.NotOnYourList, reader: Reader) -> str:
    return reader.gettext("You don't have {key}, so you can't hand it on. Nothing was changed.").format(key=reason.key)


def _has_no_tickets(_reason: because.HasNoTickets, reader: Reader) -> str:
    return reader.gettext("You have no tickets to hand on. Nothing was changed.")


def _no_such_category(reason: because.NoSuchCategory, reader: Reader) -> str:
    text = reader.gettext("{desk} has no such category. Please choose another one.")
    return text.format(desk=escape(reason.desk))


def _no_such_desk(_reason: because.NoSuchDesk, reader: Reader) -> str:
    return reader.gettext("There is no such desk any more. Please choose another one.")


def _tag_too_long(reason: because.TagTooLong, reader: Reader) -> str:
    text = reader.gettext("A tag has at most {limit} characters, and “{tag}” has more.")
    return text.format(limit=reason.limit, tag=escape(cut(reason.tag, reason.limit)))


def _too_many_tags(reason: because.TooManyTags, reader: Reader) -> str:
    return reader.gettext("A ticket has at most {limit} tags. Please leave some out.").format(limit=reason.limit)


def _not_a_future_time(reason: because.NotAFutureTime, reader: Reader) -> str:
    text = reader.gettext("Please choose a time that is still to come, within {days} days.")
    return text.format(days=reason.days)


UNCLEAR: Mapping[Unclear, str] = {
    Unclear.NOT_UNDERSTOOD: marked(
        "I don't understand “{words}”. Please try `/helpdesk away until 14:00`, `/helpdesk away 30 minutes`, "
        "`/helpdesk out until Monday` or `/helpdesk out until 12 January`."
    ),
    Unclear.PAST: marked("“{words}” has passed already. Please name a time that is still to come."),
    Unclear.TOO_FAR: marked("“{words}” is more than a year away. Please name a time before that."),
}


def _not_a_time(reason: because.NotATime, reader: Reader) -> str:
    text = reader.gettext(UNCLEAR[reason.why])
    return text.format(words=escape(cut(literal(reason.words), 80)))


def _no_desk_called(reason: because.NoDeskCalled, reader: Reader) -> str:
    text = reader.gettext("There is no desk called {name}. You can ask for: {known}.")
    known = ", ".join(f"`{escape(key)}`" for key in reason.known)
    return text.format(name=escape(cut(reason.name, 80)), known=known)


def _works_no_desk(_reason: because.WorksNoDesk, reader: Reader) -> str:
    return reader.gettext("That is for the people who work a desk. `/ticket list` shows your own tickets.")


def _already_a_ticket(reason: because.AlreadyATicket, reader: Reader) -> str:
    if not reason.key:
        return reader.gettext("That message is a ticket already. Nothing was changed.")
    return reader.gettext("That message is {key} already. `/ticket {key}` shows it.").format(key=reason.key)


def _text_too_long(reason: because.TextTooLong, reader: Reader) -> str:
    return reader.gettext("That has more than {limit} characters. Please shorten it.").format(limit=reason.limit)


def _no_such_reply(reason: because.NoSuchReply, reader: Reader) -> str:
    _ = reader.gettext
    if not reason.key:
        return _("That saved reply can't be used here, or not any more. `/helpdesk replies` shows yours.")
    text = _("There is no saved reply “{key}” that can be used here. `/helpdesk replies` shows yours.")
    return text.format(key=escape(cut(reason.key, 80)))


def _reply_key_taken(reason: because.ReplyKeyTaken, reader: Reader) -> str:
    text = reader.gettext("There is a saved reply “{key}” already, perhaps a retired one. Please choose another key.")
    return text.format(key=escape(reason.key))


def _reply_changed(reason: because.ReplyChanged, reader: Reader) -> str:
    text = reader.gettext(
        "Somebody else changed “{title}” while you were writing, so nothing was saved. "
        "Please copy your text, close this form and open it again."
    )
    return text.format(title=escape(reason.title))


def _not_filled_in(reason: because.NotFilledIn, reader: Reader) -> str:
    text = reader.ngettext(
        "This still has to be filled in, or taken out: {placeholders}",
        "These still have to be filled in, or taken out: {placeholders}",
        len(reason.placeholders),
    )
    return text.format(placeholders=escape(cut(literal(", ".join(reason.placeholders)), 300)))


def _no_ticket_named(_reason: because.NoTicketNamed, reader: Reader) -> str:
    return reader.gettext("Please name a saved reply and a ticket: `/helpdesk reply vpn IT-42`.")


def _action_not_possible(reason: because.ActionNotPossible, reader: Reader) -> str:
    text = reader.gettext("Nothing was sent: {what} can't be changed now, because {why}. Please untick that.")
    return text.format(what=reply_actions.kind(reason.deed, reader), why=reply_actions.why(reason.why, reader))


def _not_in_a_thread(_reason: because.NotInAThread, reader: Reader) -> str:
    return reader.gettext(
        "That message belongs to no ticket. Please choose a message in a ticket's thread, or a ticket's card."
    )


def _not_an_answer(_reason: because.NotAnAnswer, reader: Reader) -> str:
    return reader.gettext("Only what a desk has answered to a requester can become a saved reply. Nothing was saved.")


def _nothing_tried(_reason: because.NothingTried, reader: Reader) -> str:
    return reader.gettext("Please say what was tried so far, so that nobody begins at the beginning.")


def _not_your_escalation(reason: because.NotYourEscalation, reader: Reader) -> str:
    text = reader.gettext("{key} went to other people, and to the desk's leads. Nothing was changed.")
    return text.format(key=reason.key)


def _no_such_tip(_reason: because.NoSuchTip, reader: Reader) -> str:
    return reader.gettext("That tip is not there for you, or not any more. `/helpdesk tips` shows the others.")


def _tip_changed(reason: because.TipChanged, reader: Reader) -> str:
    text = reader.gettext(
        "Somebody else changed “{title}” while you were writing, so nothing was saved. "
        "Please copy your text, close this form and open it again."
    )
    return text.format(title=escape(reason.title))


def _cannot_merge_tips(reason: because.CannotMergeTips, reader: Reader) -> str:
    text = reader.gettext(
        "“{title}” can't become part of “{into}”: both have to be in use, and of one desk. Nothing was changed."
    )
    return text.format(title=escape(reason.title), into=escape(reason.into))


def _no_such_survey(_reason: because.NoSuchSurvey, reader: Reader) -> str:
    return reader.gettext("I can't find that question. Nothing was changed.")


def _feedback_ended(reason: because.FeedbackEnded, reader: Reader) -> str:
    text = reader.gettext(
        "The question how it went with {key} has ended, so nothing was changed. Thank you all the same!"
    )
    return text.format(key=reason.key)


def _feedback_settled(reason: because.FeedbackSettled, reader: Reader) -> str:
    text = reader.gettext(
        "{key} has gone on since it was solved, so nothing was changed. You are asked again when it is solved."
    )
    return text.format(key=reason.key)


SENTENCES: Mapping[type[because.Refusal], Callable[..., str]] = {
    because.NotAllowed: _not_allowed,
    because.NoSuchTicket: _no_such_ticket,
    because.NotYourDesk: _not_your_desk,
    because.AlreadyClaimed: _already_claimed,
    because.CannotFollow: _cannot_follow,
    because.IsClosed: _closed,
    because.WasMerged: _merged,
    because.IsSolved: _solved,
    because.NobodyHasIt: _nobody_has_it,
    because.HasNoTickets: _has_no_tickets,
    because.NotOnYourList: _not_on_your_list,
    because.NoSuchCategory: _no_such_category,
    because.NoSuchDesk: _no_such_desk,
    because.TagTooLong: _tag_too_long,
    because.TooManyTags: _too_many_tags,
    because.NotAFutureTime: _not_a_future_time,
    because.NotATime: _not_a_time,
    because.NothingToSay: _nothing_to_say,
    because.AnotherWorkspace: _another_workspace,
    because.NoDesk: _no_desk,
    because.NoPrivateChannel: _no_private_channel,
    because.CannotMerge: _cannot_merge,
    because.CannotJoin: _cannot_join,
    because.NothingChosen: _nothing_chosen,
    because.OthersHaveIt: _others_have_it,
    because.NotAnAgent: _not_an_agent,
    because.CannotReadThat: _cannot_read_that,
    because.NotPossibleNow: _not_possible_now,
    because.AlreadyATicket: _already_a_ticket,
    because.NoDeskCalled: _no_desk_called,
    because.WorksNoDesk: _works_no_desk,
    because.TextTooLong: _text_too_long,
    because.NoSuchReply: _no_such_reply,
    because.ReplyKeyTaken: _reply_key_taken,
    because.ReplyChanged: _reply_changed,
    because.NotFilledIn: _not_filled_in,
    because.ActionNotPossible: _action_not_possible,
    because.NotInAThread: _not_in_a_thread,
    because.NotAnAnswer: _not_an_answer,
    because.NoTicketNamed: _no_ticket_named,
    because.NothingTried: _nothing_tried,
    because.NotYourEscalation: _not_your_escalation,
    because.NoSuchTip: _no_such_tip,
    because.TipChanged: _tip_changed,
    because.CannotMergeTips: _cannot_merge_tips,
    because.NoSuchSurvey: _no_such_survey,
    because.FeedbackEnded: _feedback_ended,
    because.FeedbackSettled: _feedback_settled,
    **question_refusals.SENTENCES,
    **report_refusals.SENTENCES,
    **quiz_refusals.SENTENCES,
    **training_refusals.SENTENCES,
    **track_refusals.SENTENCES,
}
