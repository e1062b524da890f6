using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;

namespace Trading.Infrastructure.Replay;

/// <summary>The bank of a replay: gathers a day's bookings and prints them as a statement file in the account's own profile.</summary>
public sealed class ReplayBank(string accountNumber, BankProfile profile)
{
    private readonly List<SimulatedLine> _today = [];
    private Money _balance = Money.Zero;
    private int _serial;

    public BankProfile Profile => profile;

    public void Book(DateTime nowUtc, Money amount, string counterparty, string counterpartyAccount, string bank, string subAccount, string remark, bool isReversal = false) =>
        _today.Add(new SimulatedLine(nowUtc, amount)
        {
            CounterpartyName = counterparty,
            CounterpartyAccount = counterpartyAccount,
            CounterpartyBank = bank,
            SubAccount = subAccount,
            Remark = remark,
            IsReversal = isReversal,
            Serial = (++_serial).ToString("D10", System.Globalization.CultureInfo.InvariantCulture),
        });

    /// <summary>The statement of the bookings since the last one.</summary>
    public byte[] PrintStatement()
    {
        using var file = new MemoryStream();
        var statement = new SimulatedStatement(accountNumber, _balance, [.. _today]);
        StatementWriter.Write(file, profile, statement);
        _balance = statement.Closing;
        _today.Clear();
        return file.ToArray();
    }

    /// <summary>Pays everything in a payment file on a day, and prints the reply.</summary>
    public byte[] Pay(byte[] paymentFile, DateTime nowUtc)
    {
        using var orders = new MemoryStream(paymentFile);
        var payments = PaymentFileReader.Read(orders, profile);
        foreach (var payment in payments)
        {
            Book(nowUtc, -payment.Amount, payment.PayeeName, payment.PayeeAccount, payment.PayeeBank, "", payment.EndToEndId);
        }

        using var reply = new MemoryStream();
        ReplyWriter.Write(reply, profile, payments, Instants.BeijingDay(nowUtc));
        return reply.ToArray();
    }
}
