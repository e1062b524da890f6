using System.Globalization;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Demo;

/// <summary>A line of the bank in the history: what the bank prints, and what became of it.</summary>
internal sealed record HistoryLine(Guid Id, DateOnly On, Money Amount, BankLineState State)
{
    public HistoryParty? Party { get; init; }
    public string Summary { get; init; } = "转账";
    public string SubAccount { get; init; } = "";
    public string? EndToEndId { get; init; }
    public bool IsStrangers { get; init; }
    public bool HasPayer => IsStrangers || State == BankLineState.Fee;
}

/// <summary>What a period of the history says to the bank and to the journal, reckoned from the plan alone.</summary>
public sealed class HistoryBooks(DepositSubAccounts subAccounts, BankSeal bankSeal, RepaymentSeal repaymentSeal, PayerCheck payerCheck)
{
    // Statements and replies are imported the next morning; a batch is made and approved on its pay day.
    internal const int ImportHour = 8;
    internal const int BatchHour = 10;
    internal const int ApprovalHour = 15;

    internal static DateTime ImportedUtc(DateOnly day) => HistoryPlanner.At(day.AddDays(1), ImportHour);

    /// <summary>The bank's lines of a period, without those of payments that it has not answered.</summary>
    internal IEnumerable<HistoryLine> LinesOf(HistoryPeriod period, HistoryWorld world, IReadOnlyDictionary<Guid, string>? payments = null)
    {
        foreach (var deposit in period.Lots.SelectMany(l => l.Deposits))
        {
            var bidder = world.Bidders[deposit.Bidder];
            yield return new HistoryLine(deposit.Line, deposit.PaidOn, deposit.Amount, BankLineState.Deposit) { Party = bidder, SubAccount = payments is null ? "" : subAccounts.Of(deposit.Id) };
            if (deposit.Back is { LineOut: { } line } back)
            {
                yield return Out(line, back, deposit.Amount, bidder, payments);
            }
        }

        foreach (var fee in period.Lots.SelectMany(l => l.Fees))
        {
            if (fee.PaidOn is { } day)
            {
                yield return new HistoryLine(fee.Line, day, fee.Amount, BankLineState.Fee) { Party = world.PayerOf(fee) };
            }
        }

        foreach (var stranger in period.Strangers)
        {
            var state = stranger.Back is null ? BankLineState.Suspense : BankLineState.Returned;
            yield return new HistoryLine(stranger.Line, stranger.PaidOn, stranger.Amount, state) { Party = world.Bidders[stranger.Payer], IsStrangers = true };
            if (stranger.Back is { LineOut: { } line } back)
            {
                yield return Out(line, back, stranger.Amount, world.Bidders[stranger.Payer], payments);
            }
        }

        foreach (var line in period.BankLines)
        {
            var isInterest = line.Amount.IsPositive;
            yield return new HistoryLine(line.Line, line.On, line.Amount, isInterest ? BankLineState.Interest : BankLineState.Unexplained) { Summary = isInterest ? "结息" : "手续费" };
        }
    }

    /// <summary>The entries of a period with the instants at which they are booked, in that order.</summary>
    internal IEnumerable<(DateTime AtUtc, EntryDraft Draft)> EntriesOf(HistoryPeriod period, HistoryCentre centre, IReadOnlyDictionary<Guid, FeeCharge> charges) =>
        Unordered(period, centre.Account.Id, charges).OrderBy(e => e.AtUtc);

    private IEnumerable<(DateTime AtUtc, EntryDraft Draft)> Unordered(HistoryPeriod period, long account, IReadOnlyDictionary<Guid, FeeCharge> charges)
    {
        foreach (var deposit in period.Lots.SelectMany(l => l.Deposits))
        {
            yield return (ImportedUtc(deposit.PaidOn), DepositEntries.Received(bankSeal.EntryTag(deposit.Line), deposit.Id, account, deposit.PaidOn, deposit.Amount));
            if (deposit.Back is { } back)
            {
                var batch = period.Batches[back.PayOn];
                var sent = new DepositRepayment(repaymentSeal.EntryTag(back.Id), batch, account, deposit.Id, back.PayOn, deposit.Amount, back.Interest);
                foreach (var draft in DepositEntries.Sent(sent))
                {
                    yield return (HistoryPlanner.At(back.PayOn, ApprovalHour), draft);
                }

                if (back.LineOut is not null)
                {
                    yield return (ImportedUtc(back.PayOn), DepositEntries.Paid(back.Id, batch, account, back.PayOn, deposit.Amount + back.Interest));
                }
            }
        }

        foreach (var fee in period.Lots.SelectMany(l => l.Fees))
        {
            var charged = FeeEntries.Charged(charges[fee.Id]);
            yield return (fee.ChargedUtc, charged);
            if (fee.TakenBackUtc is { } takenBack)
            {
                yield return (takenBack, charged.Reversal(Instants.BeijingDay(takenBack)));
            }

            if (fee.PaidOn is { } day)
            {
                yield return (ImportedUtc(day), FeeEntries.Received(fee.Line, fee.Id, account, day, fee.Amount));
            }
        }

        foreach (var stranger in period.Strangers)
        {
            yield return (ImportedUtc(stranger.PaidOn), DepositEntries.SuspenseReceived(stranger.Line, account, stranger.PaidOn, stranger.Amount));
            if (stranger.Back is { } back)
            {
                var batch = period.Batches[back.PayOn];
                yield return (HistoryPlanner.At(back.PayOn, ApprovalHour), DepositEntries.ReturnSent(back.Id, batch, stranger.Line, back.PayOn, stranger.Amount));
                yield return (ImportedUtc(back.PayOn), DepositEntries.Paid(back.Id, batch, account, back.PayOn, stranger.Amount));
            }
        }

        foreach (var line in period.BankLines)
        {
            yield return (ImportedUtc(line.On), line.Amount.IsPositive
                ? DepositEntries.InterestEarned(line.Line, account, line.On, line.Amount)
                : DepositEntries.UnexplainedPaid(line.Line, account, line.On, -line.Amount));
        }
    }

    /// <summary>The statement of one day as the bank writes it, booked, with its lines; the balance moves on.</summary>
    internal (BankStatementRow Statement, IReadOnlyList<BankLine> Lines) StatementOf(
        DateOnly day, IEnumerable<HistoryLine> lines, HistoryCentre centre, ref Money balance, bool isFirst)
    {
        var profile = BankProfiles.Of(centre.Account.Profile);
        var printed = lines.Select((line, place) => (Line: line, Printed: Print(line, day, place))).ToList();
        var statement = new SimulatedStatement(centre.Account.Number, balance, [.. printed.Select(p => p.Printed)]);
        using var file = new MemoryStream();
        StatementWriter.Write(file, profile, statement);
        var (id, bookedUtc) = (Guid.NewGuid(), ImportedUtc(day));
        var row = new BankStatementRow
        {
            Id = id,
            CentreId = centre.Id,
            BankAccountId = centre.Account.Id,
            FromDay = day,
            ToDay = day,
            State = StatementState.Booked,
            Difference = Money.Zero,
            Format = BankFileFormat.Csv,
            Profile = profile.Key,
            Succession = isFirst ? Succession.First : Succession.Follows,
            SealedFile = bankSeal.SealFile(id, file.ToArray()),
            FileTag = bankSeal.FileTag(file.ToArray()),
            ImportedBy = centre.MakerId,
            ImportedAtUtc = bookedUtc,
        };
        var keys = new DedupeKeys(centre.Account.Number, profile.Statement.SerialsPerDay);
        var rows = new List<BankLine>();
        foreach (var (line, print) in printed)
        {
            balance += line.Amount;
            rows.Add(RowOf(line, id, centre, bankSeal.LineTag(centre.Account.Id, keys.Of(print.Serial, day, line.Amount, balance)), bookedUtc));
        }

        return (row, rows);
    }

    private static HistoryLine Out(Guid line, HistoryRepayment back, Money principal, HistoryParty payee, IReadOnlyDictionary<Guid, string>? payments) =>
        new(line, back.PayOn, -(principal + back.Interest), BankLineState.OwnPayment) { Party = payee, EndToEndId = payments?[back.Id] };

    private static SimulatedLine Print(HistoryLine line, DateOnly day, int place) => new(HistoryPlanner.At(day, BatchHour).AddSeconds(place), line.Amount)
    {
        CounterpartyName = line.Party?.Name ?? "",
        CounterpartyAccount = line.Party?.Account ?? "",
        CounterpartyBank = line.Party is null ? "" : HistoryWorld.BankName,
        Summary = line.Summary,
        Remark = line.EndToEndId ?? "",
        Serial = string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}{place:D6}"),
        SubAccount = line.SubAccount,
    };

    private BankLine RowOf(HistoryLine line, Guid statement, HistoryCentre centre, string tag, DateTime bookedUtc) => new()
    {
        Id = line.Id,
        StatementId = statement,
        CentreId = centre.Id,
        BankAccountId = centre.Account.Id,
        DedupeTag = tag,
        BookedOn = line.On,
        ValueOn = line.On,
        Amount = line.Amount,
        State = line.State,
        PayerName = line.HasPayer ? line.Party!.Name : null,
        PayerAccount = line.HasPayer ? line.Party!.Account : null,
        PayerBank = line.HasPayer ? HistoryWorld.BankName : null,
        PayerCheck = line.HasPayer ? payerCheck.Compute(line.Id, line.Party!.Name, line.Party.Account) : null,
        Reason = line.IsStrangers ? SuspenseReasons.NoSubAccount : null,
        Remark = line.State == BankLineState.Unexplained ? line.Summary : null,
        EndToEndId = line.EndToEndId,
        BookedAtUtc = bookedUtc,
    };
}
