using AssetLibrary.Tests.Database;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Inbox;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Inbox;

/// <summary>What is proposed for a candidate, and found for a project asset, on either database. Each test has names of its own.</summary>
public abstract class ProposalsContract(CountingApp app)
{
    private int asked;

    [Fact]
    public async Task Another_spelling_of_a_full_name_is_reused_and_says_why()
    {
        var known = await AssetAsync("Katharina Wiebold");
        var proposal = await ProposedAsync("KATARINA WIEBOLD");
        Assert.Equal((ProposedAction.Reuse, (Guid?)known), (proposal.Action, proposal.LibraryAssetId));
        Assert.Contains(proposal.Reasons, r => r == "“Katharina Wiebold” in the library sounds like it");
    }

    [Fact]
    public async Task A_surname_with_a_title_is_likely_while_only_one_bears_it()
    {
        var known = await AssetAsync("Mira Tennhoven");
        var proposal = await ProposedAsync("DR. TENNHOVEN");
        Assert.Equal((ProposedAction.Reuse, (Guid?)known), (proposal.Action, proposal.LibraryAssetId));
        Assert.InRange(proposal.Score, NameSimilarity.Likely, NameSimilarity.Certain);
        await AssetAsync("Tom Tennhoven");
        proposal = await ProposedAsync("PROF. TENNHOVEN");
        Assert.Equal(ProposedAction.New, proposal.Action);
        Assert.Contains(proposal.Reasons, r =>
            r.Contains("“Tom Tennhoven” in the library is one of several with the surname Tennhoven", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Another_of_the_family_is_new_and_the_family_is_named()
    {
        await AssetAsync("Konrad Auerhagen");
        var proposal = await ProposedAsync("Seppl Auerhagen");
        Assert.Equal((ProposedAction.New, null), (proposal.Action, proposal.LibraryAssetId));
        Assert.Contains("“Konrad Auerhagen” in the library shares the surname Auerhagen", proposal.Reasons);
    }

    [Theory]
    [InlineData("Halvard Quist", "Young Halvard Quist")]
    [InlineData("Wachmann Brill 1", "Wachmann Brill 2")]
    [InlineData("Odile Sarrazin", "Odile Sarrazin's mother")]
    [InlineData("Mr. Pemberlow", "Mrs. Pemberlow")]
    public async Task Who_is_told_apart_is_never_reused(string known, string name)
    {
        await AssetAsync(known);
        Assert.Equal(ProposedAction.New, (await ProposedAsync(name)).Action);
    }

    [Fact]
    public async Task An_alias_is_a_name()
    {
        var known = await AssetAsync("Edwin Sallow", ["The Quibbler"]);
        var proposal = await ProposedAsync("QUIBBLER");
        Assert.Equal((ProposedAction.Reuse, (Guid?)known), (proposal.Action, proposal.LibraryAssetId));
        Assert.Contains("“Edwin Sallow” in the library has the alias “The Quibbler”", proposal.Reasons);
    }

    [Fact]
    public async Task A_name_in_another_script_is_found()
    {
        var known = await AssetAsync("Светлана Журавлёва");
        var proposal = await ProposedAsync("SVETLANA ZHURAVLEVA");
        Assert.Equal((ProposedAction.Reuse, (Guid?)known), (proposal.Action, proposal.LibraryAssetId));
    }

    [Fact]
    public async Task A_typo_is_found_among_single_names()
    {
        var known = await AssetAsync("Transmogrifier", type: AssetType.Prop);
        Assert.Equal(known, (await ProposedAsync("Trasnmogrifier", AssetType.Prop)).LibraryAssetId);
    }

    [Fact]
    public async Task A_part_of_a_place_is_another_place()
    {
        await AssetAsync("Brackwell House", type: AssetType.Location);
        var proposal = await ProposedAsync("BRACKWELL HOUSE - KITCHEN", AssetType.Location);
        Assert.Equal(ProposedAction.New, proposal.Action);
        Assert.Contains(proposal.Reasons, r =>
            r.Contains("“Brackwell House” in the library contains it or is part of it", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Two_of_one_name_are_left_to_a_person()
    {
        await AssetAsync("Ignaz Wellmer");
        await AssetAsync("Ignaz Wellmer");
        var proposal = await ProposedAsync("IGNAZ WELLMER");
        Assert.Equal(ProposedAction.New, proposal.Action);
        Assert.Equal(2, proposal.Reasons.Count(r => r == "“Ignaz Wellmer” in the library has the same name"));
    }

    [Fact]
    public async Task What_is_in_the_trash_or_of_another_type_is_not_proposed()
    {
        var known = await AssetAsync("Perdita Vane");
        await AssetAsync("Perdita Vane", type: AssetType.Prop);
        await app.WithDbAsync(async db =>
        {
            var asset = await db.Set<LibraryAsset>().SingleAsync(a => a.Id == known);
            asset.Trash(db.Now, null);
            await db.SaveAssetAsync(asset, "trashed");
            return 0;
        });
        var proposal = await ProposedAsync("PERDITA VANE");
        Assert.Equal((ProposedAction.New, "No asset has this name"), (proposal.Action, Assert.Single(proposal.Reasons)));
    }

    [Fact]
    public async Task What_a_project_has_already_is_updated_and_not_cloned_again()
    {
        var project = await ProjectAsync();
        var known = await AssetAsync("Cornelius Ambrostat");
        var mine = await app.WithDbAsync(async db =>
        {
            var branch = await db.Set<Branch>().SingleAsync(b => b.ProjectId == project.Id);
            var copy = await (await db.Set<LibraryAsset>().SingleAsync(a => a.Id == known)).CloneAsync(db, project.Id, branch.Id, []);
            copy.Edit(db, "The Stranger", [], "");
            await db.SaveChangesAsync();
            return copy.Id;
        });
        var proposal = await ProposedAsync("CORNELIUS AMBROSTAT", project: project);
        Assert.Equal(
            (ProposedAction.Update, (Guid?)mine, (Guid?)null),
            (proposal.Action, proposal.ProjectAssetId, proposal.LibraryAssetId)
        );
    }

    [Fact]
    public async Task A_given_name_alone_is_enough_within_a_project_and_not_for_the_library()
    {
        var project = await ProjectAsync();
        var mine = await app.ProjectAssetAsync(project, "Ottilie Braunfels", AssetType.Character);
        await AssetAsync("Xaver Pranckh");
        Assert.Equal(mine.Id, (await ProposedAsync("OTTILIE", project: project)).ProjectAssetId);
        Assert.Equal(ProposedAction.New, (await ProposedAsync("XAVER", project: project)).Action);
    }

    [Fact]
    public async Task Of_two_candidates_that_fit_one_asset_the_nearer_gets_it()
    {
        var project = await ProjectAsync();
        var known = await AssetAsync("Donatella Belcastro");
        var (title, full) = (
            await app.CandidateAsync(project, "SIGNORA BELCASTRO"),
            await app.CandidateAsync(project, "DONATELLA BELCASTRO")
        );
        var proposals = await ProposeAsync(title, full);
        Assert.Equal((ProposedAction.New, ProposedAction.Reuse), (proposals[title.Id].Action, proposals[full.Id].Action));
        Assert.Equal(known, proposals[full.Id].LibraryAssetId);
        Assert.Contains(proposals[title.Id].Reasons, r => r.Contains("is a closer match", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_of_the_descriptions_are_shown_and_lift_what_is_near()
    {
        await AssetAsync("Merle Ackerholt", description: "A ferryman with a scar and an oilskin coat.");
        var (with, without) = await app.WithDbAsync(async db =>
        {
            var matches = new LibraryMatches(db);
            return (
                (await matches.LikelyAsync(AssetType.Character, "ACKERHOLT", [], "Scar across the chin, oilskin coat."))[0],
                (await matches.LikelyAsync(AssetType.Character, "ACKERHOLT", [], "Young."))[0]
            );
        });
        Assert.True(with.Score > without.Score, $"{with.Score} {without.Score}");
        Assert.Contains(with.Reasons, r =>
            r.StartsWith("both descriptions mention ", StringComparison.Ordinal) && r.Contains("oilskin", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_renamed_asset_is_found_by_its_new_name_only()
    {
        var known = await AssetAsync("Theobald Krautwurst");
        await app.WithDbAsync(async db =>
        {
            var asset = await db.Set<LibraryAsset>().SingleAsync(a => a.Id == known);
            asset.Describe("Gisbert Sommerfeldt", [], "");
            await db.SaveAssetAsync(asset, "edited");
            return 0;
        });
        Assert.Equal(known, (await ProposedAsync("GISBERT SOMMERFELDT")).LibraryAssetId);
        Assert.Null((await ProposedAsync("THEOBALD KRAUTWURST")).LibraryAssetId);
    }

    [Fact]
    public async Task Rows_from_before_get_their_keys_once_and_keep_their_revision()
    {
        var known = await AssetAsync("Bartholomew Finchcastle");
        await app.WithDbAsync(async db =>
        {
            await db.Set<LibraryNameKey>().Where(k => k.LibraryAssetId == known).ExecuteDeleteAsync();
            return await db.Set<LibraryAsset>().Where(a => a.Id == known).ExecuteUpdateAsync(s => s.SetProperty(a => a.KeysVersion, 0));
        });
        Assert.Null((await ProposedAsync("BARTHOLOMEW FINCHCASTLE")).LibraryAssetId);
        Assert.True(await app.WithDbAsync(db => db.BackfillKeysAsync()) >= 1);
        Assert.Equal(0, await app.WithDbAsync(db => db.BackfillKeysAsync()));
        Assert.Equal(known, (await ProposedAsync("BARTHOLOMEW FINCHCASTLE")).LibraryAssetId);
        Assert.Equal(
            1,
            await app.WithDbAsync(db => db.Set<LibraryAsset>().Where(a => a.Id == known).Select(a => a.Revision).SingleAsync())
        );
    }

    [Fact]
    public async Task Many_are_matched_with_as_many_queries_as_one()
    {
        var project = await ProjectAsync();
        for (var i = 0; i < 12; i++)
        {
            await AssetAsync($"Quentin Marble{(char)('a' + i)}");
        }

        var candidates = new List<Candidate>();
        for (var i = 0; i < 12; i++)
        {
            candidates.Add(await app.CandidateAsync(project, $"QUENTIN MARBLE{(char)('A' + i)}"));
        }

        await ProposeAsync(candidates[0]);
        var one = asked;
        await ProposeAsync([.. candidates]);
        Assert.Equal((5, 5), (one, asked));

        var assets = new List<ProjectAsset>();
        for (var i = 0; i < 12; i++)
        {
            assets.Add(await app.ProjectAssetAsync(project, $"Quentin Marble{(char)('a' + i)}", AssetType.Character));
        }

        app.Queries.Take();
        var likely = await app.WithDbAsync(db => new LibraryMatches(db).LikelyAsync(assets));
        Assert.Equal(3, app.Queries.Take());
        Assert.All(assets, a => Assert.Equal(a.Name, likely[a.Id][0].Name));
    }

    private Task<Project> ProjectAsync() =>
        app.WithDbAsync(async db =>
        {
            var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
            return await app.ProjectAsync("A film", user.Id);
        });

    private async Task<Guid> AssetAsync(
        string name,
        string[]? aliases = null,
        AssetType type = AssetType.Character,
        string description = ""
    ) =>
        await app.WithDbAsync(async db =>
        {
            var asset = LibraryAsset.Make(db, type, name, aliases, description);
            await db.SaveAssetAsync(asset, "created");
            return asset.Id;
        });

    private async Task<Proposal> ProposedAsync(string name, AssetType type = AssetType.Character, Project? project = null)
    {
        var candidate = await app.CandidateAsync(project ?? await ProjectAsync(), name, type);
        return (await ProposeAsync(candidate))[candidate.Id];
    }

    private Task<Dictionary<Guid, Proposal>> ProposeAsync(params Candidate[] candidates) =>
        app.WithDbAsync(async db =>
        {
            var ids = candidates.Select(c => c.Id).ToList();
            app.Queries.Take();
            await new NameProposals(db, new LibraryMatches(db)).ProposeAsync(candidates[0].BranchId, candidates);
            asked = app.Queries.Take();
            await db.SaveChangesAsync();
            return db.Set<Proposal>().Local.Where(p => ids.Contains(p.CandidateId)).ToDictionary(p => p.CandidateId);
        });
}

public sealed class SqliteProposalsTests(CountingApp app) : ProposalsContract(app), IClassFixture<CountingApp>;

public sealed class PostgresProposalsTests(PostgresCountingApp app) : ProposalsContract(app), IClassFixture<PostgresCountingApp>;
