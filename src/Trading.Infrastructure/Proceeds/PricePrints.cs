using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.MoneyPapers;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Proceeds;

/// <summary>Prints the receipts of a price, and the papers of penalties that are given back.</summary>
public sealed class PricePrints(TradingDbContext db, PdfGenerator pdf)
{
    /// <summary>The receipt of a number, or the paper of a penalty that is given back, as PDF; null where the plan has none of it.</summary>
    public async Task<byte[]?> FindAsync(PricePlan plan, string number, WordsLanguage language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var receipt = await db.Set<PriceReceipt>().AsNoTracking().SingleOrDefaultAsync(r => r.PlanId == plan.Id && r.Number == number, ct);
        var back = receipt is not null ? null : await db.Set<Payout>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.ParticipationId == plan.ParticipationId && p.Kind == PayoutKind.PenaltyReturned && p.Number == number, ct);
        return receipt is not null ? pdf.Generate(new MoneyPaperDocument(await ReceiptAsync(plan, receipt, language, ct), language))
            : back is not null ? pdf.Generate(new MoneyPaperDocument(await ReturnAsync(plan, back, language, ct), language))
            : null;
    }

    private async Task<MoneyPaper> ReceiptAsync(PricePlan plan, PriceReceipt receipt, WordsLanguage language, CancellationToken ct)
    {
        var about = await AboutAsync(plan, language, ct);
        return new MoneyPaper
        {
            Kind = MoneyPaperKind.PriceReceipt,
            Number = receipt.Number,
            CentreName = about.Centre,
            PayerName = plan.BuyerName,
            Parts = new PriceParts(await InstalmentsAsync(plan, receipt, language, ct), receipt.Price, receipt.Interest, receipt.Penalty),
            Citation = Words.Get("proceeds.contract-of", language, plan.ContractOn),
            LotCode = about.Code,
            LotName = about.Name,
            Amount = receipt.Total,
            SubAccount = plan.SubAccount,
            PaidOn = receipt.ValueOn,
            IssuedAtUtc = receipt.IssuedAtUtc,
        };
    }

    private async Task<MoneyPaper> ReturnAsync(PricePlan plan, Payout back, WordsLanguage language, CancellationToken ct)
    {
        var about = await AboutAsync(plan, language, ct);
        return new MoneyPaper
        {
            Kind = MoneyPaperKind.PenaltyReturn,
            Number = back.Number!,
            CentreName = about.Centre,
            PayerName = plan.BuyerName,
            Parts = new PriceParts(null, Money.Zero, Money.Zero, back.Amount)
            {
                OfReceipt = await db.Set<PriceReceipt>().Where(r => r.Id == back.ReceiptId).Select(r => r.Number).SingleAsync(ct),
            },
            Citation = back.Citation,
            LotCode = about.Code,
            LotName = about.Name,
            Amount = back.Amount,
            SubAccount = plan.SubAccount,
            PaidOn = back.OwedOn,
            IssuedAtUtc = Instants.StartOfBeijingDay(back.OwedOn),
        };
    }

    private async Task<(string Code, string Name, string Centre)> AboutAsync(PricePlan plan, WordsLanguage language, CancellationToken ct)
    {
        var about = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join centre in db.Set<Centre>() on lot.CentreId equals centre.Id
            where lot.Id == plan.LotId
            select new { lot.Code, lot.Name, centre.NameZh, centre.NameEn }).SingleAsync(ct);
        return (about.Code ?? "", about.Name, language == WordsLanguage.Chinese ? about.NameZh : about.NameEn);
    }

    /// <summary>Which of the instalments in force on its day a receipt paid: they are paid one after another, so that what came before it tells.</summary>
    private async Task<string?> InstalmentsAsync(PricePlan plan, PriceReceipt receipt, WordsLanguage language, CancellationToken ct)
    {
        if (receipt.IsFromDeposit || receipt.Price.IsZero)
        {
            return receipt.IsFromDeposit ? Words.Get("document.price.from-deposit", language) : null;
        }

        // Their numbers run without gaps: what was issued before has a lower one.
        var earlier = await db.Set<PriceReceipt>().AsNoTracking().Where(r => r.PlanId == plan.Id && r.Number.CompareTo(receipt.Number) < 0).Select(r => r.Price).ToListAsync(ct);
        var (from, to) = (Money.Sum(earlier), Money.Sum(earlier) + receipt.Price);
        var instalments = plan.Of(plan.RevisionAt(receipt.IssuedAtUtc)).ToList();
        var numbers = new List<int>();
        var before = Money.Zero;
        foreach (var instalment in instalments)
        {
            if (before < to && before + instalment.Amount > from)
            {
                numbers.Add(instalment.Number);
            }

            before += instalment.Amount;
        }

        return Words.Get("document.price.instalment-numbers", language, string.Join(language == WordsLanguage.Chinese ? "、" : ", ", numbers), instalments.Count);
    }
}
