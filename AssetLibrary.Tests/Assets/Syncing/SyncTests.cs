using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets.Syncing;

/// <summary>What a sync decides, without the app around it.</summary>
public sealed class SyncTests : IDisposable
{
    private readonly BareLibrary bare = new();

    private LibraryContext Db => bare.Db;

    public void Dispose() => bare.Dispose();

    [Theory]
    [InlineData(false, false, SyncState.InStep)]
    [InlineData(true, false, SyncState.LibraryAhead)]
    [InlineData(false, true, SyncState.EditedHere)]
    [InlineData(true, true, SyncState.Both)]
    public async Task The_state_follows_from_what_either_side_changed(bool there, bool here, SyncState expected)
    {
        var (library, asset) = await PairAsync();
        if (there)
        {
            library.Describe("Mara", [], "Taller.");
        }

        if (here)
        {
            asset.Edit(Db, "Mara the keeper", [], "Tall.");
        }

        await Db.SaveChangesAsync();
        Assert.Equal(expected, await StateAsync(asset));
    }

    [Fact]
    public async Task A_source_in_the_trash_is_gone_and_what_was_never_linked_is_unlinked()
    {
        var (library, asset) = await PairAsync();
        var own = ProjectAsset.Make(Db, bare.Project.Id, bare.Main.Id, AssetType.Prop, "Lamp", [], "");
        library.Trash(Db.Now, null);
        await Db.SaveChangesAsync();
        Assert.Equal((SyncState.SourceGone, SyncState.Unlinked), (await StateAsync(asset), await StateAsync(own)));
        Assert.Equal("source-gone", (await Assert.ThrowsAsync<RefusedException>(() => new Sync(Db).PreviewAsync(asset))).Name);
        Assert.Equal("not-linked", (await Assert.ThrowsAsync<RefusedException>(() => new Sync(Db).PreviewAsync(own))).Name);
    }

    [Fact]
    public async Task Without_choices_what_was_edited_here_stays_and_the_rest_follows_the_library()
    {
        var (library, asset) = await PairAsync();
        asset.Edit(Db, "Mara the keeper", [], "Tall.");
        library.Describe("Maren", ["Old Mara"], "Taller.");
        await Db.SaveChangesAsync();
        bare.Time.Advance(TimeSpan.FromHours(1));

        var (outcome, decision) = await new Sync(Db).RunAsync(asset, choices: null);

        Assert.Equal([SyncField.Aliases, SyncField.Description], outcome.Applied);
        Assert.Equal([SyncField.Name], outcome.Skipped);
        Assert.Equal(("Mara the keeper", "Taller."), (asset.Name, asset.Description));
        Assert.Equal(["Old Mara"], asset.Aliases);
        Assert.Equal(bare.Time.GetUtcNow(), asset.LastSyncedAt);
        Assert.NotNull(decision);
        Assert.Equal(SyncState.Both, await StateAsync(asset)); // the name waits for a choice still
    }

    [Fact]
    public async Task A_choice_is_carried_out_for_its_field_alone()
    {
        var (library, asset) = await PairAsync();
        asset.Edit(Db, "Mara the keeper", [], "Tall.");
        library.Describe("Maren", [], "Taller.");
        await Db.SaveChangesAsync();

        var (outcome, _) = await new Sync(Db).RunAsync(
            asset,
            new Dictionary<SyncField, SyncChoice> { [SyncField.Name] = new(SyncTake.Library) }
        );

        Assert.Equal([SyncField.Name], outcome.Applied);
        Assert.Equal(("Maren", "Tall."), (asset.Name, asset.Description));
        Assert.Equal(SyncState.LibraryAhead, await StateAsync(asset));
    }

    [Fact]
    public async Task A_choice_on_a_text_that_nobody_saw_is_refused_and_nothing_changes()
    {
        var (library, asset) = await PairAsync();
        var seen = new SyncSeen(library.Revision);
        library.Describe("Maren", [], "Taller.");
        await Db.SaveChangesAsync();

        await Assert.ThrowsAsync<StaleRevisionException>(() => new Sync(Db).RunAsync(asset, choices: null, seen));

        await using var later = bare.NewContext();
        Assert.Equal("Mara", (await later.Set<ProjectAsset>().SingleAsync(a => a.Id == asset.Id)).Name);
        Assert.False(await later.Set<Decision>().AnyAsync());
    }

    [Fact]
    public async Task An_undone_sync_reads_as_before_and_can_be_done_again()
    {
        var (library, asset) = await PairAsync();
        library.Describe("Maren", [], "Taller.");
        await Db.SaveChangesAsync();
        var (_, decision) = await new Sync(Db).RunAsync(asset, choices: null);

        await using var later = bare.NewContext();
        await new Undo(later, [new AssetUndoing(later)]).RunAsync(decision!.Id);

        var undone = await later.Set<ProjectAsset>().SingleAsync(a => a.Id == asset.Id);
        Assert.Equal(("Mara", "Tall."), (undone.Name, undone.Description));
        Assert.Equal(SyncState.LibraryAhead, await StateAsync(undone));
    }

    private async Task<SyncState> StateAsync(ProjectAsset asset)
    {
        await using var db = bare.NewContext();
        return (await db.SyncStatesOf(db.Set<ProjectAsset>().Where(a => a.Id == asset.Id)).SingleAsync()).State;
    }

    /// <summary>A library asset and its clone.</summary>
    private async Task<(LibraryAsset Library, ProjectAsset Asset)> PairAsync()
    {
        var library = LibraryAsset.Make(Db, AssetType.Character, "Mara", [], "Tall.");
        var asset = ProjectAsset.Make(Db, bare.Project.Id, bare.Main.Id, AssetType.Character, "Mara", [], "Tall.");
        asset.Link(library, Db.Now);
        await Db.SaveChangesAsync();
        return (library, asset);
    }
}
