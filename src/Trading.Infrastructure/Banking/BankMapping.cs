using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trading.Infrastructure.Banking;

public sealed class BankMapping : IEntityTypeConfiguration<BankAccount>, IEntityTypeConfiguration<BankStatementRow>, IEntityTypeConfiguration<BankLine>,
    IEntityTypeConfiguration<UnreadableFile>
{
    internal const int RemarkLength = 400;

    public void Configure(EntityTypeBuilder<BankAccount> builder)
    {
        builder.ToTable("bank_account");
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.BankName).HasMaxLength(200);
        builder.Property(a => a.Number).HasMaxLength(40);
        builder.Property(a => a.Currency).HasMaxLength(3);
        builder.Property(a => a.Profile).HasMaxLength(60);
        builder.HasIndex(a => new { a.Number, a.Currency }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<BankStatementRow> builder)
    {
        builder.ToTable("bank_statement");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.FileTag).HasMaxLength(64);
        builder.Property(s => s.Profile).HasMaxLength(60);
        builder.HasIndex(s => new { s.FileTag, s.Place }).IsUnique();
        builder.HasIndex(s => new { s.BankAccountId, s.ToDay });
        builder.HasOne<BankAccount>().WithMany().HasForeignKey(s => s.BankAccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<UnreadableFile> builder)
    {
        builder.ToTable("unreadable_file");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Profile).HasMaxLength(60);
        builder.Property(f => f.FileTag).HasMaxLength(64);
        builder.Property(f => f.Reason).HasMaxLength(80);
        builder.Property(f => f.ReasonValues).HasMaxLength(1000);
        builder.Property(f => f.EndedBecause).HasMaxLength(FinanceDecisionMapping.ReasonLength);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => new { f.BankAccountId, f.FileTag }).IsUnique();
        builder.HasIndex(f => new { f.CentreId, f.EndedAtUtc });
        builder.HasOne<BankAccount>().WithMany().HasForeignKey(f => f.BankAccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<BankLine> builder)
    {
        builder.ToTable("bank_line", t => t.HasCheckConstraint("ck_bank_line_amount", "amount <> 0"));
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.DedupeTag).HasMaxLength(64);
        builder.Property(l => l.PayerName).HasMaxLength(200);
        builder.Property(l => l.PayerAccount).HasMaxLength(200);
        builder.Property(l => l.PayerBank).HasMaxLength(200);
        builder.Property(l => l.Remark).HasMaxLength(RemarkLength);
        builder.Property(l => l.Reason).HasMaxLength(80);
        builder.Property(l => l.PayerCheck).HasMaxLength(64);
        builder.Property(l => l.EndToEndId).HasMaxLength(35);
        builder.HasIndex(l => new { l.EndToEndId, l.Amount }).IsUnique();
        builder.HasIndex(l => new { l.BankAccountId, l.DedupeTag }).IsUnique();
        builder.HasIndex(l => new { l.CentreId, l.State });
        builder.HasOne<BankStatementRow>().WithMany().HasForeignKey(l => l.StatementId).OnDelete(DeleteBehavior.Restrict);
    }
}
