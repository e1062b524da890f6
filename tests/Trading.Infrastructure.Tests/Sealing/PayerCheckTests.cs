using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class PayerCheckTests : IDisposable
{
    private static readonly Guid One = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
    private readonly TemporaryFolder _folder = new();
    private readonly PayerCheck _check;

    public PayerCheckTests() => _check = new PayerCheck(new KeyVault(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("投标单位甲（集团）有限公司", "投标单位甲(集团)有限公司")]
    [InlineData("投标单位甲（集团）有限公司", " 投标单位甲 （集团）　有限公司 ")]
    [InlineData("ＡＢＣ工程有限公司", "Abc工程有限公司")]
    public void Matches_NameWrittenDifferently_IsTheSamePayer(string announced, string onTheReceipt)
    {
        var stored = _check.Compute(One, announced, "6222021234567890123");

        Assert.True(_check.Matches(stored, One, onTheReceipt, "6222021234567890123"));
    }

    [Theory]
    [InlineData("6222 0212 3456 7890 123")]
    [InlineData("6222-0212-3456-7890-123")]
    [InlineData("６２２２０２１２３４５６７８９０１２３")]
    public void Matches_AccountGroupedOrFullWidth_IsTheSameAccount(string onTheReceipt)
    {
        var stored = _check.Compute(One, "投标单位甲", "6222021234567890123");

        Assert.True(_check.Matches(stored, One, "投标单位甲", onTheReceipt));
    }

    [Theory]
    [InlineData("投标单位乙", "6222021234567890123")]
    [InlineData("投标单位甲公司", "6222021234567890123")]
    [InlineData("投标单位甲", "6222021234567890124")]
    [InlineData("投标单位甲6", "222021234567890123")]
    public void Matches_OtherNameOrAccount_IsNot(string name, string account)
    {
        var stored = _check.Compute(One, "投标单位甲", "6222021234567890123");

        Assert.False(_check.Matches(stored, One, name, account));
    }

    [Fact]
    public void Compute_SamePayerInTwoParticipations_IsNotLinked()
    {
        var other = Guid.Parse("7c9e6679-7425-40de-944b-e07fc1f90ae7");

        Assert.NotEqual(_check.Compute(One, "投标单位甲", "1"), _check.Compute(other, "投标单位甲", "1"));
    }
}
