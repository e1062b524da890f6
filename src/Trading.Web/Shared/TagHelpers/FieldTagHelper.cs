using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;field for="Form.Price" hint-key="…" unit-key="unit.yuan" css="w-m" /&gt;</c>: label, hint, error and control of one form property, linked to each other.
/// The label is the property's <c>[Display(Name = "words.key")]</c>; a property that need not be filled in says so.
/// </summary>
/// <remarks>
/// <c>type</c> is text (default), password, email, tel, search, date, datetime-local, money, number, file, textarea, checkbox, select, radio or
/// checkboxes; the last three take <c>items</c>. Attributes not named here, such as <c>autocomplete</c>, go to the control.
/// </remarks>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(IHtmlGenerator generator) : TagHelper
{
    public required ModelExpression For { get; set; }
    public string Type { get; set; } = "text";
    public string? LabelKey { get; set; }
    public string? HintKey { get; set; }
    public string? UnitKey { get; set; }
    public string? Css { get; set; }

    /// <summary>Whom or what the field is about, where several on the page ask the same: said before its error in the summary.</summary>
    public string? About { get; set; }

    /// <summary>The page needs it, though its form is also that of pages that do not.</summary>
    public bool Needed { get; set; }
    public IEnumerable<SelectListItem> Items { get; set; } = [];

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    private string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private string Id { get; set; } = "";

    private ModelErrorCollection? Errors => ViewContext.ModelState.TryGetValue(Name, out var state) && state.Errors.Count > 0 ? state.Errors : null;

    private bool IsGroup => Type is "radio" or "checkboxes";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Id = FieldIds.Written(ViewContext.HttpContext, Name, TagBuilder.CreateSanitizedId(Name, "_"), About);
        output.TagName = IsGroup ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        var toControl = output.Attributes.ToDictionary(a => a.Name, a => a.Value?.ToString());
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", Errors is null ? "field" : "field bad");
        if (IsGroup && Described is { } described)
        {
            output.Attributes.SetAttribute("aria-describedby", described);
        }

        AddParts(output.Content, toControl);
    }

    private void AddParts(TagHelperContent content, Dictionary<string, string?> attributes)
    {
        if (Type == "checkbox")
        {
            Add(content, Error, Controls.Checkbox(this, Label, Hint, attributes));
            return;
        }

        var heading = IsGroup ? Markup.Tag("legend", null, Label) : Markup.Tag("label", null, Label).Attr("for", Id);
        Add(content, heading, Hint, Error, Control(attributes));
    }

    private static void Add(TagHelperContent content, params IHtmlContent?[] parts)
    {
        foreach (var part in parts.OfType<IHtmlContent>())
        {
            content.AppendHtml(part);
        }
    }

    private IHtmlContent Control(Dictionary<string, string?> attributes)
    {
        if (IsGroup)
        {
            return Controls.Choices(this, Type == "radio" ? "radio" : "checkbox");
        }

        var control = Single(attributes);
        return UnitKey is null ? control : Markup.Tag("div", $"unit {Css}".TrimEnd(), control, Markup.Tag("span", null, PageWords.W(UnitKey)));
    }

    private TagBuilder Single(Dictionary<string, string?> extra)
    {
        var attributes = extra.ToDictionary(a => a.Key, a => (object?)a.Value ?? "");
        attributes["id"] = Id;
        if (UnitKey is null && Css is not null)
        {
            attributes["class"] = Css;
        }

        if (Described is { } described)
        {
            attributes["aria-describedby"] = described;
        }

        if (Errors is not null)
        {
            attributes["aria-invalid"] = "true";
        }

        return Type switch
        {
            "textarea" => generator.GenerateTextArea(ViewContext, For.ModelExplorer, For.Name, rows: extra.ContainsKey("rows") ? 0 : 4, columns: 0, attributes),
            "select" => generator.GenerateSelect(ViewContext, For.ModelExplorer, optionLabel: null, For.Name, Items, allowMultiple: false, attributes),
            "password" => generator.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, value: null, attributes),
            "file" => Controls.File(this, attributes),
            "money" => Text("text", "{0:0.00}", attributes, "decimal"),
            "number" => Text("text", null, attributes, "numeric"),
            "date" => Text("date", "{0:yyyy-MM-dd}", attributes),
            "datetime-local" => Text("datetime-local", "{0:yyyy-MM-ddTHH:mm}", attributes),
            _ => Text(Type, null, attributes),
        };
    }

    private TagBuilder Text(string type, string? format, Dictionary<string, object> attributes, string? inputMode = null)
    {
        attributes["type"] = type;
        if (inputMode is not null)
        {
            attributes["inputmode"] = inputMode;
        }

        return generator.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, For.Model, format, attributes);
    }

    private string Label
    {
        get
        {
            var label = LabelKey is { } key ? PageWords.W(key) : For.Metadata.GetDisplayName();
            return For.Metadata.IsRequired || Needed || Type is "checkbox" or "checkboxes" ? label : PageWords.W("form.optional", label);
        }
    }

    private TagBuilder? Hint => HintKey is { } key
        ? Markup.Tag(Type == "checkbox" ? "span" : "p", "hint", PageWords.W(key)).Attr("id", Id + "-hint")
        : null;

    private TagBuilder? Error
    {
        get
        {
            if (Errors is not { } errors)
            {
                return null;
            }

            var text = Markup.Tag("span", null, Markup.Hidden(PageWords.W("form.error-prefix")));
            foreach (var error in errors)
            {
                text.With(Markup.Tag("span", "block", error.Sentence()), error.Citation() is { } citation ? ErrorSummaryTagHelper.Citation(citation) : null);
            }

            return Markup.Tag("p", "err", IconTagHelper.Svg(ViewContext.HttpContext, "stop"), text).Attr("id", Id + "-error");
        }
    }

    private string? Described => (HintKey is null, Errors is null) switch
    {
        (true, true) => null,
        (false, true) => Id + "-hint",
        (true, false) => Id + "-error",
        (false, false) => $"{Id}-hint {Id}-error",
    };

    /// <summary>Controls that the framework's generator does not write as this design has them.</summary>
    private static class Controls
    {
        public static TagBuilder File(FieldTagHelper field, Dictionary<string, object> attributes)
        {
            var input = Markup.Tag("input").Attr("type", "file").Attr("id", field.Id).Attr("name", field.Name).SelfClosing();
            return attributes.Aggregate(input, (tag, attribute) => tag.Attr(attribute.Key, attribute.Value.ToString()));
        }

        public static TagBuilder Checkbox(FieldTagHelper field, string label, IHtmlContent? hint, Dictionary<string, string?> attributes)
        {
            var input = Choice(field, "checkbox", "true", field.Chosen.Contains("true", StringComparer.OrdinalIgnoreCase))
                .Attr("id", field.Id)
                .Attr("aria-describedby", field.Described)
                .Attr("aria-invalid", field.Errors is null ? null : "true");
            input.MergeAttributes(attributes);

            // An unticked box sends nothing; this tells it from a form that was not sent.
            var unticked = Markup.Tag("input").Attr("type", "hidden").Attr("name", field.Name).Attr("value", "false").SelfClosing();
            return Markup.Tag("label", "choice", input, Markup.Tag("span", null, label, hint), unticked);
        }

        public static HtmlContentBuilder Choices(FieldTagHelper field, string type)
        {
            var all = new HtmlContentBuilder();
            var chosen = field.Chosen;
            var number = 0;
            foreach (var item in field.Items)
            {
                // The first choice has the field's id, so that the error summary leads to it.
                var id = number++ == 0 ? field.Id : $"{field.Id}-{number}";
                var input = Choice(field, type, item.Value ?? item.Text, chosen.Contains(item.Value ?? item.Text, StringComparer.Ordinal)).Attr("id", id);
                all.AppendHtml(Markup.Tag("label", "choice", input.Attr("disabled", item.Disabled ? "disabled" : null), Markup.Tag("span", null, item.Text)));
            }

            return all;
        }

        private static TagBuilder Choice(FieldTagHelper field, string type, string value, bool isChosen) => Markup.Tag("input")
            .Attr("type", type)
            .Attr("name", field.Name)
            .Attr("value", value)
            .Attr("checked", isChosen ? "checked" : null)
            .SelfClosing();
    }

    /// <summary>What was sent, where the form was sent; else what the model holds.</summary>
    private IReadOnlyCollection<string> Chosen => ViewContext.ModelState.TryGetValue(Name, out var state) && state.RawValue is not null
        ? state.RawValue as string[] ?? [.. (state.AttemptedValue ?? "").Split(',')]
        : For.Model switch
        {
            null => [],
            IEnumerable<string> many => [.. many],
            System.Collections.IEnumerable many and not string => [.. many.Cast<object>().Select(v => $"{v}")],
            var one => [$"{one}"],
        };
}
