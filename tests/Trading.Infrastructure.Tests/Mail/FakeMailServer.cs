using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trading.Infrastructure.Tests.Mail;

/// <summary>A mail server on the loopback address that speaks just enough SMTP, refuses recipients that begin with "refused", hangs up over those that
/// begin with "dropped", and keeps what it took.</summary>
internal sealed class FakeMailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public FakeMailServer()
    {
        _listener.Start();
        _ = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public System.Collections.Concurrent.ConcurrentQueue<string> Taken { get; } = new();

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("RCPT TO:<dropped", StringComparison.Ordinal))
            {
                return;
            }

            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                Taken.Enqueue(await DataAsync(reader));
                await writer.WriteLineAsync("250 taken");
                continue;
            }

            await writer.WriteLineAsync(line switch
            {
                _ when line.StartsWith("RCPT TO:<refused", StringComparison.Ordinal) => "550 no such mailbox",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
        }
    }

    private static async Task<string> DataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            data.Append(line).Append('\n');
        }

        return data.ToString();
    }
}
