using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;

namespace Trading.Infrastructure.Projects;

public sealed class ProjectMapping : IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<Lot>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("project");
        builder.Property(p => p.Line).HasMaxLength(40);
        builder.Property(p => p.Code).HasMaxLength(40);
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Description).HasMaxLength(4000);
        builder.Property(p => p.RegionCode).HasMaxLength(6);
        builder.Property(p => p.ApprovalNumber).HasMaxLength(100);
        builder.Property(p => p.SentBackBecause).HasMaxLength(1000);
        builder.Property(p => p.RulebookHash).HasMaxLength(64);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Defects).HasConversion(
            d => JsonSerializer.Serialize(d, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<List<Defect>>(json, JsonSerializerOptions.Default) ?? new List<Defect>(),
            new ValueComparer<IReadOnlyList<Defect>>((a, b) => a!.SequenceEqual(b!), d => d.Count, d => d.ToList()));
        builder.Property(p => p.Settings).HasConversion(
            settings => JsonSerializer.Serialize(settings, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<List<ProjectSetting>>(json, JsonSerializerOptions.Default) ?? new List<ProjectSetting>(),
            new ValueComparer<IReadOnlyList<ProjectSetting>>((a, b) => a!.SequenceEqual(b!), s => s.Count, s => s.ToList()));
        builder.HasIndex(p => p.Code).IsUnique();
        builder.HasIndex(p => new { p.CentreId, p.State });
        builder.HasIndex(p => new { p.CreatedBy, p.FormId }).IsUnique();
        builder.HasIndex(p => p.OwnerId);
        builder.HasIndex(p => p.AgencyId);
        builder.HasMany(p => p.Lots).WithOne().HasForeignKey(l => l.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(p => p.Lots).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<Lot> builder)
    {
        builder.ToTable("lot");
        builder.Property(l => l.Code).HasMaxLength(50);
        builder.Property(l => l.Name).HasMaxLength(200);
        builder.HasIndex(l => l.Code).IsUnique();
        builder.HasIndex(l => new { l.ProjectId, l.Number }).IsUnique();
    }
}
