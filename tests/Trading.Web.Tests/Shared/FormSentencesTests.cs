using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Shared;

/// <summary>What an empty form is refused with is a sentence in the reader's language, whichever form it is.</summary>
public sealed class FormSentencesTests(SiteVisit visit)
{
    private static readonly HashSet<string> Keys = [.. Words.Keys];

    [Theory, MemberData(nameof(PagesTests.Languages), MemberType = typeof(PagesTests))]
    public void EveryForm_Empty_IsRefusedInWords(string language)
    {
        var forms = typeof(Program).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.GetConstructor([]) is not null
            && t.GetProperties().Any(p => p.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Length > 0)).ToList();
        Assert.NotEmpty(forms);

        var refusals = forms.SelectMany(form => RefusalsOf(form, language)).ToList();

        Assert.True(refusals.Count > forms.Count / 2, $"only {refusals.Count} refusals of {forms.Count} forms");
        Assert.DoesNotContain(refusals, r => Keys.Contains(r.Sentence) || (language == "zh-CN" && !r.Sentence.Any(c => c is >= '\u4e00' and <= '\u9fff')));
    }

    private List<(string Field, string Sentence)> RefusalsOf(Type form, string language)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
            var context = new ActionContext(new DefaultHttpContext { RequestServices = visit.Site.Services }, new RouteData(), new ActionDescriptor());
            visit.Site.Services.GetRequiredService<IObjectModelValidator>().Validate(context, null, "", Activator.CreateInstance(form));
            return [.. context.ModelState.SelectMany(s => s.Value!.Errors.Select(e => ($"{form.Name}.{s.Key}", e.ErrorMessage)))];
        }
        finally
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = before;
        }
    }
}
