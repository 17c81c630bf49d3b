using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Merging;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets.Merging;

/// <summary>Two assets become one and part again, without the app around them.</summary>
public sealed class AssetMergeTests : IDisposable
{
    private readonly BareLibrary bare = new();
    private readonly Mentions mentions = new();

    private LibraryContext Db => bare.Db;

    public void Dispose() => bare.Dispose();

    [Fact]
    public async Task The_others_names_become_aliases_and_it_goes_to_the_trash()
    {
        var (kept, other) = (Make("Mara", ""), Make("The keeper", "Tall.", "Old Mara"));
        await Db.SaveChangesAsync();

        var decision = await MergeAsync(kept, other);

        await using var later = bare.NewContext();
        var (one, gone) = (await FindAsync(later, kept), await FindAsync(later, other));
        Assert.Equal(("Mara", "Tall."), (one.Name, one.Description));
        Assert.Equal(["Old Mara", "The keeper"], one.Aliases.Order(StringComparer.Ordinal));
        Assert.Equal(bare.Time.GetUtcNow(), gone.TrashedAt);
        Assert.Equal(DecisionVerb.MergeAssets, decision.Verb);
        Assert.Equal([(other.Id, kept.Id)], mentions.Moved);
    }

    [Fact]
    public async Task What_is_written_for_the_merge_wins_and_a_link_is_inherited()
    {
        var (kept, other) = (Make("Mara", "Short."), Make("The keeper", "Tall."));
        var library = LibraryAsset.Make(Db, AssetType.Character, "The keeper", [], "Tall.");
        other.Link(library, Db.Now);
        await Db.SaveChangesAsync();

        await MergeAsync(kept, other, new("Maren", "Neither tall nor short."));

        await using var later = bare.NewContext();
        var one = await FindAsync(later, kept);
        Assert.Equal(("Maren", "Neither tall nor short.", library.Id), (one.Name, one.Description, one.LibraryAssetId));
        Assert.Equal(["name", "aliases", "description"], one.OverriddenFields);
    }

    [Fact]
    public async Task Only_two_of_one_type_on_one_branch_can_be_merged()
    {
        var (mara, lamp) = (Make("Mara", ""), ProjectAsset.Make(Db, bare.Project.Id, bare.Main.Id, AssetType.Prop, "Lamp", [], ""));
        var branch = new Branch { ProjectId = bare.Project.Id, Name = "happy-ending" };
        Db.Add(branch);
        var elsewhere = ProjectAsset.Make(Db, bare.Project.Id, branch.Id, AssetType.Character, "Mara", [], "");
        await Db.SaveChangesAsync();
        foreach (var (other, why) in new[] { (mara, "with itself"), (lamp, "of the same type"), (elsewhere, "on the same branch") })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => MergeAsync(mara, other));
            Assert.Equal(422, refused.Status);
            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(mentions.Moved);
    }

    [Fact]
    public async Task An_undo_parts_them_once()
    {
        var (kept, other) = (Make("Mara", ""), Make("The keeper", "Tall."));
        await Db.SaveChangesAsync();
        var decision = await MergeAsync(kept, other);

        await UndoAsync(decision);
        await UndoAsync(decision); // a second time changes nothing

        await using var later = bare.NewContext();
        var (one, two) = (await FindAsync(later, kept), await FindAsync(later, other));
        Assert.Equal(("Mara", ""), (one.Name, one.Description));
        Assert.Empty(one.Aliases);
        Assert.Equal(("The keeper", "Tall.", null), (two.Name, two.Description, two.TrashedAt));
    }

    [Fact]
    public async Task What_was_edited_since_is_not_undone()
    {
        var (kept, other) = (Make("Mara", ""), Make("The keeper", "Tall."));
        await Db.SaveChangesAsync();
        var decision = await MergeAsync(kept, other);
        await using (var editing = bare.NewContext())
        {
            (await FindAsync(editing, kept)).Edit(editing, "Maren", [], "Mine.");
            await editing.SaveChangesAsync();
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(() => UndoAsync(decision));

        Assert.Equal(("built-upon", 409), (refused.Name, refused.Status));
        Assert.Contains("“Mara” was edited since", refused.Message, StringComparison.Ordinal);
        await using var later = bare.NewContext();
        Assert.Equal("Maren", (await FindAsync(later, kept)).Name);
    }

    private async Task<Decision> MergeAsync(ProjectAsset kept, ProjectAsset other, MergedFields? fields = null)
    {
        await using var db = bare.NewContext();
        return (await new AssetMerge(db, mentions).RunAsync(kept.Id, null, other.Id, fields ?? new())).Decision;
    }

    private async Task UndoAsync(Decision decision)
    {
        await using var db = bare.NewContext();
        await new Undo(db, [new AssetUndoing(db)]).RunAsync(decision.Id);
    }

    private static Task<ProjectAsset> FindAsync(LibraryContext db, ProjectAsset asset) =>
        db.Set<ProjectAsset>().SingleAsync(a => a.Id == asset.Id);

    private ProjectAsset Make(string name, string description, params string[] aliases) =>
        ProjectAsset.Make(Db, bare.Project.Id, bare.Main.Id, AssetType.Character, name, aliases, description);

    private sealed class Mentions : IAssetMentions
    {
        public List<(Guid From, Guid To)> Moved { get; } = [];

        public Task<MovedNames> MoveAsync(Guid from, Guid to, CancellationToken cancel)
        {
            Moved.Add((from, to));
            return Task.FromResult(new MovedNames(from, [], []));
        }

        public Task<IReadOnlyList<Guid>> OfLibraryAsync(Guid libraryAsset, CancellationToken cancel) => throw new NotSupportedException();

        public Task FollowAsync(IReadOnlyList<Guid> mentions, Guid from, Guid to, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
