namespace Trading.Web.Areas.Public.Models;

/// <summary>What an error page says: what happened, what to do, and for a fault the number under which it is in the log.</summary>
public sealed record ErrorPage(int Code, string TitleKey, string TextKey, string? Trace)
{
    public static ErrorPage Of(int code, string trace) => code switch
    {
        401 or 403 => new(code, "error.forbidden-title", "error.forbidden-text", null),
        404 => new(code, "error.missing-title", "error.missing-text", null),
        405 => new(code, "error.method-title", "error.method-text", null),
        413 => new(code, "error.too-large-title", "error.too-large-text", null),
        429 => new(code, "error.too-many-title", "error.too-many-text", null),
        503 => new(code, "error.unavailable-title", "error.unavailable-text", trace),
        < 500 => new(code, "error.bad-request-title", "error.bad-request-text", null),
        _ => new(code, "error.fault-title", "error.fault-text", trace),
    };

    public bool IsFault => Trace is not null;
}
