using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Parties;
using Trading.Domain.Rulebooks;
using Trading.Infrastructure.Parties;

namespace Trading.Infrastructure.Rulebooks;

public sealed class CentreRuleMapping : IEntityTypeConfiguration<CentreRuleRow>
{
    public void Configure(EntityTypeBuilder<CentreRuleRow> builder)
    {
        builder.ToTable("centre_rule", t =>
        {
            t.HasCheckConstraint("ck_centre_rule_two_people", "approved_by_user_id <> proposed_by_user_id");
            t.HasCheckConstraint("ck_centre_rule_approved", "(approved_by_user_id IS NULL) = (approved_at_utc IS NULL)");
            t.HasCheckConstraint(
                "ck_centre_rule_kind",
                "(kind = 'Confirmation' AND rule_hash IS NOT NULL) OR (kind = 'Replacement' AND value IS NOT NULL AND citation IS NOT NULL)");
        });
        builder.Property(r => r.Key).HasMaxLength(100);
        builder.Property(r => r.RuleHash).HasMaxLength(64);
        builder.Property(r => r.Value).HasMaxLength(RuleValue.TextLength);
        builder.Property(r => r.Citation).HasMaxLength(RuleValue.TextLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.CentreId, r.Key, r.EffectiveFrom });
        builder.HasOne<Centre>().WithMany().HasForeignKey(r => r.CentreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.ProposedByUserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.ApprovedByUserId).OnDelete(DeleteBehavior.Restrict);
    }
}
