using CsCheck;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class SimulatedBankTests
{
    private static readonly DateTime Morning = new(2026, 3, 2, 1, 30, 15, DateTimeKind.Utc);

    public static TheoryData<string> Keys() => [.. BankProfiles.All.Select(p => p.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void StatementWriter_WhatItWrites_IsReadBackAndTiesOut(string key)
    {
        var profile = BankProfiles.Of(key);
        var statement = new SimulatedStatement("3602000000000001", new Money(5),
        [
            new SimulatedLine(Morning, new Money(80_000_000)) { CounterpartyName = "投标单位甲（集团）有限公司", CounterpartyAccount = "6222-01", Remark = "=1+1, \"保证金\"", Serial = "1", SubAccount = "90000000000012" },
            new SimulatedLine(Morning.AddDays(1), new Money(-1)) { CounterpartyName = "𠮷野", CounterpartyAccount = "1", Serial = "2" },
        ]);

        var read = Write(profile, statement);

        Assert.Empty(read.Faults);
        Assert.Equal("3602000000000001", read.Account);
        Assert.Equal(new Money(5), read.Opening);
        Assert.Equal(new Money(80_000_004), read.Closing);
        Assert.Equal([new Money(80_000_000), new Money(-1)], read.Lines.Select(l => l.Amount));
        Assert.Equal([Morning, Morning.AddDays(1)], read.Lines.Select(l => l.BookedUtc!.Value));
        Assert.Equal(["投标单位甲（集团）有限公司", "𠮷野"], read.Lines.Select(l => l.CounterpartyName));
        Assert.Equal(["6222-01", "1"], read.Lines.Select(l => l.CounterpartyAccount));
        Assert.Equal("=1+1, \"保证金\"", read.Lines[0].Remark);
        Assert.Equal(["90000000000012", null], read.Lines.Select(l => l.SubAccount));
    }

    [Fact]
    public void StatementWriter_AnyLines_AreReadBack()
    {
        var texts = Gen.Char["甲乙（）,\"'=+-@ 1a　㐀"].Array[0, 12].Select(c => new string(c).Trim());
        var lines = Gen.Select(Gen.Long[1, 1_000_000_000], Gen.Bool, Gen.Int[0, 86_399], texts).Array[1, 20];
        Gen.Select(lines, Gen.Long[-1_000_000, 1_000_000], Gen.Int[0, BankProfiles.All.Count - 1].Select(i => BankProfiles.All[i])).Sample((generated, opening, profile) =>
        {
            var statement = new SimulatedStatement("3602", new Money(opening),
                [.. generated.Index().Select(g => new SimulatedLine(Morning.AddSeconds(g.Item.Item3), new Money(g.Item.Item2 ? g.Item.Item1 : -g.Item.Item1)) { CounterpartyName = g.Item.Item4, Remark = g.Item.Item4, Serial = $"S{g.Index}" })]);

            var read = Write(profile, statement);

            Assert.True(read.TiesOut);
            Assert.Equal(statement.Closing, read.Closing);
            Assert.Equal(
                statement.Lines.Select(l => (l.Amount, l.BookedUtc, l.CounterpartyName, l.Remark)),
                read.Lines.Select(l => (l.Amount, l.BookedUtc!.Value, l.CounterpartyName, l.Remark)));
        }, iter: 300);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void ReplyWriter_PaidAndRejected_AreReadBack(string key)
    {
        var profile = BankProfiles.Of(key);
        PaymentOrder[] payments =
        [
            new("PAAAAAAAAAAAAAAA", "投标单位甲", "6222021234567890123", "某某银行", new Money(80_000_000), "退还投标保证金"),
            new("PBBBBBBBBBBBBBBB", "投标单位乙", "6222-02", "", new Money(1), "退还投标保证金"),
        ];

        using var file = new MemoryStream();
        PaymentFileWriter.Write(file, profile, new DateOnly(2026, 3, 4), payments);
        file.Position = 0;
        var atTheBank = PaymentFileReader.Read(file, profile);
        using var answer = new MemoryStream();
        ReplyWriter.Write(answer, profile, atTheBank, new DateOnly(2026, 3, 4), p => p.PayeeName == "投标单位乙" ? "账号户名不符" : null);
        answer.Position = 0;
        var replies = ReplyReader.Read(answer, profile);

        Assert.Equal(payments, atTheBank);
        Assert.Equal(
            [
                new PaymentReply(2, "PAAAAAAAAAAAAAAA", new Money(80_000_000), new DateOnly(2026, 3, 4), ""),
                new PaymentReply(3, "PBBBBBBBBBBBBBBB", new Money(1), null, "账号户名不符"),
            ],
            replies);
        Assert.Equal([true, false], replies.Select(r => r.IsPaid));
    }

    private static BankStatement Write(BankProfile profile, SimulatedStatement statement)
    {
        using var file = new MemoryStream();
        StatementWriter.Write(file, profile, statement);
        file.Position = 0;
        return StatementReader.Read(file, profile);
    }
}
