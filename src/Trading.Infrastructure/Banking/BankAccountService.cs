using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Banking;

/// <summary>A bank account of a centre as it is entered.</summary>
public sealed record OpenBankAccount(long CentreId, string Name, string BankName, string Number, string Profile, long ByUserId)
{
    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = BankAccount.Renminbi;

    public PaymentFormat PaymentFormat { get; init; }
}

/// <summary>
/// The bank accounts of centres, kept by administrators. An account is entered once and keeps what statements and journal speak of; another account is
/// another row. Only the form in which its bank takes payment files is changed.
/// </summary>
public sealed class BankAccountService(TradingDbContext db, TimeProvider clock)
{
    /// <exception cref="RuleBrokenException">
    /// <see cref="BankingRules.AccountNumberInvalid"/>, <see cref="BankingRules.AccountNumberTaken"/>, <see cref="BankingRules.UnknownProfile"/>,
    /// <see cref="BankingRules.UnknownCurrency"/>.
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

    /// <summary>
    /// Says in which form the account's bank takes payment files from now on, and records who said so; nothing where it is that form already. False where
    /// the centre has no such account.
    /// </summary>
    public Task<bool> SetPaymentFormatAsync(long centreId, long accountId, PaymentFormat format, long byUserId, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return db.InTransactionAsync(
            async () =>
            {
                if (!await db.Set<BankAccount>().AnyAsync(a => a.Id == accountId && a.CentreId == centreId, ct))
                {
                    return false;
                }

                // Against a payment file that is written meanwhile.
                await db.LockBankAccountAsync(accountId, ct);
                var account = await db.Set<BankAccount>().SingleAsync(a => a.Id == accountId, ct);
                if (account.PaymentFormat != format)
                {
                    account.PaymentFormat = format;
                    db.Add(new PartyEvent(
                        PartySubject.Centre, centreId, PartyEvents.PaymentFormatSet, $"{Masks.BankAccount(account.Number)}: {PaymentFiles.NameOf(format)}", byUserId, nowUtc));
                    await db.SaveChangesAsync(ct);
                }

                return true;
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

        if (!CurrencyUnits.Known.Contains(input.Currency))
        {
            throw new RuleBrokenException(BankingRules.UnknownCurrency, input.Currency);
        }

        return new BankAccount
        {
            CentreId = input.CentreId,
            Name = input.Name.Trim(),
            BankName = input.BankName.Trim(),
            Number = BankAccountNumber.Canonical(input.Number),
            Currency = input.Currency,
            Profile = input.Profile,
            PaymentFormat = input.PaymentFormat,
        };
    }
}
