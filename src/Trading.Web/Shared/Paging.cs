namespace Trading.Web.Shared;

/// <summary>Which part of a list a page shows; pages count from 1.</summary>
public sealed record Paging(int Page, int Size, int Total)
{
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
    public int First => Total == 0 ? 0 : ((Page - 1) * Size) + 1;
    public int Last => Math.Min(Page * Size, Total);

    /// <summary>The page numbers to offer: first, last, two around the present one; null where numbers are left out.</summary>
    public IEnumerable<int?> Offered()
    {
        var before = 0;
        for (var page = 1; page <= Pages; page++)
        {
            if (page != 1 && page != Pages && Math.Abs(page - Page) > 2)
            {
                continue;
            }

            if (page > before + 1)
            {
                yield return null;
            }

            yield return page;
            before = page;
        }
    }
}
