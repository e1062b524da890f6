using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Startup;

/// <summary>MVC with areas, every unsafe request checked for forgery, every message from the words files.</summary>
internal static class MvcStartup
{
    public static void AddTradingMvc(this IServiceCollection services) => services
        // Chinese goes out as it is written, not as numbers three times as long.
        .Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All))
        .AddControllersWithViews(options =>
        {
            options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            options.Filters.Add<FormRefusalFilter>();
            options.Filters.Add<KeptAnswers>();
        })
        .AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (_, _) => WordsLocalizer.Instance)
        // After the data annotations have added theirs, [Required] of a non-nullable reference included.
        .AddMvcOptions(options =>
        {
            options.ModelMetadataDetailsProviders.Add(new FormMessages());
            FormMessages.Bind(options.ModelBindingMessageProvider);
        })
        .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false)
        .AddRazorOptions(SharedViews);

    private static void SharedViews(RazorViewEngineOptions options)
    {
        options.AreaViewLocationFormats.Add("/Shared/{0}.cshtml");
        options.ViewLocationFormats.Add("/Shared/{0}.cshtml");
    }
}
