using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Parties;

namespace Trading.Infrastructure.Banking;

/// <summary>What money a bank account of a centre is chosen for.</summary>
public enum AccountPurpose
{
    Deposits,
    Fees,

    /// <summary>Prices that are taken for transferors and the treasury.</summary>
    Prices,
}

/// <summary>
/// Into which of its bank accounts a centre has deposits, fees or prices paid from a day on, in one line or in all of them, as an administrator has set it. It is never
/// edited: a later row takes its place from its day on.
/// </summary>
public sealed class AccountChoice
{
    /// <summary>The longest name of a line.</summary>
    public const int LineLength = 40;

    public long Id { get; init; }
    public long CentreId { get; init; }
    public AccountPurpose Purpose { get; init; }

    /// <summary>The line; null where it is for every line that has no row of its own.</summary>
    public string? Line { get; init; }
    public long BankAccountId { get; init; }
    public DateOnly EffectiveFrom { get; init; }
    public long SetByUserId { get; init; }
    public DateTime SetAtUtc { get; init; }
}

public sealed class AccountChoiceMapping : IEntityTypeConfiguration<AccountChoice>
{
    public void Configure(EntityTypeBuilder<AccountChoice> builder)
    {
        builder.ToTable("account_choice");
        builder.Property(c => c.Line).HasMaxLength(AccountChoice.LineLength);
        builder.HasIndex(c => new { c.CentreId, c.Purpose, c.EffectiveFrom });
        builder.HasOne<Centre>().WithMany().HasForeignKey(c => c.CentreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BankAccount>().WithMany().HasForeignKey(c => c.BankAccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
