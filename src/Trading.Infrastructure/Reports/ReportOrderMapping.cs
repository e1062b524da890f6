using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Reports;

namespace Trading.Infrastructure.Reports;

public sealed class ReportOrderMapping : IEntityTypeConfiguration<ReportOrder>
{
    public void Configure(EntityTypeBuilder<ReportOrder> builder)
    {
        builder.ToTable("report_order", t =>
        {
            t.HasCheckConstraint("ck_report_order_made", "state NOT IN ('Ready', 'Expired') OR (content_hash IS NOT NULL AND size IS NOT NULL AND expires_at_utc IS NOT NULL)");
            t.HasCheckConstraint("ck_report_order_percent", "percent BETWEEN 0 AND 100");
        });
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Language).HasMaxLength(10);
        builder.Property(o => o.Failure).HasMaxLength(100);
        // Who began it: two makers cannot both take it, and one who was given up cannot finish it.
        builder.Property(o => o.StartedAtUtc).IsConcurrencyToken();
        builder.HasIndex(o => new { o.State, o.OrderedAtUtc });
        builder.HasIndex(o => new { o.CentreId, o.OrderedAtUtc });
    }
}
