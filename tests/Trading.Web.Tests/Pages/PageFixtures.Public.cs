namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Public => new()
    {
        ["/error/{code:int:range(400,599)}"] =
        [
            new("/error/400", 400), new("/error/403", 403), new("/error/404", 404), new("/error/405", 405), new("/error/413", 413),
            new("/error/429", 429), new("/error/500", 500), new("/error/503", 503),
        ],
        ["/notices"] = [new("/notices"), new("/notices?q=Story&kind=tender&sort=closing&page=1"), new("/notices?q=nowhere")],
        ["/notices/{number}"] =
        [
            new("/notices/<notice>"), new("/notices/<candidates>"), new("/notices/<opening>"), new("/notices/<failure>"), new("/notices/<result>"),
            new("/notices/<contract>"),
        ],
        ["/notices/{number}/qr"] = [new("/notices/<notice>/qr")],
        ["/documents/{id:guid}"] = [new("/documents/<document>")],
        ["/award-notices/{number}"] = [new("/award-notices/<award-notice>")],
        ["/award-notices/{number}.pdf"] = [new("/award-notices/<award-notice>.pdf")],
        ["/award-notices/{number}/qr"] = [new("/award-notices/<award-notice>/qr")],
        ["/fees"] = [new("/fees")],
        ["/fees/{key}/{category}"] = [new("/fees/agency-1980/works"), new("/fees/demo-venue/opening-room"), new("/fees/agency-1980/rooms", 404)],
        ["/fees/{key}/{category}/quote"] = [new("/fees/exchange-taizhou/property/quote?Amount=5000&Listing=4000"), new("/fees/document-fee/tender-document/quote?Amount=300", 422)],
        ["/verify"] = [new("/verify")],
        ["/verify/{code}"] = [new("/verify/<award-notice>"), new("/verify/R0000", 404)],
        ["/lots/{id:long}/question"] = [new($"/lots/{SiteWorld.BiddingLot}/question"), new($"/lots/{SiteWorld.OverLot}/question")],
        ["/components"] = [new("/components"), new("/components?page=6")],
        ["/sign-in/code"] = [new("/sign-in/code", Reader: SiteReaders.HalfWay)],
        ["/sign-in/recovery"] = [new("/sign-in/recovery", Reader: SiteReaders.HalfWay)],
        ["/step-up"] = [new("/step-up", Reader: SiteReaders.Bidder)],
        ["/account"] = [new("/account", Reader: SiteReaders.Bidder)],
        ["/account/password"] = [new("/account/password", Reader: SiteReaders.Bidder)],
        ["/account/second-factor"] = [new("/account/second-factor", Reader: SiteReaders.Bidder)],
        ["/account/second-factor/qr"] = [new("/account/second-factor/qr", Reader: SiteReaders.Bidder)],
        ["/organisation/registration"] = [new("/organisation/registration", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/facts"] = [new("/organisation/registration/facts", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/representative"] = [new("/organisation/registration/representative", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/account"] = [new("/organisation/registration/account", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/commitment"] = [new("/organisation/registration/commitment", Reader: SiteReaders.Newcomer)],
        ["/organisation/registration/check"] = [new("/organisation/registration/check", Reader: SiteReaders.Newcomer)],
        ["/organisation"] = [new("/organisation", Reader: SiteReaders.Bidder)],
        ["/organisation/registered"] = [new("/organisation/registered", Reader: SiteReaders.Bidder)],
        ["/organisation/edit"] = [new("/organisation/edit", Reader: SiteReaders.Bidder)],
        ["/organisation/account-change"] = [new("/organisation/account-change", Reader: SiteReaders.Bidder)],
    };
}
