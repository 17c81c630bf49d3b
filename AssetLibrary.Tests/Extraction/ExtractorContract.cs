using AssetLibrary.Tests.Extraction.Model;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Extraction;

/// <summary>What every extractor promises.</summary>
public abstract class ExtractorContract(ModelApp app, string name)
{
    private readonly string mark = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();

    private string Script =>
        $"INT. KITCHEN {mark} - NIGHT\n\nMARA, 30s, lights an oil lamp.\n\nMARA\nHello?\n\nEXT. HARBOUR - DAWN\n\nMARA picks up the "
        + "oil lamp.\n";

    [Fact]
    public async Task Every_asset_is_proven_by_quotes_that_stand_where_they_say()
    {
        var screenplay = FountainParser.Parse(Script);
        var found = await ExtractAsync(screenplay);
        Assert.Contains(found, a => a is { Type: AssetType.Character, Name: "Mara", Speaks: true });
        Assert.Contains(found, a => a.Type == AssetType.Prop);
        var lines = screenplay.Source.Split('\n');
        Assert.All(found, a => Assert.NotEmpty(a.Evidence));
        Assert.All(found.SelectMany(a => a.Evidence), e => Assert.Contains(e.Quote, lines[e.Line - 1], StringComparison.Ordinal));
        Assert.All(found.SelectMany(a => a.Appearances), s => Assert.InRange(s.Scene, 0, 2));
    }

    [Fact]
    public async Task The_same_script_gives_the_same_answer()
    {
        var screenplay = FountainParser.Parse(Script);
        var (first, second) = (await ExtractAsync(screenplay), await ExtractAsync(screenplay));
        Assert.Equal(
            first.Select(a => (a.Type, a.Name, a.Description, a.Evidence.Count)),
            second.Select(a => (a.Type, a.Name, a.Description, a.Evidence.Count))
        );
    }

    [Fact]
    public async Task Progress_ends_with_all_scenes()
    {
        var told = new List<(int Done, int Total)>();
        await ExtractAsync(FountainParser.Parse(Script), told);
        Assert.Equal((2, 2), told[^1]);
        Assert.All(told, t => Assert.InRange(t.Done, 0, t.Total));
    }

    [Fact]
    public async Task Nothing_comes_of_nothing() => Assert.Empty(await ExtractAsync(FountainParser.Parse("")));

    [Fact]
    public async Task It_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExtractAsync(FountainParser.Parse(Script), cancel: cancel.Token));
    }

    private async Task<IReadOnlyList<FoundAsset>> ExtractAsync(
        Screenplay screenplay,
        List<(int Done, int Total)>? told = null,
        CancellationToken cancel = default
    )
    {
        app.Model.Answer = new Reader().Knows("characters", "Mara").Knows("locations", "Kitchen").Knows("props", "oil lamp").Read;
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", user.Id);
        var run = await RunAsync(project);
        await using var scope = app.Services.CreateAsyncScope();
        var extractor = scope.ServiceProvider.GetServices<IExtractor>().Single(e => e.Name == name);
        Assert.Null(extractor.Missing);
        return await extractor.ExtractAsync(
            run,
            screenplay,
            new ExtractionReport(
                (done, total) =>
                {
                    told?.Add((done, total));
                    return Task.CompletedTask;
                }
            ),
            cancel
        );
    }

    private async Task<ExtractionRun> RunAsync(Project project)
    {
        var candidate = await app.CandidateAsync(project, "Somebody");
        return await app.WithDbAsync(async db => (await db.Set<ExtractionRun>().FindAsync(candidate.RunId))!);
    }
}

public sealed class BuiltInExtractorContractTests(ModelApp app) : ExtractorContract(app, ExtractionJob.BuiltIn), IClassFixture<ModelApp>;

public sealed class LanguageModelExtractorContractTests(ModelApp app)
    : ExtractorContract(app, ExtractionJob.LanguageModel),
        IClassFixture<ModelApp>;
