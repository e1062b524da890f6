using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// Everything in which two answers may differ although nobody may learn how many take part. There is no other mask: what is not written here must be the
/// same to the byte. Each entry says why it tells nothing, or which point of docs/adr/0003-sealed-bids.md takes it out of the promise.
/// </summary>
internal sealed partial class WrittenList
{
    private readonly Dictionary<string, string> _ownNumbers = [];

    /// <summary>Addresses that are not compared at all, and for whom.</summary>
    private static readonly (string Address, string[] Readers, string Why)[] NotCompared =
    [
        ("^/demo/clock", [], "Shows the system's time, which does not stand still."),
        ("^/account/second-factor", [], "A new key for the reader's own second factor with each request."),
        (@"^/demo/bank/statements/\d+$", ["maker", "checker"], "The bank's own file; ADR 0003, point 6. In a demonstration only."),
        ("^/admin/jobs/recurring", ["administrator"], "The jobs in the order in which each runs next by the system's time: sites made before and after a full minute differ."),
        (@"^/finance/books/aged-suspense\.pdf", ["maker", "checker"], "Holds the sentences below, compressed; page, CSV and workbook of the same rows are compared without them."),
    ];

    /// <summary>Sentences that say why money lies in suspense: whether the payer's sub-account is somebody's. ADR 0003, point 7; for finance alone.</summary>
    private static readonly string[] Reasons =
    [
        .. new[] { SuspenseReasons.NoSubAccount, SuspenseReasons.OtherPayer }.SelectMany(r => new[] { Words.Get(r, WordsLanguage.Chinese), Words.Get(r, WordsLanguage.English) }),
    ];

    private static readonly (Regex Address, Regex Mask, string Name, string Why)[] Masks =
    [
        (Everywhere(), AntiForgery(), "<token>", "Random with each form."),
        (Everywhere(), DemoBanner(), "<banner>", "Says how far the demonstration's clock is ahead of the system's time."),
        (Dashboard(), DashboardToken(), "<token>", "The scheduler's own token against forged forms."),
        (NumberedForm(), FormNumber(), "<form>", "Random with each form."),
        (Verifications(), Number(), "<run>", "The random number of a check that a reader has started."),
        (Batches(), ControlCode(), "<code>", "A hash over the file of payments, each of which has a random number."),
        (Batches(), PaymentNumber(), "<payment>", "The random number of a payment, by which the bank's answer is known again."),
        (Workbook(), RelationId(), "<relation>", "Joins the parts of a workbook; its writer draws new ones for each file."),
        (Dashboard(), DashboardMoment(), "<moment>", "The scheduler runs by the system's time."),
        (Dashboard(), DashboardNumber(), "<job>", "The scheduler's own random numbers."),
        (Dashboard(), DashboardTaking(), "<taking>", "How long the scheduler's page took to be made."),
    ];

    /// <summary>Posts that are answered and not followed to the page to which they send.</summary>
    private static readonly (Regex Address, string Why)[] NotFollowed =
    [
        (Opening(), "Opens the lot by the owner's decision: from then on it is no secret who takes part."),
        (Verifications(), "Its page says how far the check is that was just begun, which is a matter of the moment."),
    ];

    public static bool IsFollowed(string address) => !Array.Exists(NotFollowed, n => n.Address.IsMatch(address));

    public static bool IsCompared(string reader, string address) =>
        !Array.Exists(NotCompared, n => Regex.IsMatch(address, n.Address) && (n.Readers.Length == 0 || n.Readers.Contains(reader)));

    /// <summary>The list for one site: the random numbers under which it keeps what all of them have.</summary>
    public static async Task<WrittenList> OfAsync(IServiceProvider services, IReadOnlyDictionary<string, string> asked)
    {
        var list = new WrittenList();
        foreach (var (word, number) in asked)
        {
            list.Add(number, word);
        }

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        // Money in suspense, by its amount: the row of the bank's line, and the entry that booked it (its last digits stand in the journal).
        var lines = await db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).ToListAsync();
        foreach (var (index, line) in lines.OrderBy(l => l.Amount.Fen).Index())
        {
            var id = line.Id.ToString("N");
            list.Add(line.Id.ToString(), string.Create(CultureInfo.InvariantCulture, $"<line {index}>"));
            list.Add(id, string.Create(CultureInfo.InvariantCulture, $"<line {index}>"));
            list.AddWord(id[..8], string.Create(CultureInfo.InvariantCulture, $"<line {index}>"));
            var key = await db.Set<JournalEntry>().Where(e => e.Subject == id || e.Key.EndsWith(id)).Select(e => e.Key).FirstOrDefaultAsync();
            if (key is not null)
            {
                list.AddWord(key[^8..], string.Create(CultureInfo.InvariantCulture, $"<entry {index}>"));
            }
        }

        // What is to be done about a statement that is held, or about a file that could not be read, is a step with a random number.
        var stages = new[] { Stages.HeldStatement, Stages.UnreadableFile };
        foreach (var step in await db.Set<ProcedureStep>().Where(s => stages.Contains(s.Stage)).ToListAsync())
        {
            list.Add(step.Id.ToString(), $"<step {step.Stage}>");
        }

        return list;
    }

    /// <summary>
    /// The same for the answer to a post: records that it made have random numbers. Each is known by its place among them, so that how many there are, and
    /// which are the same, is compared.
    /// </summary>
    public string ApplyToPosted(string address, string answer)
    {
        var made = new List<string>();
        return Number().Replace(Apply(address, answer), match =>
        {
            if (!made.Contains(match.Value))
            {
                made.Add(match.Value);
            }

            return string.Create(CultureInfo.InvariantCulture, $"<made {made.IndexOf(match.Value)}>");
        });
    }

    public string Apply(string address, string answer)
    {
        foreach (var (number, name) in _ownNumbers)
        {
            answer = answer.Replace(number, name, StringComparison.Ordinal);
        }

        foreach (var mask in Masks.Where(m => m.Address.IsMatch(address)))
        {
            answer = mask.Mask.Replace(answer, mask.Name);
        }

        return address.StartsWith("/finance", StringComparison.Ordinal) ? Reasons.Aggregate(answer, (text, reason) => text.Replace(reason, "<reason>", StringComparison.Ordinal)) : answer;
    }

    private void Add(string number, string name) => _ownNumbers[number] = name;

    // Eight digits are too few to be replaced wherever they may stand: only as the whole of a cell.
    private void AddWord(string digits, string name)
    {
        foreach (var (before, after) in new[] { (">", "<"), (",", ","), ("\n", ",") })
        {
            _ownNumbers[before + digits + after] = before + name + after;
        }
    }

    [GeneratedRegex("^/owner/lots/[0-9]+/held/open$")]
    private static partial Regex Opening();

    [GeneratedRegex("")]
    private static partial Regex Everywhere();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="[^"]+" """)]
    private static partial Regex AntiForgery();

    [GeneratedRegex("""<div class="demo.*?</div>""", RegexOptions.Singleline)]
    private static partial Regex DemoBanner();

    [GeneratedRegex("^/(owner/projects/new|finance/reports)")]
    private static partial Regex NumberedForm();

    [GeneratedRegex("""(?<=name="(Form\.)?FormId" value=")[^"]+""")]
    private static partial Regex FormNumber();

    [GeneratedRegex("^/supervisor/verify")]
    private static partial Regex Verifications();

    [GeneratedRegex("^/finance/refunds")]
    private static partial Regex Batches();

    [GeneratedRegex(@"\bP[2-9A-Z]{15}\b")]
    private static partial Regex PaymentNumber();

    [GeneratedRegex("""(?<=<span class="mono hash">)[0-9a-f]{64}(?=</span>)""")]
    private static partial Regex ControlCode();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.xlsx(\?|$)")]
    private static partial Regex Workbook();

    [GeneratedRegex("(?<=\")/?(xl/)?R[0-9a-f]{32}(?=\")")]
    private static partial Regex RelationId();

    [GeneratedRegex("^/admin/jobs")]
    private static partial Regex Dashboard();

    [GeneratedRegex("""(?<=name="csrf-token" content=")[^"]+""")]
    private static partial Regex DashboardToken();

    [GeneratedRegex("""data-moment(-\w+)?="[^"]*"(>[^<]*<)?|\d\d?/\d\d?/\d{4} \d\d?:\d\d(:\d\d)?( [AP]M)?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?""")]
    private static partial Regex DashboardMoment();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|#[0-9a-f]{8}")]
    private static partial Regex DashboardNumber();

    [GeneratedRegex(@"(?<=<li>Generated: )[\d.,]+ms(?=</li>)")]
    private static partial Regex DashboardTaking();
}
