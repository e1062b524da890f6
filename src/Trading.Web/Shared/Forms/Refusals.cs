using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure;

namespace Trading.Web.Shared.Forms;

/// <summary>What is wrong with a form, in the language of the page.</summary>
public static class Refusals
{
    /// <summary>Refuses by an outcome rather than by an exception (somebody else was first): the page again, with this sentence above the form.</summary>
    public static IActionResult Refused(this Controller controller, string key, params object[] args) => controller.RefusedAt("", key, args);

    /// <summary>The same, with the sentence beside a field.</summary>
    public static IActionResult RefusedAt(this Controller controller, string field, string key, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(controller);
        controller.ModelState.AddModelError(controller.ModelState.KeyOf(field), PageWords.W(key, args));
        return new FormAgainResult();
    }

    /// <summary>Refuses with everything that is wrong, each sentence beside its field.</summary>
    public static IActionResult Refused(this Controller controller, IEnumerable<Defect> defects)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(defects);
        foreach (var defect in defects)
        {
            controller.ModelState.AddModelError(controller.ModelState.KeyOf(defect.Field), controller.Sentence(defect));
        }

        return new FormAgainResult();
    }

    /// <summary>Refuses with every rule that is broken, each beside the field of the form that names it with <see cref="RuleFieldAttribute"/>.</summary>
    public static IActionResult Refused(this Controller controller, IEnumerable<RuleBrokenException> breaches, Type form)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(breaches);
        var metadata = controller.MetadataProvider.GetMetadataForType(typeof(object));
        foreach (var breach in breaches)
        {
            var field = form.GetProperties().FirstOrDefault(p => p.GetCustomAttribute<RuleFieldAttribute>()?.Rules.Contains(breach.Rule) == true)?.Name;
            controller.ModelState.AddModelError(controller.ModelState.KeyOf(field ?? ""), breach, metadata);
        }

        return new FormAgainResult();
    }

    // The summary lists the sentences without their fields: what is only "missing" has to say what is missing.
    private static string Sentence(this Controller controller, Defect defect) => (defect.WordsKey, controller.Label(defect.Field)) switch
    {
        ($"rule.{PartiesRules.Required}", { } label) => PageWords.W("form.required", label),
        ($"rule.{PartiesRules.TooLong}", { } label) => PageWords.W("form.too-long", label, defect.Limits[0]),
        _ => PageWords.W(defect.WordsKey, defect.Limits),
    };

    private static string? Label(this Controller controller, string field) => controller.ControllerContext.ActionDescriptor.Parameters
        .Select(p => controller.MetadataProvider.GetMetadataForType(p.ParameterType).Properties[field]?.GetDisplayName())
        .FirstOrDefault(label => label is not null);

    /// <summary>The key of a form's field, whether the form was bound with the prefix of its parameter or without.</summary>
    internal static string KeyOf(this ModelStateDictionary state, string field) =>
        field.Length == 0 ? "" : state.Keys.FirstOrDefault(k => k.EndsWith("." + field, StringComparison.OrdinalIgnoreCase)) ?? field;

    internal static string Sentence(this ModelError error) => error switch
    {
        { Exception: RuleBrokenException refusal } => Words.Refusal(refusal, WordsLanguages.Current),
        { ErrorMessage.Length: > 0 } => error.ErrorMessage,
        _ => PageWords.W("form.something-invalid"),
    };

    internal static string? Citation(this ModelError error) => (error.Exception as RuleBrokenException)?.Citation;
}
