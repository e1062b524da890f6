using MimeKit;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Mail;

/// <summary>
/// Writes each mail as an .eml file that any mail program opens: for demonstrations. The file is called after the Message-ID, so that a mail carried
/// twice is one file. The folder is its owner's alone: a demonstration's confidential mails, which name bidder and lot, lie in it in clear.
/// </summary>
internal sealed class FileCarrier(string folder) : IMailCarrier
{
    public bool CanCarryOn => true;

    public async Task CarryAsync(MimeMessage message, CancellationToken ct)
    {
        DurableFiles.CreateFolder(folder);
        var path = Path.Combine(folder, message.MessageId!.Split('@')[0] + ".eml");
        if (File.Exists(path))
        {
            return;
        }

        var temporary = $"{path}.{Guid.NewGuid():N}.part";
        await using (var file = DurableFiles.CreateFile(temporary))
        {
            await message.WriteToAsync(file, ct);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
