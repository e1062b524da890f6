using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trading.Infrastructure.Sealing;

public sealed class LotKeyMapping : IEntityTypeConfiguration<LotKey>
{
    public void Configure(EntityTypeBuilder<LotKey> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("lot_key");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.Suite);
        builder.Property(k => k.PublicPoint);
        builder.Property(k => k.PublicProof);
        builder.Property(k => k.WrappedPrivateKey);
        builder.HasIndex(k => k.LotId).IsUnique();
    }
}
