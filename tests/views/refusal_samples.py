"""Every refusal, with the nastiest that it can carry, for its sentence."""

from datetime import date

from bot.rules import refusals as because
from bot.rules import report_refusals
from bot.rules.deeds import Deed, Hindrance
from bot.rules.permission import ANYONE, MAY
from bot.rules.problems import Unfit
from bot.rules.questions import Unaskable
from bot.rules.vocabulary import Status, TicketId
from tests.tickets import RAISED_AT
from tests.views import training_samples
from tests.views.extremes import DANA, KEY, OTHER_KEY, TEXTS, long

OF_REPORTS: tuple[because.Refusal, ...] = (
    report_refusals.UnknownReportWord(long(TEXTS["hostile"], 4000), ()),
    report_refusals.UnknownReportWord("mnoth", ("month",)),
    report_refusals.UnknownReportWord(long(TEXTS["plain"], 4000), (TEXTS["hostile"],) * 6),
    report_refusals.NoSuchDate("2026-02-30"),
    report_refusals.ReversedPeriod("2026-01-31", "2026-01-01"),
    report_refusals.NothingYet(date(2999, 1, 1)),
    *(report_refusals.PeriodTooLong(0, unit, 10) for unit in ("day", "week", "month", "quarter", "year")),
    report_refusals.SaidTwice(long(TEXTS["hostile"], 4000), long(TEXTS["plain"], 4000)),
    report_refusals.TooManyToCount(12_000, "[]"),
    report_refusals.TooManyParts(370),
    report_refusals.OnlyYourOwn(),
)
REFUSALS: tuple[because.Refusal, ...] = (
    *OF_REPORTS,
    *training_samples.REFUSALS,
    *(because.NotAllowed(action) for action, roles in MAY.items() if roles != ANYONE),
    because.NoSuchTicket(),
    because.NoSuchTicket(KEY),
    because.NotYourDesk(KEY),
    because.AlreadyClaimed(TicketId(1), KEY, DANA, RAISED_AT),
    *(because.CannotFollow(KEY, status, Status.ON_HOLD) for status in Status),
    because.IsClosed(KEY),
    because.WasMerged(KEY, OTHER_KEY),
    because.IsSolved(KEY),
    because.NobodyHasIt(KEY),
    because.HasNoTickets(),
    because.NotOnYourList(KEY),
    because.NoSuchCategory(long(TEXTS["hostile"], 75)),
    because.NoSuchDesk(),
    because.TagTooLong(TEXTS["hostile"], 50),
    because.TooManyTags(10),
    because.NotAFutureTime(366),
    *(because.NotATime(long(TEXTS[name], 4000), why) for name in ("hostile", "plain") for why in because.Unclear),
    because.NothingToSay(),
    because.NoDesk(),
    because.NoPrivateChannel(long(TEXTS["hostile"], 75)),
    because.CannotMerge(KEY, TEXTS["hostile"]),
    *(because.CannotJoin(KEY, OTHER_KEY, why) for why in Unfit),
    because.NothingChosen(),
    because.OthersHaveIt(KEY),
    because.NotAnAgent(DANA, long(TEXTS["hostile"], 75)),
    because.CannotReadThat(),
    because.NotPossibleNow(),
    because.AnotherWorkspace(),
    because.AlreadyATicket(KEY),
    because.AlreadyATicket(""),
    because.NoDeskCalled(long(TEXTS["hostile"], 4000), (KEY[:16],) * 30),
    because.WorksNoDesk(),
    because.TextTooLong(3000),
    because.NoSuchReply(),
    because.NoSuchReply(long(TEXTS["hostile"], 4000)),
    because.ReplyKeyTaken("vpn"),
    because.ReplyChanged(long(TEXTS["hostile characters"], 75)),
    because.NotFilledIn(("{{pick-up time}}",)),
    because.NotFilledIn((TEXTS["hostile"],) * 30),
    *(because.ActionNotPossible(deed, why) for deed in Deed for why in Hindrance),
    because.NotInAThread(),
    because.NotAnAnswer(),
    because.NoTicketNamed(),
    because.NothingTried(),
    because.NotYourEscalation(KEY),
    because.NoSuchTip(),
    because.TipChanged(long(TEXTS["hostile characters"], 120)),
    because.NobodyToAsk(),
    because.TooManyToAsk(20),
    *(because.CannotBeAsked(KEY, long(TEXTS["hostile"], 80), why) for why in Unaskable),
    because.NoSuchQuestion(),
    because.IsAnswered(KEY, long(TEXTS["hostile"], 80)),
    because.NeedsNoAnswer(KEY),
    because.CannotThankOneself(),
    because.NoSuchSurvey(),
    because.FeedbackEnded(KEY),
    because.FeedbackSettled(KEY),
    because.CannotMergeTips(long(TEXTS["hostile"], 120), long(TEXTS["plain"], 120)),
)
