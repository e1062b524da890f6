using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Projects;

/// <summary>A running number of one centre, such as the projects of a year. Only what is public from its first day is numbered so.</summary>
public sealed class NumberSeriesRow
{
    public long CentreId { get; init; }
    public required string Series { get; init; }
    public int Year { get; init; }
    public int Last { get; init; }
}

public sealed class NumberSeriesMapping : IEntityTypeConfiguration<NumberSeriesRow>
{
    public void Configure(EntityTypeBuilder<NumberSeriesRow> builder)
    {
        builder.ToTable("number_series");
        builder.HasKey(s => new { s.CentreId, s.Series, s.Year });
        builder.Property(s => s.Series).HasMaxLength(40);
    }
}

public sealed class NumberSeries(TradingDbContext db)
{
    /// <summary>The next number of the series, gap-free: taken in the transaction that uses it, given back if that fails.</summary>
    public async Task<int> NextAsync(long centreId, string series, int year, CancellationToken ct)
    {
        db.RequireTransaction();
        await db.ExecuteAsync(
            "INSERT INTO number_series (centre_id, series, year, last) VALUES ({0}, {1}, {2}, 1) ON CONFLICT (centre_id, series, year) DO UPDATE SET last = number_series.last + 1",
            [centreId, series, year],
            ct);
        return await db.Set<NumberSeriesRow>().Where(s => s.CentreId == centreId && s.Series == series && s.Year == year).Select(s => s.Last).SingleAsync(ct);
    }
}
