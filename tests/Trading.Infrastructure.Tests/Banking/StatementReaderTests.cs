using System.Text;
using CsCheck;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class StatementReaderTests
{
    [Fact]
    public void Read_GoodStatementInGb18030_GivesEveryField()
    {
        var statement = BankFiles.Read(BankFiles.Good);

        Assert.Equal("3602000000000001", statement.Account);
        Assert.Equal("CNY", statement.Currency);
        Assert.Equal(new Money(100_000), statement.Opening);
        Assert.Equal(new Money(80_098_750), statement.Closing);
        Assert.Empty(statement.Faults);
        Assert.True(statement.TiesOut);
        Assert.Equal(Money.Zero, statement.Difference);
        Assert.Equal(
            new StatementLine
            {
                Row = 7,
                BookedOn = new DateOnly(2026, 3, 2),
                BookedUtc = new DateTime(2026, 3, 2, 1, 30, 15, DateTimeKind.Utc),
                IsDebit = false,
                Amount = new Money(80_000_000),
                BalanceAfter = new Money(80_100_000),
                CounterpartyName = "投标单位甲（集团）有限公司",
                CounterpartyAccount = "6222021234567890123",
                CounterpartyBank = "某某银行",
                Summary = "转账",
                Remark = "投标保证金",
                Serial = "A001",
                SubAccount = "90000000000012",
                DedupeKey = "serial:A001",
            },
            statement.Lines[0]);
        Assert.Equal(2, statement.Lines.Count);
        Assert.Equal(new Money(-1_250), statement.Lines[1].Amount);
        Assert.True(statement.Lines[1].IsDebit);
        Assert.Null(statement.Lines[1].SubAccount);
    }

    [Fact]
    public void Read_FlaggedFenNewestFirst_GivesLinesOldestFirst()
    {
        var statement = BankFiles.Read(
            BankFiles.Flagged,
            "账号：3602000000000001",
            "交易时间,发生额,借贷标志,账户余额,对方名称,对方账户,备注,收款子账户",
            "20260303100000,50,D,150,某公司,622202,退款,",
            "20260302235959,200,贷,200,某公司,622202,保证金,90000000000012");

        Assert.True(statement.TiesOut);
        Assert.Equal(Money.Zero, statement.Opening);
        Assert.Equal(new Money(150), statement.Closing);
        Assert.Equal([new Money(200), new Money(-50)], statement.Lines.Select(l => l.Amount));
        Assert.Equal([4, 3], statement.Lines.Select(l => l.Row));
        Assert.Equal(new DateTime(2026, 3, 2, 15, 59, 59, DateTimeKind.Utc), statement.Lines[0].BookedUtc);
    }

    [Fact]
    public void Read_Utf8WithByteOrderMarkUnderAGb18030Profile_IsReadAsUtf8()
    {
        byte[] file = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(string.Join("\r\n", BankFiles.Good))];

        var statement = StatementReader.Read(new MemoryStream(file), BankFiles.Columns);

        Assert.Equal("投标单位甲（集团）有限公司", statement.Lines[0].CounterpartyName);
    }

    [Fact]
    public void Read_FullWidthDigits_AreTheSameAmountsDatesAndAccounts()
    {
        var plain = BankFiles.Read(BankFiles.Good);

        var fullWidth = BankFiles.Read(BankFiles.GoodBut(7,
            "Ａ００１,２０２６－０３－０２,０９：３０：１５,,８００，０００．００,￥８０１，０００．００,投标单位甲（集团）有限公司,'６２２２０２１２３４５６７８９０１２３,某某银行,转账,投标保证金,９０００００００００００１２"));

        Assert.Equal(plain.Lines[0], fullWidth.Lines[0]);
    }

    [Fact]
    public void Read_BlankLinesAndRowsOfCommas_AreSkippedAndCountedAsLines()
    {
        var statement = BankFiles.Read([.. BankFiles.Good[..6], "", ",,,,,,,,,,,", .. BankFiles.Good[6..]]);

        Assert.True(statement.TiesOut);
        Assert.Equal([9, 10], statement.Lines.Select(l => l.Row));
    }

    [Fact]
    public void Read_NoLines_HasTheStatedBalances()
    {
        var statement = BankFiles.Read([.. BankFiles.Good[..4], "期末余额,\"1,000.00\"", BankFiles.Header]);

        Assert.Empty(statement.Lines);
        Assert.True(statement.TiesOut);
        Assert.Equal(new Money(100_000), statement.Closing);
    }

    [Fact]
    public void Read_NeitherLinesNorBalances_IsRefused()
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => BankFiles.Read(BankFiles.Flagged, "账号：1", "交易时间,发生额,借贷标志,账户余额,对方名称,对方账户,备注,收款子账户"));

        Assert.Equal(BankingRules.EmptyStatement, refusal.Rule);
    }

    [Fact]
    public void Read_ClosingBalanceOneFenOff_DoesNotTieOut()
    {
        var statement = BankFiles.Read(BankFiles.GoodBut(5, "期末余额,\"800,987.49\""));

        Assert.False(statement.TiesOut);
        Assert.Equal(new Money(-1), statement.Difference);
        Assert.Equal([new StatementFault(StatementFaultKind.Closing, 0, new Money(80_098_750), new Money(80_098_749))], statement.Faults);
    }

    [Fact]
    public void Read_LineMissing_IsAGapInTheRunningBalance()
    {
        var statement = BankFiles.Read([.. BankFiles.Good[..6], .. BankFiles.Good[7..]]);

        Assert.False(statement.TiesOut);
        Assert.Equal(new Money(80_000_000), statement.Difference);
        Assert.Contains(new StatementFault(StatementFaultKind.RunningBalance, 7, new Money(98_750), new Money(80_098_750)), statement.Faults);
        Assert.Contains(new StatementFault(StatementFaultKind.TotalCredit, 8, Money.Zero, new Money(80_000_000)), statement.Faults);
    }

    [Fact]
    public void Read_BalancesOfARowWrongThoughTheSumIsRight_DoesNotTieOut()
    {
        var statement = BankFiles.Read(BankFiles.GoodBut(7, BankFiles.Good[6].Replace("\"801,000.00\"", "\"801,000.01\"", StringComparison.Ordinal)));

        Assert.Equal(Money.Zero, statement.Difference);
        Assert.Equal([7, 8], statement.Faults.Where(f => f.Kind == StatementFaultKind.RunningBalance).Select(f => f.Row));
        Assert.False(statement.TiesOut);
    }

    [Theory]
    [InlineData("合计,,,12.49,\"800,000.00\"", StatementFaultKind.TotalDebit)]
    [InlineData("合计：,,,12.50,\"800,000.01\",,,,,,,", StatementFaultKind.TotalCredit)]
    [InlineData("合计,,,12.50", StatementFaultKind.TotalCredit)]
    public void Read_TotalsRowWrong_DoesNotTieOut(string totals, StatementFaultKind kind)
    {
        var statement = BankFiles.Read(BankFiles.GoodBut(9, totals));

        Assert.Equal([kind], statement.Faults.Select(f => f.Kind));
        Assert.Equal(9, statement.Faults[0].Row);
    }

    [Fact]
    public void Read_WithoutTotalsRow_TiesOut() => Assert.True(BankFiles.Read(BankFiles.Good[..8]).TiesOut);

    [Fact]
    public void Read_Reversal_IsANegativeAmountOnItsSide()
    {
        var statement = BankFiles.Read(
        [
            .. BankFiles.Good[..4], "期末余额,1000.00", BankFiles.Header,
            "A001,2026-03-02,09:30:15,,500.00,1500.00,甲,1,,,,",
            "A002,2026-03-02,09:30:16,,-500.00,1000.00,甲,1,,冲正,,",
            "合计,,,0.00,0.00",
        ]);

        Assert.True(statement.TiesOut);
        Assert.Equal(new Money(-50_000), statement.Lines[1].Amount);
        Assert.False(statement.Lines[1].IsDebit);
    }

    [Fact]
    public void Read_SerialTwice_IsHeld()
    {
        var statement = BankFiles.Read(BankFiles.GoodBut(8, BankFiles.Good[7].Replace("A002", "A001", StringComparison.Ordinal)));

        Assert.Equal([new StatementFault(StatementFaultKind.SerialTwice, 8, Money.Zero, new Money(-1_250))], statement.Faults);
    }

    [Fact]
    public void Read_SameFileTwice_GivesTheSameKeys()
    {
        var (one, other) = (BankFiles.Read(Unnumbered()), BankFiles.Read(Unnumbered()));

        Assert.Equal(one.Lines.Select(l => l.DedupeKey), other.Lines.Select(l => l.DedupeKey));
        Assert.Equal(4, one.Lines.Select(l => l.DedupeKey).Distinct().Count());
        Assert.All(one.Lines, l => Assert.StartsWith("hash:", l.DedupeKey, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SameLineInAnotherAccountsStatement_HasAnotherKey()
    {
        var other = Unnumbered();
        other[1] = "账号,3602000000000002";

        Assert.NotEqual(BankFiles.Read(Unnumbered()).Lines[0].DedupeKey, BankFiles.Read(other).Lines[0].DedupeKey);
    }

    [Theory]
    [InlineData(7, "贷方发生额", "八十万", "A001,2026-03-02,09:30:15,,八十万,\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "贷方发生额", "80,0000.00", "A001,2026-03-02,09:30:15,,\"80,0000.00\",\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "贷方发生额", "800000.001", "A001,2026-03-02,09:30:15,,800000.001,\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "贷方发生额", "1e5", "A001,2026-03-02,09:30:15,,1e5,\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "贷方发生额", "100000000000.01", "A001,2026-03-02,09:30:15,,100000000000.01,\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "贷方发生额", "", "A001,2026-03-02,09:30:15,,,\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "贷方发生额", "5.00", "A001,2026-03-02,09:30:15,5.00,5.00,\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "余额", "", "A001,2026-03-02,09:30:15,,\"800,000.00\",,甲,1,,,,")]
    [InlineData(7, "交易日期", "2026-02-29", "A001,2026-02-29,09:30:15,,\"800,000.00\",\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "交易日期", "1999-12-31", "A001,1999-12-31,09:30:15,,\"800,000.00\",\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "交易时间", "24:00:00", "A001,2026-03-02,24:00:00,,\"800,000.00\",\"801,000.00\",甲,1,,,,")]
    [InlineData(7, "子账号", "", "A001,2026-03-02,09:30:15,,\"800,000.00\",\"801,000.00\",甲,1,,,")]
    [InlineData(7, "13", "x", "A001,2026-03-02,09:30:15,,\"800,000.00\",\"801,000.00\",甲,1,,,,,x")]
    [InlineData(7, "对方户名", "甲�乙", "A001,2026-03-02,09:30:15,,\"800,000.00\",\"801,000.00\",甲\0乙,1,,,,")]
    [InlineData(5, "期末余额", "很多", "期末余额,很多")]
    public void Read_MalformedCell_IsRefusedWithLineColumnAndValue(int line, string column, string value, string text)
    {
        var refusal = BankFiles.Refusal(BankFiles.GoodBut(line, text));

        Assert.Equal(BankingRules.MalformedCsv, refusal.Rule);
        Assert.Equal([line, column, value], refusal.Limits);
    }

    [Fact]
    public void Read_AmountAtTheLimit_IsRead()
    {
        var statement = BankFiles.Read(
            [.. BankFiles.Good[..4], "期末余额,\"99,999,999,999.00\"", BankFiles.Header, "A001,2026-03-02,09:30:15,,99999998999.00,99999999999.00,甲,1,,,,"]);

        Assert.Equal(new Money(9_999_999_899_900), statement.Lines[0].Amount);
    }

    [Theory]
    [InlineData("A001,2026-03-02,09:30:15,,\"800,000.00\",801000.00,甲\"乙,1,,,,")]
    [InlineData("A001,2026-03-02,09:30:15,,800000.00,801000.00,\"甲\"乙,1,,,,")]
    [InlineData("A001,2026-03-02,09:30:15,,800000.00,801000.00,\"甲,1,,,,")]
    [InlineData("A001,2026-03-02,09:30:15,,800000.00,801000.00,\"甲\r\n乙\",1,,,,")]
    public void Read_QuoteOutOfPlace_IsRefusedWithLineColumnAndTheRowAlone(string text)
    {
        var refusal = BankFiles.Refusal(BankFiles.GoodBut(7, text));

        Assert.Equal(BankingRules.MalformedCsv, refusal.Rule);
        Assert.Equal([7, "对方户名", text.Split("\r\n")[0]], refusal.Limits);
    }

    [Fact]
    public void Read_CommasUnderAProfileWithout_AreRefused()
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => BankFiles.Read(
            BankFiles.Flagged,
            "账号：1",
            "交易时间,发生额,借贷标志,账户余额,对方名称,对方账户,备注,收款子账户",
            "20260303100000,\"1,000\",D,150,某公司,622202,退款,"));

        Assert.Equal([3, "发生额", "1,000"], refusal.Limits);
    }

    [Theory]
    [InlineData("50.00", "D", "发生额", "50.00")]
    [InlineData("0", "D", "发生额", "0")]
    [InlineData("50", "X", "借贷标志", "X")]
    public void Read_FlaggedLineWithoutMeaning_IsRefused(string amount, string flag, string column, string value)
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => BankFiles.Read(
            BankFiles.Flagged,
            "账号：1",
            "交易时间,发生额,借贷标志,账户余额,对方名称,对方账户,备注,收款子账户",
            $"20260303100000,{amount},{flag},150,某公司,622202,退款,"));

        Assert.Equal([3, column, value], refusal.Limits);
    }

    [Fact]
    public void Read_ColumnMissing_IsRefusedWithItsName()
    {
        var refusal = BankFiles.Refusal(BankFiles.GoodBut(6, BankFiles.Header.Replace("余额", "结余", StringComparison.Ordinal)));

        Assert.Equal(BankingRules.MissingColumn, refusal.Rule);
        Assert.Equal([6, "余额"], refusal.Limits);
    }

    [Fact]
    public void Read_ColumnTwice_IsRefused()
    {
        var refusal = BankFiles.Refusal(BankFiles.GoodBut(6, BankFiles.Header + ",余额"));

        Assert.Equal([6, "余额", "余额"], refusal.Limits);
    }

    [Theory]
    [InlineData(new object[] { new string[0] })]
    [InlineData(new object[] { new[] { "", " , ", "" } })]
    public void Read_EmptyFile_IsSaidToBeEmpty(string[] lines)
    {
        var refusal = BankFiles.Refusal(lines);

        Assert.Equal(BankingRules.EmptyFile, refusal.Rule);
        Assert.Contains("empty", Words.Refusal(refusal, WordsLanguage.English), StringComparison.Ordinal);
        Assert.Contains("空", Words.Refusal(refusal, WordsLanguage.Chinese), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "户名,某中心", "账号")]
    [InlineData(2, "账号,", "账号")]
    [InlineData(4, "期初,1000.00", "期初余额")]
    public void Read_LabelMissing_IsRefusedWithIt(int line, string text, string label)
    {
        var refusal = BankFiles.Refusal(BankFiles.GoodBut(line, text));

        Assert.Equal(BankingRules.MissingLabel, refusal.Rule);
        Assert.Equal([label], refusal.Limits);
    }

    [Fact]
    public void Read_AnotherCurrency_IsProvedInIt() => Assert.Equal(("USD", true), BankFiles.Read(BankFiles.GoodBut(3, "币种,美元")) is var read ? (read.Currency, read.TiesOut) : default);

    [Theory]
    [InlineData("日元")]
    [InlineData("贝壳")]
    public void Read_CurrencyThatIsUnknownOrHasNoTwoDecimals_IsRefused(string currency)
    {
        var refusal = BankFiles.Refusal(BankFiles.GoodBut(3, "币种," + currency));

        Assert.Equal(BankingRules.OtherCurrency, refusal.Rule);
        Assert.Equal([currency], refusal.Limits);
    }

    [Fact]
    public void Read_TrailingZeros_AreNoDecimals() =>
        Assert.Equal(BankFiles.Read(BankFiles.Good).Lines[1], BankFiles.Read(BankFiles.GoodBut(8, BankFiles.Good[7].Replace("12.50,0.00", "12.5000,0.000", StringComparison.Ordinal))).Lines[1]);

    [Fact]
    public void Read_BytesThatAreNotGb18030_AreRefusedWithTheirLine()
    {
        byte[] file = [.. BankFiles.Encode(BankFiles.Columns, "账户交易明细\r\n账号,1\r\n"), 0xFF, 0xFF];

        var refusal = Assert.Throws<RuleBrokenException>(() => StatementReader.Read(new MemoryStream(file), BankFiles.Columns));

        Assert.Equal(BankingRules.WrongEncoding, refusal.Rule);
        Assert.Equal([3, "gb18030"], refusal.Limits);
    }

    [Fact]
    public void Read_MoreThan32MB_IsRefused()
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => StatementReader.Read(new MemoryStream(new byte[(32 * 1024 * 1024) + 1]), BankFiles.Columns));

        Assert.Equal(BankingRules.FileTooLarge, refusal.Rule);
        Assert.Equal([32], refusal.Limits);
    }

    [Fact]
    public void Read_MoreThanAHundredThousandRows_IsRefused()
    {
        var rows = string.Concat(Enumerable.Repeat("x\n", 100_001));

        var refusal = Assert.Throws<RuleBrokenException>(() => StatementReader.Read(new MemoryStream(Encoding.ASCII.GetBytes(rows)), BankFiles.Columns));

        Assert.Equal(BankingRules.TooManyRows, refusal.Rule);
    }

    [Fact]
    public void Read_AnyBytes_GiveAStatementOrANamedRefusal() =>
        Gen.Byte.Array[0, 600].Sample(ReadsOrRefuses, iter: 3000);

    [Fact]
    public void Read_GoodStatementWithSomeBytesChanged_GivesAStatementOrANamedRefusal()
    {
        var good = BankFiles.Encode(BankFiles.Columns, string.Join("\r\n", BankFiles.Good));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 8].Sample(changes =>
        {
            var bytes = good.ToList();
            foreach (var (place, value, kind) in changes)
            {
                Change(bytes, Math.Min(place, bytes.Count - 1), value, kind);
            }

            return ReadsOrRefuses([.. bytes]);
        }, iter: 5000);
    }

    private static void Change(List<byte> bytes, int place, byte value, int kind)
    {
        switch (kind)
        {
            case 0: bytes[place] = value; break;
            case 1: bytes.Insert(place, value); break;
            case 2: bytes.RemoveAt(place); break;
            default: bytes.Insert(place, (byte)",\"\r\n=-09"[value % 8]); break;
        }
    }

    // Anything else than a RuleBrokenException fails the property.
    private static bool ReadsOrRefuses(byte[] file)
    {
        try
        {
            return StatementReader.Read(new MemoryStream(file), BankFiles.Columns).Account.Length > 0;
        }
        catch (RuleBrokenException refusal)
        {
            return refusal.Rule.StartsWith("banking.", StringComparison.Ordinal);
        }
    }

    private static string[] Unnumbered() =>
    [
        .. BankFiles.Good[..4], "期末余额,1000.00", BankFiles.Header,
        ",2026-03-02,09:30:15,,500.00,1500.00,甲,1,,,,",
        ",2026-03-02,09:30:16,500.00,,1000.00,甲,1,,,,",
        ",2026-03-02,09:30:17,,500.00,1500.00,甲,1,,,,",
        ",2026-03-02,09:30:18,500.00,,1000.00,甲,1,,,,",
    ];
}
