using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// A file for as long as it is open: written once from its beginning, then read anywhere. On the disk it is encrypted piece by piece with a key that
/// exists only in memory, so that a killed process leaves nothing that anybody can read. One user at a time.
/// </summary>
public sealed class ScratchStream : Stream
{
    private const int PieceLength = 64 * 1024;
    private const int TagLength = 16;
    private const int NonceLength = 12;
    private const int StoredLength = PieceLength + TagLength;

    private readonly SafeFileHandle _file;
    private readonly AesGcm _cipher;
    private readonly byte[] _piece = new byte[PieceLength];
    private readonly byte[] _stored = new byte[StoredLength];
    private long _length;
    private long _position;
    private long _pieceAt;
    private bool _isComplete;

    /// <summary>An empty file under a random name in the folder, by default the one for temporary files; gone when this is disposed.</summary>
    public ScratchStream(string? folder = null)
    {
        _file = File.OpenHandle(
            Path.Combine(folder ?? Path.GetTempPath(), "trading-" + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        _cipher = new AesGcm(RandomNumberGenerator.GetBytes(32), TagLength);
    }

    public override bool CanRead => _isComplete;
    public override bool CanSeek => _isComplete;
    public override bool CanWrite => !_isComplete;
    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Ends the writing; from now on it is read, from its beginning.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        if (!_isComplete)
        {
            await KeepPieceAsync(ct);
            (_isComplete, _position, _pieceAt) = (true, 0, -1);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isComplete)
        {
            throw new InvalidOperationException("The file is complete.");
        }

        while (!buffer.IsEmpty)
        {
            var filled = (int)(_length - (_pieceAt * PieceLength));
            var taken = Math.Min(buffer.Length, PieceLength - filled);
            buffer[..taken].CopyTo(_piece.AsMemory(filled));
            buffer = buffer[taken..];
            _length += taken;
            if (filled + taken == PieceLength)
            {
                await KeepPieceAsync(cancellationToken);
                _pieceAt++;
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (!_isComplete)
        {
            throw new InvalidOperationException("The file is not complete yet.");
        }

        var at = _position / PieceLength;
        var from = (int)(_position % PieceLength);
        var taken = Math.Min(buffer.Length, PieceOf(at) - from);
        if (taken <= 0)
        {
            return 0;
        }

        LoadPiece(at);
        _piece.AsSpan(from, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => _length };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return _position = _isComplete ? target : throw new InvalidOperationException("The file is not complete yet.");
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous writing.");

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _file.Dispose();
            CryptographicOperations.ZeroMemory(_piece);
        }

        base.Dispose(disposing);
    }

    private int PieceOf(long at) => (int)Math.Clamp(_length - (at * PieceLength), 0, PieceLength);

    private async Task KeepPieceAsync(CancellationToken ct)
    {
        var length = PieceOf(_pieceAt);
        _cipher.Encrypt(Nonce(_pieceAt), _piece.AsSpan(0, length), _stored.AsSpan(0, length), _stored.AsSpan(length, TagLength));
        await RandomAccess.WriteAsync(_file, _stored.AsMemory(0, length + TagLength), _pieceAt * StoredLength, ct);
    }

    private void LoadPiece(long at)
    {
        if (_pieceAt == at)
        {
            return;
        }

        var length = PieceOf(at);
        var stored = _stored.AsSpan(0, length + TagLength);
        for (var read = 0; read < stored.Length;)
        {
            var more = RandomAccess.Read(_file, stored[read..], (at * StoredLength) + read);
            read += more > 0 ? more : throw new EndOfStreamException();
        }

        _cipher.Decrypt(Nonce(at), stored[..length], stored[length..], _piece.AsSpan(0, length));
        _pieceAt = at;
    }

    // Each key is used for one file and each piece is written once: the number of the piece is nonce enough.
    private static byte[] Nonce(long piece)
    {
        var nonce = new byte[NonceLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce, piece);
        return nonce;
    }
}
