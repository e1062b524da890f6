namespace Trading.Infrastructure.Documents.Surface;

/// <summary>How a table is ruled.</summary>
public enum TableLines
{
    /// <summary>A box around every cell, as in formal letters.</summary>
    Grid,

    /// <summary>A hairline under each row and a firm line above and below header and totals, as in reports.</summary>
    Rows,
}
