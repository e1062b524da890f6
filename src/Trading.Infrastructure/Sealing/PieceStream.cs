namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Reads a file whose pieces were sealed one by one, anywhere in it. A piece that is not as it was sealed, or not in its place, ends the reading with
/// <see cref="SealBrokenException"/>. One user at a time.
/// </summary>
internal sealed class PieceStream : Stream
{
    public const string Purpose = "bid-draft-piece";
    public const int StoredLength = DraftFolder.PieceLength + Wrapping.Overhead;
    private readonly FileStream _file;
    private readonly Func<long, byte[], byte[]> _open;
    private byte[] _piece = [];
    private long _pieceAt = -1;
    private long _position;

    public PieceStream(string path, long length, Func<long, byte[], byte[]> open)
    {
        (Length, _open) = (length, open);
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>What so many stored bytes hold of a file of that length: half a piece counts for nothing.</summary>
    public static long PlainLength(long stored, long length)
    {
        var whole = stored / StoredLength * DraftFolder.PieceLength;
        var rest = stored % StoredLength - Wrapping.Overhead;
        return rest > 0 && whole + rest == length ? length : Math.Min(whole, length);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        Load(_position / DraftFolder.PieceLength);
        var at = (int)(_position % DraftFolder.PieceLength);
        var taken = Math.Min(buffer.Length, _piece.Length - at);
        _piece.AsSpan(at, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => Length });
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        return _position = position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private void Load(long number)
    {
        if (number == _pieceAt)
        {
            return;
        }

        var plain = (int)Math.Min(DraftFolder.PieceLength, Length - (number * DraftFolder.PieceLength));
        var stored = new byte[plain + Wrapping.Overhead];
        _file.Seek(number * StoredLength, SeekOrigin.Begin);
        if (_file.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) < stored.Length)
        {
            throw new SealBrokenException(SealFault.Altered);
        }

        (_piece, _pieceAt) = (_open(number, stored), number);
    }
}
