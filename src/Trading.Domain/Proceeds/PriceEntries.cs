using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

/// <summary>The entries of prices that are held for others and passed on; docs/ledger.md shows them with numbers.</summary>
public static class PriceEntries
{
    /// <summary>A payment of the price arrives. Dr 1002 Bank, Cr 2241.06 Price held, what was owed for being late to 2241.09, and interest to 2241.10.</summary>
    public static EntryDraft Received(Guid line, PricePlan plan, long bankAccountId, DateOnly valueOn, PricePayment payment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return EntryDraft.Of(
            $"price-received:{line:N}", EntryKinds.PriceReceived, Subject(plan.ParticipationId), valueOn,
            [new PostingDraft(AccountName.Bank(bankAccountId), payment.Total), .. Parts(plan.ParticipationId, payment, -1)]);
    }

    /// <summary>Earnest money becomes price when the plan is approved. Dr 2241.05 Earnest money, Cr 2241.06 Price held.</summary>
    public static EntryDraft EarnestApplied(PricePlan plan, DateOnly on, Money amount)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return EntryDraft.Transfer(
            $"earnest-applied:{plan.Id:N}", EntryKinds.EarnestApplied, Subject(plan.ParticipationId), on,
            credit: Held(plan.ParticipationId), debit: new AccountName(AccountClass.EarnestMoney, Subject(plan.ParticipationId)), amount);
    }

    /// <summary>An approved payment to transferor or treasury goes to the bank. Dr 2241.06 Price, 2241.09 penalties and 2241.10 interest held, Cr 2241.03 In transit.</summary>
    public static EntryDraft Sent(Guid repayment, PricePayout payout, DateOnly payOn)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return EntryDraft.Of(
            $"proceeds-sent:{repayment:N}", EntryKinds.ProceedsSent, Subject(payout.ParticipationId), payOn,
            [.. Parts(payout.ParticipationId, payout.Parts, 1), new PostingDraft(AccountName.RepaymentInTransit(payout.BatchId), -payout.Total)]);
    }

    /// <summary>The bank could not pay it, or it came back: it is held again.</summary>
    public static EntryDraft Rejected(Guid repayment, PricePayout payout, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return EntryDraft.Of(
            $"proceeds-rejected:{repayment:N}", EntryKinds.ProceedsRejected, Subject(payout.ParticipationId), on,
            [new PostingDraft(AccountName.RepaymentInTransit(payout.BatchId), payout.Total), .. Parts(payout.ParticipationId, payout.Parts, -1)]);
    }

    private static IEnumerable<PostingDraft> Parts(Guid participation, PricePayment parts, int sign) =>
        from part in new[]
        {
            (Class: AccountClass.SalePrice, Amount: parts.Price), (Class: AccountClass.LatePenalty, Amount: parts.Penalty),
            (Class: AccountClass.DeferredInterest, Amount: parts.Interest),
        }
        where !part.Amount.IsZero
        select new PostingDraft(new AccountName(part.Class, Subject(participation)), sign < 0 ? -part.Amount : part.Amount);

    private static AccountName Held(Guid participation) => new(AccountClass.SalePrice, Subject(participation));

    private static string Subject(Guid id) => id.ToString("N");
}
