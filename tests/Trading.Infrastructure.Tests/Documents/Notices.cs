using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.AwardNotices;

namespace Trading.Infrastructure.Tests.Documents;

internal static class Notices
{
    public static AwardNoticeData Typical() => new()
    {
        NoticeNumber = "YT-ZB-2026-0112-01",
        CentreName = "示例市公共资源交易中心",
        CentreNameEn = "Example City Public Resource Trading Centre",
        IsWitnessed = true,
        OwnerName = "示例市水务投资有限公司",
        AgencyName = "示例招标代理有限公司",
        WinnerName = "投标单位甲",
        ProjectName = "示例市城北污水处理厂提标改造工程",
        ProjectCode = "YT-GC-2026-0112",
        LotName = "施工标段",
        LotCode = "YT-GC-2026-0112-01",
        BidSubmittedOn = new DateOnly(2026, 3, 31),
        Price = Money.Yuan(38_764_200),
        PeriodDays = 300,
        ContractWithinDays = 30,
        IssuedAtUtc = new DateTime(2026, 4, 16, 2, 0, 0, DateTimeKind.Utc),
        VerificationUrl = new Uri("https://ggzy.example.test/verify/7F3K-92QD"),
    };
}
