using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Fonts;

namespace Trading.Web.Startup;

/// <summary>One reason not to start, as a sentence that says what to set: the words <c>installation.refused.{Name}</c>.</summary>
public sealed record InstallationReason(string Name, string Detail = "")
{
    public string In(WordsLanguage language) => Words.Get($"installation.refused.{Name}", language, Detail);
}

/// <summary>The site will not start: every reason at once.</summary>
public sealed class InstallationRefusedException(params IReadOnlyList<InstallationReason> reasons) : Exception(string.Join(", ", reasons.Select(r => r.Name)))
{
    public IReadOnlyList<InstallationReason> Reasons { get; } = reasons;

    /// <summary>What is shown before anybody has chosen a language: both.</summary>
    public string InBothLanguages() => string.Join('\n', Enum.GetValues<WordsLanguage>().Select(language =>
        string.Join("\n- ", Reasons.Select(r => r.In(language)).Prepend(Words.Get("installation.refused", language)))));
}

/// <summary>What a production site must have before it takes its first bid; each missing thing would be found out too late.</summary>
internal static class InstallationChecks
{
    /// <summary>
    /// True where the site is a production site: the environment is named Production, or the site is no demonstration and nobody named its environment
    /// Development. So <c>dotnet run</c> shows the demonstration, and a site that takes real bids under another name (Staging) is checked as well.
    /// </summary>
    public static bool IsProduction(this WebApplicationBuilder builder) =>
        builder.Configuration.GetValue<bool>("Site:Demo")
            ? builder.Environment.IsProduction() && builder.Configuration[HostDefaults.EnvironmentKey] is not null
            : !builder.Environment.IsDevelopment();

    /// <exception cref="InstallationRefusedException"/>
    public static void RequireSafe(TradingOptions options, IConfiguration configuration)
    {
        var reasons = Reasons(options, configuration).ToList();
        if (reasons.Count > 0)
        {
            throw new InstallationRefusedException(reasons);
        }
    }

    private static IEnumerable<InstallationReason> Reasons(TradingOptions options, IConfiguration configuration)
    {
        if (!options.Production)
        {
            yield break;
        }

        if (options.Demo)
        {
            yield return new("demo");
        }

        if (string.IsNullOrWhiteSpace(options.KeyFolder))
        {
            yield return new("no-key-folder");
        }
        else if (IsWithin(options.KeyFolder, options.DataFolder))
        {
            yield return new("key-folder-in-data");
        }

        if (string.IsNullOrWhiteSpace(configuration["DataProtection:Folder"]))
        {
            yield return new("no-protection-folder");
        }

        if (configuration["Site:Root"] is null || options.SiteRoot.Scheme != Uri.UriSchemeHttps)
        {
            yield return new("no-root");
        }

        if (!options.Mail.HasServer)
        {
            yield return new("no-mail-server");
        }

        foreach (var reason in FontReasons(options))
        {
            yield return reason;
        }
    }

    private static IEnumerable<InstallationReason> FontReasons(TradingOptions options)
    {
        InstallationReason? reason = null;
        try
        {
            if (DocumentFonts.Find(new DocumentFontOptions { FontPath = options.FontPath }).Tier != FontTier.Embedded)
            {
                reason = new InstallationReason("no-font");
            }
        }
        catch (Exception e) when (e is IOException or FontRefusedException or UnauthorizedAccessException)
        {
            reason = new InstallationReason("font-unusable", e.Message);
        }

        return reason is null ? [] : [reason];
    }

    private static bool IsWithin(string folder, string outer) =>
        (Path.GetFullPath(folder) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
