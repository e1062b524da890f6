namespace Trading.Infrastructure;

/// <summary>The reference data of db/, carried inside this assembly under names such as <c>rulebooks/construction.json</c>.</summary>
public static class EmbeddedData
{
    /// <summary>A file by its name; a name that was not shipped is a bug.</summary>
    public static Stream Open(string name) =>
        typeof(EmbeddedData).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"No embedded file {name}.");

    /// <summary>The names of all files in a folder, in ordinal order.</summary>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. typeof(EmbeddedData).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
}
