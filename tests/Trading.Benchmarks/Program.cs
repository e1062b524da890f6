namespace Trading.Benchmarks; internal static class Program { private static void Main() { } }
