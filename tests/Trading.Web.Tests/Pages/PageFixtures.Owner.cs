namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Owner => new()
    {
        ["/owner"] = [new("/owner", Reader: SiteReaders.Owner)],
        ["/owner/projects/new"] = [new("/owner/projects/new", Reader: SiteReaders.Owner)],
        ["/owner/projects/{id:long}"] = [.. OwnerProject(SiteWorld.OverLot), .. OwnerProject(SiteWorld.DraftProject), .. OwnerProject(SiteWorld.ReturnedProject),
            .. OwnerProject(SiteWorld.ConfirmationProject), new($"/owner/projects/{SiteWorld.ConfirmationProject}", Reader: SiteReaders.Agency)],
        ["/owner/projects/{id:long}/confirmation"] = [.. OwnerProject(SiteWorld.ConfirmationProject, "/confirmation"), .. OwnerProject(SiteWorld.DraftProject, "/confirmation")],
        ["/owner/projects/{id:long}/edit"] = OwnerProject(SiteWorld.DraftProject, "/edit"),
        ["/owner/projects/{id:long}/settings"] = OwnerProject(SiteWorld.DraftProject, "/settings"),
        ["/owner/projects/{id:long}/lots/new"] = OwnerProject(SiteWorld.DraftProject, "/lots/new"),
        ["/owner/projects/{id:long}/lots/{lot:long}"] = OwnerProject(SiteWorld.DraftProject, $"/lots/{SiteWorld.DraftProject}"),
        ["/owner/lots/{id:long}"] = [.. Enumerable.Range((int)SiteWorld.OverLot, (int)SiteWorld.PreparingLot).SelectMany(lot => OwnerLot(lot))],
        ["/owner/lots/{id:long}/documents"] = [.. OwnerLot(SiteWorld.PreparingLot, "/documents"), .. OwnerLot(SiteWorld.OpenedLot, "/documents")],
        ["/owner/lots/{id:long}/documents/{document:guid}"] = OwnerLot(SiteWorld.BiddingLot, "/documents/<document>"),
        ["/owner/lots/{id:long}/notice"] = [.. OwnerLot(SiteWorld.PreparingLot, "/notice"), .. OwnerLot(SiteWorld.BiddingLot, "/notice")],
        ["/owner/lots/{id:long}/amend"] = [.. OwnerLot(SiteWorld.QuietLot, "/amend"), .. OwnerLot(SiteWorld.OpenedLot, "/amend")],
        ["/owner/lots/{id:long}/held"] = [.. OwnerLot(SiteWorld.HeldLot, "/held"), .. OwnerLot(SiteWorld.OpenedLot, "/held")],
        ["/owner/lots/{id:long}/panel"] = [.. OwnerLot(SiteWorld.OpenedLot, "/panel"), .. OwnerLot(SiteWorld.EvaluatedLot, "/panel")],
        ["/owner/lots/{id:long}/report"] = [.. OwnerLot(SiteWorld.ReportedLot, "/report"), .. OwnerLot(SiteWorld.EvaluatedLot, "/report")],
        ["/owner/lots/{id:long}/covers"] = [.. OwnerLot(SiteWorld.OpenedLot, "/covers"), .. OwnerLot(SiteWorld.UncoveredLot, "/covers")],
        ["/owner/lots/{id:long}/covers/{cover:guid}/file"] = OwnerLot(SiteWorld.OpenedLot, "/covers/<cover>/file"),
        ["/owner/lots/{id:long}/price"] = [.. OwnerLot(SiteWorld.OverLot, "/price"), .. OwnerLot(SiteWorld.SoldLot, "/price"), new($"/owner/lots/{SiteWorld.OpenedLot}/price", 404, SiteReaders.Owner)],
        ["/owner/lots/{id:long}/price/receipts/{number}.pdf"] = OwnerLot(SiteWorld.OverLot, "/price/receipts/<price-receipt>.pdf"),
        ["/owner/lots/{id:long}/papers/{number}.pdf"] =
            [.. OwnerLot(SiteWorld.EvaluatedLot, "/papers/<owner-paper>.pdf"), new($"/owner/lots/{SiteWorld.AwardedLot}/papers/<paper>.pdf", 404, SiteReaders.Owner)],
        ["/owner/lots/{id:long}/bids/{bid:guid}/files/{number:int}"] = OwnerLot(SiteWorld.ReportedLot, "/bids/<bid>/files/1"),
        ["/owner/lots/{id:long}/candidates"] = OwnerLot(SiteWorld.EvaluatedLot, "/candidates"),
        ["/owner/lots/{id:long}/decision"] = OwnerLot(SiteWorld.PublicityLot, "/decision"),
        ["/owner/lots/{id:long}/decline"] = OwnerLot(SiteWorld.EvaluatedLot, "/decline"),
        ["/owner/lots/{id:long}/award-notice"] = OwnerLot(SiteWorld.DecidedLot, "/award-notice"),
        ["/owner/lots/{id:long}/contract"] = OwnerLot(SiteWorld.AwardedLot, "/contract"),
    };

    // A story's project has the number of its lot.
    private static SitePage[] OwnerProject(long project, string page = "") => [new($"/owner/projects/{project}{page}", Reader: SiteReaders.Owner)];

    private static SitePage[] OwnerLot(long lot, string page = "") => [new($"/owner/lots/{lot}{page}", Reader: SiteReaders.Owner)];
}
