using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Fonts;

namespace Trading.Web.Startup;

/// <summary>The site will not start: every reason at once, in a sentence that says what to set.</summary>
public sealed class InstallationRefusedException(IReadOnlyList<string> reasons) : Exception(string.Join('\n', reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}

/// <summary>What a production site must have before it takes its first bid; each missing thing would be found out too late.</summary>
internal static class InstallationChecks
{
    /// <summary>
    /// True where the site is a production site: the environment is called Production, or nobody named one and the site is no demonstration. So
    /// <c>dotnet run</c> shows the demonstration, and a production site cannot be one by oversight.
    /// </summary>
    public static bool IsProduction(this WebApplicationBuilder builder) =>
        builder.Environment.IsProduction() && (builder.Configuration[HostDefaults.EnvironmentKey] is not null || !builder.Configuration.GetValue<bool>("Site:Demo"));

    /// <exception cref="InstallationRefusedException"/>
    public static void RequireSafe(TradingOptions options, IConfiguration configuration)
    {
        var reasons = Reasons(options, configuration).ToList();
        if (reasons.Count > 0)
        {
            throw new InstallationRefusedException(reasons);
        }
    }

    private static IEnumerable<string> Reasons(TradingOptions options, IConfiguration configuration)
    {
        if (!options.Production)
        {
            yield break;
        }

        if (options.Demo)
        {
            yield return "Site:Demo is true: a production site has no demonstration accounts and no movable clock. Set Site__Demo=false.";
        }

        if (string.IsNullOrWhiteSpace(options.KeyFolder))
        {
            yield return "Sealing:KeyFolder is not set: name a folder outside the data, the database and their backups.";
        }
        else if (IsWithin(options.KeyFolder, options.DataFolder))
        {
            yield return "Sealing:KeyFolder lies inside Data:Folder: whoever copies the data would have the keys with it.";
        }

        if (string.IsNullOrWhiteSpace(configuration["DataProtection:Folder"]))
        {
            yield return "DataProtection:Folder is not set: sessions and protected personal data would not survive a restart.";
        }

        if (configuration["Site:Root"] is null || options.SiteRoot.Scheme != Uri.UriSchemeHttps)
        {
            yield return "Site:Root is not an https address: it stands in QR codes, mails and award notices.";
        }

        if (!options.Mail.HasServer)
        {
            yield return "Mail:Host is not set: without a mail server mails become files, which would say in clear who takes part in what.";
        }

        foreach (var reason in FontReasons(options))
        {
            yield return reason;
        }
    }

    private static IEnumerable<string> FontReasons(TradingOptions options)
    {
        string? reason = null;
        try
        {
            if (DocumentFonts.Find(new DocumentFontOptions { FontPath = options.FontPath }).Tier != FontTier.Embedded)
            {
                reason = "No Chinese TrueType font was found: install one (such as fonts-wqy-zenhei) or name its file in Documents:FontPath.";
            }
        }
        catch (Exception e) when (e is IOException or FontRefusedException or UnauthorizedAccessException)
        {
            reason = $"Documents:FontPath cannot be used: {e.Message}";
        }

        return reason is null ? [] : [reason];
    }

    private static bool IsWithin(string folder, string outer) =>
        (Path.GetFullPath(folder) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
