namespace Trading.Domain.Reports;

/// <summary>The reports that finance hands over.</summary>
public enum ReportKind
{
    /// <summary>Fees of a period by line and kind (收费结算汇总).</summary>
    FeeSettlement,

    /// <summary>Fees of a period by payer, line and kind (收费结算汇总（按缴费人）).</summary>
    FeeSettlementByPayer,

    /// <summary>Each fee of a period, by lot and payer (收费明细).</summary>
    FeeDetail,

    /// <summary>Deposits in, out and held, by lot (保证金收退).</summary>
    DepositMovement,

    /// <summary>What was remitted to the treasury and returned by it (缴库与返还表).</summary>
    TreasuryStatement,

    /// <summary>How many deposits went back by the day that the rule names, and how late the others (退款及时率).</summary>
    RefundTimeliness,

    /// <summary>The bank's day beside the ledger's (银行存款余额调节表).</summary>
    BankReconciliation,
    TrialBalance,
    AgedDeposits,
    AgedSuspense,
    Unrefunded,

    /// <summary>Prices planned, received, late, passed on and held (代收价款), by lot, project or line.</summary>
    PricesByLot,
    PricesByProject,
    PricesByLine,
}

/// <summary>The forms in which a table leaves the site.</summary>
public enum ReportFormat
{
    Xlsx,
    Csv,
    Pdf,
}

/// <summary>The day by which a report counts.</summary>
public enum ReportBasis
{
    BookedDay,
    ValueDay,
}

/// <summary>What the rows of a fee settlement report are: a fee of a line, or what each payer has to do with it.</summary>
public enum SettlementGrouping
{
    Fee,
    Payer,
}

/// <summary>Waiting, being made, there for a while, given up, or past its time.</summary>
public enum ReportState
{
    Waiting,
    Making,
    Ready,
    Failed,
    Expired,
}
