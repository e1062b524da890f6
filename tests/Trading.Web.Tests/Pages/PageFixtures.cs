namespace Trading.Web.Tests.Pages;

/// <summary>Addresses for routes with parameters, and further states of pages that are worth looking at. Keyed by the route as it is declared.</summary>
public static class PageFixtures
{
    public static IReadOnlyDictionary<string, SitePage[]> ByRoute { get; } = new Dictionary<string, SitePage[]>
    {
        ["/error/{code:int:range(400,599)}"] =
        [
            new("/error/400", 400), new("/error/403", 403), new("/error/404", 404), new("/error/405", 405), new("/error/413", 413),
            new("/error/429", 429), new("/error/500", 500), new("/error/503", 503),
        ],
        ["/centre/organisations/{id:long}"] = [new("/centre/organisations/1")],
        ["/centre/account-changes/{id:long}"] = [new("/centre/account-changes/1")],
        ["/admin/centres/{id:long}"] = [new("/admin/centres/1")],
        ["/admin/centres/{id:long}/posts/new"] = [new("/admin/centres/1/posts/new")],
        ["/admin/posts/{id:long}"] = [new("/admin/posts/1")],
        ["/admin/people/{id:long}"] = [new("/admin/people/1")],
        ["/admin/people/{id:long}/password"] = [new("/admin/people/1/password")],
        // Without a password just given there is nothing to confirm.
        ["/sign-in/code"] = [new("/sign-in/code", 302)],
        ["/sign-in/recovery"] = [new("/sign-in/recovery", 302)],
        ["/components"] = [new("/components"), new("/components?page=6")],
    };
}
