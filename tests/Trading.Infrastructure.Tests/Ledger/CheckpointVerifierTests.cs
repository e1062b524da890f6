using Trading.Domain.Ledger;
using Trading.Infrastructure.Ledger;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

/// <summary>Each damage is found, and the first checkpoint that it meets is named: damage that the chain itself cannot show among it.</summary>
public sealed class CheckpointVerifierTests
{
    [Theory, OnEveryDatabase]
    public async Task Verify_WhereNoneWasEverMade_PassesWithNoRows(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.CreateAsync(kind);
        await scene.ChainAsync(2);

        var (_, checkpoints) = await scene.VerifyAsync();

        Assert.All(checkpoints, f => Assert.Equal((true, 0L), (f.Ok, f.Rows!.Value)));
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_WhatAgrees_HoldsAndSaysNoCount(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);

        var (chains, checkpoints) = await scene.VerifyAsync();

        Assert.All([.. chains, .. checkpoints], f => Assert.Equal((f.Check, true, null, null), (f.Check, f.Ok, f.Rows, f.FirstOffender)));
        Assert.Equal(["journal-checkpoints", "event-checkpoints"], checkpoints.Select(f => f.Check));
    }

    /// <summary>What checkpoints are for: whoever owns the database can make a chain that is whole in itself.</summary>
    [Theory, OnEveryDatabase]
    public async Task Verify_AJournalRewrittenAsAWhole_IsFoundByTheCheckpointAlone(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);

        await scene.RewriteJournalAsync();

        var (chains, checkpoints) = await scene.VerifyAsync();
        Assert.All(chains, f => Assert.True(f.Ok, f.FirstOffender));
        Assert.Equal("journal checkpoint 2 has another hash than the chain", checkpoints[0].FirstOffender);
        Assert.True(checkpoints[1].Ok);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_EventsRewrittenAsAWhole_AreFoundByTheCheckpointAlone(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);

        await scene.RewriteEventsAsync();

        var (chains, checkpoints) = await scene.VerifyAsync();
        Assert.All(chains, f => Assert.True(f.Ok, f.FirstOffender));
        Assert.True(checkpoints[0].Ok);
        Assert.Equal("events checkpoint 2 has another hash than the chain", checkpoints[1].FirstOffender);
    }

    [Theory]
    [OnEveryDatabase("DELETE FROM entry_link WHERE seq > 3", "journal checkpoint 3 lies behind the end of the chain: the chain has become shorter")]
    [OnEveryDatabase("DELETE FROM entry_link WHERE seq = 1", "journal checkpoint 2 has counted other links than the chain has")]
    [OnEveryDatabase("UPDATE posting SET amount = amount * 2 WHERE entry_id = (SELECT entry_id FROM entry_link WHERE seq = 4)", "journal checkpoint 3 has added up other debits than the chain has")]
    [OnEveryDatabase("UPDATE chain_checkpoint SET digest = (SELECT hash FROM entry_link LIMIT 1) WHERE number = 2 AND chain = 'Journal'", "journal checkpoint 2 is not the one that the database remembers")]
    [OnEveryDatabase("DELETE FROM chain_checkpoint WHERE number > 1 AND chain = 'Journal'", "journal checkpoint 3 is unknown to the database")]
    public async Task Verify_DamageInTheDatabase_NamesTheFirstCheckpointThatItMeets(DatabaseKind kind, string damage, string fault)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);

        await scene.Database.TamperUnguardedAsync(damage);

        Assert.Equal(fault, await scene.FaultAsync(Chain.Journal));
        Assert.Null(await scene.FaultAsync(Chain.Events));
    }

    [Theory]
    [OnEveryDatabase("the last line cut off", "journal checkpoint 3 is not in the file")]
    [OnEveryDatabase("a line taken out", "journal checkpoint 2 does not follow the one before it")]
    [OnEveryDatabase("the first line cut off", "journal checkpoint 1 does not follow the one before it")]
    [OnEveryDatabase("two lines exchanged", "journal checkpoint 1 does not follow the one before it")]
    [OnEveryDatabase("a line changed", "journal checkpoint 2 is not signed by this installation's key")]
    [OnEveryDatabase("a line signed anew", "journal checkpoint 2 is not the one that the database remembers")]
    [OnEveryDatabase("a line that is none", "journal checkpoint 2 cannot be read")]
    [OnEveryDatabase("the other chain's file", "journal checkpoint 1 does not follow the one before it")]
    [OnEveryDatabase("a line of a chain that was longer", "journal checkpoint 4 lies behind the end of the chain: the chain has become shorter")]
    [OnEveryDatabase("nothing left", "journal checkpoint 1 is not in the file")]
    [OnEveryDatabase("no file", "journal checkpoint 1 is not in the file")]
    public async Task Verify_DamageInTheFile_NamesTheFirstLineThatItMeets(DatabaseKind kind, string damage, string fault)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);

        var left = await DamagedAsync(scene, damage);
        File.Delete(scene.JournalFile);
        if (left is not null)
        {
            await File.WriteAllTextAsync(scene.JournalFile, string.Concat(left.Select(l => l + "\n")));
        }

        Assert.Equal(fault, await scene.FaultAsync(Chain.Journal));
        Assert.Null(await scene.FaultAsync(Chain.Events));
    }

    private static async Task<string[]?> DamagedAsync(CheckpointScene scene, string damage)
    {
        var (second, third) = (scene.Lines(Chain.Journal)[1], scene.Lines(Chain.Journal)[2]);
        return (damage, scene.Files.Lines(Chain.Journal).ToArray()) switch
        {
            ("the last line cut off", [var one, var two, _]) => [one, two],
            ("a line taken out", [var one, _, var three]) => [one, three],
            ("the first line cut off", [_, var two, var three]) => [two, three],
            ("two lines exchanged", [var one, var two, var three]) => [two, one, three],
            ("a line changed", [var one, _, var three]) => [one, SignedCheckpoint.Of(second.Content with { Count = 3 }, second.Signature).LineText, three],
            ("a line signed anew", [var one, _, var three]) => [one, Sign(scene, second.Content with { Count = 3 }), three],
            ("a line that is none", [var one, var two, var three]) => [one, "x" + two, three],
            ("the other chain's file", _) => await File.ReadAllLinesAsync(scene.EventsFile),
            ("a line of a chain that was longer", [.. var all]) => [.. all, Sign(scene, third.Content with { Number = 4, Seq = 9, Previous = third.Digest })],
            ("nothing left", _) => [],
            ("no file", _) => null,
            _ => throw new InvalidOperationException(damage),
        };
    }

    /// <summary>Nobody repairs a file by going on: what was lost stays a finding, and what comes is written all the same.</summary>
    [Theory, OnEveryDatabase]
    public async Task Verify_AfterAFileWasLost_FindsItForEver(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);
        File.Delete(scene.JournalFile);
        scene.SystemClock.Advance(TimeSpan.FromHours(1));

        await scene.MakeAsync();

        Assert.Equal((4L, 5L), (scene.Lines(Chain.Journal)[0].Content.Number, scene.Lines(Chain.Journal)[0].Content.Count));
        Assert.Equal("journal checkpoint 1 does not follow the one before it", await scene.FaultAsync(Chain.Journal));
    }

    [Theory, OnEveryDatabase]
    public async Task Find_AMailedDigest_IsKnownWithItsDayUntilTheChainIsAnother(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);
        var digest = scene.Lines(Chain.Journal)[1].Digest;
        async Task<KnownCheckpoint?> FindAsync(byte[] asked) => await scene.ReadAsync(db => new CheckpointQueries(db, scene.Files, scene.Key).FindAsync(asked, default));

        Assert.Equal(new KnownCheckpoint("journal", new DateOnly(2026, 3, 2), true), await FindAsync(digest));
        Assert.Null(await FindAsync(new byte[32]));

        await scene.RewriteJournalAsync();
        Assert.False((await FindAsync(digest))!.Holds);
        File.Delete(scene.JournalFile);
        Assert.False((await FindAsync(digest))!.Holds);
        await scene.Database.TamperUnguardedAsync("DELETE FROM chain_checkpoint");
        Assert.Null(await FindAsync(digest));
    }

    private static string Sign(CheckpointScene scene, Checkpoint content) => SignedCheckpoint.Of(content, scene.Key.Sign(content.ToText())).LineText;
}
