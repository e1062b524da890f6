namespace Trading.Web.Tests.Pages;

public static partial class PageFixtures
{
    private static Dictionary<string, SitePage[]> Admin => new()
    {
        ["/admin/due-actions"] = [new("/admin/due-actions", Reader: SiteReaders.Administrator)],
        ["/admin/mail"] = [new("/admin/mail", Reader: SiteReaders.Administrator)],
        ["/admin/people"] = [new("/admin/people", Reader: SiteReaders.Administrator)],
        ["/admin/people/new"] = [new("/admin/people/new", Reader: SiteReaders.Administrator)],
        ["/admin/people/{id:long}"] = [new($"/admin/people/{SiteReaders.ManagerId}", Reader: SiteReaders.Administrator)],
        ["/admin/people/{id:long}/password"] = [new($"/admin/people/{SiteReaders.ManagerId}/password", Reader: SiteReaders.Administrator)],
        ["/admin/centres"] = [new("/admin/centres", Reader: SiteReaders.Administrator)],
        ["/admin/centres/new"] = [new("/admin/centres/new", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}"] = [new($"/admin/centres/{SiteReaders.CentreId}", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/posts/new"] = [new($"/admin/centres/{SiteReaders.CentreId}/posts/new", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/bank-accounts/new"] = [new($"/admin/centres/{SiteReaders.CentreId}/bank-accounts/new", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/bank-accounts/choices"] = [new($"/admin/centres/{SiteReaders.CentreId}/bank-accounts/choices", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/bank-accounts/{account:long}/payment-format"] =
            [new($"/admin/centres/{SiteReaders.CentreId}/bank-accounts/<account>/payment-format", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/rooms"] = [new($"/admin/centres/{SiteReaders.CentreId}/rooms", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/fee-schedules"] = [new($"/admin/centres/{SiteReaders.CentreId}/fee-schedules", Reader: SiteReaders.Administrator)],
        ["/admin/centres/{id:long}/revenue-models"] = [new($"/admin/centres/{SiteReaders.CentreId}/revenue-models", Reader: SiteReaders.Administrator)],
        ["/admin/posts/{id:long}"] = [new($"/admin/posts/{SiteReaders.PostId}", Reader: SiteReaders.Administrator)],
    };
}
