using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Tests.Sealing;

public sealed class BidderSealTests : IDisposable
{
    private static readonly Guid One = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static readonly Guid Two = Guid.Parse("7c9e6679-7425-40de-944b-e07fc1f90ae7");
    private readonly TemporaryFolder _folder = new();
    private readonly BidderSeal _seal;

    public BidderSealTests() => _seal = new BidderSeal(new KeyVault(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_BySameOrganisation_GivesTheRecordBack()
    {
        var sealedRecord = _seal.Seal(17, One, "标段一"u8);

        Assert.Equal("标段一"u8.ToArray(), new BidderSeal(new KeyVault(_folder.Path)).Open(17, One, sealedRecord));
    }

    [Fact]
    public void Open_OtherOrganisationOrParticipation_IsRefused()
    {
        var sealedRecord = _seal.Seal(17, One, "标段一"u8);

        Assert.Throws<SealBrokenException>(() => _seal.Open(18, One, sealedRecord));
        Assert.Throws<SealBrokenException>(() => _seal.Open(17, Two, sealedRecord));
    }

    [Fact]
    public void Open_AnyBitFlippedOrCut_IsRefused()
    {
        var sealedRecord = _seal.Seal(17, One, "标段一"u8);
        for (var bit = 0; bit < sealedRecord.Length * 8; bit += 7)
        {
            Assert.Throws<SealBrokenException>(() => _seal.Open(17, One, Bytes.Flip(sealedRecord, bit)));
        }

        for (var length = 0; length < sealedRecord.Length; length += 13)
        {
            Assert.Throws<SealBrokenException>(() => _seal.Open(17, One, sealedRecord.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Seal_ShortAndLongRecord_HaveOneLength()
    {
        Assert.Equal(_seal.Seal(17, One, []).Length, _seal.Seal(17, One, new byte[956]).Length);
    }

    [Fact]
    public void Tags_OfAnOrganisation_AreThoseOfItsIndexes()
    {
        Assert.Equal([_seal.Tag(17, 3), _seal.Tag(17, 4)], _seal.Tags(17, 3, 2));
        Assert.All(_seal.Tags(17, 0, 3), tag => Assert.Equal(64, tag.Length));
    }

    [Fact]
    public void Tags_OfDifferentOrganisationsIndexesAndLots_AreAllDifferent()
    {
        var tags = Enumerable.Range(1, 20).SelectMany(organisation =>
            _seal.Tags(organisation, 0, 20).Concat(Enumerable.Range(1, 20).Select(lot => _seal.UniqueTag(lot, organisation)))).ToList();

        Assert.Equal(800, tags.Distinct().Count());
    }

    [Fact]
    public void UniqueTag_SameLotAndOrganisation_IsStableButOfThisVaultOnly()
    {
        using var elsewhere = new TemporaryFolder();

        Assert.Equal(_seal.UniqueTag(7, 17), new BidderSeal(new KeyVault(_folder.Path)).UniqueTag(7, 17));
        Assert.NotEqual(_seal.UniqueTag(7, 17), new BidderSeal(new KeyVault(elsewhere.Path)).UniqueTag(7, 17));
    }
}
