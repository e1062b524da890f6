namespace Trading.Web.Startup;

/// <summary>
/// Tells a script that sends files where the answer leads, instead of leading it there: a script follows by itself, and what is to be said once on the
/// next page would be said to nobody.
/// </summary>
internal sealed class UploadRedirects(RequestDelegate next)
{
    private const string Asked = "X-Upload";
    private const string Next = "X-Next";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Request.Headers.ContainsKey(Asked) && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status302Found } response)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            response.Headers[Next] = response.Headers.Location;
            response.Headers.Remove("Location");
        }
    }
}
