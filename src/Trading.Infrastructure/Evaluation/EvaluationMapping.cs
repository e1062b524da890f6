using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Evaluation;

namespace Trading.Infrastructure.Evaluation;

public sealed class EvaluationMapping : IEntityTypeConfiguration<PanelMember>, IEntityTypeConfiguration<EvaluationReport>,
    IEntityTypeConfiguration<EvaluationLine>, IEntityTypeConfiguration<Confirmation>
{
    public void Configure(EntityTypeBuilder<PanelMember> builder)
    {
        builder.ToTable("panel_member");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Name).HasMaxLength(100);
        builder.HasIndex(m => new { m.LotId, m.UserId }).IsUnique();
        builder.HasIndex(m => new { m.LotId, m.Name }).IsUnique().HasFilter("user_id IS NULL");
    }

    public void Configure(EntityTypeBuilder<EvaluationReport> builder)
    {
        builder.ToTable("evaluation_report");
        builder.HasKey(r => r.LotId);
        builder.Property(r => r.LotId).ValueGeneratedNever();
        builder.Property(r => r.TieReason).HasMaxLength(2000);
    }

    public void Configure(EntityTypeBuilder<EvaluationLine> builder)
    {
        builder.ToTable("evaluation_line");
        builder.HasKey(l => l.ParticipationId);
        builder.Property(l => l.ParticipationId).ValueGeneratedNever();
        builder.Ignore(l => l.IsTied);
        builder.Property(l => l.Clause).HasMaxLength(200);
        builder.Property(l => l.Reason).HasMaxLength(2000);
        builder.HasIndex(l => new { l.LotId, l.Rank }).IsUnique();
        builder.HasOne<EvaluationReport>().WithMany().HasForeignKey(l => l.LotId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Confirmation> builder)
    {
        builder.ToTable("evaluation_confirmation");
        builder.HasKey(c => c.MemberId);
        builder.Property(c => c.MemberId).ValueGeneratedNever();
        builder.HasIndex(c => c.LotId);
        builder.HasOne<PanelMember>().WithOne().HasForeignKey<Confirmation>(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
