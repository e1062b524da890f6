using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Persistence;

public static class Saving
{
    /// <summary>Saves; when somebody else saved the same record first, nothing is changed and the user is told to look again.</summary>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.ChangedMeanwhile"/>.</exception>
    public static async Task SaveOrChangedMeanwhileAsync(this DbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBrokenException(SharedRules.ChangedMeanwhile);
        }
    }
}
