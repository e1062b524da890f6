namespace Trading.Web.Startup;

/// <summary>The addresses at which a server listens, as they are reached from the machine itself.</summary>
internal static class ListeningAddresses
{
    private static readonly string[] All = ["*", "+", "0.0.0.0", "[::]"];

    /// <param name="addresses">As the server is told or tells them.</param>
    /// <param name="thisMachine">The name to use where it listens at all of the machine's addresses.</param>
    public static IEnumerable<Uri> Of(IEnumerable<string> addresses, string thisMachine) => addresses.Select(BindingAddress.Parse)
        .Where(a => !a.IsUnixPipe && !a.IsNamedPipe).OrderBy(a => a.Scheme, StringComparer.Ordinal)
        .Select(a => new UriBuilder(a.Scheme, All.Contains(a.Host) ? thisMachine : a.Host, a.Port).Uri);
}
