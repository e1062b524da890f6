using System.Text.Json;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;

namespace Trading.Infrastructure.Treasury;

/// <summary>The institutional models shipped with the binaries (db/revenue-models), one file each.</summary>
public sealed class RevenueLibrary
{
    private static readonly JsonSerializerOptions Strict = new(RuleJson.Options) { AllowDuplicateProperties = false };

    private readonly Dictionary<string, RevenueModel> _models;

    private RevenueLibrary(Dictionary<string, RevenueModel> models) => _models = models;

    /// <summary>Reads and checks the embedded files; a malformed one is a bug of the release and stops the start.</summary>
    /// <exception cref="InvalidDataException">A file contradicts itself or another.</exception>
    public static RevenueLibrary Load() => Read(EmbeddedData.Names("revenue-models").Select(name => (name, EmbeddedData.Open(name))));

    /// <summary>Reads and checks files; each is closed.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read, or contradicts itself or another: the message names the file and the contradiction.</exception>
    public static RevenueLibrary Read(IEnumerable<(string Name, Stream Json)> sources)
    {
        var models = new Dictionary<string, RevenueModel>(StringComparer.Ordinal);
        foreach (var (name, json) in sources)
        {
            using (json)
            {
                var model = Read(name, json);
                if (!models.TryAdd(model.Key, model))
                {
                    throw new InvalidDataException($"{name}: another file has the key {model.Key}.");
                }
            }
        }

        return new RevenueLibrary(models);
    }

    /// <summary>All models, by key.</summary>
    public IReadOnlyList<RevenueModel> All => [.. _models.Values.OrderBy(m => m.Key, StringComparer.Ordinal)];

    /// <exception cref="RuleBrokenException"><see cref="TreasuryRules.UnknownModel"/></exception>
    public RevenueModel Get(string key) => _models.GetValueOrDefault(key) ?? throw new RuleBrokenException(TreasuryRules.UnknownModel, key);

    private static RevenueModel Read(string name, Stream json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ModelFile>(json, Strict) ?? throw new InvalidDataException($"{name}: it is empty.");
            var model = new RevenueModel(file.Key, file.NameZh, file.NameEn, file.Citation, file.Tag, file.Incomes);
            var wrong = model.Contradictions().Select(says => $"{name}: {says}.").ToList();
            return wrong.Count == 0 ? model : throw new InvalidDataException(string.Join(Environment.NewLine, wrong));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    private sealed record ModelFile(string Key, string NameZh, string NameEn, string Citation, RuleTag Tag, IReadOnlyList<IncomeRule> Incomes, string? Note = null);
}
