using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class SealedEnvelopeTests : IDisposable
{
    private const int Header = 140;
    private const int Chunk = 1_048_576;
    private const int SealedChunk = Chunk + 16;
    private static readonly AssociatedData Price = new(7, Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), 2, "price", "price-record-1");
    private readonly TemporaryFolder _folder = new();
    private readonly LotKeys _keys;
    private readonly LotPublicKey _public;
    private readonly OpenedLotKey _opened;

    public SealedEnvelopeTests()
    {
        _keys = new LotKeys(new KeyVault(_folder.Path));
        var row = _keys.Create(7);
        _public = _keys.PublicKeyOf(row);
        _opened = _keys.Release(row);
    }

    public void Dispose()
    {
        _opened.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0, 156)]
    [InlineData(1, 157)]
    [InlineData(Chunk - 1, 140 + 1_048_575 + 16)]
    [InlineData(Chunk, 140 + 1_048_576 + 16)]
    [InlineData(Chunk + 1, 140 + 1_048_577 + 32)]
    [InlineData(3 * Chunk, 140 + 3_145_728 + 48)]
    public async Task OpenAsync_OfASealedContent_GivesItBack(int length, long sealedLength)
    {
        var content = Bytes.Pattern(length);
        var envelope = await SealAsync(content);

        var (opened, summary) = await OpenAsync(envelope);

        Assert.Equal(sealedLength, envelope.Length);
        Assert.Equal(sealedLength, SealedEnvelope.SealedLength(length));
        Assert.Equal(content, opened);
        Assert.Equal(SHA256.HashData(content), summary.PlainSha256);
        Assert.Equal(length, summary.PlainLength);
    }

    [Fact]
    public async Task SealAsync_FromAStreamThatGivesFewBytesAtATime_IsTheSameContent()
    {
        var content = Bytes.Pattern(Chunk + 77);
        using var output = new MemoryStream();

        await SealedEnvelope.SealAsync(new TricklingStream(content), output, _public, Price);

        Assert.Equal(content, (await OpenAsync(output.ToArray())).Content);
    }

    [Fact]
    public async Task OpenAsync_EnvelopeMadeByABrowser_Opens()
    {
        // Made with WebCrypto (ECDH, HKDF, AES-GCM) from the description of the format alone.
        const string privateKey = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104209a769bc827af0d325c4088e365cfa07e05ff1c4cea1a3bf80176f36823b7d935a1440342000471f24ecb6995e94f72bff64a00b23dee00aa52185d2cbf1af9cfa8ded4cb43355e8e3ca88a9bfaf10817db2404a5c6226ee46a4066f011e9597f4b12932fa8b7";
        const string envelope = "54534556010100112233445566778899aabbccddeeff0443d64c5b2bfce3b7d872de2a074aa8ac491e69b9bb81040bc904d2f49f4e80c5738561c2232d3a0f5d95ec6d77e2dd9136df80a97716b4cf683b8a47555b84270000006a904ff73cd9e0e297b57897781bd810ece95a9fa25c72984228926309268243ee7dcd08d0a2ab2de5eeeba5482990e898141076e8c737f72b63c3e6f819c35a038f7b72d412cbbc11b1fe92f0e1c79963dcbdd69a6da7c46adffd";
        var pair = ECDiffieHellman.Create();
        pair.ImportPkcs8PrivateKey(Convert.FromHexString(privateKey), out _);
        var publicKey = new LotPublicKey(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), SealSuite.P256HkdfSha256Aes256Gcm, P256.PointOf(pair));
        using var key = new OpenedLotKey(publicKey, pair);
        using var output = new MemoryStream();

        await SealedEnvelope.OpenAsync(new MemoryStream(Convert.FromHexString(envelope)), output, key, Price);

        Assert.Equal("投标报价 96428600 分", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task OpenAsync_AnyBitFlipped_IsRefused()
    {
        var envelope = await SealAsync(Encoding.UTF8.GetBytes("报价"));
        Assert.Equal(162, envelope.Length);
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(Bytes.Flip(envelope, bit)));
        }
    }

    [Fact]
    public async Task OpenAsync_CutAnywhere_IsRefused()
    {
        var envelope = await SealAsync(Encoding.UTF8.GetBytes("报价"));
        for (var length = 0; length < envelope.Length; length++)
        {
            await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(envelope[..length]));
        }
    }

    [Theory]
    [InlineData(Header + SealedChunk)]
    [InlineData(Header + SealedChunk + 1)]
    [InlineData(Header + (2 * SealedChunk))]
    [InlineData(Header + (2 * SealedChunk) + 17)]
    [InlineData(Header)]
    public async Task OpenAsync_CutBetweenOrInsideChunks_IsRefused(int keptBytes)
    {
        var envelope = await SealAsync(Bytes.Pattern((2 * Chunk) + 5));

        await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(envelope[..keptBytes]));
    }

    [Fact]
    public async Task OpenAsync_BytesAdded_IsRefused()
    {
        var envelope = await SealAsync(Bytes.Pattern(Chunk));

        await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync([.. envelope, 0]));
        await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(envelope.Concat(envelope[Header..]).ToArray()));
    }

    [Fact]
    public async Task OpenAsync_ChunksExchangedOrDropped_IsRefused()
    {
        var envelope = await SealAsync(Bytes.Pattern(3 * Chunk));
        var (head, one, two, three) = (envelope[..Header], Part(envelope, 0), Part(envelope, 1), Part(envelope, 2));

        await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(Join(head, two, one, three)));
        await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(Join(head, one, three)));
        await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(Join(head, three)));
        Assert.Equal(3 * Chunk, (await OpenAsync(Join(head, one, two, three))).Content.Length);
    }

    [Fact]
    public async Task OpenAsync_ChunkOfAnotherEnvelope_IsRefused()
    {
        var one = await SealAsync("甲"u8.ToArray());
        var other = await SealAsync("乙"u8.ToArray());

        await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(one[..Header].Concat(other[Header..]).ToArray()));
    }

    public static TheoryData<AssociatedData> Elsewhere() =>
    [
        Price with { LotId = 8 },
        Price with { ParticipationId = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950f") },
        Price with { BidVersion = 1 },
        Price with { Part = "qrice" },
        Price with { Part = "pricep", Format = "rice-record-1" },
        Price with { Format = "price-record-2" },
    ];

    [Theory]
    [MemberData(nameof(Elsewhere), DisableDiscoveryEnumeration = true)]
    public async Task OpenAsync_AsPartOfSomethingElse_IsRefused(AssociatedData claimed)
    {
        var envelope = await SealAsync(Encoding.UTF8.GetBytes("报价"));

        var refusal = await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(envelope, claimed));

        Assert.Equal(SealFault.Altered, refusal.Fault);
    }

    [Fact]
    public async Task OpenAsync_SealedForAnotherLot_IsToldAsOtherKey()
    {
        using var output = new MemoryStream();
        await SealedEnvelope.SealAsync(new MemoryStream([1]), output, _keys.PublicKeyOf(_keys.Create(8)), Price);

        var refusal = await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(output.ToArray()));

        Assert.Equal(SealFault.OtherKey, refusal.Fault);
    }

    [Fact]
    public async Task OpenAsync_NotAnEnvelope_IsToldAsMalformed()
    {
        var refusal = await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync("%PDF-1.7"u8.ToArray()));

        Assert.Equal(SealFault.Malformed, refusal.Fault);
    }

    [Fact]
    public async Task OpenAsync_LaterVersion_IsToldAsUnsupported()
    {
        var envelope = await SealAsync([1]);
        envelope[4] = 2;

        var refusal = await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(envelope));

        Assert.Equal(SealFault.Unsupported, refusal.Fault);
    }

    [Fact]
    public async Task SealAsync_ForAPointOffTheCurve_IsRefused()
    {
        var off = _public with { Point = Bytes.Flip(_public.Point, 64 * 8) };

        await Assert.ThrowsAsync<SealBrokenException>(() => SealedEnvelope.SealAsync(new MemoryStream([1]), new MemoryStream(), off, Price));
    }

    [Fact]
    public async Task SealAsync_SameContentTwice_GivesUnrelatedBytes()
    {
        var one = await SealAsync(new byte[1000]);
        var other = await SealAsync(new byte[1000]);

        Assert.NotEqual(one[22..87], other[22..87]);
        Assert.NotEqual(one[Header..], other[Header..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16_380)]
    public async Task SealRecordAsync_Bid_IsAlwaysTheSameLength(int length)
    {
        var record = Bytes.Pattern(length);

        var envelope = await SealedEnvelope.SealRecordAsync(record, RecordLength.Bid, _public, Price);

        Assert.Equal(16_384 + 156, envelope.Length);
        Assert.Equal(record, await SealedEnvelope.OpenRecordAsync(envelope, _opened, Price));
    }

    [Fact]
    public async Task SealRecordAsync_PriceRecordTooLong_Fails()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SealedEnvelope.SealRecordAsync(new byte[16_381], RecordLength.Bid, _public, Price));
    }

    [Theory]
    [InlineData(0, 1024)]
    [InlineData(956, 1024)]
    [InlineData(957, 2048)]
    [InlineData(1980, 2048)]
    [InlineData(1981, 3072)]
    public async Task SealRecordAsync_Stepped_IsAMultipleOfOneKiBWith64BytesToSpare(int length, int padded)
    {
        var record = Bytes.Pattern(length);

        var envelope = await SealedEnvelope.SealRecordAsync(record, RecordLength.Stepped, _public, Price);

        Assert.Equal(padded + 156, envelope.Length);
        Assert.Equal(record, await SealedEnvelope.OpenRecordAsync(envelope, _opened, Price));
    }

    [Fact]
    public async Task OpenRecordAsync_PaddingThatIsNotAllZero_IsRefused()
    {
        var envelope = await SealAsync([0, 0, 0, 1, 65, 0, 1]);

        await Assert.ThrowsAsync<SealBrokenException>(() => SealedEnvelope.OpenRecordAsync(envelope, _opened, Price));
    }

    [Fact]
    public Task SealRecordAsync_AnyRecord_RoundTrips() =>
        Gen.Byte.Array[0, 5000].SampleAsync(async record =>
        {
            var envelope = await SealedEnvelope.SealRecordAsync(record, RecordLength.Stepped, _public, Price);
            var opened = await SealedEnvelope.OpenRecordAsync(envelope, _opened, Price);
            return record.SequenceEqual(opened);
        }, iter: 200);

    [Fact]
    public Task OpenAsync_AnyBytes_GiveNothingButTheRefusal()
    {
        // Behind a right beginning the reader gets further in.
        byte[] rightBeginning = [.. "TSEV"u8, 1, 1, .. _public.KeyId.ToByteArray(bigEndian: true), 4];
        return Gen.Byte.Array[0, 400].SampleAsync(async bytes =>
        {
            await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(bytes));
            await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(rightBeginning.Concat(bytes).ToArray()));
        }, iter: 500);
    }

    private static byte[] Part(byte[] envelope, int number) => envelope.AsSpan(Header + (number * SealedChunk), SealedChunk).ToArray();

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    private async Task<byte[]> SealAsync(byte[] content)
    {
        using var output = new MemoryStream();
        await SealedEnvelope.SealAsync(new MemoryStream(content), output, _public, Price);
        return output.ToArray();
    }

    private async Task<(byte[] Content, SealedContent Summary)> OpenAsync(byte[] envelope, AssociatedData? claimed = null)
    {
        using var output = new MemoryStream();
        var summary = await SealedEnvelope.OpenAsync(new MemoryStream(envelope), output, _opened, claimed ?? Price);
        return (output.ToArray(), summary);
    }

    private sealed class TricklingStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 4093)], cancellationToken);
    }
}
