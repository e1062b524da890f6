namespace Trading.Infrastructure.Documents.Layout;

/// <summary>The page being drawn and how many there are; known to headers and footers only.</summary>
internal readonly record struct PageNumbers(int Page, int Pages);
