using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

public sealed class RegistrationDraftMapping : IEntityTypeConfiguration<RegistrationDraft>
{
    public void Configure(EntityTypeBuilder<RegistrationDraft> builder)
    {
        builder.ToTable("registration_drafts");
        builder.HasKey(d => d.UserId);
        builder.Property(d => d.UserId).ValueGeneratedNever();
        builder.ComplexProperty(d => d.Organisation, o => o.Property(x => x.Kinds).HasConversion<int>());
        builder.ComplexProperty(d => d.Representative);
        builder.ComplexProperty(d => d.Account);
        builder.ComplexProperty(d => d.Commitment, CommitmentColumns.Configure!);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class PartyEventMapping : IEntityTypeConfiguration<PartyEvent>
{
    public void Configure(EntityTypeBuilder<PartyEvent> builder)
    {
        builder.ToTable("party_events");
        builder.Property(e => e.WordsKey).HasMaxLength(100);
        builder.Property(e => e.Detail).HasMaxLength(500);
        builder.HasIndex(e => new { e.Subject, e.SubjectId, e.AtUtc });
    }
}
