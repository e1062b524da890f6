namespace Trading.TestKit;

/// <summary>The folder of the checkout that the tests were built in; compilers may hide it from the source's own paths.</summary>
public static class Checkout
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Trading.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
