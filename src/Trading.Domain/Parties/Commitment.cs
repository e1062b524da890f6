using System.Security.Cryptography;
using System.Text;

namespace Trading.Domain.Parties;

/// <summary>The commitment's wording in force (告知承诺书): the version shown, and its text in Chinese, which is the authentic one.</summary>
public sealed record CommitmentText(string Version, string Text)
{
    /// <summary>SHA-256 of the UTF-8 text, lower-case hex: proves later which words were signed.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}

/// <summary>
/// A signed commitment (告知承诺): the organisation vouches for its statements, and in return nothing waits for an examination of them.
/// </summary>
public sealed record Commitment(string TextVersion, string TextSha256, string SignedName, long SignedByUserId, DateTime SignedAtUtc)
{
    public static Commitment Sign(CommitmentText text, string signedName, long userId, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signedName);
        return new(text.Version, text.Sha256, signedName.Trim(), userId, nowUtc);
    }
}
