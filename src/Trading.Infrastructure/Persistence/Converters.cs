using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Persistence;

/// <summary>Money is a bigint of fen.</summary>
public sealed class MoneyConverter() : ValueConverter<Money, long>(m => m.Fen, fen => new Money(fen));

/// <summary>SQLite keeps instants as INTEGER Unix milliseconds: it can neither order nor compare text times safely.</summary>
public sealed class UnixMsConverter() : ValueConverter<DateTime, long>(t => Instants.ToUnixMs(t), ms => Instants.FromUnixMs(ms));

/// <summary>PostgreSQL keeps instants as timestamptz(3), truncated (never rounded) to the millisecond before they are sent.</summary>
public sealed class UtcMsConverter() : ValueConverter<DateTime, DateTime>(t => Instants.Truncate(t), t => DateTime.SpecifyKind(t, DateTimeKind.Utc));
