using System.Text.Json;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Demo;

/// <summary>One tender of the demonstration, as <c>db/demo/tenders.json</c> has it. Days count from the Beijing day on which it is founded.</summary>
public sealed record DemoTender
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required string Title { get; init; }
    public required string Text { get; init; }
    public required string Approval { get; init; }
    public required long EstimateYuan { get; init; }
    public required long CeilingYuan { get; init; }
    public required long DepositYuan { get; init; }
    public required int ContractDays { get; init; }
    public bool WithAgency { get; init; }
    public required IReadOnlyList<long> Prices { get; init; }

    /// <summary>The day of the deadline, and its Beijing time; or, for one that closes soon, the hours until then.</summary>
    public int? DeadlineDay { get; init; }
    public TimeOnly DeadlineAt { get; init; }
    public int? DeadlineInHours { get; init; }

    /// <summary>From the notice to the deadline.</summary>
    public required int Days { get; init; }

    /// <summary>The step up to which it is told.</summary>
    public required string Until { get; init; }

    public static IReadOnlyList<DemoTender> All()
    {
        using var stream = typeof(DemoTender).Assembly.GetManifestResourceStream("demo/tenders.json")
            ?? throw new InvalidOperationException("The resource demo/tenders.json is missing from the assembly.");
        return JsonSerializer.Deserialize<List<DemoTender>>(stream, Form)!;
    }

    /// <summary>When its notice is published, so that the deadline falls on its day.</summary>
    public DateTime NoticeUtc(DateTime presentUtc) => Deadline(presentUtc).AddDays(-Days);

    public StoryPlot Plot(Func<string, string, byte[]> file) => new()
    {
        Title = Title,
        Text = Text,
        Approval = Approval,
        FileText = "投标文件：",
        FileName = "投标文件.pdf",
        DocumentName = "招标文件.pdf",
        WaivedBecause = "开标当日设备故障，场地费予以减免",
        RepresentativeName = "招标人代表01",
        Estimate = Money.Yuan(EstimateYuan),
        Ceiling = Money.Yuan(CeilingYuan),
        Deposit = Money.Yuan(DepositYuan),
        ContractDays = ContractDays,
        OfferedDays = ContractDays,
        Days = Days,
        WithAgency = WithAgency,
        PaysTogether = true,
        ChargesForAll = true,
        Pace = TimeSpan.FromMinutes(40),
        Prices = [.. Prices.Select(p => Money.Yuan(p))],
        File = file,
    };

    // A deadline stands at a round time.
    private DateTime Deadline(DateTime presentUtc) => DeadlineInHours is { } hours
        ? presentUtc.Date.AddHours(presentUtc.Hour + 1 + hours)
        : Instants.StartOfBeijingDay(Instants.BeijingDay(presentUtc).AddDays(DeadlineDay!.Value)).Add(DeadlineAt.ToTimeSpan());
}
