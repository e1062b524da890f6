using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary>A batch of 2,000 deposits (100,000 with <c>--full</c>) made, approved, sent and answered, once, on PostgreSQL; against its rows copied by the server alone.</summary>
internal static class RefundCase
{
    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Postgres);
        // A lot of 13 or so has one fee beside its deposits, and a project a stranger's payment now and then.
        await site.UseAsync((FinanceHistory h) => h.WriteAsync(new HistoryOrder(1, options.Full ? 108_600 : 2_180, RefundsDue: true), null, CancellationToken.None));
        await site.Database.TamperAsync("ANALYZE");
        var account = await site.DbAsync(db => db.Set<BankAccount>().AsNoTracking().SingleAsync());
        var deposits = await site.DbAsync(db => db.Set<Deposit>().CountAsync(d => d.State == DepositState.RefundDue));
        var today = Instants.BeijingDay(site.NowUtc);
        var (maker, checker) = (new Acting(31), new Acting(32));
        var (batch, file, parts) = (Guid.Empty, Array.Empty<byte>(), new List<string>());
        var start = await Measure.TimeAsync(async () =>
        {
            await PartAsync("made", async () => batch = await site.UseAsync((RepaymentService s) => s.MakeBatchAsync(account.CentreId, account.Id, today, maker, CancellationToken.None)));
            await PartAsync("approved", () => site.UseAsync((RepaymentService s) => s.ApproveAsync(batch, checker, CancellationToken.None)));
            await PartAsync("file", async () => file = (await site.UseAsync((RepaymentService s) => s.PaymentFileAsync(batch, maker, CancellationToken.None))).Content);
            var reply = ReplyTo(file, account, today);
            await PartAsync("booked", () => site.UseAsync((RepaymentReplyService s) => s.ImportReplyAsync(account.Id, reply, maker, CancellationToken.None)));
        });
        var copy = await Measure.TimeAsync(() => site.Database.TamperAsync(
            "CREATE TABLE bare_repayment AS SELECT * FROM repayment; CREATE TABLE bare_deposit AS SELECT * FROM deposit; CREATE TABLE bare_entry AS SELECT * FROM journal_entry; CREATE TABLE bare_posting AS SELECT * FROM posting"));
        return [new Row($"{deposits:N0} deposits paid back, Postgres", "deposits", [start], [copy], "the server copies its repayments, deposits, entries and postings", deposits, string.Join(", ", parts))];

        async Task PartAsync(string name, Func<Task> work)
        {
            var taken = await Measure.TimeAsync(work);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {taken.Wall:N1} s"));
        }
    }

    private static byte[] ReplyTo(byte[] file, BankAccount account, DateOnly paidOn)
    {
        var profile = BankProfiles.Of(account.Profile);
        using var reply = new MemoryStream();
        ReplyWriter.Write(reply, profile, PaymentFileReader.Read(file, profile).Payments, paidOn);
        return reply.ToArray();
    }
}
