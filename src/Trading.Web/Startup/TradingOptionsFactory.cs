using Trading.Infrastructure;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;

namespace Trading.Web.Startup;

/// <summary>Reads where the installation keeps its data. Without settings: SQLite in a folder <c>data</c> beside the project or the binaries.</summary>
public static class TradingOptionsFactory
{
    public static TradingOptions From(IConfiguration configuration, bool production)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var folder = Path.GetFullPath(configuration["Data:Folder"] ?? DefaultFolder());
        return new TradingOptions
        {
            ConnectionString = configuration.GetConnectionString("Trading") ?? $"Data Source={Path.Combine(folder, "trading.db")}",
            DataFolder = folder,
            KeyFolder = configuration["Sealing:KeyFolder"],
            Production = production,
            SiteRoot = configuration["Site:Root"] is { Length: > 0 } root ? new Uri(root) : Listening(configuration["urls"]),
            FontPath = configuration["Documents:FontPath"],
            Demo = configuration.GetValue<bool>("Site:Demo"),
            Node = configuration["Site:Node"] is { Length: > 0 } node ? node : Environment.MachineName,
            Checkpoints = Checkpoints(configuration.GetSection("Ledger")),
            Mail = configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions(),
        };
    }

    /// <summary>
    /// What makes and updates the tables: the same, connected as their owner where one is configured (<c>ConnectionStrings:Owner</c>), who gives its rights
    /// to the site's role: the user of the site's own connection, or <c>Database:AppRole</c> where that names none.
    /// </summary>
    public static TradingOptions AsOwner(this TradingOptions options, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.GetConnectionString("Owner") is { Length: > 0 } owner
            ? options with { ConnectionString = owner, AppRole = configuration["Database:AppRole"] is { Length: > 0 } role ? role : DatabaseProviders.UserOf(options.ConnectionString) }
            : options;
    }

    private static CheckpointOptions Checkpoints(IConfigurationSection settings)
    {
        var usual = new CheckpointOptions();
        return new CheckpointOptions
        {
            Folder = settings["CheckpointFolder"] is { Length: > 0 } folder ? folder : null,
            Links = settings.GetValue("CheckpointLinks", usual.Links),
            Period = TimeSpan.FromMinutes(settings.GetValue("CheckpointMinutes", (int)usual.Period.TotalMinutes)),
            MailAt = settings.GetValue("CheckpointMailAt", usual.MailAt),
        };
    }

    // Where nobody says under which name the site is known, it is known where it listens; a server that is told nothing listens at port 5000.
    private static Uri Listening(string? urls) =>
        ListeningAddresses.Of((urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries), "localhost").FirstOrDefault() ?? new Uri("http://localhost:5000/");

    // `dotnet run` starts in bin/…; its data belongs to the checkout, where git ignores it.
    private static string DefaultFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Trading.sln")))
            {
                return Path.Combine(folder.FullName, "data");
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "data");
    }
}
