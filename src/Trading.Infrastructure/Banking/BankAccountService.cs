using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

/// <summary>A bank account of a centre as it is entered.</summary>
public sealed record OpenBankAccount(long CentreId, string Name, string BankName, string Number, string Profile, long ByUserId);

/// <summary>
/// The bank accounts of centres, kept by administrators. An account is entered once and never changed: statements and journal speak of it. Another
/// account is another row.
/// </summary>
public sealed class BankAccountService(TradingDbContext db, TimeProvider clock)
{
    /// <exception cref="RuleBrokenException">
    /// <see cref="BankingRules.AccountNumberInvalid"/>, <see cref="BankingRules.AccountNumberTaken"/>, <see cref="BankingRules.UnknownProfile"/>.
    /// </exception>
    public Task<long> OpenAsync(OpenBankAccount input, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var account = Checked(input);
        return db.InTransactionAsync(
            async () =>
            {
                db.Add(account);
                try
                {
                    await db.SaveChangesAsync(ct);
                }
                catch (DbUpdateException e) when (e.IsDuplicateKey())
                {
                    throw new RuleBrokenException(BankingRules.AccountNumberTaken, account.Number);
                }

                db.Add(new PartyEvent(
                    PartySubject.Centre, input.CentreId, PartyEvents.BankAccountOpened, Masks.BankAccount(account.Number), input.ByUserId, clock.NowUtc()));
                await db.SaveChangesAsync(ct);
                return account.Id;
            },
            ct);
    }

    private static BankAccount Checked(OpenBankAccount input)
    {
        if (!BankAccountNumber.Check(input.Number).Valid)
        {
            throw new RuleBrokenException(BankingRules.AccountNumberInvalid);
        }

        if (BankProfiles.All.All(p => p.Key != input.Profile))
        {
            throw new RuleBrokenException(BankingRules.UnknownProfile, input.Profile);
        }

        return new BankAccount
        {
            CentreId = input.CentreId,
            Name = input.Name.Trim(),
            BankName = input.BankName.Trim(),
            Number = BankAccountNumber.Canonical(input.Number),
            Currency = BankAccount.Renminbi,
            Profile = input.Profile,
        };
    }
}
