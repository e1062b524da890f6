using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Trading.Infrastructure.Tests")]
