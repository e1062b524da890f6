using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Parties;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests.Admin;

public sealed class DueActionsTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task Lists_AreForAdministrators()
    {
        using var supervisor = await VisitorAsync(Roles.Supervisor);
        foreach (var page in new[] { "/admin/due-actions", "/admin/mail" })
        {
            using var stranger = await site.Visitor().GetAsync(new Uri(page, UriKind.Relative));
            using var refused = await supervisor.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Retry_OfAParkedRow_PlansItAgain()
    {
        var row = new DueAction
        {
            Id = Guid.NewGuid(),
            Kind = DueKinds.OpenLot,
            Subject = "4711",
            Attempts = 10,
            LastError = "IOException",
            ParkedAtUtc = DateTime.UnixEpoch,
            DueAtUtc = DateTime.UnixEpoch,
            NextTryAtUtc = DateTime.UnixEpoch,
        };
        await AddAsync(row);
        using var administrator = await AdministratorAsync();

        var page = await administrator.PageAsync("/admin/due-actions");
        Assert.Contains("已挂起", page.Body!.TextContent, StringComparison.Ordinal);
        using var none = await administrator.SubmitAsync(page, $"/admin/due-actions/{row.Id}/retry");

        Assert.Equal(HttpStatusCode.Redirect, none.StatusCode);
        var after = await administrator.PageAsync("/admin/due-actions");
        Assert.Contains("已安排重试。", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("已挂起。", after.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_Confidential_IsNeitherListedNorCounted_OnlyThatSomeFails()
    {
        await AddAsync(new OutboxMail
        {
            Id = Guid.NewGuid(),
            MessageId = Guid.NewGuid() + "@x",
            Kind = MailKinds.Confidential,
            SealedContent = [1, 2, 3],
            State = MailState.Parked,
            LastError = "SmtpCommandException 550",
            CreatedAtUtc = DateTime.UnixEpoch,
            NextTryAtUtc = DateTime.UnixEpoch,
        });
        using var administrator = await AdministratorAsync();

        var page = await administrator.PageAsync("/admin/mail");

        Assert.Contains("有保密邮件发送失败", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("550", page.Body!.TextContent, StringComparison.Ordinal);
        using var again = await administrator.SubmitAsync(page, "/admin/mail/retry-confidential");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    private Task<HttpClient> AdministratorAsync() => VisitorAsync(Roles.Administrator);

    private async Task<HttpClient> VisitorAsync(string role)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var created = await scope.ServiceProvider.GetRequiredService<PersonService>().CreateOfficerAsync(
            new CreateOfficer { UserName = $"o{Guid.NewGuid():N}"[..20], DisplayName = role, Email = null, Password = PartyFolk.Password, CentreId = null, Roles = [role], ByUserId = 1 }, default);
        Assert.Empty(created.Defects);
        await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.MustChangePassword, false));
        return await site.VisitorAsync(created.Person!.Id);
    }

    private async Task AddAsync(object row)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        db.Add(row);
        await db.SaveChangesAsync();
    }
}
