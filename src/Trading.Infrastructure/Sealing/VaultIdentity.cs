using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Sealing;

/// <summary>Which key folder belongs to this database: one row, written at the first start.</summary>
public sealed class VaultIdentityRow
{
    public int Id { get; init; }
    public required string Fingerprint { get; init; }
    public DateTime BoundAtUtc { get; init; }
}

public sealed class VaultIdentityMapping : IEntityTypeConfiguration<VaultIdentityRow>
{
    public void Configure(EntityTypeBuilder<VaultIdentityRow> builder)
    {
        builder.ToTable("vault_identity", t => t.HasCheckConstraint("ck_vault_identity_one", "id = 1"));
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Fingerprint).HasMaxLength(32);
    }
}

/// <summary>
/// Binds the database to its key folder. A site that started with another folder would take bids that nobody can open, and find none of its bidders'.
/// </summary>
public sealed class VaultIdentity(TradingDbContext db, KeyVault vault, TimeProvider clock)
{
    private const int TheOne = 1;

    /// <summary>True where the key folder is the database's own, or the database had none yet and has this one now.</summary>
    public async Task<bool> BindAsync(CancellationToken ct)
    {
        if (await FingerprintAsync(ct) is { } bound)
        {
            return bound == vault.Fingerprint;
        }

        try
        {
            db.Add(new VaultIdentityRow { Id = TheOne, Fingerprint = vault.Fingerprint, BoundAtUtc = clock.NowUtc() });
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            // Another node of the site was first.
            db.ChangeTracker.Clear();
            return await FingerprintAsync(ct) == vault.Fingerprint;
        }
    }

    private Task<string?> FingerprintAsync(CancellationToken ct) =>
        db.Set<VaultIdentityRow>().Where(v => v.Id == TheOne).Select(v => (string?)v.Fingerprint).SingleOrDefaultAsync(ct);
}
