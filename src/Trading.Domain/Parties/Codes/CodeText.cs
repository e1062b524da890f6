namespace Trading.Domain.Parties.Codes;

/// <summary>The one written form of a code, so that two spellings of it compare equal and are stored alike.</summary>
public static class CodeText
{
    /// <summary>
    /// The code without surrounding blanks and with ASCII letters in capitals (people type the last x of a resident ID in either case).
    /// Other characters stay, full-width digits included, so that the check refuses them by name.
    /// </summary>
    public static string Canonical(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        // Not ToUpperInvariant: it turns some foreign letters into ASCII ones, and a wrong code could pass.
        return string.Concat(code.Trim().Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 'a' + 'A') : c));
    }
}
