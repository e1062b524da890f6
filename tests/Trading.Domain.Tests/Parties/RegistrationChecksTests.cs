using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;

namespace Trading.Domain.Tests.Parties;

public sealed class RegistrationChecksTests
{
    private static readonly DateOnly Today = new(2026, 4, 17);

    private static readonly OrganisationStep Good = new()
    {
        Kinds = OrganisationKinds.Bidder,
        Name = "投标单位甲",
        CreditCode = "91350100M000100Y43",
        Address = "示例路1号",
        ContactName = "联系人甲",
        ContactPhone = "13800000000",
        ContactEmail = "contact@example.com",
    };

    [Fact]
    public void Organisation_AllRight_HasNoDefects() => Assert.Empty(RegistrationChecks.Organisation(Good, allowDemo: false));

    [Fact]
    public void Organisation_Empty_TellsEveryFieldAtOnce()
    {
        var empty = new OrganisationStep
        {
            Kinds = OrganisationKinds.None,
            Name = "",
            CreditCode = " ",
            Address = "",
            ContactName = "",
            ContactPhone = "",
            ContactEmail = "",
        };

        var defects = RegistrationChecks.Organisation(empty, allowDemo: false);

        Assert.Equal(["Kinds", "Name", "CreditCode", "Address", "ContactName", "ContactPhone", "ContactEmail"], defects.Select(d => d.Field));
        Assert.All(defects.Skip(1), d => Assert.Equal("rule." + PartiesRules.Required, d.WordsKey));
    }

    [Fact]
    public void Organisation_EachThingWrong_IsNamedByItsRule()
    {
        var wrong = Good with { Kinds = OrganisationKinds.None, Name = new string('甲', 201), Address = "", ContactPhone = "12", ContactEmail = "nobody" };

        var defects = RegistrationChecks.Organisation(wrong, allowDemo: false);

        string[] rules = [PartiesRules.KindMissing, PartiesRules.TooLong, PartiesRules.Required, PartiesRules.PhoneInvalid, PartiesRules.EmailInvalid];
        Assert.Equal(rules.Select(r => "rule." + r), defects.Select(d => d.WordsKey));
        Assert.Equal([200], defects[1].Limits);
    }

    [Fact]
    public void Organisation_DemoRegion_IsRightInDemoModeOnly()
    {
        var demo = Good with { CreditCode = UnifiedSocialCreditCode.Compose("91", RegionPrefix.Demo, "MA000001") };

        Assert.Empty(RegistrationChecks.Organisation(demo, allowDemo: true));
        Assert.Equal("code.uscc.region", Assert.Single(RegistrationChecks.Organisation(demo, allowDemo: false)).WordsKey);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Organisation_NameOfACertainLength_IsRightUpTo200(int length, bool right) =>
        Assert.Equal(right, RegistrationChecks.Organisation(Good with { Name = new string('甲', length) }, allowDemo: false).Count == 0);

    [Theory]
    [InlineData("123456", false)]
    [InlineData("1234567", true)]
    [InlineData("+86 701-000 0000", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("123456789012345678901", false)]
    [InlineData("0701-000000a", false)]
    public void Organisation_Phone_HasSevenToTwentyDigits(string phone, bool right) =>
        Assert.Equal(right, RegistrationChecks.Organisation(Good with { ContactPhone = phone }, allowDemo: false).Count == 0);

    [Theory]
    [InlineData("a@example.com", true)]
    [InlineData("example.com", false)]
    [InlineData("甲 <a@example.com>", false)]
    [InlineData("a@example.com\r\nBcc: b@example.com", false)]
    public void Organisation_Email_IsOnePlainAddress(string email, bool right) =>
        Assert.Equal(right, RegistrationChecks.Organisation(Good with { ContactEmail = email }, allowDemo: false).Count == 0);

    [Theory]
    [InlineData("11010519491231002X", null)]
    [InlineData("11010519491231002x", null)]
    [InlineData("110105194912310021", "code.id.check-digit")]
    [InlineData("", "rule." + PartiesRules.Required)]
    public void Representative_Number_IsCheckedByMachine(string number, string? reason) =>
        Assert.Equal(
            reason,
            RegistrationChecks.Representative(new RepresentativeStep { RepresentativeName = "甲", RepresentativeId = number }, allowDemo: false, Today)
                .SingleOrDefault()?.WordsKey);

    [Fact]
    public void Representative_BornTomorrow_IsWrongAndBornTodayIsRight()
    {
        Assert.Equal("code.id.birth-date", Assert.Single(Born(Today.AddDays(1))).WordsKey);
        Assert.Empty(Born(Today));
    }

    [Theory]
    [InlineData("投标单位甲（集团）", "投标单位甲(集团)", true)]
    [InlineData("投标单位甲", "投标单位 甲", true)]
    [InlineData("ＡＢ公司", "ab公司", true)]
    [InlineData("投标单位甲", "投标单位乙", false)]
    [InlineData("投标单位甲", "投标单位甲分公司", false)]
    public void Account_Name_MustBeTheOrganisations(string accountName, string organisation, bool right)
    {
        var account = new AccountStep { BankName = "演示银行", AccountNumber = "622200000000", AccountName = accountName, IsBasic = true };

        Assert.Equal(right ? [] : ["AccountName"], RegistrationChecks.Account(account, organisation).Select(d => d.Field));
    }

    private static IReadOnlyList<Defect> Born(DateOnly day) => RegistrationChecks.Representative(
        new RepresentativeStep { RepresentativeName = "甲", RepresentativeId = ResidentId.Compose("110105", day, 2) }, allowDemo: false, Today);
}
