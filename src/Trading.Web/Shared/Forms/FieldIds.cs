namespace Trading.Web.Shared.Forms;

/// <summary>
/// The fields that the view has written, by name. The error summary, written after the view, links to these; an error whose field is not on the page
/// is still said, without a link that leads nowhere. Names differ in case between an action's parameter and a view's property.
/// </summary>
internal static class FieldIds
{
    private static readonly object Slot = new();

    /// <summary>The field is written; returns its id, which is the name's own once, and numbered where several on the page ask the same.</summary>
    public static string Written(HttpContext http, string name, string id, string? about)
    {
        var ids = Of(http);
        var times = ids.TryGetValue(name, out var before) ? before.Times + 1 : 1;
        ids[name] = (times == 1 ? id : FormattableString.Invariant($"{id}_{times}"), about, times);
        return ids[name].Id;
    }

    public static string? Find(HttpContext http, string name) => Of(http).TryGetValue(name, out var field) ? field.Id : null;

    /// <summary>Whom or what the field is about, where several on the page ask the same.</summary>
    public static string? About(HttpContext http, string name) => Of(http).TryGetValue(name, out var field) ? field.About : null;

    /// <summary>The field's place on the page from the top; −1 where it is not on the page.</summary>
    public static int Place(HttpContext http, string name) => Of(http).IndexOf(name);

    private static OrderedDictionary<string, (string Id, string? About, int Times)> Of(HttpContext http)
    {
        if (http.Items[Slot] is not OrderedDictionary<string, (string Id, string? About, int Times)> ids)
        {
            http.Items[Slot] = ids = new OrderedDictionary<string, (string Id, string? About, int Times)>(StringComparer.OrdinalIgnoreCase);
        }

        return ids;
    }
}
