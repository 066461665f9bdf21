"""The demo's past is believable, and a visitor finds something of everything in it."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.cli.story import cast, phrases, play
from bot.cli.story.hours import hours, worked
from bot.cli.story.training import CALM
from bot.helpdesk import gaps, ladder
from bot.helpdesk.training import matrix, need_pictures, quizzes, resources, sessions, skills
from bot.rules.assignment import Ground, Grounds
from bot.rules.deflection import Outcome
from bot.rules.escalation import Escalation, State
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.questions import Question, Standing
from bot.rules.reports import Metric
from bot.rules.tips import Tip
from bot.rules.training.effects import Verdict
from bot.rules.training.matrix import Matrix
from bot.rules.training.needs import Subject
from bot.rules.training.skills import Skill
from bot.rules.vocabulary import CategoryKey, Closure, Status
from bot.views import ids
from storage import problems, questions, tables, tickets
from storage.training import onboarding
from storage.training import quality as quality_rows
from storage.training import skills as skill_rows
from tests.cli.told import ENDS, Past


def test_a_form_has_a_whole_sentence_for_its_subject() -> None:
    assert play.in_form("My screen is dark. Since today.") == ("My screen is dark", "Since today.")
    for ask in ("Der Drucker im 2. Stock druckt nur noch in Magenta", "Is it down?"):
        assert play.in_form(ask) == (ask, ask)


def test_sixty_days_of_tickets_at_both_desks(past: Past):
    raised = past.tickets()
    assert 220 <= len(raised) <= 290
    at = Counter(ticket.desk_id for ticket in raised)
    assert at[cast.IT] > 2 * at[cast.PEOPLE_DESK] > 80
    assert ENDS - raised[0].created_at > timedelta(days=57)


def test_business_days_are_busier_than_weekends(past: Past):
    on = Counter(ticket.created_at.weekday() for ticket in past.tickets())
    assert min(on[day] for day in range(5)) > 3 * max(on[5], on[6])


def test_people_ask_and_work_in_three_time_zones(past: Past):
    people = past.workspace.people
    zones = {people.find(ticket.requester_id).tz for ticket in past.tickets()}
    assert zones == {"America/New_York", "Europe/Berlin", "Europe/London"}
    assert {people.find(ticket.assignee_id).tz for ticket in past.tickets() if ticket.assignee_id} == zones


def test_many_people_ask_and_nobody_asks_for_all(past: Past):
    raised = Counter(ticket.requester_id for ticket in past.tickets())
    assert len(raised) >= 8
    assert max(raised.values()) < sum(raised.values()) / 4


def test_one_desk_claims_and_the_other_gives_out_by_itself(past: Past):
    lines = past.see(lambda tx: tx.rows(tables.history.select()))
    desk = {ticket.id: ticket.key.partition("-")[0] for ticket in past.tickets()}  # where it was raised
    chosen = [line for line in lines if line.what == Happening.ASSIGNED and line.by is None]
    assert sum(desk[line.ticket_id] == cast.IT for line in chosen) <= 5  # moved to the other one
    grounds = [found for line in chosen if (found := Grounds.read(line.why))]
    assert {found.ground for found in grounds} >= {Ground.ONLY_ONE, Ground.FEWEST_OPEN, Ground.LONGEST_WITHOUT}
    assert {(found.skill, found.level) for found in grounds if found.skill} == {("contracts", 3)}
    assert len({line.after for line in chosen}) == len(cast.PEOPLE_TEAM)
    happened = {line.what for line in lines if desk[line.ticket_id] == cast.PEOPLE_DESK}
    assert happened >= {Happening.ACCEPTED, Happening.DECLINED}


def test_somebody_was_away_tickets_waited_and_a_visitor_finds_one_to_accept(past: Past):
    told = {notice.kind for notice in past.see(lambda tx: tx.rows(tables.outbox.select()))}
    assert told >= {NoticeKind.GOING_AWAY, NoticeKind.NOBODY_THERE, NoticeKind.SOMEBODY_LATER}
    hana = past.workspace.direct(past.workspace.people.find("hana").id)
    newest = past.workspace.messages.in_channel(hana.id)[-1]
    assert "Why you: " in newest.text
    assert ids.ACCEPT in json.dumps(newest.blocks)


def test_the_last_mondays_digest_stands_where_the_leads_read_it(past: Past):
    *_, digest, more = past.workspace.messages.in_channel(past.workspace.channels.find("it-leads").id)
    assert (digest.text[:15], more.thread_ts) == ("*IT help: Mar 2", digest.ts)
    kinds = [block["type"] for block in (*digest.blocks, *more.blocks)]
    assert (kinds.count("data_visualization"), kinds.count("data_table")) == (4, 2)


def test_tickets_end_in_every_way(past: Past):
    raised = past.tickets()
    assert {ticket.closure for ticket in raised} >= {Closure.COMPLETED, Closure.MERGED, Closure.CANCELLED}
    assert sum(ticket.times_solved > 1 for ticket in raised) >= 5
    assert sum(ticket.is_private for ticket in raised) >= 10
    assert any(ticket.desk_id != ticket.key.partition("-")[0] for ticket in raised)


def test_a_visitor_finds_tickets_in_every_open_state(past: Past):
    unsolved = [ticket for ticket in past.tickets() if ticket.status not in (Status.SOLVED, Status.CLOSED)]
    assert {ticket.status for ticket in unsolved} == {Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD}
    assert 10 <= len(unsolved) <= 25
    assert any(ENDS - ticket.created_at < timedelta(minutes=10) for ticket in unsolved)


def test_a_visitor_finds_tickets_that_went_up_by_hand_and_by_a_rule(past: Past):
    raised = past.see(lambda tx: tx.find_all(Escalation, tables.escalations, order=("id",)))
    waiting = [each for each in raised if each.state is State.RAISED]
    assert any(each.raised_by is not None and each.acknowledge_by is not None for each in waiting)
    assert any(each.raised_by is None for each in waiting)
    assert any(each.asks_back and each.state is State.HANDED_BACK for each in raised)
    on_their_way = {ticket.id: ticket for ticket in past.tickets()}
    for each in waiting:
        assert each.raised_by not in past.see(ladder.concerned, on_their_way[each.ticket_id], each)


def test_a_visitor_finds_a_target_that_runs_out_and_one_that_was_missed(past: Past):
    clocks = past.see(lambda tx: tx.rows(tables.clocks.select()))
    running = [clock for clock in clocks if clock.ended_at is None and clock.due_at is not None]
    assert any(75 <= clock.fired < 100 for clock in running)
    assert any(clock.breached_at is not None for clock in running)


def test_a_visitor_finds_an_outage_that_was_one_problem_of_many_and_another_one_beginning(past: Past):
    together = Counter(tie.parent_id for tie in past.see(lambda tx: tx.rows(tables.joined_tickets.select())))
    assert max(together.values()) >= 3
    outage = past.see(tickets.get, max(together, key=lambda parent: together[parent]))
    assert outage is not None
    assert {ticket.status for ticket in past.see(problems.tickets, outage.id)} <= {Status.SOLVED, Status.CLOSED}
    triage = past.workspace.channels.find("it-triage").id
    asked = [message for message in past.workspace.messages.in_channel(triage) if ids.MAKE_ONE in str(message.blocks)]
    assert [message.text.partition(":")[0] for message in asked][-1:] == ["*3 people report this"]


def test_some_waited_far_too_long(past: Past):
    raised = past.tickets()
    assert any(
        ticket.first_response_at is None and ENDS - ticket.created_at > timedelta(days=9)
        for ticket in raised
        if ticket.status is Status.NEW
    )
    assert any(ENDS - ticket.created_at > timedelta(days=9) for ticket in raised if ticket.status is Status.OPEN)


def test_some_targets_were_missed_and_most_were_met(past: Past):
    clocks = past.see(lambda tx: tx.rows(tables.clocks.select()))
    missed = [clock for clock in clocks if clock.breached_at]
    assert {clock.target for clock in missed} >= {"first_response", "resolution"}
    assert 0 < len(missed) < len(clocks) / 4


def test_both_desks_have_saved_replies_and_answer_with_them(past: Past):
    saved = past.see(lambda tx: tx.rows(tables.saved_replies.select()))
    assert {reply.held_by for reply in saved} == {cast.IT, cast.PEOPLE_DESK}
    assert len([reply for reply in saved if "de" in reply.translations]) >= 3
    assert len([reply for reply in saved if reply.actions.deeds]) >= 3
    used = past.see(lambda tx: tx.rows(tables.saved_reply_uses.select()))
    assert len({use.reply_id for use in used}) >= 5


def test_the_team_tells_each_other_tips(past: Past):
    tips = past.workspace.channels.find("it-tips")
    assert len(past.workspace.messages.in_channel(tips.id)) >= 3


def test_the_desks_tips_are_about_what_people_ask(past: Past):
    written = [tip for tip in past.see(lambda tx: tx.find_all(Tip, tables.tips, order=("id",))) if tip.ticket_id]
    about = {ticket.id: ticket for ticket in past.tickets()}
    again = {ask for ask, _ in phrases.COMING_BACK}
    assert len(written) >= 10
    assert not any(about[tip.ticket_id].description in again for tip in written if tip.ticket_id)
    assert not any(re.search(r"\bI\b", tip.resolution) for tip in written)
    assert not any(answer in tip.resolution for tip in written for _, answer in phrases.COMING_BACK)


def test_the_reply_that_the_help_names_is_there(past: Past):
    assert "vpn" in {reply.key for reply in past.see(lambda tx: tx.rows(tables.saved_replies.select()))}


def test_a_visitor_finds_a_question_to_the_team_and_one_that_was_answered_and_thanked_for(past: Past):
    asked = past.see(lambda tx: tx.find_all(Question, tables.questions, order=("id",)))
    assert [question.standing for question in asked] == [Standing.ANSWERED, Standing.OPEN]
    assert past.see(questions.thanks, past.workspace.people.find("hana").id) == 1


def test_a_lead_finds_what_people_looked_for_in_vain(past: Past):
    lea = past.workspace.people.find("lea").id
    sought = past.see(gaps.listing, lea).missing
    assert [(one.words, one.people) for one in sought[:2]] == [("garage parking", 3), ("whiteboard zapping", 2)]


def test_some_found_their_answer_before_there_was_a_ticket_and_not_all(past: Past):
    outcomes = past.see(lambda tx: tx.find_values(tables.deflections, "outcome", order=("id",)))
    assert len(outcomes) > outcomes.count(Outcome.HELPED) > 1


def test_ratings_are_mostly_good_and_not_all(past: Past):
    rows = past.see(lambda tx: tx.rows(tables.ratings.select()))
    scores = Counter(row.score for row in rows)
    assert set(scores) == {1, 2, 3, 4, 5}
    assert scores[5] > scores[4] > scores[3] > scores[1] + scores[2] - 10
    solved = sum(ticket.times_solved > 0 for ticket in past.tickets())
    assert 0.4 < len(rows) / solved < 0.75


def test_nobody_says_the_same_twice(past: Past):
    asked = Counter(ticket.description for ticket in past.tickets() if ticket.intake != "follow_up")
    assert max(asked.values()) <= 2
    assert sum(often > 1 for often in asked.values()) < 10
    subjects = [ticket.subject for ticket in past.tickets()]
    assert all(one != other for one, other in pairwise(subjects))


def test_work_goes_on_the_next_working_morning():
    berlin = cast.Cast({}, {}).zone("dana")
    friday_evening = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)  # 18:00 in Berlin
    assert worked(friday_evening, 30, berlin) == datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    assert worked(datetime(2026, 3, 6, 16, 30, tzinfo=UTC), 60, berlin) == datetime(2026, 3, 9, 8, 45, tzinfo=UTC)
    assert not hours(berlin).is_open(friday_evening)


def test_a_lead_finds_what_people_could_learn_and_what_came_of_a_session(past: Past):
    lea = past.person("lea")
    shown = past.see(need_pictures.asked, "", lea)
    assert Subject(CategoryKey("software"), Metric.REOPENED) in [one.need.subject for one in shown.needs]
    (effect,) = shown.effects
    assert Verdict.BETTER in [change.verdict for change in effect.changes]
    letters = past.workspace.messages.in_channel(past.workspace.direct(lea).id)
    assert any("could learn" in letter.text and effect.title in letter.text for letter in letters)


def test_a_visitor_finds_a_team_that_learns(past: Past):
    dana, eli = (past.person(name) for name in ("dana", "eli"))
    (quiz,) = past.see(quizzes.of_category, cast.IT, CategoryKey("access"))
    assert past.see(quizzes.passed, quiz.id, eli)
    assert not past.see(quizzes.passed, quiz.id, dana)
    (phishing,) = past.see(resources.of_category, cast.IT, CategoryKey("access"))
    assert past.see(resources.done_by, phishing.id, eli)
    assert not past.see(resources.done_by, phishing.id, dana), "she is asked to read it"
    assert past.see(skills.level, cast.IT, CategoryKey("network"), eli) == 4
    certificate = past.see(skill_rows.get, Skill(cast.IT, CategoryKey("network"), eli))
    assert certificate is not None
    assert (certificate.expires_on is None, certificate.falls_to) == (False, 3)
    table = past.see(matrix.asked, "IT", past.person("lea"))
    assert isinstance(table, Matrix)
    assert [line.category.key for line in table.gaps()] == ["access"]
    assert [one.topic for one in past.see(sessions.upcoming, cast.IT)] == [CALM]
    (way,) = past.see(onboarding.mentored_by, eli)
    assert (way.person_id, way.place) == (dana, 1), "she has read what comes first"
    reviews = past.see(quality_rows.of_desk, cast.IT, ENDS - timedelta(days=60))
    assert len(reviews) >= 10
    assert {one.is_passed for one in reviews} == {True}
    last = past.see(quality_rows.last_week, cast.IT)
    assert last is not None
    chosen = past.see(quality_rows.chosen, cast.IT, last)
    assert chosen
    assert not past.see(quality_rows.of_tickets, [one.ticket_id for one in chosen]), "they wait for a visitor"
