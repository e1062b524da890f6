using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.TestKit.Builders;

/// <summary>The bank of a test: one account of the centre, whose statements follow one another.</summary>
public sealed class TestBank
{
    public const string Number = "3602000000000001";
    public static readonly Acting Finance = new(20);

    private readonly TestSite _site;
    private Money _balance = Money.Yuan(1_000m);
    private int _serial;

    private readonly string _number;

    private TestBank(TestSite site, long accountId, string number)
    {
        _site = site;
        AccountId = accountId;
        _number = number;
    }

    public long AccountId { get; }
    public static BankProfile Profile => BankProfiles.Of("debit-credit-gb18030");

    /// <summary>Opens an account of the centre; a centre may have several.</summary>
    public static Task<TestBank> OpenAsync(TestSite site, string number = Number) => site.DbAsync(async db =>
    {
        var account = new BankAccount
        {
            CentreId = TenderBuilder.Centre,
            Name = "某某公共资源交易中心",
            BankName = "某某银行",
            Number = number,
            Currency = "CNY",
            Profile = Profile.Key,
        };
        db.Add(account);
        await db.SaveChangesAsync();
        return new TestBank(site, account.Id, number);
    });

    /// <summary>From now on the account's bank takes payment files in this form.</summary>
    public Task TakesAsync(PaymentFormat format) => _site.DbAsync(db => db.Set<BankAccount>().Where(a => a.Id == AccountId)
        .ExecuteUpdateAsync(a => a.SetProperty(x => x.PaymentFormat, format)));

    /// <summary>A payment into the account by a bidder, at the present instant.</summary>
    public SimulatedLine In(TestBidder payer, Money amount, string subAccount = "") => new(_site.NowUtc, amount)
    {
        CounterpartyName = payer.Name,
        CounterpartyAccount = payer.Account,
        CounterpartyBank = payer.Bank,
        SubAccount = subAccount,
        Summary = "转账",
        Serial = NextSerial(),
    };

    /// <summary>A line that no bidder paid.</summary>
    public SimulatedLine Other(Money amount, string summary, string remark = "") => new(_site.NowUtc, amount) { Summary = summary, Remark = remark, Serial = NextSerial() };

    /// <summary>The next statement of the account, as the bank writes it.</summary>
    public byte[] Statement(params SimulatedLine[] lines)
    {
        var statement = new SimulatedStatement(_number, _balance, lines);
        _balance = statement.Closing;
        return Write(statement);
    }

    public static byte[] Write(SimulatedStatement statement)
    {
        using var file = new MemoryStream();
        StatementWriter.Write(file, Profile, statement);
        return file.ToArray();
    }

    /// <summary>Imports a file of one statement.</summary>
    public async Task<ImportOutcome> ImportAsync(byte[] file) => (await ImportFileAsync(file)).Statements.Single().Import;

    public Task<FileOutcome> ImportFileAsync(byte[] file) =>
        _site.UseAsync((StatementImportService s) => s.ImportAsync(AccountId, file, Finance, CancellationToken.None));

    public Task<ImportOutcome> ImportAsync(params SimulatedLine[] lines) => ImportAsync(Statement(lines));

    public Task<string> SubAccountOfAsync(Guid participation) =>
        _site.UseAsync((DepositSubAccounts numbers) => Task.FromResult(numbers.Of(participation)));

    private string NextSerial() => $"B{++_serial:D6}";
}
