using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.Infrastructure.Banking;

/// <summary>The bank profiles that travel with the product.</summary>
public static class BankProfiles
{
    private const string Folder = "bank-profiles/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private static readonly Lazy<IReadOnlyList<BankProfile>> Loaded = new(Load);

    /// <summary>All profiles, by key.</summary>
    public static IReadOnlyList<BankProfile> All => Loaded.Value;

    /// <summary>The profile of a key as stored with a bank account; fails if the product has none of that key.</summary>
    public static BankProfile Of(string key) => All.Single(p => p.Key == key);

    /// <summary>Reads a profile; fails where it is incomplete, contradicts itself or says something that has no meaning.</summary>
    public static BankProfile Parse(Stream json) => JsonSerializer.Deserialize<BankProfile>(json, Json)!.Checked();

    private static List<BankProfile> Load()
    {
        var assembly = typeof(BankProfiles).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var json = assembly.GetManifestResourceStream(name)!;
                return Parse(json);
            })];
    }
}
