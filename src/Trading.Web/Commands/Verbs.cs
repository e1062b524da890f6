using System.CommandLine;
using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Web.Startup;

namespace Trading.Web.Commands;

/// <summary>
/// The command line: <c>dotnet run --project src/Trading.Web -- VERB …</c>. Without a verb, or with <c>serve</c>, the site starts. A verb calls
/// the same services as the pages, works from any directory, and exits with 0 (done), 1 (refused) or 2 (the line cannot be read).
/// </summary>
public static class Verbs
{
    private const int Refused = 1;
    private const int Unreadable = 2;

    /// <summary>True when the arguments ask for a verb or for help, and not for the site with settings such as <c>--urls</c>.</summary>
    public static bool IsVerb(string[] args) =>
        args is ["-h" or "-?" or "--help" or "--version", ..] || (args is [var first, ..] && first != "serve" && !first.StartsWith('-') && !first.Contains('='));

    public static Task<int> RunAsync(string[] args)
    {
        // The console of Windows would turn Chinese into question marks.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return RunAsync(args, Console.Out, Console.Error);
    }

    /// <summary>Runs a verb with its answer and its refusals written to the two writers.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var language = VerbOptions.LanguageOf(args);
        var parsed = Root(new VerbOptions(language)).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync(string.Join('\n', parsed.Errors.Select(e => Words.Get("command.unreadable", language, e.Message))));
            return Unreadable;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (RuleBrokenException refusal)
        {
            await error.WriteLineAsync(Words.Refusal(refusal, language));
            return Refused;
        }
        catch (InstallationRefusedException refusal)
        {
            await error.WriteLineAsync(string.Join('\n', refusal.Reasons.Select(reason => reason.In(language))));
            return Refused;
        }
    }

    private static RootCommand Root(VerbOptions options)
    {
        var root = new RootCommand(options.Describe("root"))
        {
            CalcCommand.Create(options),
            DatabaseCommands.Migrate(options),
            DatabaseCommands.Verify(options),
            CheckpointCommand.Create(options),
            ExportCommand.Create(options),
            FoundCommand.Create(options),
            SeedCommand.Create(options),
            ImportCommand.Create(options),
            ReplayCommand.Create(options),
        };
        foreach (var option in options.All)
        {
            root.Options.Add(option);
        }

        return root;
    }
}
