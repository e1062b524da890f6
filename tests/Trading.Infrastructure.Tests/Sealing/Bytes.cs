namespace Trading.Infrastructure.Tests.Sealing;

internal static class Bytes
{
    /// <summary>The same bytes with one bit changed.</summary>
    public static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    /// <summary>Bytes that differ from place to place, the same each time.</summary>
    public static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
