using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>P-256 points in the 65-byte uncompressed form that browsers use.</summary>
internal static class P256
{
    public const int PointLength = 65;
    private const int Coordinate = 32;

    public static ECDiffieHellman NewKey() => ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public static byte[] PointOf(ECDiffieHellman key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. q.X!, .. q.Y!];
    }

    /// <summary>The key of a point. A point that is not on the curve is refused: agreeing with it would leak the private key.</summary>
    public static ECDiffieHellman FromPoint(ReadOnlySpan<byte> point)
    {
        if (point.Length != PointLength || point[0] != 0x04)
        {
            throw new SealBrokenException(SealFault.Malformed);
        }

        var parameters = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point.Slice(1, Coordinate).ToArray(), Y = point[(1 + Coordinate)..].ToArray() },
        };
        try
        {
            return ECDiffieHellman.Create(parameters);
        }
        catch (CryptographicException e)
        {
            throw new SealBrokenException(SealFault.Malformed, e);
        }
    }
}
