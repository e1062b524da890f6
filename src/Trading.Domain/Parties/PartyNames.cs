using System.Text;

namespace Trading.Domain.Parties;

/// <summary>
/// When two written names are the same organisation. Banks print full-width or half-width brackets and drop blanks as they please, so these
/// do not count; every other character does.
/// </summary>
public static class PartyNames
{
    public static bool Same(string one, string other) => string.Equals(Canonical(one), Canonical(other), StringComparison.Ordinal);

    /// <summary>The name without blanks, full-width forms turned to half-width (NFKC), ASCII letters in capitals.</summary>
    public static string Canonical(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var letters = name.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c));
        return Codes.CodeText.Canonical(string.Concat(letters));
    }
}
