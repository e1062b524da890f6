using Trading.Domain.Shared;

namespace Trading.Web.Shared;

/// <summary>An amount in capitals (大写), such as 人民币捌拾万元整. Registered by the composition root; without one, pages show figures only.</summary>
public delegate string MoneyCapitals(Money amount);
