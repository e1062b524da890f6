using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Demo;

/// <summary>What the vault makes of one participation: its tags, and its link and payer under the keys of lot and bidder.</summary>
internal sealed record SealedPapers(string Tag, string UniqueTag, string SubAccountTag, string PayerCheck, byte[] Link, byte[] BidderCopy, byte[] Payer);

/// <summary>Seals what the history keeps sealed, as the services do, on all processors: nothing of a made-up lot is in clear either.</summary>
public sealed class HistorySeals(LotKeys lotKeys, BidderSeal bidderSeal, PayerCheck payerCheck, DepositSubAccounts subAccounts, RepaymentSeal repaymentSeal)
{
    /// <summary>The papers of each deposit of each lot, in their order.</summary>
    internal async Task<IReadOnlyList<SealedPapers[]>> SealAsync(IReadOnlyList<WrittenLot> lots, HistoryWorld world, CancellationToken ct)
    {
        var papers = lots.Select(l => new SealedPapers[l.Plan.Deposits.Count]).ToList();
        await Parallel.ForEachAsync(lots.Index(), ct, async (item, token) =>
        {
            var (index, lot) = item;
            var key = lotKeys.PublicKeyOf(lot.Key);
            foreach (var (place, deposit) in lot.Plan.Deposits.Index())
            {
                papers[index][place] = await SealAsync(lot.Lot.Id, key, deposit, world.Bidders[deposit.Bidder], token);
            }
        });
        return papers;
    }

    internal Repayment RepaymentOf(
        HistoryRepayment back, RepaymentSubject subject, HistoryParty payee, Money principal, Guid batch, long centreId, string endToEndId) => new()
        {
            Id = back.Id,
            BatchId = batch,
            CentreId = centreId,
            Kind = subject.Kind,
            State = back.LineOut is null ? RepaymentState.Sent : RepaymentState.Paid,
            SealedSubject = repaymentSeal.Seal(back.Id, subject),
            PayeeName = payee.Name,
            PayeeAccount = payee.Account,
            PayeeBank = HistoryWorld.BankName,
            Principal = principal,
            Interest = back.Interest,
            EndToEndId = endToEndId,
            PaidOn = back.LineOut is null ? null : back.PayOn,
        };

    internal RepaymentBatch BatchOf(Guid id, HistoryCentre centre, DateOnly payOn, DateTime madeUtc, IReadOnlyCollection<Repayment> content) => new()
    {
        Id = id,
        CentreId = centre.Id,
        BankAccountId = centre.Account.Id,
        State = BatchState.Made,
        PayOn = payOn,
        MadeBy = centre.MakerId,
        MadeAtUtc = madeUtc,
        ContentHash = repaymentSeal.Proof(id, centre.Id, centre.Account.Id, payOn, centre.MakerId, content),
    };

    private async Task<SealedPapers> SealAsync(long lotId, LotPublicKey key, HistoryDeposit deposit, HistoryParty bidder, CancellationToken ct)
    {
        var link = new BidderLink(lotId, bidder.Id, bidder.Name, bidder.Account, HistoryWorld.BankName).ToBytes();
        var payer = new PayerRecord(bidder.Name, bidder.Account, HistoryWorld.BankName, deposit.Line).ToBytes();
        return new SealedPapers(
            bidderSeal.Tag(bidder.Id, deposit.TagIndex), bidderSeal.UniqueTag(lotId, bidder.Id), subAccounts.Tag(subAccounts.Of(deposit.Id)),
            payerCheck.Compute(deposit.Id, bidder.Name, bidder.Account),
            await SealedEnvelope.SealRecordAsync(link, RecordLength.Stepped, key, ParticipationService.LinkData(lotId, deposit.Id), ct),
            bidderSeal.Seal(bidder.Id, deposit.Id, link),
            await SealedEnvelope.SealRecordAsync(payer, RecordLength.Stepped, key, ParticipationService.PayerData(lotId, deposit.Id), ct));
    }
}
