using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Demo;

/// <summary>
/// Makes up the history of an order, period by period, without a database: the same each time, so that a run that was interrupted can go on. Amounts,
/// periods, caps, fees and interest are those that rulebook, fee schedules and rate tables give.
/// </summary>
public sealed class HistoryPlanner(WorkCalendar calendar, RulebookLibrary rulebooks, FeeLibrary fees, InterestRateLibrary rates)
{
    internal const int Bidders = 40;
    internal const int PeriodDays = 91;
    internal const string Line = "construction";
    internal const string VenueTariff = "demo-venue";
    internal const string ExpertTariff = "demo-expert-fee";

    private const int MostPeriods = 12;
    private const int EntriesAPeriod = 150;
    private const int FewestBidders = 3;
    private const int MostBidders = 24;
    private const int DepositEntriesAtMost = 5;
    private const int FeeEntriesAtMost = 6;
    private const int LeastLot = (FewestBidders * DepositEntriesAtMost) + FeeEntriesAtMost;
    private const string VenueCategory = "evaluation-room";
    private const int OneInSoMany = 6;
    private const int StrangerEntries = 3;
    private const int LatestStart = 25;
    private const int FirstBatch = 6;
    private const int Week = 7;
    private static readonly TimeOnly Closing = new(9, 30);

    internal static int Periods(HistoryOrder order) => order.RefundsDue ? 1 : Math.Clamp(order.Entries / order.Centres / EntriesAPeriod, 1, MostPeriods);

    /// <summary>The first day of a history that ends on a day.</summary>
    internal static DateOnly FirstDay(HistoryOrder order, DateOnly until) => until.AddDays(1 - (Periods(order) * PeriodDays));

    /// <summary>Eight digits that name an order.</summary>
    internal static string NameOf(HistoryOrder order) => (NumberOf(order, "name") % 100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    internal IEnumerable<HistoryPeriod> Plan(HistoryOrder order, DateOnly until)
    {
        var tags = new int[Bidders];
        var periods = Periods(order);
        var parts = order.Centres * periods;
        foreach (var number in Enumerable.Range(0, periods))
        {
            foreach (var centre in Enumerable.Range(0, order.Centres))
            {
                var part = (number * order.Centres) + centre;
                var entries = (order.Entries / parts) + (part < order.Entries % parts ? 1 : 0);
                var first = FirstDay(order, until).AddDays(number * PeriodDays);
                var rules = new TenderRulebook(rulebooks.Resolve(Line, first, [], []), Line, isLegallyRequired: true);
                var random = new Random((int)(NumberOf(order, $"{centre} {number}") & int.MaxValue));
                yield return new Making(this, rules, random, tags, first, isLast: number == periods - 1, order.RefundsDue).Period(centre, number, entries);
            }
        }
    }

    private static uint NumberOf(HistoryOrder order, string what) => BinaryPrimitives.ReadUInt32BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order.Seed} {order.Entries} {order.Centres} {what}"))));

    private HistoryTimes TimesOf(TenderRulebook rules, DateOnly day)
    {
        var notice = At(day, 10);
        var timetable = Timetable.Shortest(rules, calendar, notice, Closing);
        var opened = timetable.DeadlineUtc.AddMinutes(30);
        var evaluated = opened.AddDays(1);
        var publicUtc = evaluated.AddHours(2);
        var publicity = rules.Rulebook.Period(rules.Publicity.Key, calendar, Instants.BeijingDay(publicUtc));
        var decided = Instants.EndOfBeijingDay(publicity.Date).AddHours(10);
        return new HistoryTimes(notice, timetable, opened, evaluated, publicUtc, decided, decided.AddDays(3));
    }

    internal static DateTime At(DateOnly day, int hour) => Instants.StartOfBeijingDay(day).AddHours(hour);

    /// <summary>One period in the making: what is left of its entries, and the dice.</summary>
    private sealed class Making(HistoryPlanner planner, TenderRulebook rules, Random random, int[] tags, DateOnly first, bool isLast, bool refundsDue)
    {
        private readonly DateOnly _last = first.AddDays(PeriodDays - 1);
        private readonly InterestRates _rates = planner.RatesOf(rules);
        private readonly SortedDictionary<DateOnly, Guid> _batches = [];
        private readonly List<HistoryStranger> _strangers = [];
        private int _left;

        public HistoryPeriod Period(int centre, int number, int entries)
        {
            _left = entries;
            List<HistoryBankLine> bankLines = [];
            if (_left > 0)
            {
                bankLines.Add(new HistoryBankLine(NewId(), _last.AddDays(-2), Money.Yuan(random.Next(500, 50_000))));
                _left--;
            }

            var projects = Projects();
            for (; _left > 0; _left--)
            {
                bankLines.Add(new HistoryBankLine(NewId(), first.AddDays(random.Next(1, PeriodDays - 2)), -Money.Yuan(random.Next(5, 200))));
            }

            return new HistoryPeriod(centre, number, first, _last, rules, projects, _strangers, bankLines, _batches);
        }

        private List<HistoryProject> Projects()
        {
            var projects = new List<HistoryProject>();
            while (_left >= LeastLot)
            {
                // The last period leaves something open of each kind, and later now and then.
                var stage = refundsDue ? HistoryStage.RefundDue
                    : !isLast ? HistoryStage.Finished
                    : projects.Count < (int)HistoryStage.Finished ? (HistoryStage)projects.Count
                    : (HistoryStage)Math.Min(random.Next(0, 30), (int)HistoryStage.Finished);
                var times = TimesOf(stage);
                var lots = new List<HistoryLot>();
                for (var more = random.Next(1, 4); more > 0 && _left >= LeastLot; more--)
                {
                    lots.Add(Lot(stage, times));
                }

                projects.Add(new HistoryProject(projects.Count + 1, times.NoticeUtc.AddHours(-1), lots));
                if ((_strangers.Count == 0 || random.Next(0, 4) == 0) && _left >= StrangerEntries)
                {
                    Stranger();
                }
            }

            return projects;
        }

        private HistoryTimes TimesOf(HistoryStage stage)
        {
            if (stage == HistoryStage.Finished)
            {
                return planner.TimesOf(rules, first.AddDays(random.Next(0, LatestStart)));
            }

            var start = stage == HistoryStage.Awaiting ? _last.AddDays(-10) : _last.AddDays(-LatestStart);
            while (stage != HistoryStage.Awaiting && planner.TimesOf(rules, start).ContractedOn > _last.AddDays(-2))
            {
                start = start.AddDays(-1);
            }

            return planner.TimesOf(rules, start);
        }

        private HistoryLot Lot(HistoryStage stage, HistoryTimes times)
        {
            var category = (LotCategory)random.Next(0, 4);
            var estimate = Money.Yuan(random.Next(200, 6_000) * 10_000m);
            var highest = rules.HighestDeposit(category, estimate);
            var asked = new Money(highest.Fen - (highest.Fen % 100_000));
            var facts = new LotFacts("标段", category, estimate, estimate, null, asked, random.Next(60, 720));
            var count = Math.Min(random.Next(FewestBidders, MostBidders + 1), (_left - FeeEntriesAtMost) / DepositEntriesAtMost);
            var bidders = Enumerable.Range(0, Bidders).ToArray();
            random.Shuffle(bidders);
            var deposits = bidders.Take(count).Select(bidder => Deposit(bidder, asked, stage, times)).ToList();
            var fees = stage == HistoryStage.Awaiting ? [] : Fees(deposits[0].Bidder, category, estimate, stage, times).ToList();
            var due = rules.Rulebook.Period(rules.Deposits.TermsOf(DepositEvent.ContractSigned)!.Rule.Key, planner.Calendar, times.ContractedOn).Date;
            return new HistoryLot(facts, stage, times, due, deposits, fees);
        }

        private HistoryDeposit Deposit(int bidder, Money asked, HistoryStage stage, HistoryTimes times)
        {
            // The import of the next morning is still before the deadline, and before the history ends.
            var firstDay = Instants.BeijingDay(times.NoticeUtc).AddDays(1);
            var lastDay = Instants.BeijingDay(times.Timetable.DeadlineUtc).AddDays(-2);
            lastDay = lastDay > _last ? _last : lastDay;
            var paidOn = firstDay.AddDays(random.Next(0, lastDay.DayNumber - firstDay.DayNumber + 1));
            var back = stage is HistoryStage.Finished or HistoryStage.Refunding ? Back(asked, paidOn, stage, times) : null;
            _left -= 1 + (back is null ? 0 : back.Interest.IsZero ? 1 : 3) + (back?.LineOut is null ? 0 : 1);
            return new HistoryDeposit(NewId(), bidder, tags[bidder]++, NewId(), paidOn, asked, back);
        }

        private HistoryRepayment Back(Money asked, DateOnly paidOn, HistoryStage stage, HistoryTimes times)
        {
            var payOn = stage == HistoryStage.Refunding ? _last : BatchAfter(times.ContractedOn);
            Batch(payOn);
            var interest = rules.Deposits.Interest.Flag ? Interest.Calculate(asked, paidOn.AddDays(1), payOn, _rates) : Money.Zero;
            return new HistoryRepayment(NewId(), payOn, interest, stage == HistoryStage.Finished ? NewId() : null);
        }

        /// <summary>The winner pays for the award; of some lots the owner pays the rooms and the experts.</summary>
        private IEnumerable<HistoryFee> Fees(int winner, LotCategory category, Money award, HistoryStage stage, HistoryTimes times)
        {
            var fees = new List<HistoryFee?>
            {
                Fee(FeeOccasion.Award, rules.FeeSchedule.Text, AwardCategories.Of(category), new FeeCase(award), winner, stage, times.AwardedUtc),
            };
            if (random.Next(0, OneInSoMany) == 0)
            {
                fees.Add(Fee(FeeOccasion.VenueUsed, VenueTariff, VenueCategory, new FeeCase(null, Hours: random.Next(1, 9), Rooms: random.Next(1, 3)), null, stage, times.EvaluatedUtc));
                fees.Add(Fee(FeeOccasion.ExpertsSat, ExpertTariff, null, new FeeCase(null, Hours: random.Next(2, 9), Experts: 5), null, stage, times.EvaluatedUtc));
            }

            return fees.OfType<HistoryFee>();
        }

        private HistoryFee? Fee(FeeOccasion occasion, string key, string? category, FeeCase asked, int? winner, HistoryStage stage, DateTime atUtc)
        {
            var day = Instants.BeijingDay(atUtc);
            var schedule = planner.Library.Get(key, category, day);
            var quote = schedule.Quote(asked);
            if (quote.Fee.IsZero)
            {
                return null;
            }

            var isTakenBack = stage == HistoryStage.Finished && random.Next(0, 25) == 0;
            var paidOn = stage == HistoryStage.Finished && !isTakenBack ? day.AddDays(random.Next(1, 6)) : (DateOnly?)null;
            _left -= isTakenBack || paidOn is not null ? 2 : 1;
            return new HistoryFee(NewId(), winner, NewId(), occasion, asked, schedule, quote.Fee, atUtc, isTakenBack ? atUtc.AddDays(1) : null, paidOn, NewId());
        }

        private void Stranger()
        {
            var isOpen = isLast && _strangers.Count == 0;
            var paidOn = isOpen ? _last.AddDays(-1) : first.AddDays(random.Next(1, 60));
            var payOn = BatchAfter(paidOn);
            if (!isOpen)
            {
                Batch(payOn);
            }

            _left -= isOpen ? 1 : StrangerEntries;
            _strangers.Add(new HistoryStranger(
                NewId(), random.Next(0, Bidders), paidOn, Money.Yuan(random.Next(100, 80_000)),
                isOpen ? null : new HistoryRepayment(NewId(), payOn, Money.Zero, NewId())));
        }

        private DateOnly BatchAfter(DateOnly day) => first.AddDays(FirstBatch + ((((day.DayNumber - first.DayNumber - FirstBatch) / Week) + 1) * Week));

        private void Batch(DateOnly payOn)
        {
            if (!_batches.ContainsKey(payOn))
            {
                _batches[payOn] = NewId();
            }
        }

        private Guid NewId()
        {
            Span<byte> bytes = stackalloc byte[16];
            random.NextBytes(bytes);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes, bigEndian: true);
        }
    }

    private WorkCalendar Calendar => calendar;
    private FeeLibrary Library => fees;

    private InterestRates RatesOf(TenderRulebook rules) => rates.Get(rules.Deposits.InterestTable.Text);
}
