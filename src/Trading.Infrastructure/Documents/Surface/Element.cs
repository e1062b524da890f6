using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>Something that takes room on a page.</summary>
public abstract class Element
{
    private protected Element()
    {
    }

    internal abstract IReadOnlyList<Strip> Layout(LayoutContext context, double width);
}
