using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Deposits;

/// <summary>The way of a guarantee: handed in, checked by one person, claimed by two, let go by the procedure or by the calendar.</summary>
public sealed class DepositCoverTests
{
    private static readonly DateTime Now = new(2026, 4, 1, 1, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Last = new(2026, 7, 1);
    private static readonly DateOnly Today = new(2026, 4, 1);

    private static DepositCover Verified()
    {
        var cover = Opened();
        cover.Check(isGood: true, "asked the issuer", 7, Now);
        return cover;
    }

    private static DepositCover Opened()
    {
        var cover = DepositCover.HandIn(Guid.NewGuid(), Guid.NewGuid(), 1, 1, Now, [1], [2], [3]);
        cover.Reveal(new CoverFacts(CoverKind.Insurance, "Insurer", "N-1", Money.Yuan(60_000m), Last, "Owner"), "policy.pdf", new string('0', 64));
        return cover;
    }

    private static DepositCover Proposed()
    {
        var cover = Verified();
        cover.ProposeClaim(ForfeitGround.RefusedContract, "第七十四条", "signed no contract", 8, Today);
        return cover;
    }

    private static string Rule(Action act) => Assert.Throws<RuleBrokenException>(act).Rule;

    [Fact]
    public void Check_WithoutWords_IsRefused() => Assert.Equal(CoverRules.ReasonMissing, Rule(() => Opened().Check(isGood: true, " ", 7, Now)));

    [Fact]
    public void Check_Twice_IsRefused() => Assert.Equal(CoverRules.WrongState, Rule(() => Verified().Check(isGood: false, "again", 7, Now)));

    [Fact]
    public void Claim_OfOneThatWasNotChecked_IsRefused() =>
        Assert.Equal(CoverRules.WrongState, Rule(() => Opened().ProposeClaim(ForfeitGround.RefusedContract, "c", "e", 8, Today)));

    [Fact]
    public void Claim_ApprovedByWhoProposedIt_IsRefused() => Assert.Equal(CoverRules.ClaimNeedsAnotherPerson, Rule(() => Proposed().ApproveClaim(8, Today)));

    [Fact]
    public void Claim_ApprovedByAnother_IsClaimed_AndNothingLetsItGoAnyMore()
    {
        var cover = Proposed();
        cover.ApproveClaim(9, Last);

        Assert.Equal((CoverState.Claimed, 8L, 9L), (cover.State, cover.ClaimedBy, cover.ClaimApprovedBy));
        Assert.False(cover.Release(Today, "rule", "citation"));
        Assert.False(cover.Expire(Last.AddDays(1)));
    }

    [Fact]
    public void Claim_AfterItsLastDay_IsRefused()
    {
        Assert.Equal(CoverRules.Expired, Rule(() => Proposed().ApproveClaim(9, Last.AddDays(1))));
        Assert.Equal(CoverRules.Expired, Rule(() => Verified().ProposeClaim(ForfeitGround.RefusedContract, "c", "e", 8, Last.AddDays(1))));
    }

    [Fact]
    public void Waiver_IsNeitherClaimedNorExpired()
    {
        var waiver = DepositCover.HandIn(Guid.NewGuid(), Guid.NewGuid(), 1, 1, Now, [1], [2], [3]);
        waiver.Reveal(new CoverFacts(CoverKind.SmallEnterprise, "Itself", "N-1", Money.Yuan(1m), Last, "Owner"), "proof.pdf", new string('0', 64));
        waiver.Check(isGood: true, "asked the register", 7, Now);

        Assert.Equal(CoverRules.WaiverPromisesNothing, Rule(() => waiver.ProposeClaim(ForfeitGround.RefusedContract, "c", "e", 8, Today)));
        Assert.False(waiver.Expire(Last.AddDays(1)));
        Assert.Equal((CoverState.Verified, (DateOnly?)null), (waiver.State, waiver.BindsThrough));
        Assert.True(waiver.Release(Today, "rule", "citation"));
    }

    [Fact]
    public void Release_WhileAClaimWaits_FollowsWhenItIsDeclined()
    {
        var cover = Proposed();
        Assert.True(cover.Release(Today, "rule", "citation"));
        Assert.Equal(CoverState.Verified, cover.State);

        cover.DeclineClaim();

        Assert.Equal((CoverState.Released, Today), (cover.State, cover.ReleasedOn));
    }

    [Fact]
    public void Release_Twice_KeepsTheFirstDay()
    {
        var cover = Opened();
        Assert.True(cover.Release(Today, "rule", "citation"));
        Assert.False(cover.Release(Today.AddDays(1), "other", "other"));

        Assert.Equal((CoverState.Released, Today, "rule"), (cover.State, cover.ReleasedOn, cover.ReleaseRule));
    }

    [Fact]
    public void Expire_OnItsLastDay_ItStillStands()
    {
        var cover = Verified();
        Assert.False(cover.Expire(Last));
        Assert.True(cover.Expire(Last.AddDays(1)));
        Assert.Equal(CoverState.Expired, cover.State);
    }
}
