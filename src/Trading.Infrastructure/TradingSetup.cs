using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Calendar;
using Trading.Infrastructure.Closing;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Treasury;

namespace Trading.Infrastructure;

/// <summary>Where an installation keeps its data and how it is reached.</summary>
public sealed record TradingOptions
{
    public required string ConnectionString { get; init; }

    /// <summary>The PostgreSQL role of the site, to which <c>migrate</c> gives its rights; null where the site works as the owner of the tables.</summary>
    public string? AppRole { get; init; }

    /// <summary>The folder of files (documents, sealed bids).</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder of keys, apart from data and database; where none is configured, beside the data (never in production).</summary>
    public string? KeyFolder { get; init; }
    public bool Production { get; init; }
    public Uri SiteRoot { get; init; } = new("http://localhost:5000/");
    public string? FontPath { get; init; }

    /// <summary>The largest file that this installation has room for, in bytes, where that is less than the rule allows.</summary>
    public long? LargestFile { get; init; }

    /// <summary>A demonstration: its clock may be moved.</summary>
    public bool Demo { get; init; }
    public MailOptions Mail { get; init; } = new();
    public CheckpointOptions Checkpoints { get; init; } = new();

    /// <summary>The name under which this node says that it can take bids.</summary>
    public string Node { get; init; } = Environment.MachineName;
}

public static class TradingSetup
{
    /// <summary>
    /// The use cases on one database and one clock: what the site, the jobs and the verbs all call. Signing in is apart (<see cref="PartiesSetup"/>).
    /// </summary>
    public static IServiceCollection AddTrading(this IServiceCollection services, TradingOptions options, TimeProvider businessClock)
    {
        services.AddDbContextPool<TradingDbContext>(db => db.UseTradingDatabase(options.ConnectionString));
        services.AddSingleton(options).AddSingleton(businessClock).AddSingleton(new SystemTime(TimeProvider.System));
        if (options.AppRole is { Length: > 0 } role)
        {
            services.AddSingleton(new AppRole(role));
        }

        AddSealing(services, options);
        AddReferenceData(services);
        services.AddSingleton(_ => new PdfGenerator(DocumentFonts.Find(new DocumentFontOptions { FontPath = options.FontPath })));
        services.AddSingleton(new SiteAddress(options.SiteRoot)).AddSingleton<UploadRules>();
        return services
            .AddScoped<DatabaseMigrator>().AddScoped<Chainer>().AddScoped<CheckpointMaker>().AddScoped<CheckpointQueries>()
            .AddScoped<OpenSteps>().AddScoped<ProcedureLog>().AddScoped<StepDues>().AddScoped<NumberSeries>().AddScoped<NoticeBoard>()
            .AddScoped<CentreRuleService>().AddScoped<ProjectService>().AddScoped<TenderLoader>().AddScoped<TenderService>().AddScoped<ParticipationService>().AddScoped<BidService>().AddScoped<BidDraftService>()
            .AddScoped<ProjectQueries>().AddScoped<ProjectSettingQueries>().AddScoped<TenderQueries>().AddScoped<EvaluationQueries>().AddScoped<AwardQueries>()
            .AddScoped<Heartbeats>().AddScoped<OpeningService>().AddScoped<EvaluationService>().AddScoped<ConfirmedReports>().AddScoped<DrawnTies>().AddScoped<AwardService>().AddScoped<AwardNoticeService>()
            .AddScoped<NoticeQueries>().AddScoped<TradingFigures>().AddScoped<TenderDocumentQueries>().AddScoped<AwardNoticeQueries>()
            .AddScoped<QuestionService>().AddScoped<QuestionQueries>().AddScoped<OwnLotQueries>().AddScoped<OwnFees>()
            .AddScoped<CentreRulebook>().AddScoped<StepUpPeriod>().AddScoped<CentreRuleQueries>().AddScoped<StepLighting>().AddScoped<SupervisionQueries>().AddScoped<WaitingRules>().AddSingleton<Verification>()
            .AddTradingMoney().AddTradingSettlement().AddTradingClosing().AddTradingTreasury().AddTradingReports(Path.Combine(options.DataFolder, "reports")).AddTradingDemo()
            .AddVerifier<EvaluationVerifier>().AddVerifier<StepVerifier>().AddTradingJobs();
    }

    /// <summary>One more set of checks for all who verify, in the order of registration.</summary>
    internal static IServiceCollection AddVerifier<TVerifier>(this IServiceCollection services)
        where TVerifier : class, IVerifier =>
        services.AddScoped<TVerifier>().AddScoped<IVerifier>(s => s.GetRequiredService<TVerifier>());

    private static void AddSealing(IServiceCollection services, TradingOptions options) => services
        .AddSingleton(_ => KeyVault.Open(options.KeyFolder, Path.Combine(options.DataFolder, "keys"), options.Production))
        .AddSingleton<VaultSeal>().AddSingleton<LotKeys>().AddSingleton<BidderSeal>().AddSingleton<PayerCheck>().AddSingleton<PayerCopies>().AddSingleton<RegisteredAccountProof>().AddSingleton<DepositSubAccounts>().AddSingleton<DrawSecrets>()
        .AddSingleton(_ => new BlobStore(Path.Combine(options.DataFolder, "blobs")))
        .AddSingleton(services => new DraftStore(Path.Combine(options.DataFolder, "drafts"), services.GetRequiredService<VaultSeal>()))
        .AddSingleton(options.Checkpoints).AddSingleton<CheckpointKey>()
        .AddSingleton(s => new CheckpointFiles(options.Checkpoints.Folder ?? Path.Combine(options.DataFolder, "checkpoints"), s.GetRequiredService<CheckpointKey>()));

    private static void AddReferenceData(IServiceCollection services) => services
        .AddSingleton(_ => RulebookLibrary.Load()).AddSingleton(_ => HolidayCalendar.Load()).AddSingleton(_ => Regions.Load());
}
