using System.Security.Cryptography;
using System.Text;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class ScratchStreamTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(65535), InlineData(65536), InlineData(65537), InlineData(200_000)]
    public async Task WhatWasWritten_IsRead_FromAnywhere(int length)
    {
        using var folder = new TemporaryFolder();
        var content = RandomNumberGenerator.GetBytes(length);
        await using var scratch = new ScratchStream(folder.Path);
        await new MemoryStream(content).CopyToAsync(scratch, 7_001, TestContext.Current.CancellationToken);
        await scratch.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(length, scratch.Length);
        Assert.Equal(content, await AllAsync(scratch));
        scratch.Position = length / 2;
        Assert.Equal(content[(length / 2)..], await AllAsync(scratch));
    }

    [Fact]
    public async Task OnTheDisk_NothingIsInClear_AndAfterwardsNothingIsLeft()
    {
        using var folder = new TemporaryFolder();
        await using (var scratch = new ScratchStream(folder.Path))
        {
            var content = string.Concat(Enumerable.Repeat("CANARY in a bid. ", 10_000));
            await scratch.WriteAsync(Encoding.UTF8.GetBytes(content), TestContext.Current.CancellationToken);
            await scratch.CompleteAsync(TestContext.Current.CancellationToken);

            var stored = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder.Path)), TestContext.Current.CancellationToken);
            Assert.True(stored.Length > content.Length);
            Assert.Equal(-1, stored.AsSpan().IndexOf("CANARY"u8));
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task APieceChangedOnTheDisk_IsNoticed()
    {
        using var folder = new TemporaryFolder();
        await using var scratch = new ScratchStream(folder.Path);
        await scratch.WriteAsync(new byte[100_000], TestContext.Current.CancellationToken);
        await scratch.CompleteAsync(TestContext.Current.CancellationToken);
        using (var file = File.OpenHandle(Directory.GetFiles(folder.Path).Single(), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            RandomAccess.Write(file, [1, 2, 3, 4], 70_000);
        }

        scratch.Position = 70_000;
        Assert.ThrowsAny<CryptographicException>(() => scratch.ReadByte());
    }

    private static async Task<byte[]> AllAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
