using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>The random name of a stored file: 32 hexadecimal digits, saying nothing of what is in it, and never a path.</summary>
public sealed record BlobId
{
    private const int Bytes = 16;

    private BlobId(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads an id back from the database. Anything but 32 lower-case hexadecimal digits is a bug or an attack, and fails.</summary>
    public static BlobId Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 2 * Bytes && value.All(char.IsAsciiHexDigitLower)
            ? new BlobId(value)
            : throw new FormatException("A file id has 32 lower-case hexadecimal digits.");
    }

    public override string ToString() => Value;

    internal static BlobId New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
}
