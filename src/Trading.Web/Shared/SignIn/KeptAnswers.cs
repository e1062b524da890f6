using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Shared.SignIn;

/// <summary>
/// Keeps what was typed into a form whose submission had to wait for a proof of presence, and puts it back into the form's page. It travels in
/// the encrypted cookie of temporary data, is read once, and never holds a password, a code or a file.
/// </summary>
internal sealed class KeptAnswers(ITempDataDictionaryFactory temporary) : IActionFilter
{
    // What a cookie may well carry; a longer form comes back empty, and the page says that nothing was submitted.
    private const int Longest = 6_000;
    private const string Slot = "kept-answers";
    private static readonly string[] Secrets = ["Password", "Code", "Answer"];
    private static readonly object PutBackSlot = new();

    /// <summary>The page has been come back to from a proof of presence, and says so.</summary>
    public static bool IsPutBack(HttpContext http) => http.Items.ContainsKey(PutBackSlot);

    /// <summary>A form waits for its page to be come back to.</summary>
    public static bool IsWaiting(ITempDataDictionary data) => data.Peek(Slot) is not null;

    /// <summary>Keeps the form of this request for its page.</summary>
    public static async Task KeepAsync(HttpContext http, string page)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var typed = form.Where(f => IsKept(f.Key)).ToDictionary(f => f.Key, f => f.Value.ToArray());
        var text = JsonSerializer.Serialize(new Kept(page, http.User.UserId(), typed));
        var data = Data(http);
        data[Slot] = text.Length <= Longest ? text : JsonSerializer.Serialize(new Kept(page, http.User.UserId(), []));
        // What an authorisation filter leaves behind is saved by nobody else.
        data.Save();
    }

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var http = context.HttpContext;
        // To look into temporary data is to answer with its cookie: a stranger is sent none.
        if (!HttpMethods.IsGet(http.Request.Method) || http.User.Identity?.IsAuthenticated != true)
        {
            return;
        }

        var data = temporary.GetTempData(http);
        if (data.Peek(Slot) is not string text || JsonSerializer.Deserialize<Kept>(text) is not { } kept || !kept.IsFor(http))
        {
            return;
        }

        data.Remove(Slot);
        http.Items[PutBackSlot] = true;
        foreach (var (field, values) in kept.Typed)
        {
            context.ModelState.SetModelValue(field, new ValueProviderResult(values, CultureInfo.InvariantCulture));
            context.ModelState.MarkFieldSkipped(field);
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    private static bool IsKept(string field) =>
        !field.StartsWith("__", StringComparison.Ordinal) && !Secrets.Any(s => field.EndsWith(s, StringComparison.OrdinalIgnoreCase));

    private static string Address(HttpRequest request) => request.PathBase.Add(request.Path) + request.QueryString.ToUriComponent();

    private static ITempDataDictionary Data(HttpContext http) =>
        http.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(http);

    private sealed record Kept(string Page, long UserId, Dictionary<string, string?[]> Typed)
    {
        // Whoever sits down at the same computer next does not find another person's answers.
        public bool IsFor(HttpContext http) =>
            Page == Address(http.Request) && http.User.Identity?.IsAuthenticated == true && http.User.UserId() == UserId;
    }
}
