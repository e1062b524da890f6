using System.Security.Cryptography;
using Trading.Domain.Shared;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class BlobStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BlobStore _store;

    public BlobStoreTests() => _store = new BlobStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StoreAsync_Content_IsReadBackWithItsHashAndLength()
    {
        var content = Bytes.Pattern(300_000);

        var stored = await _store.StoreAsync(new MemoryStream(content), maxBytes: 1_000_000);

        Assert.Equal(300_000, stored.Length);
        Assert.Equal(SHA256.HashData(content), stored.Sha256);
        Assert.Equal(content, await ReadAsync(BlobId.Parse(stored.Id.Value)));
    }

    [Fact]
    public async Task StoreAsync_ExactlyTheLimit_IsKept()
    {
        var stored = await _store.StoreAsync(new MemoryStream(new byte[2_097_152]), maxBytes: 2_097_152);

        Assert.Equal(2_097_152, stored.Length);
    }

    [Fact]
    public async Task StoreAsync_OneByteBeyondTheLimit_IsRefusedAndNothingIsKept()
    {
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => _store.StoreAsync(new MemoryStream(new byte[2_097_153]), maxBytes: 2_097_152));

        Assert.Equal(SealingRules.FileTooLarge, refusal.Rule);
        Assert.Equal([2m, 2_097_152L], refusal.Limits);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task StoreAsync_SourceBreaksOff_KeepsNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _store.StoreAsync(
            async (output, ct) =>
            {
                await output.WriteAsync(new byte[100], ct);
                throw new IOException("connection lost");
            },
            maxBytes: 1000));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task StoreAsync_SealingOnTheWay_KeepsTheEnvelopeOnly()
    {
        var keys = new LotKeys(new KeyVault(_folder.Of("keys")));
        var row = keys.Create(7);
        var belongsTo = new AssociatedData(7, Guid.NewGuid(), 1, "technical", "application/pdf");
        var content = "CANARY-投标文件"u8.ToArray();

        var stored = await _store.StoreAsync(
            (output, ct) => SealedEnvelope.SealAsync(new MemoryStream(content), output, keys.PublicKeyOf(row), belongsTo, ct),
            SealedEnvelope.SealedLength(content.Length));

        using var key = keys.Release(row);
        using var opened = new MemoryStream();
        await using var kept = _store.OpenRead(stored.Id);
        await SealedEnvelope.OpenAsync(kept, opened, key, belongsTo);
        Assert.Equal(content, opened.ToArray());
        Assert.DoesNotContain(Convert.ToHexString("CANARY"u8), Convert.ToHexString(await ReadAsync(stored.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_StoredFile_IsGoneAndAgainDoesNothing()
    {
        var stored = await _store.StoreAsync(new MemoryStream([1]), maxBytes: 1);

        _store.Delete(stored.Id);
        _store.Delete(stored.Id);

        Assert.Throws<FileNotFoundException>(() => _store.OpenRead(stored.Id));
    }

    [Fact]
    public async Task SweepUnfinished_HalfWrittenAndStored_RemovesTheOldHalfWrittenOnly()
    {
        var stored = await _store.StoreAsync(new MemoryStream([1]), maxBytes: 1);
        var (old, young) = (_folder.Of("old.part"), _folder.Of("young.part"));
        await File.WriteAllBytesAsync(old, [1]);
        await File.WriteAllBytesAsync(young, [1]);
        var hourAgo = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(old, hourAgo.AddMilliseconds(-1));
        File.SetLastWriteTimeUtc(young, hourAgo);

        var removed = _store.SweepUnfinished(hourAgo);

        Assert.Equal(1, removed);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        Assert.Equal([1], await ReadAsync(stored.Id));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public void Parse_AnythingButAnId_Fails(string value)
    {
        Assert.Throws<FormatException>(() => BlobId.Parse(value));
    }

    private string[] Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);

    private async Task<byte[]> ReadAsync(BlobId id)
    {
        await using var file = _store.OpenRead(id);
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        return memory.ToArray();
    }
}
