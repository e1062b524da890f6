namespace Trading.Web.Shared;

/// <summary>What a status means to its reader; never shown by colour alone.</summary>
public enum Status
{
    Neutral,
    Info,
    Ok,
    Warn,
    Bad,
    Sealed,
}

public static class Statuses
{
    public static string Css(this Status status) => status switch
    {
        Status.Neutral => "",
        Status.Info => "info",
        Status.Ok => "ok",
        Status.Warn => "warn",
        Status.Bad => "bad",
        Status.Sealed => "sealed",
    };

    public static string Icon(this Status status) => status switch
    {
        Status.Neutral => "clock",
        Status.Info => "info",
        Status.Ok => "check",
        Status.Warn => "clock",
        Status.Bad => "stop",
        Status.Sealed => "lock",
    };
}
