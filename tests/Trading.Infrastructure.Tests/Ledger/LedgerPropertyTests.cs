using CsCheck;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

/// <summary>
/// Whatever is asked of the ledger in whatever order, it answers as a dictionary of balances would: an entry is booked once, one that differs under its key is refused,
/// nothing is overdrawn or taken from under a hold, a hold opens and resolves once. Afterwards the balances are the dictionary's, and every check holds.
/// </summary>
public sealed class LedgerPropertyTests
{
    private const int Deposits = 3;
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 3, 2);

    private enum Ask
    {
        Receive,
        Repay,
        Reverse,
        Hold,
        Release,
    }

    private static readonly Gen<(Ask Ask, int Deposit, int Key, long Fen)[]> Sequences =
        Gen.Select(Gen.Enum<Ask>(), Gen.Int[0, Deposits - 1], Gen.Int[0, 3], Gen.Long[1, 4]).Array[1, 25];

    [Theory, OnEveryDatabase]
    public async Task AnySequence_AnswersAsTheModel(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await Sequences.SampleAsync(
            async sequence =>
            {
                var model = new Model();
                foreach (var (ask, deposit, key, fen) in sequence)
                {
                    var (expected, request) = model.Next(ask, deposit, key, fen);
                    Assert.Equal(expected, await AnswerAsync(database, request));
                }

                await using var db = database.NewContext();
                for (var deposit = 0; deposit < Deposits; deposit++)
                {
                    Assert.Equal(model.BalanceOf(deposit), await BalanceAsync(db, model.Account(deposit)));
                }
            },
            iter: 60, threads: 1);

        await AssertLedger.HoldsAsync(database, Now);
    }

    private static async Task<string> AnswerAsync(TestDatabase database, Func<TradingDbContext, Task<string>> request)
    {
        await using var db = database.NewContext();
        try
        {
            return await db.InTransactionAsync(() => request(db), CancellationToken.None);
        }
        catch (RuleBrokenException refusal)
        {
            return refusal.Rule;
        }
    }

    private static async Task<(long Posted, long Held)> BalanceAsync(TradingDbContext db, AccountName name)
    {
        var found = await (
            from account in db.Set<Account>()
            join balance in db.Set<AccountBalance>() on account.Id equals balance.AccountId
            where account.Class == name.Class && account.Subject == name.Subject
            select new { balance.Posted, balance.Held }).SingleOrDefaultAsync();
        return (found?.Posted.Fen ?? 0, found?.Held.Fen ?? 0);
    }

    /// <summary>Three deposits, what is booked under which key, and the holds: the ledger as its users think of it.</summary>
    private sealed class Model
    {
        private const string Nothing = "nothing";
        private static readonly (string, Func<TradingDbContext, Task<string>>) NothingToAsk = (Nothing, _ => Task.FromResult(Nothing));

        private readonly Guid[] _participations = [.. Enumerable.Range(0, Deposits).Select(_ => Guid.NewGuid())];
        private readonly Guid _batch = Guid.NewGuid();
        private readonly Dictionary<string, long> _booked = [];
        private readonly (long Posted, long Held)[] _balances = new (long, long)[Deposits];
        private readonly Dictionary<int, (Guid Id, int Deposit, long Fen, bool IsOpen)> _holds = [];

        public AccountName Account(int deposit) => AccountName.DepositHeld(_participations[deposit]);

        public (long Posted, long Held) BalanceOf(int deposit) => _balances[deposit];

        /// <summary>What is asked of the ledger next, and what it has to answer.</summary>
        public (string Expected, Func<TradingDbContext, Task<string>> Request) Next(Ask ask, int deposit, int key, long fen) => ask switch
        {
            Ask.Receive => Book(Received(deposit, key, fen), deposit, fen, fen),
            Ask.Repay => Book(Repaid(deposit, key, fen), deposit, fen, -fen),
            // Only what is booked can be undone: nothing else has a number to point back to.
            Ask.Reverse => _booked.TryGetValue(Received(deposit, key, fen).Key, out var booked)
                ? Book(Received(deposit, key, booked).Reversal(Today), deposit, booked, -booked)
                : NothingToAsk,
            Ask.Hold => _holds.ContainsKey(key) ? NothingToAsk : Bind(deposit, key, fen),
            Ask.Release => _holds.TryGetValue(key, out var hold) ? Free(key, hold) : NothingToAsk,
            _ => throw new ArgumentOutOfRangeException(nameof(ask)),
        };

        private (string, Func<TradingDbContext, Task<string>>) Book(EntryDraft entry, int deposit, long fen, long credit) => (
            Judge(entry.Key, deposit, fen, credit),
            async db => (await new LedgerPoster(db).PostAsync(1, entry, Now, CancellationToken.None)).ToString());

        private string Judge(string key, int deposit, long fen, long credit)
        {
            if (_booked.TryGetValue(key, out var booked))
            {
                return booked == fen ? nameof(PostOutcome.AlreadyPosted) : LedgerRules.KeyReused;
            }

            var (posted, held) = _balances[deposit];
            if (posted + credit < held)
            {
                return LedgerRules.NotAvailable;
            }

            _balances[deposit] = (posted + credit, held);
            _booked[key] = fen;
            return nameof(PostOutcome.Posted);
        }

        private (string, Func<TradingDbContext, Task<string>>) Bind(int deposit, int key, long fen)
        {
            var id = Guid.NewGuid();
            var (posted, held) = _balances[deposit];
            var isFree = posted - held >= fen;
            if (isFree)
            {
                _balances[deposit] = (posted, held + fen);
                _holds[key] = (id, deposit, fen, IsOpen: true);
            }

            return (
                isFree ? "held" : LedgerRules.NotAvailable,
                async db =>
                {
                    // A lot has one hold of a deposit: each is another lot's.
                    await new HoldKeeper(db).OpenAsync(id, 1, Account(deposit), lotId: key + 1, new Money(fen), Now, CancellationToken.None);
                    return "held";
                }
            );
        }

        private (string, Func<TradingDbContext, Task<string>>) Free(int key, (Guid Id, int Deposit, long Fen, bool IsOpen) hold)
        {
            if (hold.IsOpen)
            {
                _balances[hold.Deposit].Held -= hold.Fen;
                _holds[key] = hold with { IsOpen = false };
            }

            return (hold.IsOpen.ToString(), async db => (await new HoldKeeper(db).ReleaseAsync(hold.Id, Now, CancellationToken.None)).ToString());
        }

        private EntryDraft Received(int deposit, int key, long fen) => EntryDraft.Transfer(
            $"receive:{_participations[deposit]:N}:{key}", EntryKinds.DepositReceived, _participations[deposit].ToString("N"), Today,
            Account(deposit), AccountName.Bank(1), new Money(fen));

        private EntryDraft Repaid(int deposit, int key, long fen) => EntryDraft.Transfer(
            $"repay:{_participations[deposit]:N}:{key}", EntryKinds.DepositRepaymentSent, _participations[deposit].ToString("N"), Today,
            AccountName.RepaymentInTransit(_batch), Account(deposit), new Money(fen));
    }
}
