using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Ledger;

public sealed class EntryDraftTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Of_OneFenApart_IsUnbalanced() => Assert.Equal(LedgerRules.Unbalanced, Refusal(new Money(100), new Money(-99)));

    [Fact]
    public void Of_OnePosting_IsTooFew() => Assert.Equal(LedgerRules.TooFewPostings, Refusal(new Money(100)));

    [Fact]
    public void Of_APostingOfNothing_IsRefused() => Assert.Equal(LedgerRules.TooFewPostings, Refusal(Money.Zero, Money.Zero));

    private static string Refusal(params Money[] amounts) => Assert.Throws<RuleBrokenException>(() => EntryDraft.Of(
        "key", EntryKinds.DepositReceived, "subject", Day, [.. amounts.Select(a => new PostingDraft(AccountName.Bank(1), a))])).Rule;
}
