using AngleSharp.Html.Dom;

namespace Trading.Web.Tests.Finance;

/// <summary>Forms with files.</summary>
internal static class FileForms
{
    public static Task<HttpResponseMessage> UploadAsync(this HttpClient client, IHtmlDocument page, string action, byte[] file, params (string Name, string Value)[] values) =>
        client.UploadAsync(page, action, ("Form.File", "file.csv"), file, values);

    public static async Task<HttpResponseMessage> UploadAsync(
        this HttpClient client, IHtmlDocument page, string action, (string Field, string Name) named, byte[] file, params (string Name, string Value)[] values)
    {
        var form = page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Single(f => f.Method == "post" && f.GetAttribute("action") == action);
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
        {
            content.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        foreach (var (name, value) in values)
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(file), named.Field, named.Name);
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    public static async Task<string> TextAsync(this HttpClient client, string url)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    public static async Task<int> StatusAsync(this HttpClient client, string url)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
        return (int)response.StatusCode;
    }
}
