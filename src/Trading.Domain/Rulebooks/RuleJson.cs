using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Trading.Domain.Rulebooks;

/// <summary>The one JSON form of rules, in the data files and in the database: a misspelt or missing field is refused.</summary>
public static class RuleJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new RuleTagConverter(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Tags are written with the letters that the rule sheets use: C, c, K, L.</summary>
    private sealed class RuleTagConverter : JsonConverter<RuleTag>
    {
        public override RuleTag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() switch
        {
            "C" => RuleTag.Statute,
            "c" => RuleTag.Secondary,
            "K" => RuleTag.Unconfirmed,
            "L" => RuleTag.Local,
            var other => throw new JsonException($"No tag {other}."),
        };

        public override void Write(Utf8JsonWriter writer, RuleTag value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
        {
            RuleTag.Statute => "C",
            RuleTag.Secondary => "c",
            RuleTag.Unconfirmed => "K",
            RuleTag.Local => "L",
        });
    }
}
