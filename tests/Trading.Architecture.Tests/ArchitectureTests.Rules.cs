using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Trading.Architecture.Tests;

/// <summary>What is kept to by name: refusals, aggregates, areas, and the folders that still lean on each other.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Rows of objections, complaints, prequalification and reports, whose pages are still to come. The list may only become shorter.</summary>
    private static readonly string[] OfProceduresToCome =
    [
        "construction.ceiling-source", "construction.committee-owner-share", "construction.complaint-acceptance-workdays",
        "construction.complaint-days", "construction.complaint-decision-workdays", "construction.deposit-default-basis-points", "construction.media-publish-hours", "construction.must-tender-goods-fen",
        "construction.must-tender-services-fen", "construction.must-tender-works-fen", "construction.objection-reply-days",
        "construction.performance-bond-basis-points", "construction.prequalification-application-days", "construction.prequalification-clarification-days",
        "construction.prequalification-objection-days", "construction.question-reply-days", "construction.report-days",
    ];

    /// <summary>Records of money that their services still change from outside. The list may only become shorter.</summary>
    private static readonly string[] ChangedFromOutside =
    [
        "Repayment.State", "Repayment.PaidOn", "Repayment.RejectedBecause", "RepaymentBatch.State", "RepaymentBatch.ApprovedBy", "RepaymentBatch.ApprovedAtUtc",
        "RepaymentBatch.Version", "WaitingRefund.BatchId",
    ];

    /// <summary>Folders of the infrastructure that use each other. The list may only become shorter.</summary>
    private static readonly string[] UseEachOther =
    [
        "Awards-Jobs", "Awards-Mail", "Banking-Deposits", "Banking-Jobs", "Banking-Ledger", "Banking-Participation", "Deposits-Jobs", "Deposits-Participation",
        "Deposits-Tendering", "Jobs-Mail", "Jobs-Supervision", "Jobs-Tendering", "Ledger-Supervision", "Notices-Tendering",
        "Participation-Tendering", "Parties-Persistence", "Supervision-Tendering",
    ];

    [Fact]
    public void RuleCodes_AreUnique_AndStandInTheDocumentsAndInATest()
    {
        var rules = Rules().ToList();
        var documents = string.Concat(Sources("docs/rules", "*.md").Select(f => f.Text));
        var tests = string.Concat(Sources("tests").Where(f => !f.Path.Contains("Architecture", StringComparison.Ordinal)).Select(f => f.Text));

        Assert.True(rules.Count > 100, $"{rules.Count} rules");
        Assert.Empty(rules.GroupBy(r => r.Code).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(rules.Where(r => !documents.Contains($"| {r.Code} |", StringComparison.Ordinal)).Select(r => r.Code));
        var unnamed = rules.Where(r => !Regex.IsMatch(tests, $"{Regex.Escape(r.Name)}\\b|\"{Regex.Escape(r.Code)}\"")).Select(r => r.Code);
        Assert.Empty(unnamed);
    }

    /// <summary>A row that no code reads only looks like a rule. It is read by its whole key or, where the line is the tender's own, by its name.</summary>
    [Fact]
    public void RulebookRows_AreReadByCode_ButForThoseOfProceduresToCome()
    {
        var keys = Sources("db/rulebooks", "*.json").SelectMany(f => RuleKey().Matches(f.Text)).Select(m => m.Groups["key"].Value).ToHashSet();
        var code = string.Concat(Sources().Select(f => f.Text));

        Assert.True(keys.Count > 50, $"{keys.Count} keys");
        var unread = keys.Where(k => !Regex.IsMatch(code, $"\"({Regex.Escape(k)}|(\\{{[^}}]+\\}}\\.)?{Regex.Escape(k[(k.IndexOf('.', StringComparison.Ordinal) + 1)..])})\""));
        Assert.Equal(OfProceduresToCome.Order(StringComparer.Ordinal), unread.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Aggregates_ChangeByTheirMethodsAlone()
    {
        var types = Domain.GetTypes().Where(t => t is { IsClass: true, IsPublic: true }).ToList();
        var open = types.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(p => $"{t.Name}.{p.Name}"));

        Assert.True(types.Count > 50, $"{types.Count} types");
        Assert.Equal(ChangedFromOutside.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Controllers_OfAnAreaOfWork_AskForItsPolicy()
    {
        var controllers = Web.GetTypes().Where(t => t.IsSubclassOf(typeof(ControllerBase)) && !t.IsAbstract)
            .Select(t => (t.Name, Area: t.GetCustomAttribute<AreaAttribute>()?.RouteValue, Policies: t.GetCustomAttributes<AuthorizeAttribute>(inherit: true).Select(a => a.Policy).ToList()))
            .ToList();

        Assert.True(controllers.Count > 30, $"{controllers.Count} controllers");
        Assert.All(controllers, c => Assert.True(c.Area == "Public" || c.Policies.Contains(c.Area) || (c.Area == "Centre" && c.Policies.Contains("CentreManager")), c.Name));
    }

    [Fact]
    public void InfrastructureFolders_UseEachOtherOneWay_ButForThoseNamed()
    {
        var uses = Folders("Trading.Infrastructure").ToDictionary(f => f, f => Sources("src/Trading.Infrastructure/" + f)
            .SelectMany(s => FolderUsed().Matches(s.Text)).Select(m => m.Groups["folder"].Value).ToHashSet());
        var mutual = from one in uses.Keys from other in uses.Keys where string.CompareOrdinal(one, other) < 0 && uses[one].Contains(other) && uses[other].Contains(one) select $"{one}-{other}";

        Assert.True(uses.Count > 20, $"{uses.Count} folders");
        Assert.Equal(UseEachOther, mutual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheConsole_IsTheVerbsAlone()
    {
        var users = Sources().Where(f => ConsoleUsed().IsMatch(f.Text)).Select(f => Path.GetRelativePath(Path.Combine(Root(), "src", "Trading.Web"), f.Path)).ToList();

        Assert.NotEmpty(users);
        // The site's own last word, before it has a log.
        Assert.All(users, path => Assert.True(path == "Program.cs" || path.StartsWith("Commands/", StringComparison.Ordinal), path));
    }

    private static IEnumerable<(string Name, string Code)> Rules() =>
        from assembly in new[] { Domain, Infrastructure, Web }
        from type in assembly.GetTypes()
        where type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Rules", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where field is { IsLiteral: true, IsPublic: true } && field.FieldType == typeof(string)
        select ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!);

    [GeneratedRegex(@"using (static )?Trading\.Infrastructure\.(?<folder>\w+)")]
    private static partial Regex FolderUsed();

    [GeneratedRegex(@"""key"":\s*""(?<key>[^""]+)""")]
    private static partial Regex RuleKey();

    [GeneratedRegex(@"\bConsole\.")]
    private static partial Regex ConsoleUsed();
}
