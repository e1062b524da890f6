using Microsoft.AspNetCore.Mvc;

namespace Trading.Web.Shared;

/// <summary>What was done, said once on the page that follows.</summary>
public static class Outcomes
{
    public const string Slot = "Outcome";

    public static void Say(this Controller controller, string key, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(controller);
        controller.TempData[Slot] = PageWords.W(key, args);
    }
}
