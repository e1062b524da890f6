namespace Trading.Infrastructure.Parties;

/// <summary>A region of GB/T 2260.</summary>
/// <param name="Code">Six digits; a prefecture ends in 00, a province in 0000.</param>
/// <param name="NameZh">The name as written on documents, with the prefecture before a district.</param>
/// <param name="NameEn">The name in English.</param>
/// <param name="ReplacedBy">The code of the region that took its place; null while it is in use.</param>
public sealed record Region(string Code, string NameZh, string NameEn, string? ReplacedBy);
