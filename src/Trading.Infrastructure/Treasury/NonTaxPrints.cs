using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Treasury;
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
        return receipt is null && papers.Notice?.Number != number
            ? null
            : pdf.Generate(new MoneyPaperDocument(
                receipt is null ? await PaperAsync(chargeId, papers.Notice!, language, ct) : await PaperAsync(receipt, language, ct), language));
    }

    private async Task<MoneyPaper> PaperAsync(NonTaxReceipt receipt, WordsLanguage language, CancellationToken ct)
    {
        var voided = receipt.Voids is { } id ? await db.Set<NonTaxReceipt>().Where(r => r.Id == id).Select(r => r.Number).SingleAsync(ct) : null;
        return await PaperAsync(receipt.ChargeId, MoneyPaperKind.NonTaxReceipt, receipt.Income, language, ct) with
        {
            Kind = voided is null ? MoneyPaperKind.NonTaxReceipt : MoneyPaperKind.NonTaxVoid,
            Number = receipt.Number,
            Amount = voided is null ? receipt.Amount : -receipt.Amount,
            Voids = voided,
            PaidOn = receipt.ValueOn,
            IssuedAtUtc = receipt.IssuedAtUtc,
        };
    }

    private async Task<MoneyPaper> PaperAsync(Guid chargeId, NonTaxNotice notice, WordsLanguage language, CancellationToken ct) =>
        await PaperAsync(chargeId, MoneyPaperKind.NonTaxNotice, notice.Income, language, ct) with { Number = notice.Number, Amount = notice.Amount, IssuedAtUtc = notice.IssuedAtUtc };

    private async Task<MoneyPaper> PaperAsync(Guid chargeId, MoneyPaperKind kind, IncomeKind income, WordsLanguage language, CancellationToken ct)
    {
        var about = await (
            from fee in db.Set<FeeCharge>().AsNoTracking()
            join lot in db.Set<Lot>() on fee.LotId equals lot.Id
            join centre in db.Set<Centre>() on fee.CentreId equals centre.Id
            join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
            from payer in payers.DefaultIfEmpty()
            where fee.Id == chargeId
            select new { fee.Citation, fee.SubAccount, lot.Code, lot.Name, centre.NameZh, centre.NameEn, Payer = payer.Name }).SingleAsync(ct);
        return new MoneyPaper
        {
            Kind = kind,
            Number = "",
            CentreName = language == WordsLanguage.Chinese ? about.NameZh : about.NameEn,
            PayerName = about.Payer ?? "",
            Income = Words.Of(income, language),
            Citation = about.Citation,
            LotCode = about.Code!,
            LotName = about.Name,
            Amount = default,
            SubAccount = about.SubAccount,
            IssuedAtUtc = default,
        };
    }
}
