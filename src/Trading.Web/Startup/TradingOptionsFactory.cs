using Trading.Infrastructure;
using Trading.Infrastructure.Mail;

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
            SiteRoot = new Uri(configuration["Site:Root"] ?? "http://localhost:5000/"),
            FontPath = configuration["Documents:FontPath"],
            Demo = configuration.GetValue<bool>("Site:Demo"),
            Node = configuration["Site:Node"] is { Length: > 0 } node ? node : Environment.MachineName,
            Mail = configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions(),
        };
    }

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
