using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trading.Infrastructure.Tendering;

/// <summary>
/// A file that everybody may take (获取文件): the tender document and what clarifies it. Handing it out leaves no row, so that nobody can see who
/// took it or how many did.
/// </summary>
public sealed class TenderDocument
{
    public Guid Id { get; init; }
    public long LotId { get; init; }
    public required string FileName { get; init; }
    public required string ContentType { get; init; }
    public required string BlobId { get; init; }
    public long Length { get; init; }
    public required byte[] Sha256 { get; init; }
    public DateTime? PublishedAtUtc { get; set; }
}

public sealed class TenderDocumentMapping : IEntityTypeConfiguration<TenderDocument>
{
    public void Configure(EntityTypeBuilder<TenderDocument> builder)
    {
        builder.ToTable("tender_document");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.FileName).HasMaxLength(200);
        builder.Property(d => d.ContentType).HasMaxLength(100);
        builder.Property(d => d.BlobId).HasMaxLength(64);
        builder.HasIndex(d => d.LotId);
    }
}
