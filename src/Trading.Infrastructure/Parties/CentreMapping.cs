using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

public sealed class CentreMapping : IEntityTypeConfiguration<Centre>
{
    public void Configure(EntityTypeBuilder<Centre> builder)
    {
        builder.ToTable("centres");
        builder.Property(c => c.Code).HasMaxLength(20);
        builder.HasIndex(c => c.Code).IsUnique();
        builder.Property(c => c.NameZh).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(c => c.NameEn).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasOne<Centre>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class RoomMapping : IEntityTypeConfiguration<Room>
{
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.ToTable("room", t => t.HasCheckConstraint("ck_room_capacity", "capacity > 0"));
        builder.Property(r => r.Code).HasMaxLength(20);
        builder.HasIndex(r => new { r.CentreId, r.Code }).IsUnique();
        builder.Property(r => r.NameZh).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(r => r.NameEn).HasMaxLength(RegistrationChecks.NameLength);
        builder.HasOne<Centre>().WithMany().HasForeignKey(r => r.CentreId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PostMapping : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.ToTable("posts", t => t.HasCheckConstraint("ck_posts_deputy_is_another", "deputy_user_id <> holder_user_id"));
        builder.Property(p => p.Key).HasMaxLength(60);
        builder.HasIndex(p => new { p.CentreId, p.Key }).IsUnique();
        builder.Property(p => p.NameZh).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(p => p.NameEn).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasOne<Centre>().WithMany().HasForeignKey(p => p.CentreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.HolderUserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.DeputyUserId).OnDelete(DeleteBehavior.Restrict);
    }
}
