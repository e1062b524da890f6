using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Awards;

namespace Trading.Infrastructure.Awards;

public sealed class AwardMapping : IEntityTypeConfiguration<Award>, IEntityTypeConfiguration<ContractRecord>, IEntityTypeConfiguration<AwardNotice>
{
    public void Configure(EntityTypeBuilder<Award> builder)
    {
        builder.ToTable("award");
        builder.HasKey(a => a.LotId);
        builder.Property(a => a.LotId).ValueGeneratedNever();
        builder.Property(a => a.WinnerName).HasMaxLength(200);
        builder.Property(a => a.Ground).HasMaxLength(40);
        builder.Property(a => a.Reason).HasMaxLength(2000);
    }

    public void Configure(EntityTypeBuilder<ContractRecord> builder)
    {
        builder.ToTable("contract_record");
        builder.HasKey(c => c.LotId);
        builder.Property(c => c.LotId).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<AwardNotice> builder)
    {
        builder.ToTable("award_notice");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Number).HasMaxLength(80);
        builder.Property(n => n.VerificationCode).HasMaxLength(32);
        builder.Property(n => n.ChineseBlobId).HasMaxLength(64);
        builder.Property(n => n.EnglishBlobId).HasMaxLength(64);
        builder.HasIndex(n => n.LotId).IsUnique();
        builder.HasIndex(n => n.Number).IsUnique();
        builder.HasIndex(n => n.VerificationCode).IsUnique();
    }
}
