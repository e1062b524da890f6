using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Fees;

/// <summary>The fee schedules shipped with the binaries (db/fee-schedules): one file per key and time in force.</summary>
public sealed class FeeLibrary
{
    private readonly List<FeeSchedule> _schedules;

    private FeeLibrary(List<FeeSchedule> schedules) => _schedules = schedules;

    /// <summary>Reads and checks the embedded files; a malformed one is a bug of the release and stops the start.</summary>
    /// <exception cref="InvalidDataException">A file contradicts itself or another.</exception>
    public static FeeLibrary Load() => Read(EmbeddedData.Names("fee-schedules").Select(name => (name, EmbeddedData.Open(name))));

    /// <summary>Reads and checks files; each is closed.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read, or contradicts itself or another: the message names file, category and contradiction.</exception>
    public static FeeLibrary Read(IEnumerable<(string Name, Stream Json)> sources)
    {
        var files = sources.Select(source =>
        {
            using var json = source.Json;
            return (source.Name, File: FeeFile.Read(source.Name, json));
        }).ToList();
        var all = files.ConvertAll(f => f.File);
        return new FeeLibrary([.. files.SelectMany(f => Checked(f.Name, f.File.Schedules(all))).Aggregate(new List<FeeSchedule>(), WithoutOverlap)]);
    }

    public IReadOnlyList<FeeSchedule> All => _schedules;

    /// <summary>The schedule in force on a Beijing day.</summary>
    /// <param name="key">Names the tariff.</param>
    /// <param name="category">What it is asked for; null takes the only category of a tariff that has one.</param>
    /// <param name="on">The day.</param>
    /// <exception cref="RuleBrokenException">
    /// <see cref="FeeRules.UnknownSchedule"/>, <see cref="FeeRules.UnknownCategory"/>, <see cref="FeeRules.CategoryMissing"/>, <see cref="FeeRules.NoSchedule"/>
    /// </exception>
    public FeeSchedule Get(string key, string? category, DateOnly on)
    {
        var named = category ?? OnlyCategory(key);
        var schedules = OfKey(key).FindAll(s => s.Category == named);
        return schedules.Count == 0
            ? throw new RuleBrokenException(FeeRules.UnknownCategory, key, named, string.Join(", ", Categories(key)))
            : schedules.SingleOrDefault(s => s.IsInForce(on)) ?? throw new RuleBrokenException(FeeRules.NoSchedule, key, named, on);
    }

    /// <summary>The keys of the schedules that a centre may charge by on an occasion, in order: all their categories fit it, and at an award each category of lots is there.</summary>
    public IReadOnlyList<string> KeysFor(FeeOccasion occasion) =>
    [
        .. _schedules.GroupBy(s => s.Key).Where(s => s.All(schedule => occasion.IsChargedBy(schedule)) && (occasion != FeeOccasion.Award || AwardCategories.AreAllIn(s)))
            .Select(s => s.Key).Order(StringComparer.Ordinal),
    ];

    /// <summary>SHA-256, lower-case hexadecimal, of all categories and dates of a schedule.</summary>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.UnknownSchedule"/></exception>
    public string HashOf(string key)
    {
        var bytes = new CanonicalBytes().Add("fee-schedule/3");
        foreach (var schedule in OfKey(key).OrderBy(s => s.Category, StringComparer.Ordinal).ThenBy(s => s.EffectiveFrom))
        {
            schedule.WriteTo(bytes);
        }

        return Convert.ToHexStringLower(bytes.Sha256());
    }

    private List<FeeSchedule> OfKey(string key) => _schedules.FindAll(s => s.Key == key) is { Count: > 0 } schedules
        ? schedules
        : throw new RuleBrokenException(FeeRules.UnknownSchedule, key);

    private IEnumerable<string> Categories(string key) => OfKey(key).Select(s => s.Category).Distinct();

    private string OnlyCategory(string key) => Categories(key).ToList() is [var only]
        ? only
        : throw new RuleBrokenException(FeeRules.CategoryMissing, key, string.Join(", ", Categories(key)));

    private static IReadOnlyList<FeeSchedule> Checked(string name, IReadOnlyList<FeeSchedule>? schedules)
    {
        if (schedules is not { Count: > 0 })
        {
            throw new InvalidDataException($"{name}: it needs categories of its own or, by sameTiersAs, those of one other file.");
        }

        var wrong = schedules.SelectMany(s => FeeScheduleChecks.ContradictionsIn(s).Select(says => $"{name}, {s.Category}: {says}.")).ToList();
        return wrong.Count == 0 ? schedules : throw new InvalidDataException(string.Join(Environment.NewLine, wrong));
    }

    // Two that are in force on one day would leave it to chance which is charged.
    private static List<FeeSchedule> WithoutOverlap(List<FeeSchedule> before, FeeSchedule next)
    {
        if (before.Any(b => b.Key == next.Key && b.Category == next.Category && !(b.EffectiveTo < next.EffectiveFrom) && !(next.EffectiveTo < b.EffectiveFrom)))
        {
            throw new InvalidDataException($"{next.Key}, {next.Category}: two of its files are in force on one day.");
        }

        before.Add(next);
        return before;
    }
}
