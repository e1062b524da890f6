using System.ComponentModel.DataAnnotations;

namespace Trading.Web.Shared.Forms;

/// <summary>A check of our own, refused in words: the framework looks up the messages of its own checks alone.</summary>
/// <param name="key">The words; {0} is the field.</param>
public abstract class WordsValidationAttribute(string key) : ValidationAttribute
{
    public override string FormatErrorMessage(string name) => PageWords.W(key, name);
}
