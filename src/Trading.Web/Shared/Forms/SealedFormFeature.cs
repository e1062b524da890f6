using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Trading.Infrastructure.Sealing;

namespace Trading.Web.Shared.Forms;

/// <summary>Reads a multipart form whose files go to <see cref="ScratchStream"/>s; every other form is read as always.</summary>
internal sealed class SealedFormFeature(HttpRequest request, IFormFeature usual) : IFormFeature, IDisposable
{
    private const int LongestField = 64 * 1024;
    private const int MostParts = 1000;
    private readonly List<ScratchStream> _files = [];

    public bool HasFormContentType => usual.HasFormContentType;

    public IFormCollection? Form { get; set; }

    public IFormCollection ReadForm() => Form ?? throw new InvalidOperationException("The form is read asynchronously only.");

    public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
        Form ??= Boundary() is { } boundary ? await ReadAsync(boundary, cancellationToken) : await usual.ReadFormAsync(cancellationToken);

    public void Dispose() => _files.ForEach(f => f.Dispose());

    private string? Boundary() =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : null;

    private async Task<FormCollection> ReadAsync(string boundary, CancellationToken ct)
    {
        var fields = new KeyValueAccumulator();
        var files = new FormFileCollection();
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
            if (disposition?.IsFileDisposition() == true)
            {
                files.Add(await KeepAsync(section, disposition, name, ct));
            }
            else if (disposition?.IsFormDisposition() == true)
            {
                fields.Append(name, await TextAsync(section.Body, ct));
            }

            if (fields.ValueCount + files.Count > MostParts)
            {
                throw new InvalidDataException("The form has too many parts.");
            }
        }

        return new FormCollection(fields.GetResults(), files);
    }

    private async Task<FormFile> KeepAsync(MultipartSection section, ContentDispositionHeaderValue disposition, string name, CancellationToken ct)
    {
        var content = new ScratchStream();
        _files.Add(content);
        await section.Body.CopyToAsync(content, ct);
        await content.CompleteAsync(ct);
        var fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        return new FormFile(content, 0, content.Length, name, fileName) { Headers = new HeaderDictionary(section.Headers ?? []) };
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken ct)
    {
        var text = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, ct);
        return length <= LongestField ? Encoding.UTF8.GetString(text, 0, length) : throw new InvalidDataException("A field of the form is too long.");
    }
}
