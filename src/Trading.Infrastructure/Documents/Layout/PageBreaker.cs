namespace Trading.Infrastructure.Documents.Layout;

/// <summary>Fills pages with strips from top to bottom.</summary>
internal static class PageBreaker
{
    // Heights are sums of many fractions; a difference that no printer shows must not push a line to the next page.
    private const double Tolerance = 0.01;

    public static IReadOnlyList<IReadOnlyList<Strip>> Break(IEnumerable<Strip> strips, double room)
    {
        var pages = new List<List<Strip>> { new() };
        var used = 0.0;
        foreach (var group in Groups(strips))
        {
            var height = group.Sum(s => s.Height);
            if (used + height > room + Tolerance && pages[^1].Count > 0)
            {
                pages.Add([.. group[0].Head]);
                used = group[0].Head.Sum(s => s.Height);
            }

            if (pages[^1].Count == 0 && group is [{ IsGap: true }])
            {
                continue;
            }

            if (used + height > room + Tolerance)
            {
                throw new InvalidOperationException($"A part of {height:0} points does not fit on a page with room for {room:0}.");
            }

            pages[^1].AddRange(group);
            used += height;
        }

        return pages;
    }

    private static IEnumerable<List<Strip>> Groups(IEnumerable<Strip> strips)
    {
        var group = new List<Strip>();
        foreach (var strip in strips)
        {
            group.Add(strip);
            if (!strip.StaysWithNext)
            {
                yield return group;
                group = [];
            }
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
