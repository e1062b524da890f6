using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Trading.Domain.Tendering;

namespace Trading.Domain.Tests.Tendering;

public sealed class BidRecordTests
{
    private static readonly string Salt = string.Concat(Enumerable.Repeat("0a", BidRecord.SaltLength));
    private static readonly BidRecord Record = new(900_000_000, 280, [new BidFile("投标文件.pdf", 8, new string('a', 64), "b1")], Salt);

    /// <summary>The bytes as docs/adr/0003 describes them, put together by hand.</summary>
    [Fact]
    public void ContentHash_CanBeReckonedByHand()
    {
        byte[] bytes =
        [
            .. Field(Convert.FromHexString(Salt)), .. Field(Number(900_000_000)), .. Field(Number(280)),
            .. Field(Encoding.UTF8.GetBytes("投标文件.pdf")), .. Field(Number(8)), .. Field(Encoding.UTF8.GetBytes(new string('a', 64))),
        ];

        Assert.Equal(SHA256.HashData(bytes), Record.ContentHash());
    }

    [Fact]
    public void ContentHash_OtherSalt_IsAnother() =>
        Assert.NotEqual(Record.ContentHash(), (Record with { Salt = new string('0', 2 * BidRecord.SaltLength) }).ContentHash());

    [Fact]
    public void FromBytes_OfToBytes_IsTheSameBidWithNamesAsWritten()
    {
        var bytes = Record.ToBytes();

        Assert.Contains("投标文件.pdf", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(Record.ContentHash(), BidRecord.FromBytes(bytes).ContentHash());
    }

    private static byte[] Field(byte[] content) => [.. Big(content.Length), .. content];

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
