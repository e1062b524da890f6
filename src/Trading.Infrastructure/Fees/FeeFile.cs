using System.Text.Json;
using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Fees;

/// <summary>A file of db/fee-schedules: one tariff for a time, with tables of its own or, by <c>sameTiersAs</c>, those of another file.</summary>
internal sealed record FeeFile(
    string Key,
    string Citation,
    RuleTag Tag,
    FeeCollector CollectedBy,
    IncomeKind Income,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo = null,
    string? Note = null,
    long ShareBasisPoints = FeeSchedule.Whole,
    long MostDiscountBasisPoints = 0,
    string? SameTiersAs = null,
    IReadOnlyDictionary<string, FeeFile.Table>? Categories = null)
{
    // A category written twice would otherwise be the second one without a word.
    private static readonly JsonSerializerOptions Strict = new(RuleJson.Options) { AllowDuplicateProperties = false };

    /// <exception cref="InvalidDataException">The text is not JSON, lacks a field, or has one that is unknown or written twice.</exception>
    public static FeeFile Read(string name, Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<FeeFile>(json, Strict) ?? throw new InvalidDataException($"{name}: it is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    /// <summary>The schedules of the file, one for each category; null where the tables that it points to are not there, or it has its own besides.</summary>
    public IReadOnlyList<FeeSchedule>? Schedules(IReadOnlyList<FeeFile> files) => (Categories, SameTiersAs) switch
    {
        ({ } own, null) => Schedules(own),
        (null, { } other) when files.SingleOrDefault(f => f.Key == other)?.Categories is { } theirs => Schedules(theirs),
        _ => null,
    };

    private List<FeeSchedule> Schedules(IReadOnlyDictionary<string, Table> tables) => [.. tables.Select(table => new FeeSchedule(
        Key, table.Key, Citation, Tag, EffectiveFrom, EffectiveTo, CollectedBy, Income, [.. table.Value.Parts.Select(p => p.ToPart())],
        table.Value.Basis, table.Value.MostMonths, table.Value.MinimumPerCase?.ToMinimum(), ShareBasisPoints, MostDiscountBasisPoints,
        table.Value.CappedAtCost))];

    private static Money? Fen(long? fen) => fen is { } f ? new Money(f) : null;

    internal sealed record Table(
        IReadOnlyList<Part> Parts, FeeBasis Basis = FeeBasis.Deal, int? MostMonths = null, Minimum? MinimumPerCase = null, bool CappedAtCost = false);

    internal sealed record Part(
        IReadOnlyDictionary<FeePayer, long> Payers, IReadOnlyList<Tier>? Tiers = null, long? FloorFen = null, long? CapFen = null, Hours? Hours = null)
    {
        public FeePart ToPart() => new(
            [.. (Tiers ?? []).Select(t => new FeeTier(Fen(t.UpToFen), t.RatePer100000, t.Method))],
            [.. Payers.OrderBy(p => p.Key).Select(p => new PayerShare(p.Key, p.Value))],
            Fen(FloorFen), Fen(CapFen), Hours?.ToRate());
    }

    internal sealed record Tier(long RatePer100000, long? UpToFen = null, FeeMethod Method = FeeMethod.Cumulative);

    internal sealed record Hours(long FenPerHour, int FirstHours = 0, long FirstFen = 0)
    {
        public HourRate ToRate() => new(new Money(FenPerHour), FirstHours, new Money(FirstFen));
    }

    internal sealed record Minimum(long Fen, FeePayer BorneBy)
    {
        public FeeMinimum ToMinimum() => new(new Money(Fen), BorneBy);
    }
}
