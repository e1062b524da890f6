using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.MoneyPapers;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Proceeds;

/// <summary>Prints the receipts of a price.</summary>
public sealed class PricePrints(TradingDbContext db, PdfGenerator pdf)
{
    /// <summary>The receipt of a number as PDF; null where the plan has none of it.</summary>
    public async Task<byte[]?> FindAsync(PricePlan plan, string number, WordsLanguage language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (await db.Set<PriceReceipt>().AsNoTracking().SingleOrDefaultAsync(r => r.PlanId == plan.Id && r.Number == number, ct) is not { } receipt)
        {
            return null;
        }

        var about = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join centre in db.Set<Centre>() on lot.CentreId equals centre.Id
            where lot.Id == plan.LotId
            select new { lot.Code, lot.Name, centre.NameZh, centre.NameEn }).SingleAsync(ct);
        return pdf.Generate(new MoneyPaperDocument(
            new MoneyPaper
            {
                Kind = MoneyPaperKind.PriceReceipt,
                Number = receipt.Number,
                CentreName = language == WordsLanguage.Chinese ? about.NameZh : about.NameEn,
                PayerName = plan.BuyerName,
                Income = PartsOf(receipt, language),
                Citation = Words.Get("proceeds.contract-of", language, plan.ContractOn),
                LotCode = about.Code ?? "",
                LotName = about.Name,
                Amount = receipt.Total,
                SubAccount = plan.SubAccount,
                PaidOn = receipt.ValueOn,
                IssuedAtUtc = receipt.IssuedAtUtc,
            },
            language));
    }

    private static string PartsOf(PriceReceipt receipt, WordsLanguage language) =>
        receipt.Total == receipt.Price ? Words.Get(receipt.IsFromDeposit ? "proceeds.from-deposit" : "proceeds.price", language)
        : receipt.Penalty.IsZero ? Words.Get("proceeds.price-and-interest", language, receipt.Price, receipt.Interest)
        : receipt.Interest.IsZero ? Words.Get("proceeds.price-and-penalty", language, receipt.Price, receipt.Penalty)
        : Words.Get("proceeds.price-and-all", language, receipt.Price, receipt.Interest, receipt.Penalty);
}
