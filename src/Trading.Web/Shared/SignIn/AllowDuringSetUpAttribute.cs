namespace Trading.Web.Shared.SignIn;

/// <summary>Open to a person who still has to change a first password or to set up the second factor.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowDuringSetUpAttribute : Attribute;
