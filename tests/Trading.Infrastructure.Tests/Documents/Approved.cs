using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>
/// Texts that a person has read and approved, beside the tests. To approve a change, run with <c>APPROVE=1</c> and review the difference like prose.
/// </summary>
internal static class Approved
{
    public static void Text(string file, string actual)
    {
        var path = Checkout.Of("tests", "Trading.Infrastructure.Tests", "Documents", file);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(path, actual + "\n");
        }

        Assert.Equal(File.ReadAllText(path).TrimEnd('\n'), actual);
    }
}
