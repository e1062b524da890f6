namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Finance => new()
    {
        ["/finance"] = [new("/finance", Reader: SiteReaders.Maker)],
        ["/finance/statements"] = [new("/finance/statements", Reader: SiteReaders.Maker)],
        ["/finance/statements/{id:guid}"] = [new("/finance/statements/<statement>", Reader: SiteReaders.Checker), new("/finance/statements/<held>", Reader: SiteReaders.Maker)],
        ["/finance/statements/files/{id:guid}"] = [new("/finance/statements/files/<file>", Reader: SiteReaders.Maker), new("/finance/statements/files/<file>", Reader: SiteReaders.Checker)],
        ["/finance/suspense"] = [new("/finance/suspense", Reader: SiteReaders.Maker), new("/finance/suspense?by=BookedDay&to=2020-01-01", Reader: SiteReaders.Maker)],
        ["/finance/suspense.csv"] = [new("/finance/suspense.csv", Reader: SiteReaders.Maker)],
        ["/finance/suspense/{id:guid}"] = [new("/finance/suspense/<suspense>", Reader: SiteReaders.Maker), new("/finance/suspense/<waiting>", Reader: SiteReaders.Maker), new("/finance/suspense/<agrees-deposit>", Reader: SiteReaders.Maker), new("/finance/suspense/<agrees-fee>", Reader: SiteReaders.Maker)],
        ["/finance/decisions/{id:guid}"] = [new("/finance/decisions/<proposed>", Reader: SiteReaders.Checker), new("/finance/decisions/<decision>", Reader: SiteReaders.Checker), new("/finance/decisions/<waiver>", Reader: SiteReaders.Checker)],
        ["/finance/refunds"] = [new("/finance/refunds", Reader: SiteReaders.Maker)],
        ["/finance/refunds/{id:guid}"] = [new("/finance/refunds/<batch>", Reader: SiteReaders.Maker), new("/finance/refunds/<waiting-batch>", Reader: SiteReaders.Maker)],
        ["/finance/refunds/{id:guid}/approve"] = [new("/finance/refunds/<batch>/approve", Reader: SiteReaders.Checker), new("/finance/refunds/<waiting-batch>/approve", Reader: SiteReaders.Checker)],
        ["/finance/refunds/{id:guid}/cancel"] = [new("/finance/refunds/<batch>/cancel", Reader: SiteReaders.Maker)],
        // Of the world's payments none failed, and of its proposals none rests on a paper; RefundPayeePagesTests walks both.
        ["/finance/refunds/failed/{id:guid}"] = [new($"/finance/refunds/failed/{Guid.Empty}", 404, SiteReaders.Maker)],
        ["/finance/decisions/{id:guid}/paper"] = [new($"/finance/decisions/{Guid.Empty}/paper", 404, SiteReaders.Maker)],
        // The world's batch has been answered by the bank: nothing of it is left to pay.
        ["/finance/refunds/{id:guid}/payment-file"] = [new("/finance/refunds/<batch>/payment-file", 422, SiteReaders.Maker)],
        ["/finance/deposits/{id:guid}"] = [new("/finance/deposits/<deposit>", Reader: SiteReaders.Maker), new("/finance/deposits/<locked>", Reader: SiteReaders.Maker), new("/finance/deposits/<forfeited>", Reader: SiteReaders.Maker), new("/finance/deposits/<frozen>", Reader: SiteReaders.Maker), new("/finance/deposits/<let-go>", Reader: SiteReaders.Maker)],
        ["/finance/settlement"] = [new("/finance/settlement?from=2020-01-01&to=2040-12-31", Reader: SiteReaders.Maker), new("/finance/settlement?from=2020-01-01&to=2040-12-31&group=Payer&by=BookedDay", Reader: SiteReaders.Checker), new("/finance/settlement", Reader: SiteReaders.Checker)],
        ["/finance/settlement/summary.{format}"] = [new("/finance/settlement/summary.pdf", Reader: SiteReaders.Maker)],
        ["/finance/settlement/fees.{format}"] = [new("/finance/settlement/fees.xlsx", Reader: SiteReaders.Maker)],
        ["/finance/settlement/deposits.{format}"] = [new("/finance/settlement/deposits.csv", Reader: SiteReaders.Maker)],
        ["/finance/bank-proof"] = [new("/finance/bank-proof", Reader: SiteReaders.Maker), new("/finance/bank-proof?day=2020-01-01", Reader: SiteReaders.Maker)],
        ["/finance/closing"] = [new("/finance/closing", Reader: SiteReaders.Maker), new("/finance/closing", Reader: SiteReaders.Checker)],
        ["/finance/closing/{id:guid}"] = [new("/finance/closing/<period>", Reader: SiteReaders.Checker)],
        ["/finance/books/{report}"] =
        [
            new("/finance/books/trial-balance?from=2026-01-01&by=Posted", Reader: SiteReaders.Maker), new("/finance/books/aged-deposits", Reader: SiteReaders.Maker),
            new("/finance/books/aged-suspense?by=Booked", Reader: SiteReaders.Maker), new("/finance/books/unrefunded", Reader: SiteReaders.Checker),
            new("/finance/books/prices-by-lot?from=2020-01-01", Reader: SiteReaders.Maker), new("/finance/books/prices-by-line", Reader: SiteReaders.Checker),
            new("/finance/books/other", 404, SiteReaders.Maker),
        ],
        ["/finance/books/{report}.{format}"] =
        [
            new("/finance/books/trial-balance.pdf", Reader: SiteReaders.Maker), new("/finance/books/aged-deposits.xlsx", Reader: SiteReaders.Maker),
            new("/finance/books/aged-suspense.csv", Reader: SiteReaders.Maker), new("/finance/books/unrefunded.csv", Reader: SiteReaders.Maker),
            new("/finance/books/prices-by-project.pdf", Reader: SiteReaders.Maker),
        ],
        ["/finance/reports"] = [new("/finance/reports", Reader: SiteReaders.Maker)],
        ["/finance/reports/{id:guid}/file"] = [new("/finance/reports/<report>/file", Reader: SiteReaders.Maker), new($"/finance/reports/{Guid.Empty}/file", 404, SiteReaders.Maker)],
        ["/finance/ledger"] = [new("/finance/ledger", Reader: SiteReaders.Maker), new("/finance/ledger?account=FeeReceivable&kind=fee-charged&kind=fee-received&line=construction&fee=demo-trading-service&by=Value", Reader: SiteReaders.Maker), new("/finance/ledger?account=FeeReceivable&by=Value", Reader: SiteReaders.Maker), new("/finance/ledger?account=FeeIncome&by=Posted&from=2026-01-01", Reader: SiteReaders.Maker)],
        ["/finance/ledger.csv"] = [new("/finance/ledger.csv", Reader: SiteReaders.Maker)],
        ["/finance/fees"] = [new("/finance/fees", Reader: SiteReaders.Maker), new("/finance/fees?state=Reversed", Reader: SiteReaders.Maker), new("/finance/fees?back=Claimed", Reader: SiteReaders.Checker)],
        ["/finance/fees/{id:guid}"] = [new("/finance/fees/<fee>", Reader: SiteReaders.Maker), new("/finance/fees/<paid-back>", Reader: SiteReaders.Maker), new("/finance/fees/<going-back>", Reader: SiteReaders.Maker), new("/finance/fees/<part-back>", Reader: SiteReaders.Maker)],
        ["/finance/fees/{id:guid}/papers/{number}.pdf"] = [new("/finance/fees/<fee>/papers/<paper>.pdf", Reader: SiteReaders.Maker)],
        ["/finance/fees/refunds/{id:guid}"] = [new("/finance/fees/refunds/<fee-refund>", Reader: SiteReaders.Maker), new($"/finance/fees/refunds/{Guid.Empty}", 404, SiteReaders.Maker)],
        ["/finance/fees/refunds/{id:guid}/claims/{number}.pdf"] = [new("/finance/fees/refunds/<fee-refund>/claims/<claim>.pdf", Reader: SiteReaders.Maker)],
        ["/finance/proceeds"] = [new("/finance/proceeds", Reader: SiteReaders.Maker), new("/finance/proceeds?state=Paid", Reader: SiteReaders.Checker)],
        ["/finance/proceeds/new"] = [new("/finance/proceeds/new", Reader: SiteReaders.Maker)],
        ["/finance/proceeds/{id:guid}"] = [new("/finance/proceeds/<plan>", Reader: SiteReaders.Maker), new("/finance/proceeds/<paid-plan>", Reader: SiteReaders.Maker)],
        ["/finance/proceeds/{id:guid}/change"] = [new("/finance/proceeds/<plan>/change", Reader: SiteReaders.Maker)],
        ["/finance/proceeds/{id:guid}/receipts/{number}.pdf"] = [new("/finance/proceeds/<plan>/receipts/<price-receipt>.pdf", Reader: SiteReaders.Maker), new("/finance/proceeds/<paid-plan>/receipts/<give-back>.pdf", Reader: SiteReaders.Maker)],
        ["/finance/treasury"] = [new("/finance/treasury", Reader: SiteReaders.Maker), new("/finance/treasury?from=2020-01-01&to=2040-12-31", Reader: SiteReaders.Checker)],
        ["/finance/treasury/statement.{format}"] = [new("/finance/treasury/statement.pdf", Reader: SiteReaders.Maker)],
        ["/finance/fees.csv"] = [new("/finance/fees.csv", Reader: SiteReaders.Maker)],
        ["/demo/bank"] = [new("/demo/bank", Reader: SiteReaders.Maker)],
        ["/demo/bank/statements/{account:long}"] = [new("/demo/bank/statements/1", Reader: SiteReaders.Maker)],
        ["/demo/bank/pay"] = [new("/demo/bank/pay?amountYuan=60000", Reader: SiteReaders.StoryBidder)],
    };
}
