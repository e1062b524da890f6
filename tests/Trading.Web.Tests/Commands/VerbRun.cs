using System.Text.Json;
using Trading.Web.Commands;

namespace Trading.Web.Tests.Commands;

/// <summary>What a verb wrote and how it ended.</summary>
internal sealed record VerbRun(int ExitCode, string Output, string Error)
{
    public static async Task<VerbRun> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Verbs.RunAsync(args, output, error);
        return new VerbRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The whole of standard output is one JSON object.</summary>
    public static JsonElement Json(VerbRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
