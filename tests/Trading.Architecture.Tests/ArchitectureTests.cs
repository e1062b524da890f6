using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Architecture.Tests;

/// <summary>The shape of the house. Each test first shows that it looked at something.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(Money).Assembly;
    private static readonly Assembly Infrastructure = typeof(TradingDbContext).Assembly;
    private static readonly Assembly Web = typeof(Trading.Web.Commands.Verbs).Assembly;

    [Fact]
    public void Domain_References_OnlyTheBaseLibrary()
    {
        var references = Domain.GetReferencedAssemblies().Select(a => a.Name!).ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(name.StartsWith("System", StringComparison.Ordinal) || name == "netstandard", name));
    }

    [Fact]
    public void Controllers_TakeNoDbContext()
    {
        var parameters = Web.GetTypes().Where(t => t.IsSubclassOf(typeof(Microsoft.AspNetCore.Mvc.ControllerBase)))
            .SelectMany(t => t.GetConstructors()).SelectMany(c => c.GetParameters()).ToArray();

        Assert.NotEmpty(parameters);
        Assert.DoesNotContain(parameters, p => typeof(DbContext).IsAssignableFrom(p.ParameterType));
    }

    [Fact]
    public void MappedProperties_AreNeitherFloatingNorOffset_AndInstantsEndInUtc()
    {
        using var db = Model();
        var properties = db.Model.GetEntityTypes().Where(e => e.ClrType.Namespace!.StartsWith("Trading.", StringComparison.Ordinal) && e.ClrType.Name != "User")
            .SelectMany(e => e.GetProperties()).ToArray();

        Assert.NotEmpty(properties);
        Assert.All(properties, p =>
        {
            var type = Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType;
            Assert.False(type == typeof(double) || type == typeof(float) || type == typeof(decimal) || type == typeof(DateTimeOffset), p.ToString());
            Assert.True(type != typeof(DateTime) || p.Name.EndsWith("Utc", StringComparison.Ordinal), p.ToString());
        });
    }

    [Theory, InlineData("Data Source=:memory:", "INTEGER"), InlineData("Host=nowhere", "bigint")]
    public void Money_IsStoredAsWholeFen(string connection, string type)
    {
        using var db = Model(connection);
        var amounts = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) == typeof(Money)).ToArray();

        Assert.True(amounts.Length > 20, $"{amounts.Length} amounts");
        Assert.All(amounts, p => Assert.Equal(type, p.GetColumnType()));
    }

    [Fact]
    public void DomainFeatures_DependOnEachOtherOneWay()
    {
        var uses = Folders("Trading.Domain").ToDictionary(f => f, f => Sources("src/Trading.Domain/" + f)
            .SelectMany(s => FeatureUsed().Matches(s.Text)).Select(m => m.Groups["feature"].Value).Where(used => used != f).ToHashSet());

        Assert.Contains("Shared", uses["Tendering"]);
        while (uses.FirstOrDefault(f => f.Value.Count == 0) is { Key: { } lowest })
        {
            uses.Remove(lowest);
            foreach (var others in uses.Values)
            {
                others.Remove(lowest);
            }
        }

        Assert.Empty(uses);
    }

    [Fact]
    public void JournalRows_AreWrittenByOneClass_AndChangedByNone()
    {
        var guards = Sources("src", "*.sql").ToList();
        Assert.Equal(2, guards.Count);
        Assert.DoesNotContain(Sources().Concat(guards), f => JournalChange().IsMatch(f.Text));
        var writers = Sources().Where(f => JournalInsert().IsMatch(f.Text)).Select(f => Path.GetFileName(f.Path));

        Assert.Equal(["LedgerPoster.cs"], writers);
    }

    [Fact]
    public void LotKeys_AreReleasedByTheOpeningAlone()
    {
        var callers = Sources().Where(f => f.Text.Contains(".Release(", StringComparison.Ordinal) && f.Text.Contains("LotKeys", StringComparison.Ordinal)).Select(f => Path.GetFileName(f.Path));

        Assert.Equal(["OpeningService.cs"], callers);
    }

    [Fact]
    public void DatabaseClocks_AreNotUsed()
    {
        var files = Sources().Concat(Sources("src", "*.sql")).Concat(Sources("db")).ToArray();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, f => DatabaseClock().IsMatch(f.Text));
    }

    /// <summary>What has to be awaited says so in its name (an action is called after its page), and nothing that nobody can await is started.</summary>
    [Fact]
    public void MethodsToAwait_EndInAsync_AndNoneIsVoid()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = new[] { Domain, Infrastructure, Web }.SelectMany(a => a.GetTypes()).Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !t.Name.StartsWith('<'))
            .SelectMany(t => t.GetMethods(all)).Where(m => !m.IsDefined(typeof(CompilerGeneratedAttribute)) && !m.IsSpecialName && !m.Name.Contains('<', StringComparison.Ordinal)).ToArray();
        var awaited = methods.Where(m => IsAwaited(m.ReturnType) && !IsAction(m) && !IsGivenFromOutside(m)).ToArray();

        Assert.True(awaited.Length > 500, $"{awaited.Length} methods");
        Assert.Empty(awaited.Where(m => !m.Name.EndsWith("Async", StringComparison.Ordinal)).Select(m => $"{m.DeclaringType}.{m.Name}"));
        Assert.Empty(methods.Where(m => m.ReturnType == typeof(void) && m.IsDefined(typeof(AsyncStateMachineAttribute))).Select(m => $"{m.DeclaringType}.{m.Name}"));
        Assert.DoesNotContain(Sources(), f => f.Text.Contains(".GetAwaiter().GetResult()", StringComparison.Ordinal));

        static bool IsAwaited(Type type) =>
            type == typeof(Task) || type == typeof(ValueTask)
            || (type.IsGenericType && new[] { typeof(Task<>), typeof(ValueTask<>), typeof(IAsyncEnumerable<>) }.Contains(type.GetGenericTypeDefinition()));

        static bool IsAction(MethodInfo method) => method.IsPublic && method.DeclaringType!.IsSubclassOf(typeof(Microsoft.AspNetCore.Mvc.ControllerBase));

        // The name is somebody else's: of an overridden method, or of an interface from elsewhere.
        static bool IsGivenFromOutside(MethodInfo method) =>
            method.GetBaseDefinition().DeclaringType!.Assembly != method.DeclaringType!.Assembly || method.Name.Contains('.', StringComparison.Ordinal)
            || (!method.DeclaringType.IsInterface && method.DeclaringType.GetInterfaces().Where(i => i.Assembly != method.DeclaringType.Assembly)
                .Any(i => method.DeclaringType.GetInterfaceMap(i).TargetMethods.Contains(method)));
    }

    [Fact]
    public void FeatureFolders_HaveTheSameNamesInDomainAndInfrastructure()
    {
        // Adapters, and what only reads or puts together the steps of others (Settlement) or only drives (Replay, Demo): they decide nothing.
        var adapters = new HashSet<string> { "Persistence", "Banking", "Documents", "Jobs", "Mail", "Words", "Sealing", "Settlement", "Replay", "Demo" };
        var domain = Folders("Trading.Domain").ToHashSet();
        var infrastructure = Folders("Trading.Infrastructure").ToArray();

        Assert.NotEmpty(infrastructure);
        Assert.All(infrastructure, folder => Assert.True(domain.Contains(folder) || adapters.Contains(folder), folder));
    }

    [Fact]
    public void EveryJob_IsOnTheSchedule_AndHasOneWayToRun()
    {
        var jobs = Infrastructure.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.Name.EndsWith("Job", StringComparison.Ordinal)).ToArray();
        var scheduled = Trading.Infrastructure.Jobs.JobSchedule.All.Select(s => s.Job).ToArray();

        Assert.NotEmpty(jobs);
        Assert.Equal(jobs.OrderBy(j => j.Name), scheduled.OrderBy(j => j.Name));
        Assert.All(jobs, job => Assert.Equal([typeof(CancellationToken)], job.GetMethod("RunAsync")!.GetParameters().Select(p => p.ParameterType)));
    }

    private static TradingDbContext Model(string connection = "Data Source=:memory:")
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>();
        options.UseTradingDatabase(connection);
        return new TradingDbContext(options.Options);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Trading.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static IEnumerable<string> Folders(string project) =>
        Directory.GetDirectories(Path.Combine(Root(), "src", project)).Select(d => Path.GetFileName(d)).Where(n => n is not ("bin" or "obj"));

    private static IEnumerable<(string Path, string Text)> Sources(string folder = "src", string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), pattern, SearchOption.AllDirectories)
            .Where(p => !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal))
            .Select(p => (p, File.ReadAllText(p)));

    [GeneratedRegex(@"INSERT INTO (journal_entry|posting|entry_seal)|new (JournalEntry|Posting|EntrySeal)\b(?!Draft)")]
    private static partial Regex JournalInsert();

    [GeneratedRegex(@"(UPDATE|DELETE FROM)\s+(journal_entry|posting|entry_seal)\b(?!\s+ON)|Set<(JournalEntry|Posting|EntrySeal)>\(\)[^;]*\.Execute(Update|Delete)", RegexOptions.IgnoreCase)]
    private static partial Regex JournalChange();

    [GeneratedRegex(@"using (static )?Trading\.Domain\.(?<feature>\w+)")]
    private static partial Regex FeatureUsed();

    [GeneratedRegex(@"CURRENT_TIMESTAMP|clock_timestamp\(|\bnow\(\)|datetime\('now")]
    private static partial Regex DatabaseClock();
}
