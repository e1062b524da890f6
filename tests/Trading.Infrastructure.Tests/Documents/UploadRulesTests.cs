using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Rulebooks;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>Rules <c>common.upload-max-bytes</c> and <c>common.upload-types</c>.</summary>
public sealed class UploadRulesTests
{
    private static readonly RulebookLibrary Library = RulebookLibrary.Load();

    private static UploadRules Of(long? room) =>
        new(Library, new FakeTimeProvider(new DateTimeOffset(TestSite.Start)), new TradingOptions { ConnectionString = "", DataFolder = "", LargestFile = room });

    [Theory]
    [InlineData(null, 104_857_600)]
    [InlineData(1_000L, 1_000)]
    [InlineData(long.MaxValue, 104_857_600)]
    public void LargestFile_IsTheRules_OrWhatThereIsRoomFor(long? room, long expected) => Assert.Equal(expected, Of(room).LargestFile);

    [Fact]
    public void Kinds_AreThoseOfTheRule() =>
        Assert.Equal(["pdf", "doc", "docx", "xls", "xlsx", "zip", "jpg", "jpeg", "png", "txt"], Of(null).Kinds.Select(k => k.Extension));

    [Fact]
    public void Of_AKindThatNothingCanTell_IsAMistakeOfTheRelease() => Assert.Throws<KeyNotFoundException>(() => FileKinds.Of("pdf,exe"));
}
