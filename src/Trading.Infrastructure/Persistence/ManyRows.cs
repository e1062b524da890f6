using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Persistence;

/// <summary>Writes what a use case has changed in very many rows of one kind: whole columns at a time on PostgreSQL, where a statement a row costs most of its time.</summary>
internal static class ManyRows
{
    // Fewer are written with everything else.
    private const int Least = 200;
    private const int RowsAStatement = 10_000;

    /// <summary>
    /// Saves the new and the changed entities of one kind, ahead of everything else; what they point to has to be there. Where they are few, or the database is
    /// SQLite, they stay for the caller's own save.
    /// </summary>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.ChangedMeanwhile"/>: a row is not what it was when it was read.</exception>
    public static async Task SaveManyAsync<TEntity>(this TradingDbContext db, CancellationToken ct)
        where TEntity : class
    {
        db.RequireTransaction();
        var changed = db.Database.IsSqlite() ? [] : db.ChangeTracker.Entries<TEntity>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        if (changed.Count < Least)
        {
            return;
        }

        var table = new Table(db.Model.FindEntityType(typeof(TEntity))!);
        foreach (var rows in changed.Where(e => e.State == EntityState.Added).Chunk(RowsAStatement))
        {
            await db.ExecuteAsync(table.Insert(), table.Columns.Select(c => c.Values(rows, original: false)), ct);
        }

        foreach (var alike in changed.Where(e => e.State == EntityState.Modified).GroupBy(table.ChangeOf))
        {
            foreach (var rows in alike.Chunk(RowsAStatement))
            {
                var (sql, values) = table.Update(rows);
                if (await db.ExecuteAsync(sql, values, ct) != rows.Length)
                {
                    throw new RuleBrokenException(SharedRules.ChangedMeanwhile);
                }
            }
        }

        changed.ForEach(e => e.State = EntityState.Unchanged);
    }

    private sealed class Table
    {
        private readonly string _name;

        public Table(IEntityType type)
        {
            var store = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            _name = store.Name;
            Columns = [.. type.GetProperties().Select(p => new Column(p, p.GetColumnName(store)!))];
        }

        public IReadOnlyList<Column> Columns { get; }

        public string Insert() => $"INSERT INTO {_name} ({string.Join(", ", Columns.Select(c => c.Name))}) SELECT * FROM unnest({Parameters(0, Columns.Count)})";

        /// <summary>Rows of which the same columns have changed are written together.</summary>
        public string ChangeOf(EntityEntry row) => string.Join(",", Changed(row).Select(c => c.Name));

        public (string Sql, IEnumerable<object?> Values) Update(EntityEntry[] rows)
        {
            var (changed, known) = (Changed(rows[0]).ToList(), Columns.Where(c => c.Property.IsPrimaryKey() || c.Property.IsConcurrencyToken).ToList());
            var names = changed.Select((c, i) => $"n{i}").Concat(known.Select((c, i) => $"o{i}"));
            return (
                $"UPDATE {_name} AS t SET {string.Join(", ", changed.Select((c, i) => $"{c.Name} = u.n{i}"))} "
                + $"FROM unnest({Parameters(0, changed.Count + known.Count)}) AS u ({string.Join(", ", names)}) "
                + $"WHERE {string.Join(" AND ", known.Select((c, i) => $"t.{c.Name} = u.o{i}"))}",
                [.. changed.Select(c => c.Values(rows, original: false)), .. known.Select(c => c.Values(rows, original: true))]);
        }

        private IEnumerable<Column> Changed(EntityEntry row) => Columns.Where(c => row.Property(c.Property).IsModified);

        private static string Parameters(int first, int count) =>
            string.Join(", ", Enumerable.Range(first, count).Select(i => "{" + i.ToString(CultureInfo.InvariantCulture) + "}"));
    }

    /// <summary>A column with the values of many rows, as the database keeps them.</summary>
    private sealed record Column(IProperty Property, string Name)
    {
        public Array Values(IReadOnlyList<EntityEntry> rows, bool original)
        {
            var converter = Property.GetTypeMapping().Converter;
            var type = converter?.ProviderClrType ?? Property.ClrType;
            var values = Array.CreateInstance(Property.IsNullable && type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type, rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                var of = rows[i].Property(Property);
                var value = original ? of.OriginalValue : of.CurrentValue;
                values.SetValue(value is null || converter is null ? value : converter.ConvertToProvider(value), i);
            }

            return values;
        }
    }
}
