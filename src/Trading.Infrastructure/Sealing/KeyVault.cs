using System.Security.Cryptography;
using System.Text;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Keys that live in a folder outside the database, so that neither alone opens anything: one master secret, from which the keys of each
/// purpose are derived, and one wrapping key per lot. Files are 0600, complete or absent, never replaced, never logged. Every node of a
/// centre uses the same folder, and it is backed up apart from the database.
/// </summary>
public sealed class KeyVault
{
    private const int KeyLength = 32;
    private static readonly TimeSpan PatienceForAnotherProcess = TimeSpan.FromSeconds(10);
    private readonly string _folder;
    private readonly byte[] _master;

    /// <summary>Opens the vault in a folder; a folder without one gets a new master secret, flushed to disk before it is used.</summary>
    public KeyVault(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
        DurableFiles.CreateFolder(_folder);
        _master = ReadOrCreateMaster();
        Fingerprint = Convert.ToHexStringLower(Derive("fingerprint", "vault").AsSpan(0, 16));
    }

    /// <summary>
    /// Tells one master secret from another without saying anything about it. Stored with the database and compared at start-up, it turns a
    /// lost or exchanged key folder into a refusal to start instead of bids that nobody can open.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>
    /// The vault of a configuration (<c>Sealing:KeyFolder</c>). Production must name the folder; elsewhere the fallback is used.
    /// </summary>
    public static KeyVault Open(string? configuredFolder, string fallbackFolder, bool production)
    {
        if (!string.IsNullOrWhiteSpace(configuredFolder))
        {
            return new KeyVault(configuredFolder);
        }

        return production
            ? throw new InvalidOperationException("Sealing:KeyFolder must be configured in production: a folder outside the database and outside its backups.")
            : new KeyVault(fallbackFolder);
    }

    /// <summary>The 32-byte key of one purpose and context: HKDF-SHA-256 of the master secret. Different purposes share nothing.</summary>
    public byte[] Derive(string purpose, string context)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        ArgumentNullException.ThrowIfNull(context);
        // The purpose goes in as salt and the context as info, so that "ab"+"c" and "a"+"bc" are different keys.
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, KeyLength, Encoding.UTF8.GetBytes(purpose), Encoding.UTF8.GetBytes(context));
    }

    /// <summary>A new random wrapping key in a file of its own.</summary>
    internal byte[] CreateWrappingKey(Guid keyId)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        DurableFiles.WriteNew(WrappingKeyPath(keyId), key);
        return key;
    }

    internal byte[] ReadWrappingKey(Guid keyId) => ReadKey(WrappingKeyPath(keyId));

    private string WrappingKeyPath(Guid keyId) => Path.Combine(_folder, $"lot-{keyId:N}.key");

    private byte[] ReadOrCreateMaster()
    {
        var path = Path.Combine(_folder, "master.key");
        if (File.Exists(path))
        {
            return ReadKey(path);
        }

        // Two processes that start at once on an empty folder must end with the same secret: one creates it, the other waits and reads.
        using var turn = WaitForTurn(Path.Combine(_folder, "master.lock"));
        if (!File.Exists(path))
        {
            DurableFiles.WriteNew(path, RandomNumberGenerator.GetBytes(KeyLength));
        }

        return ReadKey(path);
    }

    private static FileStream WaitForTurn(string path)
    {
        FileStream? turn = null;
        return SpinWait.SpinUntil(() => TryTakeTurn(path, out turn), PatienceForAnotherProcess)
            ? turn!
            : throw new IOException("Another process is holding the key folder.");
    }

    private static bool TryTakeTurn(string path, out FileStream? turn)
    {
        try
        {
            turn = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Held by another process: FileShare.None is an exclusive lock.
            turn = null;
            return false;
        }
    }

    private static byte[] ReadKey(string path)
    {
        var key = File.ReadAllBytes(path);
        return key.Length == KeyLength
            ? key
            : throw new InvalidDataException($"The key file {Path.GetFileName(path)} has {key.Length} bytes instead of {KeyLength}: restore it from its backup.");
    }
}
