using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trading.Infrastructure;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;
using Trading.Web.Startup;

namespace Trading.Web.Tests.Startup;

/// <summary>A node that takes bids says so, by way of its own address, whether or not it runs the jobs.</summary>
public sealed class HeartbeatStartupTests
{
    [Fact]
    public async Task ANodeWithoutJobs_BeatsByWayOfItsOwnAddress()
    {
        await using var node = new Node();

        Assert.True(await node.Services.GetRequiredService<IFrontDoor>().AnswersAsync(TestContext.Current.CancellationToken));
        var patience = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(60);
        while (await node.BeatsAsync() == 0 && TimeProvider.System.GetUtcNow().UtcDateTime < patience)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.NotEqual(0, await node.BeatsAsync());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::]")]
    [InlineData("*")]
    public async Task AnAddressAtWhichNobodyAnswers_IsNoBeat(string host)
    {
        int port;
        using (var gone = new TcpListener(IPAddress.Loopback, 0))
        {
            gone.Start();
            port = ((IPEndPoint)gone.LocalEndpoint).Port;
        }

        using var door = new OwnAddress(new Listening($"http://{host}:{port}"), new Started(), new TradingOptions { ConnectionString = "", DataFolder = "" });

        await Assert.ThrowsAsync<HttpRequestException>(() => door.AnswersAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Node : WebApplicationFactory<Program>
    {
        private readonly SiteFolder _folder = SiteFolder.New();

        public Node()
        {
            UseKestrel(0);
            StartServer();
        }

        public async Task<int> BeatsAsync()
        {
            await using var scope = Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<HeartbeatRow>().CountAsync();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            TestHost.Configure(builder, _folder, TimeProvider.System, demo: true);
            builder.UseSetting("Jobs:Beat", "true");
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _folder.Dispose();
        }
    }

    private sealed class Listening : IServer
    {
        public Listening(string address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose()
        {
        }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Started : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => new(canceled: true);
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
