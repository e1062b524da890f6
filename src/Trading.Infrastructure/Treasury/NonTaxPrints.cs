using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.MoneyPapers;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Treasury;

/// <summary>Prints the papers of a charge that is the treasury's.</summary>
public sealed class NonTaxPrints(TradingDbContext db, TreasuryQueries queries, PdfGenerator pdf)
{
    /// <summary>The notice or receipt of a number as PDF; null where the charge, of that centre or of any, has none of it.</summary>
    public async Task<byte[]?> FindAsync(long? centreId, Guid chargeId, string number, WordsLanguage language, CancellationToken ct)
    {
        if (await queries.PapersAsync(centreId, chargeId, ct) is not { } papers)
        {
            return null;
        }

        var receipt = papers.Receipts.SingleOrDefault(r => r.Number == number);
        return receipt is null && papers.Notice.Number != number ? null : pdf.Generate(new MoneyPaperDocument(await PaperAsync(papers, receipt, language, ct), language));
    }

    private async Task<MoneyPaper> PaperAsync(ChargePapers papers, Domain.Treasury.NonTaxReceipt? receipt, WordsLanguage language, CancellationToken ct)
    {
        var notice = papers.Notice;
        var about = await (
            from fee in db.Set<FeeCharge>().AsNoTracking()
            join lot in db.Set<Lot>() on fee.LotId equals lot.Id
            join centre in db.Set<Centre>() on fee.CentreId equals centre.Id
            join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
            from payer in payers.DefaultIfEmpty()
            where fee.Id == notice.ChargeId
            select new { fee.Citation, fee.SubAccount, lot.Code, lot.Name, centre.NameZh, centre.NameEn, Payer = payer.Name }).SingleAsync(ct);
        return new MoneyPaper
        {
            Kind = receipt is null ? MoneyPaperKind.NonTaxNotice : MoneyPaperKind.NonTaxReceipt,
            Number = receipt?.Number ?? notice.Number,
            CentreName = language == WordsLanguage.Chinese ? about.NameZh : about.NameEn,
            PayerName = about.Payer ?? "",
            Income = Words.Of(notice.Income, language),
            Citation = about.Citation,
            LotCode = about.Code!,
            LotName = about.Name,
            Amount = receipt?.Amount ?? notice.Amount,
            SubAccount = about.SubAccount,
            PaidOn = receipt?.ValueOn,
            IssuedAtUtc = receipt?.IssuedAtUtc ?? notice.IssuedAtUtc,
        };
    }
}
