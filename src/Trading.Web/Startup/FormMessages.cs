using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>Gives every check of a form a sentence from the words files where its author gave none.</summary>
internal sealed class FormMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var check in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (SaysNothing(check) && Key(check) is { } key)
            {
                check.ErrorMessage = key;
            }
        }
    }

    /// <summary>The sentences for what could not even be read into the form.</summary>
    public static void Bind(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((value, name) => PageWords.W("form.not-understood", name, value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => PageWords.W("form.value-not-understood", value));
        messages.SetValueIsInvalidAccessor(value => PageWords.W("form.value-not-understood", value));
        messages.SetUnknownValueIsInvalidAccessor(name => PageWords.W("form.invalid", name));
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => PageWords.W("form.something-invalid"));
        messages.SetValueMustBeANumberAccessor(name => PageWords.W("form.number", name));
        messages.SetNonPropertyValueMustBeANumberAccessor(() => PageWords.W("form.something-invalid"));
        messages.SetValueMustNotBeNullAccessor(name => PageWords.W("form.required", name));
        messages.SetMissingBindRequiredValueAccessor(name => PageWords.W("form.required", name));
        messages.SetMissingKeyOrValueAccessor(() => PageWords.W("form.something-invalid"));
        messages.SetMissingRequestBodyRequiredValueAccessor(() => PageWords.W("form.something-invalid"));
    }

    // Some attributes are born with an English sentence, which no key can be: keys have no spaces.
    private static bool SaysNothing(ValidationAttribute check) =>
        check.ErrorMessageResourceName is null && (check.ErrorMessage is null || check.ErrorMessage.Contains(' ', StringComparison.Ordinal));

    private static string? Key(ValidationAttribute check) => check switch
    {
        RequiredAttribute => "form.required",
        StringLengthAttribute { MinimumLength: > 0 } => "form.length",
        StringLengthAttribute or MaxLengthAttribute => "form.too-long",
        MinLengthAttribute => "form.too-short",
        RangeAttribute => "form.out-of-range",
        EmailAddressAttribute => "form.email",
        RegularExpressionAttribute => "form.pattern",
        CompareAttribute => "form.compare",
        _ => null,
    };
}
