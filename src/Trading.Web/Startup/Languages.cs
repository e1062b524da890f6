using Microsoft.AspNetCore.Localization;
using Trading.Infrastructure;
using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>Chinese unless the reader asked for English, by <c>?lang=en</c> or by an earlier choice kept in a cookie.</summary>
internal static class Languages
{
    public static RequestLocalizationOptions Options
    {
        get
        {
            var tags = Enum.GetValues<WordsLanguage>().Select(l => l.Tag()).ToArray();
            var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true }
                .SetDefaultCulture(WordsLanguage.Chinese.Tag())
                .AddSupportedCultures(tags)
                .AddSupportedUICultures(tags);
            options.RequestCultureProviders = [new ByPreference()];
            return options;
        }
    }

    private sealed class ByPreference : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            Task.FromResult<ProviderCultureResult?>(new(Preferences.Language(httpContext.Request)));
    }
}
