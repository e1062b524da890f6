using System.Globalization;

namespace Trading.Benchmarks;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options(IReadOnlyList<string> Names, int Rounds, bool Full)
{
    public static Options Parse(string[] args)
    {
        var at = Array.IndexOf(args, "--rounds");
        var rounds = at < 0 ? 5 : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
        return new Options([.. args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (at < 0 || i != at + 1))], rounds, args.Contains("--full"));
    }
}
