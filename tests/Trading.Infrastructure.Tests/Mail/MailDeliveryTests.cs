using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Trading.Domain.Parties;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Sealing;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Mail;

public sealed class MailDeliveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trading-mail-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnEveryDatabase]
    public async Task Run_WithoutAServer_WritesEachMailOnce(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await WriteAsync(site, Clear("a@demo.example"));

        Assert.Equal(1, await DeliverAsync(site, new MailOptions()));
        Assert.Equal(0, await DeliverAsync(site, new MailOptions()));

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "mail"), "*.eml"));
        var message = await MimeMessage.LoadAsync(file);
        Assert.Equal(("a@demo.example", "标题"), (message.To.Mailboxes.Single().Address, message.Subject));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_KilledBetweenSendingAndMarking_RepeatsTheSameMessage(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        using var server = new FakeMailServer();
        await WriteAsync(site, Clear("a@demo.example"));
        await DeliverAsync(site, To(server));
        await site.DbAsync(db => db.Set<OutboxMail>().ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailState.Waiting)));
        site.Be(site.NowUtc.AddMinutes(2));

        await DeliverAsync(site, To(server));

        Assert.Equal(2, server.Taken.Count);
        Assert.Single(server.Taken.Select(IdOf).Distinct());
    }

    [Theory, OnEveryDatabase]
    public async Task Run_ARefusedRecipient_BacksOffIsParkedAndHoldsUpNoOther(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        using var server = new FakeMailServer();
        await WriteAsync(site, Clear("refused@demo.example"), Clear("a@demo.example"));

        Assert.Equal(1, await DeliverAsync(site, To(server)));
        var refused = await RowAsync(site, "refused@demo.example");
        Assert.Equal((MailState.Waiting, 1, "SmtpCommandException 550", site.NowUtc.AddMinutes(1)), (refused.State, refused.Attempts, refused.LastError, refused.NextTryAtUtc));

        for (var attempt = 1; attempt < BackOff.Attempts; attempt++)
        {
            site.Be(site.NowUtc.AddHours(1));
            await DeliverAsync(site, To(server));
        }

        Assert.Equal(MailState.Parked, (await RowAsync(site, "refused@demo.example")).State);
        Assert.Equal(MailState.Parked, (await site.UseAsync((OutboxQueries q) => q.ListAsync(10, CancellationToken.None)))[0].State);
        Assert.True(await site.UseAsync((OutboxRetries r) => r.RetryAsync(refused.Id, site.NowUtc, CancellationToken.None)));
        Assert.Equal((MailState.Waiting, 0), await site.DbAsync(async db => (await db.Set<OutboxMail>().Where(m => m.Id == refused.Id).Select(m => new { m.State, m.Attempts }).SingleAsync()) is var m ? (m.State, m.Attempts) : default));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_AMailThatBreaksTheConnection_BacksOffIsParkedAndHoldsUpNoOther(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        using var server = new FakeMailServer();
        await WriteAsync(site, Clear("dropped@demo.example"), Clear("a@demo.example"), Clear("b@demo.example"));

        Assert.Equal(2, await DeliverAsync(site, To(server)));
        var dropped = await RowAsync(site, "dropped@demo.example");
        Assert.Equal((MailState.Waiting, 1, site.NowUtc.AddMinutes(1)), (dropped.State, dropped.Attempts, dropped.NextTryAtUtc));
        Assert.NotNull(dropped.LastError);

        for (var attempt = 1; attempt < BackOff.Attempts; attempt++)
        {
            site.Be(site.NowUtc.AddHours(1));
            await DeliverAsync(site, To(server));
        }

        Assert.Equal((MailState.Parked, BackOff.Attempts), await RowAsync(site, "dropped@demo.example") is var parked ? (parked.State, parked.Attempts) : default);
    }

    [Theory, OnEveryDatabase]
    public async Task AreHeldUp_WhileTheServerIsAway_IsTrueAfterFiveMinutes_AndFalseOnceItIsBack(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        using var server = new FakeMailServer();
        await WriteAsync(site, Clear("a@demo.example"));
        site.Be(site.NowUtc.AddMinutes(5));
        Assert.False(await HeldUpAsync(site));
        site.Be(site.NowUtc.AddMilliseconds(1));
        Assert.True(await HeldUpAsync(site));

        await DeliverAsync(site, To(server));

        Assert.False(await HeldUpAsync(site));
    }

    /// <summary>Anybody may ask whether mails are held up; that somebody takes part must not be the answer.</summary>
    [Theory, OnEveryDatabase]
    public async Task AreHeldUp_WithAConfidentialMailWaitingAlone_IsFalse(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await WriteToBidderAsync(site, await OrganisationAsync(site));
        site.Be(site.NowUtc.AddHours(1));

        Assert.False(await HeldUpAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_TheServerAway_UsesUpNoAttempt(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await WriteAsync(site, Clear("a@demo.example"));
        int port;
        using (var gone = new FakeMailServer())
        {
            port = gone.Port;
        }

        await Assert.ThrowsAsync<MailServerAwayException>(() => DeliverAsync(site, new MailOptions { Host = "127.0.0.1", Port = port, Security = MailSecurity.None }));

        var row = await RowAsync(site, "a@demo.example");
        Assert.Equal((0, MailState.Waiting, null), (row.Attempts, row.State, row.LastError));
    }

    [Theory, OnEveryDatabase]
    public async Task ToBidder_BeforeTheOpening_LeavesNothingToReadInTheDatabase(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await WriteToBidderAsync(site, await OrganisationAsync(site));

        var row = await site.DbAsync(db => db.Set<OutboxMail>().AsNoTracking().SingleAsync());
        Assert.Equal((MailKinds.Confidential, null, null, null), (row.Kind, row.Recipient, row.Subject, row.Body));
        Assert.DoesNotContain("demo.example", Encoding.UTF8.GetString(row.SealedContent!), StringComparison.Ordinal);
        Assert.Empty(await site.UseAsync((OutboxQueries q) => q.ListAsync(10, CancellationToken.None)));

        // Without a server only a demonstration says in clear who takes part; elsewhere the mail waits.
        Assert.Equal(0, await DeliverAsync(site, new MailOptions(), demo: false));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "mail")) && Directory.EnumerateFiles(Path.Combine(_folder.FullName, "mail")).Any());
        Assert.Equal((MailState.Waiting, 0), await site.DbAsync(async db => await db.Set<OutboxMail>().SingleAsync() is var waiting ? (waiting.State, waiting.Attempts) : default));

        Assert.Equal(1, await DeliverAsync(site, new MailOptions()));
        var message = await MimeMessage.LoadAsync(Directory.GetFiles(Path.Combine(_folder.FullName, "mail"))[0]);
        Assert.Equal("您有一条新的业务消息", message.Subject);
        Assert.Contains("E01-LOT", message.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("标题\r\nBcc: thief@demo.example")]
    [InlineData("标题\nBcc: thief@demo.example")]
    [InlineData("x\r\n\r\nbody")]
    public async Task Make_ASubjectWithLineBreaks_AddsNoHeader(string subject)
    {
        var mail = Clear("a@demo.example");
        using var written = new MemoryStream();
        await MailMessages.Make(mail, new MailContent("a@demo.example", subject, "正文"), new MailOptions()).WriteToAsync(written);
        written.Position = 0;

        var read = await MimeMessage.LoadAsync(written);

        Assert.Empty(read.Bcc);
        Assert.Equal("正文", read.TextBody!.Trim());
        Assert.Single(read.To.Mailboxes);
    }

    [Theory]
    [InlineData("a@demo.example\r\nBcc: thief@demo.example")]
    [InlineData("a@demo.example, thief@demo.example")]
    [InlineData("nobody")]
    public void Make_AnAddressThatIsNotOneAddress_IsRefused(string address) => Assert.Throws<ParseException>(() =>
    {
        var message = MailMessages.Make(Clear("a@demo.example"), new MailContent(address, "标题", "正文"), new MailOptions());
        return message.To.Mailboxes.Single().Address.Contains('@', StringComparison.Ordinal) ? message : throw new ParseException("no domain", 0, 0);
    });

    private static Task<bool> HeldUpAsync(TestSite site) => site.UseAsync((OutboxQueries q) => q.AreHeldUpAsync(site.NowUtc, CancellationToken.None));

    private Task<bool> WriteToBidderAsync(TestSite site, long organisation) => site.DbAsync(async db =>
    {
        var outbox = new Outbox(db, new VaultSeal(Vault()), new SiteAddress(new Uri("https://ggzy.demo.example/")));
        await outbox.ToBidderAsync(organisation, new MailText(MailKinds.BidReceipt, "bidder", "E01-LOT", "一标段", site.NowUtc, "R-1", "abcd"), site.NowUtc, CancellationToken.None);
        return await db.SaveChangesAsync() > 0;
    });

    private KeyVault Vault() => new(Path.Combine(_folder.FullName, "keys"));

    private static MailOptions To(FakeMailServer server) => new() { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None };

    private static string IdOf(string message) => message.Split('\n').Single(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));

    private static OutboxMail Clear(string recipient)
    {
        var id = Guid.NewGuid();
        return new OutboxMail
        {
            Id = id,
            MessageId = $"{id:N}@ggzy.demo.example",
            Kind = MailKinds.Registered,
            Recipient = recipient,
            Subject = "标题",
            Body = "正文",
            CreatedAtUtc = TestSite.Start,
            NextTryAtUtc = TestSite.Start,
        };
    }

    private static Task WriteAsync(TestSite site, params OutboxMail[] mails) => site.DbAsync(db =>
    {
        db.AddRange(mails);
        return db.SaveChangesAsync();
    });

    private Task<int> DeliverAsync(TestSite site, MailOptions mail, bool demo = true) => site.DbAsync(db => new MailDelivery(
        db, site.Clock, new VaultSeal(Vault()), new TradingOptions { ConnectionString = "", DataFolder = _folder.FullName, Mail = mail, Demo = demo }, NullLogger<MailDelivery>.Instance)
        .RunAsync(CancellationToken.None));

    private static Task<OutboxMail> RowAsync(TestSite site, string recipient) => site.DbAsync(db => db.Set<OutboxMail>().AsNoTracking().SingleAsync(m => m.Recipient == recipient));

    private static Task<long> OrganisationAsync(TestSite site) => site.DbAsync(async db =>
    {
        var organisation = Organisation.Register(
            new OrganisationStep
            {
                Kinds = OrganisationKinds.Bidder,
                Name = "投标单位甲",
                CreditCode = "91000000000000019G",
                Address = "示范路 1 号",
                ContactName = "经办人",
                ContactPhone = "13800000000",
                ContactEmail = "bidder-a@demo.example",
            },
            new Representative("法定代表人", "protected", "110***2X"),
            new AccountStep { BankName = "示范银行", AccountNumber = "800000000001", AccountName = "投标单位甲", IsBasic = true },
            Commitment.Sign(CommitmentTexts.Current, "经办人", 1, site.NowUtc),
            site.NowUtc);
        db.Add(organisation);
        await db.SaveChangesAsync();
        return organisation.Id;
    });
}
