using Microsoft.AspNetCore.Components;

namespace Trading.Web.Shared;

/// <summary>Fingerprinted addresses of assets, and the scripts that the parts of one page asked for.</summary>
public static class PageAssets
{
    private static readonly object ModulesSlot = new();

    /// <summary>The address of a file under wwwroot, with its fingerprint where the build made one.</summary>
    public static string Asset(this HttpContext http, string file)
    {
        ArgumentNullException.ThrowIfNull(http);
        var assets = http.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        return http.Request.PathBase.Add("/" + (assets?[file] ?? file)).ToUriComponent();
    }

    /// <summary>Asks for <c>wwwroot/js/{name}.js</c> on this page; asking twice loads it once.</summary>
    public static void NeedModule(this HttpContext http, string name) => Needed(http).Add(name);

    public static IReadOnlyCollection<string> Modules(this HttpContext http) => Needed(http);

    private static SortedSet<string> Needed(HttpContext http)
    {
        if (http.Items[ModulesSlot] is not SortedSet<string> modules)
        {
            http.Items[ModulesSlot] = modules = new SortedSet<string>(StringComparer.Ordinal);
        }

        return modules;
    }
}
