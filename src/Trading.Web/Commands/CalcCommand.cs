using System.CommandLine;

namespace Trading.Web.Commands;

/// <summary><c>calc</c>: the arithmetic of the rules, without a database.</summary>
internal static class CalcCommand
{
    public static Command Create(VerbOptions options) => new("calc", options.Describe("calc"))
    {
        CalcFeeCommand.Create(options),
        CalcPeriodCommand.Create(options),
        CalcCodeCommand.Create(options, "uscc"),
        CalcCodeCommand.Create(options, "id"),
    };
}
