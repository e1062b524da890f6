using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// The tables of the ledger. The deferred key from an entry to its seal, the triggers and the grants stand in Persistence/Guards and are put back
/// after every migration; EF maps only the key from the seal to the entry, because it refuses a circle.
/// </summary>
public sealed class LedgerMapping : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<AccountBalance>, IEntityTypeConfiguration<JournalEntry>,
    IEntityTypeConfiguration<Posting>, IEntityTypeConfiguration<EntrySeal>, IEntityTypeConfiguration<UnchainedEntry>, IEntityTypeConfiguration<EntryLink>,
    IEntityTypeConfiguration<Hold>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account");
        builder.Property(a => a.Subject).HasMaxLength(64);
        builder.Property(a => a.Currency).HasMaxLength(3).IsFixedLength();
        builder.HasIndex(a => new { a.CentreId, a.Class, a.Subject, a.Currency }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AccountBalance> builder)
    {
        builder.ToTable("account_balance", t =>
        {
            t.HasCheckConstraint("ck_account_balance_available", "posted - held >= 0");
            t.HasCheckConstraint("ck_account_balance_held", "held >= 0");
        });
        builder.HasKey(b => b.AccountId);
        builder.Property(b => b.AccountId).ValueGeneratedNever();
        builder.HasOne<Account>().WithOne().HasForeignKey<AccountBalance>(b => b.AccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("journal_entry");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Key).HasMaxLength(160);
        builder.Property(e => e.Kind).HasMaxLength(40);
        builder.Property(e => e.Subject).HasMaxLength(64);
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasIndex(e => e.ReversesId).IsUnique();
        builder.HasIndex(e => new { e.CentreId, e.ValueOn });
        builder.HasIndex(e => new { e.CentreId, e.PostedOn });
        builder.HasOne<JournalEntry>().WithMany().HasForeignKey(e => e.ReversesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(e => e.Postings).WithOne().HasForeignKey(p => p.EntryId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Posting> builder)
    {
        builder.ToTable("posting", t => t.HasCheckConstraint("ck_posting_amount", "amount <> 0"));
        builder.HasKey(p => new { p.EntryId, p.Line });
        // With the amount, so that a balance and a statement of an account are read from the index alone.
        builder.HasIndex(p => new { p.AccountId, p.EntryId, p.Amount });
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EntrySeal> builder)
    {
        builder.ToTable("entry_seal");
        builder.HasKey(s => s.EntryId);
        builder.Property(s => s.EntryId).ValueGeneratedNever();
        builder.HasOne<JournalEntry>().WithOne().HasForeignKey<EntrySeal>(s => s.EntryId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<UnchainedEntry> builder)
    {
        builder.ToTable("unchained_entry");
        builder.HasKey(u => u.EntryId);
        builder.Property(u => u.EntryId).ValueGeneratedNever();
        builder.HasOne<EntrySeal>().WithOne().HasForeignKey<UnchainedEntry>(u => u.EntryId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EntryLink> builder)
    {
        builder.ToTable("entry_link");
        builder.HasKey(l => l.Seq);
        builder.Property(l => l.Seq).ValueGeneratedNever();
        builder.HasIndex(l => l.EntryId).IsUnique();
        builder.HasOne<EntrySeal>().WithOne().HasForeignKey<EntryLink>(l => l.EntryId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Hold> builder)
    {
        builder.ToTable("hold", t =>
        {
            t.HasCheckConstraint("ck_hold_amount", "amount > 0 AND captured >= 0 AND released >= 0");
            t.HasCheckConstraint("ck_hold_parts", "(state = 'Open' AND captured = 0 AND released = 0) OR (state <> 'Open' AND captured + released = amount)");
        });
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.HasIndex(h => new { h.AccountId, h.LotId }).IsUnique().HasFilter("state = 'Open'");
        builder.HasOne<Account>().WithMany().HasForeignKey(h => h.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
