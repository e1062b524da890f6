namespace Trading.TestKit;

/// <summary>
/// What this run may not skip, from TRADING_REQUIRE (<c>postgres,browser,fonts</c>). On a developer's machine a missing tool skips its tests with
/// the reason; in CI it fails them.
/// </summary>
public static class Requirements
{
    private static readonly HashSet<string> Required =
        [.. (Environment.GetEnvironmentVariable("TRADING_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public static bool Has(string tool) => Required.Contains(tool);

    /// <summary>The reason to skip, or null where the tool is there or is required (so that its absence fails the test itself).</summary>
    public static string? SkipWithout(string tool, bool present) => present || Has(tool) ? null : $"{tool} is not installed (TRADING_REQUIRE does not name it)";
}
