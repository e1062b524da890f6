using Trading.Infrastructure;
using Trading.Infrastructure.Shared;
using Trading.Web.Commands;
using Trading.Web.Startup;

if (Verbs.IsVerb(args))
{
    return await Verbs.RunAsync(args);
}

var builder = Installation.Builder(args);
try
{
    var installation = builder.Options();
    InstallationChecks.RequireSafe(installation, builder.Configuration);
    var clock = new BusinessClock(TimeProvider.System);
    builder.Services.AddTrading(installation, clock).AddSingleton(clock);
    builder.AddTradingWeb();

    var app = builder.Build();
    await app.PrepareInstallationAsync();
    app.UseTradingWeb();
    await app.RunAsync();
    return 0;
}
catch (InstallationRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.InBothLanguages());
    return 1;
}
