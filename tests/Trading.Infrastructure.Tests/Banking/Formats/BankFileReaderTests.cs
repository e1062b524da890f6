using System.Globalization;
using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Banking.Formats;

/// <summary>Real and broken files of banks (tests/data/bank-files), each with the outcome that it must have.</summary>
public sealed class BankFileReaderTests
{
    private static readonly string Folder = Checkout.Of("tests", "data", "bank-files");

    /// <summary>Each file with its outcome, one line a file: format, statements, entries, ties out, and the difference or the reason.</summary>
    public static TheoryData<string, string> Outcomes()
    {
        var table = new TheoryData<string, string>();
        foreach (var row in File.ReadLines(Path.Combine(Folder, "outcomes.csv")).Skip(1))
        {
            var cells = row.Split(',', 2);
            table.Add(cells[0], cells[1]);
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Read_EachFile_HasItsOutcome(string file, string outcome) => Assert.Equal(outcome, Outcome(file));

    [Fact]
    public void Outcomes_NameEveryFile_ThatIsAStatement()
    {
        var named = Outcomes().Select(row => row.Data.Item1).ToHashSet();
        var files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".sta" or ".xml" && !Path.GetFileName(f).Contains("pain_00", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Folder, f)).ToList();

        Assert.True(files.Count > 50);
        Assert.Equal(files.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_Camt053_ReadsWhoPaidWhatAndWhen()
    {
        var entry = BankFileReader.Read(Content("camt-genkgo/camt053.v2.minimal.xml")).Statements.Single().Lines.Single();

        Assert.Equal((885L, new DateOnly(2014, 12, 31)), (entry.Amount.Fen, entry.BookedOn));
        Assert.Equal(("NL56AGDH9619008421", "NAME NAME"), (entry.CounterpartyAccount, entry.CounterpartyName));
    }

    [Fact]
    public void Read_Mt940_WithoutItsAccount_NamesTheFieldAndWhereItWasLookedFor()
    {
        const string Text = ":20:X\n:28C:1/1\n:60F:C251231CNY100,00\n:62F:C260102CNY100,00\n-";

        var refusal = Assert.Throws<RuleBrokenException>(() => BankFileReader.Read(Encoding.ASCII.GetBytes(Text)));

        Assert.Equal(BankFileRules.FieldMissing, refusal.Rule);
        Assert.Equal(["MT940", 1, ":25:"], refusal.Limits);
    }

    [Fact]
    public void Read_Mt940_ReadsSignReversalAndYearEnd()
    {
        const string Text = ":20:X\n:25:123\n:28C:1/1\n:60F:C251231CNY100,00\n:61:2512310102C10,50NTRFREF1//B1\n:86:pay for A\n:61:260102RC0,50NMSCREF2\n:62F:C260102CNY110,00\n-";

        var statement = BankFileReader.Read(Encoding.ASCII.GetBytes(Text)).Statements.Single();

        Assert.True(statement.TiesOut);
        Assert.Equal([(1050L, false), (-50L, true)], statement.Lines.Select(e => (e.Amount.Fen, e.IsReversal)));
        Assert.Equal((new DateOnly(2026, 1, 2), new DateOnly(2025, 12, 31)), (statement.Lines[0].BookedOn, statement.Lines[0].ValueOn!.Value));
        Assert.Equal(("B1", "REF1", "pay for A"), (statement.Lines[0].Serial, statement.Lines[0].EndToEndId, statement.Lines[0].Remark));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document><BkToCstmrStmt>&e;</BkToCstmrStmt></Document>")]
    [InlineData("<!DOCTYPE x><Document/>")]
    [InlineData("<Document><BkToCstmrStmt>")]
    [InlineData("<Document>&unknown;</Document>")]
    public void Read_XmlWithADocumentTypeOrEntity_IsRefused(string xml) =>
        Assert.Equal(BankFileRules.BadXml, Assert.Throws<RuleBrokenException>(() => BankFileReader.Read(Encoding.UTF8.GetBytes(xml))).Rule);

    [Theory]
    [InlineData("-1.00", null)]
    [InlineData("1.005", null)]
    [InlineData("1.500", 150L)]
    [InlineData("0100.10", 10010L)]
    [InlineData("100000000000.01", null)]
    [InlineData("1,00", null)]
    [InlineData("", null)]
    public void Read_AmountOfACamtEntry_IsWholeFenOrRefusedWithItsField(string amount, long? fen)
    {
        var file = Encoding.UTF8.GetBytes(
            $"<Document><BkToCstmrStmt><Stmt><Id>1</Id><Ntry><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-02</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>");

        if (fen is { } expected)
        {
            Assert.Equal(expected, BankFileReader.Read(file).Statements.Single().Lines.Single().Amount.Fen);
            return;
        }

        var refusal = Assert.Throws<RuleBrokenException>(() => BankFileReader.Read(file));
        Assert.Equal((BankFileRules.BadField, "Amt"), (refusal.Rule, refusal.Limits[2]));
    }

    [Theory]
    [InlineData("100", '.', "JPY", 100L)]
    [InlineData("100.5", '.', "JPY", null)]
    [InlineData("1.234", '.', "KWD", 1234L)]
    [InlineData("1,5", ',', "EUR", 150L)]
    [InlineData("1,", ',', "EUR", 100L)]
    public void Parse_InACurrencysOwnDecimals_IsWholeMinorUnits(string text, char point, string currency, long? units) =>
        Assert.Equal(units, CurrencyUnits.Parse(text, point, currency));

    [Fact]
    public void Read_NeitherXmlNorTags_IsNoStatement() =>
        Assert.Equal(BankFileRules.NoStatement, Assert.Throws<RuleBrokenException>(() => BankFileReader.Read("账号,金额\n1,2"u8.ToArray())).Rule);

    private static byte[] Content(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    private static string Outcome(string file)
    {
        try
        {
            var read = BankFileReader.Read(Content(file));
            var differences = string.Join('/', read.Statements.Select(s => s.TiesOut ? "ties" : string.Join('+', s.Faults.Select(f => Fault(s, f)))));
            return string.Create(CultureInfo.InvariantCulture, $"{read.Format},{read.Statements.Count},{read.Statements.Sum(s => s.EntryCount)},{differences}");
        }
        catch (RuleBrokenException refusal)
        {
            return string.Create(CultureInfo.InvariantCulture, $"refused,{refusal.Rule} {string.Join(' ', refusal.Limits)}");
        }
    }

    private static string Fault(BankStatement statement, StatementFault fault) =>
        fault.Kind == StatementFaultKind.Closing ? CurrencyUnits.Text(statement.Difference!.Value.Fen, statement.Currency) : fault.Kind.ToString();
}
