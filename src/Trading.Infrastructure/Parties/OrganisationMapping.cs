using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

public sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisations");

        // Several kinds at once are bits of one number, so that a query can ask for one of them; its members say that they are never renumbered.
        builder.Property(o => o.Kinds).HasConversion<int>();
        builder.Property(o => o.Name).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(o => o.CreditCode).HasMaxLength(18);
        builder.HasIndex(o => o.CreditCode).IsUnique();
        builder.Property(o => o.Address).HasMaxLength(RegistrationChecks.AddressLength);
        builder.Property(o => o.ContactName).HasMaxLength(RegistrationChecks.PersonLength);
        builder.Property(o => o.ContactPhone).HasMaxLength(40);
        builder.Property(o => o.ContactEmail).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(o => o.RepresentativeName).HasMaxLength(RegistrationChecks.PersonLength);
        builder.Property(o => o.RepresentativeIdMasked).HasMaxLength(18);
        builder.ComplexProperty(o => o.Commitment, CommitmentColumns.Configure);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasIndex(o => new { o.ReviewState, o.RegisteredAtUtc });
        builder.HasOne<Centre>().WithMany().HasForeignKey(o => o.ReviewCentreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Accounts).WithOne().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(o => o.Accounts).AutoInclude();
        builder.OwnsMany(o => o.Findings, f =>
        {
            f.ToTable("organisation_findings");
            f.WithOwner().HasForeignKey("OrganisationId");
            f.HasKey("OrganisationId", nameof(ReviewFinding.Field), nameof(ReviewFinding.WordsKey));
            f.Property(x => x.Field).HasMaxLength(60);
            f.Property(x => x.WordsKey).HasMaxLength(100);
        });
        builder.Ignore(o => o.Account);
    }
}

public sealed class OrganisationAccountMapping : IEntityTypeConfiguration<OrganisationAccount>
{
    public void Configure(EntityTypeBuilder<OrganisationAccount> builder)
    {
        builder.ToTable("organisation_accounts");
        builder.Property(a => a.BankName).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(a => a.AccountNumber).HasMaxLength(32);
        builder.Property(a => a.AccountName).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(a => a.Proof).HasMaxLength(64);
        builder.HasIndex(a => a.AccountNumber);

        // Where a refund goes is never a choice between two: the database keeps one account in force.
        builder.HasIndex(a => a.OrganisationId).HasFilter("until_utc IS NULL").IsUnique().HasDatabaseName("ix_organisation_accounts_in_force");
    }
}

public sealed class AccountChangeMapping : IEntityTypeConfiguration<AccountChange>
{
    public void Configure(EntityTypeBuilder<AccountChange> builder)
    {
        builder.ToTable("account_changes", t => t.HasCheckConstraint(
            "ck_account_changes_checker_is_not_maker", "decided_by_user_id IS NULL OR decided_by_user_id <> requested_by_user_id"));
        builder.Property(c => c.BankName).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(c => c.AccountNumber).HasMaxLength(32);
        builder.Property(c => c.AccountName).HasMaxLength(RegistrationChecks.NameLength);
        builder.Property(c => c.Reason).HasMaxLength(500);
        builder.Property(c => c.DecisionReason).HasMaxLength(500);
        builder.Property(c => c.ContentSha256).HasMaxLength(64);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.OrganisationId).HasFilter("decided_at_utc IS NULL").IsUnique().HasDatabaseName("ix_account_changes_one_open");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.RequestedByUserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.DecidedByUserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal static class CommitmentColumns
{
    public static void Configure(ComplexPropertyBuilder<Commitment> commitment)
    {
        commitment.Property(c => c.TextVersion).HasMaxLength(20);
        commitment.Property(c => c.TextSha256).HasMaxLength(64);
        commitment.Property(c => c.SignedName).HasMaxLength(RegistrationChecks.PersonLength);
    }
}
