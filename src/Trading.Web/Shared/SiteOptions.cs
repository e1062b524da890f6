using Trading.Infrastructure;

namespace Trading.Web.Shared;

/// <summary>Who runs the site: the values that the guideline for government websites (国办发〔2017〕47号) wants in header, footer and page metas.</summary>
public sealed record SiteOptions
{
    /// <summary>Demo accounts, demo data and the demo clock are on offer, and every page says so.</summary>
    public bool Demo { get; init; }

    /// <summary>A signed-in session ends after this many minutes without a request.</summary>
    public required int SessionMinutes { get; init; }

    public required TwoTexts Name { get; init; }
    public required string Domain { get; init; }
    public required TwoTexts Host { get; init; }
    public required TwoTexts Operator { get; init; }
    public required TwoTexts Address { get; init; }
    public required TwoTexts ServiceHours { get; init; }
    public required string Telephone { get; init; }
    public required string Email { get; init; }

    /// <summary>网站标识码</summary>
    public required string IdCode { get; init; }

    /// <summary>ICP 备案号</summary>
    public required string IcpRecord { get; init; }

    /// <summary>公安备案号</summary>
    public required string PoliceRecord { get; init; }
}

/// <summary>A configured text in both languages.</summary>
public sealed record TwoTexts
{
    public required string Chinese { get; init; }
    public required string English { get; init; }

    public string Here => In(WordsLanguages.Current);

    public string In(WordsLanguage language) => language switch
    {
        WordsLanguage.Chinese => Chinese,
        WordsLanguage.English => English,
    };
}
