using System.Globalization;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// What is posted to every address. An empty form is mostly refused for what it lacks; the other gives what forms ask for that touch money, statements and
/// lots, so that the answer comes from behind the fields. Forms take what is theirs and leave the rest.
/// </summary>
internal static class PostedForms
{
    private const string Why = "Because of this.";

    public static IReadOnlyList<(string Name, KeyValuePair<string, string>[] Fields)> Of(SecrecyWorld world)
    {
        var filled = ("filled", Filled(world));
        return SecrecyReaders.AreAll ? [("empty", []), filled] : [filled];
    }

    private static KeyValuePair<string, string>[] Filled(SecrecyWorld world) =>
    [
        Field("Form.BankAccountId", world.People.BankAccountId),
        Field("Form.PayOn", "2026-03-09"),
        Field("Form.Reason", Why),
        Field("Form.Month", "2026-03-01"),
        Field("Form.Text", "What is asked?"),
        Field("Form.Confirmed", "true"),
        Field("Form.Hash", new string('0', 64)),
        Field("Held.Kind", "refuse"),
        Field("Held.Reason", Why),
        Field("Explain.Payment", "none"),
        Field("Explain.Reason", Why),
        Field("Payer.Name", "Somebody"),
        Field("Payer.Account", "6222000000007777"),
        Field("Payer.Bank", "Demo Bank"),
        Field("Payer.Reason", Why),
        Field("Open.Confirmed", "true"),
        Field("Defer.Title", "Deferred"),
        Field("Defer.Body", Why),
        Field("Defer.NewDeadline", "2026-05-11T09:30"),
    ];

    private static KeyValuePair<string, string> Field(string name, object value) => KeyValuePair.Create(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
}
