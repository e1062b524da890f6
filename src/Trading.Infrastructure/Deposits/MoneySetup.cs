using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Proceeds;

namespace Trading.Infrastructure.Deposits;

public static class MoneySetup
{
    /// <summary>
    /// Ledger, statements, deposits, repayments and fees. Needs the database, the business clock as <see cref="TimeProvider"/>, the
    /// work calendar, sealing, tendering and the procedure log.
    /// </summary>
    public static IServiceCollection AddTradingMoney(this IServiceCollection services) => services
        .AddScoped<CentreFeeSchedules>().AddSingleton(_ => FeeLibrary.Load()).AddSingleton(_ => InterestRateLibrary.Load())
        .AddSingleton<BankSeal>().AddSingleton<RepaymentSeal>()
        .AddScoped<LedgerPoster>().AddScoped<HoldKeeper>().AddVerifier<LedgerVerifier>().AddVerifier<CheckpointVerifier>().AddVerifier<DepositVerifier>().AddVerifier<SourceVerifier>()
        .AddScoped<StatementImportService>().AddScoped<StatementChecks>().AddScoped<StatementSuccession>().AddScoped<StatementSteps>().AddScoped<UnreadableFileService>().AddScoped<UnreadableFileQueries>().AddScoped<ReceiptBooker>().AddScoped<ReversedLines>()
        .AddScoped<DepositService>().AddScoped<DepositOrders>().AddScoped<DepositDecisions>().AddScoped<ForfeitureService>().AddScoped<ForfeitureSteps>().AddScoped<Payouts>().AddScoped<LateRefunds>().AddScoped<DepositLifeQueries>().AddScoped<DepositQueries>().AddScoped<CoverService>().AddScoped<OpenedCovers>().AddScoped<DepositPools>().AddScoped<UncoveredBids>()
        .AddScoped<RepaymentService>().AddScoped<RepaymentReplyService>().AddScoped<RepaymentAnswers>().AddScoped<DueRepayments>().AddScoped<RefundPayees>().AddScoped<DepositInterest>().AddScoped<RepaymentSubjects>().AddScoped<ReturnedPayments>().AddScoped<RepaymentSteps>()
        .AddScoped<FinanceDecisions>().AddScoped<DecisionQueries>().AddScoped<SuspenseService>().AddScoped<SuggestedReceipts>().AddScoped<HeldStatementService>()
        .AddScoped<FeeService>().AddScoped<FeeSteps>().AddScoped<OpenFees>().AddScoped<NonTaxPapers>().AddScoped<TreasuryClaims>().AddScoped<OwedFees>().AddScoped<FeePayers>().AddScoped<PricePayments>().AddScoped<PriceSteps>().AddScoped<PriceQueries>().AddScoped<PricePrints>().AddScoped<PriceReportQueries>().AddVerifier<ProceedsVerifier>()
        .AddScoped<BankAccountService>().AddScoped<AccountChoices>().AddScoped<StatementQueries>().AddScoped<RepaymentQueries>().AddScoped<SuspenseQueries>().AddScoped<FinanceWorkQueries>().AddScoped<FeeQueries>().AddScoped<JournalQueries>().AddScoped<AccountQueries>().AddScoped<JournalExport>()
        .AddSingleton<StatementInboxService>();
}
