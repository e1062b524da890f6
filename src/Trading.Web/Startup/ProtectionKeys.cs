using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace Trading.Web.Startup;

/// <summary>
/// The keys of cookies and of personal data at rest, for the site and its verbs alike: what one protects the other reads. All nodes of a site share the
/// folder (<c>DataProtection:Folder</c>; without it, a folder of the data, never in production), which is kept and backed up apart from the database; a
/// certificate (<c>DataProtection:Certificate</c>, a PKCS #12 file) encrypts them there.
/// </summary>
internal static class ProtectionKeys
{
    public static void AddProtectionKeys(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        var settings = configuration.GetSection("DataProtection");
        var folder = settings["Folder"] is { Length: > 0 } named ? named : Path.Combine(dataFolder, "protection");
        var protection = services.AddDataProtection().SetApplicationName("trading").PersistKeysToFileSystem(new DirectoryInfo(folder));
        if (settings["Certificate"] is { Length: > 0 } file)
        {
            protection.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(file, settings["CertificatePassword"]));
        }
    }
}
