using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Participation;

namespace Trading.Infrastructure.Participation;

public sealed class ParticipantMapping : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> builder)
    {
        builder.ToTable("participation");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Tag).HasMaxLength(64);
        builder.Property(p => p.UniqueTag).HasMaxLength(64);
        builder.HasIndex(p => p.Tag).IsUnique();
        builder.HasIndex(p => p.UniqueTag).IsUnique();
        builder.HasIndex(p => p.LotId);
    }
}
