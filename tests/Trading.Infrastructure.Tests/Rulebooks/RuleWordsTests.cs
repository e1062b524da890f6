using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;

namespace Trading.Infrastructure.Tests.Rulebooks;

public sealed class RuleWordsTests
{
    [Fact]
    public void Words_EveryRefusalOfTheRules_HasItsSentence()
    {
        var codes = new[] { typeof(RulebookRules), typeof(FeeRules), typeof(InterestRules) }
            .SelectMany(t => t.GetFields())
            .Select(f => (string)f.GetRawConstantValue()!)
            .ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.True(Words.Has($"rule.{code}"), code));
    }

    [Theory]
    [InlineData("code.uscc", "length", "characters", "registry", "region", "body-check-digit", "check-digit")]
    [InlineData("code.org", "length", "characters", "check-digit")]
    [InlineData("code.id", "length", "characters", "region", "birth-date", "check-digit")]
    [InlineData("code.bank", "characters", "length", "card-length", "check-digit")]
    public void Words_EveryReasonOfACode_HasItsSentence(string kind, params string[] reasons) =>
        Assert.All(reasons, reason => Assert.True(Words.Has($"{kind}.{reason}"), reason));
}
