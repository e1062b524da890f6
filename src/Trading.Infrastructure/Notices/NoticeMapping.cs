using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Notices;

namespace Trading.Infrastructure.Notices;

public sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notice");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Number).HasMaxLength(80);
        builder.Property(n => n.Title).HasMaxLength(300);
        builder.HasIndex(n => n.Number).IsUnique();
        builder.HasIndex(n => new { n.LotId, n.PublishedAtUtc });
        builder.HasIndex(n => new { n.Kind, n.PublishedAtUtc });
    }
}
