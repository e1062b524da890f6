using System.Text.Json;
using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Fees;

/// <summary>The fee schedules shipped with the binaries (db/fee-schedules): one file per key and time in force.</summary>
public sealed class FeeLibrary
{
    private readonly List<FeeSchedule> _schedules;

    private FeeLibrary(List<FeeSchedule> schedules) => _schedules = schedules;

    /// <summary>Reads and checks the embedded files; a malformed one is a bug of the release and stops the start.</summary>
    public static FeeLibrary Load()
    {
        var files = EmbeddedData.Names("fee-schedules").Select(Read).ToList();
        return new FeeLibrary([.. files.SelectMany(f => f.Schedules(files))]);
    }

    public IReadOnlyList<FeeSchedule> All => _schedules;

    /// <summary>The schedule in force on a Beijing day.</summary>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.NoSchedule"/></exception>
    public FeeSchedule Get(string key, string category, DateOnly on) =>
        _schedules.SingleOrDefault(s => s.Key == key && s.Category == category && s.IsInForce(on))
        ?? throw new RuleBrokenException(FeeRules.NoSchedule, key, category, on);

    /// <summary>The keys of the schedules, in order.</summary>
    public IReadOnlyList<string> Keys => [.. _schedules.Select(s => s.Key).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>SHA-256, lower-case hexadecimal, of all categories and dates of a schedule.</summary>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.UnknownSchedule"/></exception>
    public string HashOf(string key)
    {
        var bytes = new CanonicalBytes().Add("fee-schedule/1");
        var schedules = _schedules.Where(s => s.Key == key).OrderBy(s => s.Category, StringComparer.Ordinal).ThenBy(s => s.EffectiveFrom).ToList();
        schedules.ForEach(s => s.WriteTo(bytes));
        return schedules.Count > 0 ? Convert.ToHexStringLower(bytes.Sha256()) : throw new RuleBrokenException(FeeRules.UnknownSchedule, key);
    }

    private static FeeFile Read(string name)
    {
        using var stream = EmbeddedData.Open(name);
        return JsonSerializer.Deserialize<FeeFile>(stream, RuleJson.Options) ?? throw new JsonException($"{name} is empty.");
    }

    private sealed record FeeFile(
        string Key,
        FeeMethod Method,
        FeePayer Payer,
        string Citation,
        RuleTag Tag,
        DateOnly EffectiveFrom,
        DateOnly? EffectiveTo = null,
        string? Note = null,
        long? FloorFen = null,
        long? CapFen = null,
        long ShareBasisPoints = FeeSchedule.Whole,
        string? SameTiersAs = null,
        IReadOnlyDictionary<string, IReadOnlyList<TierRow>>? Categories = null)
    {
        public IEnumerable<FeeSchedule> Schedules(IReadOnlyList<FeeFile> files) => TiersByCategory(files).Select(category => new FeeSchedule(
            Key, category.Key, Method, [.. category.Value.Select(t => new FeeTier(Fen(t.UpToFen), t.RatePer100000))],
            Payer, Citation, EffectiveFrom, EffectiveTo, Fen(FloorFen), Fen(CapFen), ShareBasisPoints));

        private IReadOnlyDictionary<string, IReadOnlyList<TierRow>> TiersByCategory(IReadOnlyList<FeeFile> files) =>
            Categories ?? files.Single(f => f.Key == SameTiersAs).Categories
            ?? throw new JsonException($"{Key} has no tiers.");

        private static Money? Fen(long? fen) => fen is { } f ? new Money(f) : null;
    }

    private sealed record TierRow(long RatePer100000, long? UpToFen = null);
}
