using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.MoneyPapers;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Treasury;

/// <summary>Prints the papers of a charge that is the treasury's.</summary>
public sealed class NonTaxPrints(TradingDbContext db, TreasuryQueries queries, CentreRevenueModels models, RepaymentSeal seal, PdfGenerator pdf)
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

    /// <summary>The centre's application to the treasury of a number as PDF; null where the refund has none of it.</summary>
    public async Task<byte[]?> ClaimAsync(long centreId, Guid refundId, string number, WordsLanguage language, CancellationToken ct)
    {
        var claim = await db.Set<TreasuryClaim>().AsNoTracking().SingleOrDefaultAsync(c => c.CentreId == centreId && c.RefundId == refundId && c.Number == number, ct);
        return claim is null ? null : pdf.Generate(new MoneyPaperDocument(await PaperAsync(claim, language, ct), language));
    }

    private async Task<MoneyPaper> PaperAsync(TreasuryClaim claim, WordsLanguage language, CancellationToken ct)
    {
        var receipt = await db.Set<NonTaxReceipt>().AsNoTracking().SingleAsync(r => r.Id == claim.ReceiptId, ct);
        // A charge that took over all that was paid on the one before has no notice of its own.
        var notice = await db.Set<NonTaxNotice>().Where(n => n.ChargeId == receipt.ChargeId).Select(n => n.Number).SingleOrDefaultAsync(ct);
        var remittance = await db.Set<Remittance>().AsNoTracking().SingleAsync(r => r.Id == claim.RemittanceId, ct);
        var payments = await db.Set<Repayment>().AsNoTracking().Where(r => r.BatchId == remittance.BatchId && r.Kind == RepaymentKind.Remittance).ToListAsync(ct);
        var payment = payments.Single(r => seal.Open(r).Id == remittance.Id);
        var account = await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.Id == receipt.BankAccountId, ct);
        var treasury = await models.OnAsync(claim.CentreId, Instants.BeijingDay(claim.FiledAtUtc), ct);
        var paper = await PaperAsync(claim.ChargeId, MoneyPaperKind.TreasuryClaim, claim.Income, language, ct);
        return paper with
        {
            Number = claim.Number,
            Addressee = treasury?.Row.TreasuryName,
            Amount = claim.Amount,
            PaidOn = receipt.ValueOn,
            IssuedAtUtc = claim.FiledAtUtc,
            Claim = new ClaimParts(notice, receipt.Number, receipt.Amount, payment.EndToEndId, payment.PaidOn, claim.Ground, $"{account.Name}\n{account.Number}\n{account.BankName}"),
        };
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
            PaidOn = receipt.CollectedOn,
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
