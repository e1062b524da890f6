using System.CommandLine;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;

namespace Trading.Web.Commands;

/// <summary><c>calc uscc 91350100M000100Y43</c>, <c>calc id 11010519491231002X</c>: an invalid code is an answer, not a failure of the verb.</summary>
internal static class CalcCodeCommand
{
    public static Command Create(VerbOptions options, string kind)
    {
        var code = new Argument<string>("CODE") { Description = options.Describe("code") };
        var demo = new Option<bool>("--demo") { Description = options.Describe("demo") };
        var command = new Command(kind, options.Describe(kind)) { code, demo };
        command.SetAction(parsed => Answer(options.OutputOf(parsed), Check(kind, parsed.GetRequiredValue(code), parsed.GetValue(demo))));
        return command;
    }

    private static CodeCheck Check(string kind, string code, bool allowDemo) => kind == "uscc"
        ? UnifiedSocialCreditCode.Check(code, allowDemo)
        : ResidentId.Check(code, allowDemo, Instants.BeijingDay(TimeProvider.System.NowUtc()));

    private static void Answer(VerbOutput output, CodeCheck check) => output.Answer(check, () => output.Say(check.Reason ?? "code.valid"));
}
