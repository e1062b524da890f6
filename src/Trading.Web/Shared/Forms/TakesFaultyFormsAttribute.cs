namespace Trading.Web.Shared.Forms;

/// <summary>
/// The action runs although a field could not be read, because it keeps the rest, such as files that took an hour to arrive. It must look at the model
/// state itself.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesFaultyFormsAttribute : Attribute;
