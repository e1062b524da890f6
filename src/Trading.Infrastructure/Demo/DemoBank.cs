using System.Globalization;
using System.Text.Json;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;

namespace Trading.Infrastructure.Demo;

/// <summary>A payment into an account of the demo bank, as its payer orders it.</summary>
public sealed record DemoPayment(string SubAccount, Money Amount, string PayerName, string PayerAccount, string PayerBank);

/// <summary>
/// The bank of a demonstration. It plays somebody else's system: it knows account numbers and not what money is for, and keeps its books in a folder
/// of its own, outside the database. Balances follow one another over all days; the same order told twice is carried out once.
/// </summary>
public sealed class DemoBank(TradingOptions options, TimeProvider clock)
{
    /// <summary>Equal payments within this time are one click that was made twice.</summary>
    private static readonly TimeSpan DoubleClick = TimeSpan.FromSeconds(10);

    private readonly Lock _turn = new();

    /// <summary>Books a payment now; false where the same was booked a moment ago.</summary>
    public bool PayIn(string account, DemoPayment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        lock (_turn)
        {
            var nowUtc = clock.NowUtc();
            var lines = Lines(account);
            if (lines.Exists(l => l.Order == payment && nowUtc - l.AtUtc < DoubleClick))
            {
                return false;
            }

            Append(account, new Line(Later(lines, nowUtc), Serial(lines.Count + 1), payment, null, null));
            return true;
        }
    }

    /// <summary>
    /// Carries out a payment file and answers it in its own form: a table by a table, a message by a message. A payment that was answered before is answered the same and not paid again.
    /// </summary>
    /// <param name="account">The account that pays.</param>
    /// <param name="profile">How the bank writes its files.</param>
    /// <param name="paymentFile">The orders.</param>
    /// <param name="closedAccount">Payments to this account are rejected, to play a payee whose account is closed; null for none.</param>
    public byte[] PayOut(string account, BankProfile profile, byte[] paymentFile, string? closedAccount)
    {
        var told = PaymentFileReader.Read(paymentFile, profile);
        var payments = told.Payments;
        lock (_turn)
        {
            var lines = Lines(account);
            foreach (var payment in payments.Where(p => !lines.Exists(l => l.EndToEndId == p.EndToEndId)))
            {
                var isClosed = payment.PayeeAccount == closedAccount?.Trim();
                var order = new DemoPayment("", -payment.Amount, payment.PayeeName, payment.PayeeAccount, payment.PayeeBank);
                var line = new Line(Later(lines, clock.NowUtc()), Serial(lines.Count + 1), order, payment.EndToEndId, isClosed ? "收款账户已销户" : null);
                Append(account, line);
                lines.Add(line);
            }

            return Reply(profile, told, lines);
        }
    }

    /// <summary>Beijing days on which something was booked, from a day on, oldest first.</summary>
    public IReadOnlyList<DateOnly> Days(string account, DateOnly from)
    {
        lock (_turn)
        {
            return [.. Lines(account).Where(l => l.IsBooked).Select(l => l.Day).Distinct().Where(d => d >= from).Order()];
        }
    }

    /// <summary>The statement of a Beijing day, with the balance of the days before it as its opening.</summary>
    public byte[] Statement(string account, BankProfile profile, DateOnly day)
    {
        lock (_turn)
        {
            var booked = Lines(account).Where(l => l.IsBooked).ToList();
            var opening = Money.Sum(booked.Where(l => l.Day < day).Select(l => l.Order.Amount));
            using var file = new MemoryStream();
            StatementWriter.Write(file, profile, new SimulatedStatement(account, opening, [.. booked.Where(l => l.Day == day).Select(Printed)]));
            return file.ToArray();
        }
    }

    private static byte[] Reply(BankProfile profile, PaymentInstruction told, List<Line> lines)
    {
        var payments = told.Payments;
        var answers = payments.Select(p => (Order: p, Line: lines.Single(l => l.EndToEndId == p.EndToEndId))).ToList();
        using var reply = new MemoryStream();
        // Payments of one file are carried out on one day, even where the file is brought again later.
        var (day, rejected) = (answers.Min(a => a.Line.Day), (Func<PaymentOrder, string?>)(p => answers.Single(a => a.Order == p).Line.Rejected));
        if (told.MessageId is { } message)
        {
            ReplyWriter.WriteReport(reply, message, payments, day, rejected);
        }
        else
        {
            ReplyWriter.Write(reply, profile, payments, day, rejected);
        }

        return reply.ToArray();
    }

    private static SimulatedLine Printed(Line line) => new(line.AtUtc, line.Order.Amount)
    {
        CounterpartyName = line.Order.PayerName,
        CounterpartyAccount = line.Order.PayerAccount,
        CounterpartyBank = line.Order.PayerBank,
        SubAccount = line.Order.SubAccount,
        Summary = "转账",
        Remark = line.EndToEndId ?? "",
        Serial = line.Serial,
    };

    // Balances follow the order of the lines, so no line may be older than the one before it.
    private static DateTime Later(List<Line> lines, DateTime nowUtc) => lines is [.., var last] && last.AtUtc > nowUtc ? last.AtUtc : nowUtc;

    private static string Serial(int number) => "D" + number.ToString("D9", CultureInfo.InvariantCulture);

    private List<Line> Lines(string account)
    {
        var path = PathOf(account);
        return File.Exists(path) ? [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<Line>(l)!)] : [];
    }

    private void Append(string account, Line line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(account))!);
        File.AppendAllText(PathOf(account), JsonSerializer.Serialize(line) + "\n");
    }

    private string PathOf(string account) =>
        Path.Combine(options.DataFolder, "demo-bank", string.Concat(account.Where(char.IsAsciiLetterOrDigit)) + ".jsonl");

    private sealed record Line(DateTime AtUtc, string Serial, DemoPayment Order, string? EndToEndId, string? Rejected)
    {
        public DateOnly Day => Instants.BeijingDay(AtUtc);

        /// <summary>A rejected payment never left the account.</summary>
        public bool IsBooked => Rejected is null;
    }
}
