namespace Trading.Domain.Fees;

/// <summary>What kind of income a fee is; stored by name. Deposits, sale prices and instalments are other people's money and of no kind.</summary>
public enum IncomeKind
{
    /// <summary>交易服务费: for the platform's service.</summary>
    TradingServiceFee,

    /// <summary>行政事业性收费: set by the state, non-tax revenue.</summary>
    AdministrativeFee,

    /// <summary>场地租赁费: for rooms.</summary>
    VenueRent,

    /// <summary>招标文件工本费: for documents.</summary>
    DocumentFee,

    /// <summary>招标代理服务费: of the tendering agency.</summary>
    AgencyFee,

    /// <summary>产权交易服务费: of a property exchange.</summary>
    ExchangeFee,

    /// <summary>评审费: of experts.</summary>
    ExpertFee,

    /// <summary>拍卖佣金: of an auctioneer.</summary>
    AuctionCommission,
}

/// <summary>Whose money an income is.</summary>
public enum IncomeOwner
{
    /// <summary>The centre: its income when it is charged.</summary>
    Centre,

    /// <summary>The treasury: never the centre's income, and owed on the moment it is collected.</summary>
    Treasury,

    Agency,
    Exchange,
    Auctioneer,
    Experts,
}
