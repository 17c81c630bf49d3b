using System.Net;
using System.Text.Json;
using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Tests.Imaging;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Generation.Named;

/// <summary>Who is named in a prompt goes along with a picture, or somebody decides to go on without, before money is spent.</summary>
public sealed class NamedAssetsTests : IClassFixture<ProviderApp>
{
    private readonly ProviderApp app;

    public NamedAssetsTests(ProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    private string Gemini => $"gemini|{app.Provider("gemini").Info.DefaultModel.Id}";

    [Theory]
    [InlineData("Mara hands the lamp to Tobias.", "Mara, Tobias")]
    [InlineData("MARA’S FLAT at night", "Mara's Flat")]
    [InlineData("In Mara's flat, Mara waits", "Mara's Flat, Mara")]
    [InlineData("Old Pete and the captain", "Captain Rook")]
    [InlineData("Maranatha, tobiases and marathons", "")]
    [InlineData("élodie looks up", "Élodie")]
    [InlineData("夜里，李明在厨房", "李明")]
    [InlineData("", "")]
    public async Task Names_and_aliases_are_found_whole_and_the_longest_wins(string text, string named)
    {
        var project = await app.ProjectAsync("Named", (await app.AddUserAsync($"u{Guid.NewGuid():N}")).Id);
        await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        await app.ProjectAssetAsync(project, "Tobias", AssetType.Character);
        await app.ProjectAssetAsync(project, "Mara's Flat", AssetType.Location);
        await app.ProjectAssetAsync(project, "Élodie", AssetType.Character);
        await app.ProjectAssetAsync(project, "李明", AssetType.Character);
        await app.WithDbAsync(db =>
        {
            Web.Assets.ProjectAsset.Make(
                db,
                project.Id,
                db.Set<Branch>().First(b => b.ProjectId == project.Id).Id,
                AssetType.Character,
                "Captain Rook",
                ["Old Pete"],
                null
            );
            return db.SaveChangesAsync();
        });
        var found = await app.WithAsync<INamedAssets, IReadOnlyList<NamedAsset>>(n =>
            n.InAsync(project.Id, text, [], CancellationToken.None)
        );
        Assert.Equal(named, string.Join(", ", found.Select(f => f.Name)));
    }

    [Fact]
    public async Task What_the_picture_is_of_is_not_told_and_hides_shorter_names_also_on_another_branch()
    {
        var project = await app.ProjectAsync("Named", (await app.AddUserAsync($"u{Guid.NewGuid():N}")).Id);
        await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var flat = await app.ProjectAssetAsync(project, "Mara's Flat", AssetType.Location);
        var twin = await app.ProjectAssetAsync(project, "Mara's Flat", AssetType.Location);
        foreach (var own in new[] { flat.Id, twin.Id })
        {
            var found = await app.WithAsync<INamedAssets, IReadOnlyList<NamedAsset>>(n =>
                n.InAsync(project.Id, "Mara’s flat, third floor", [own], CancellationToken.None)
            );
            Assert.Empty(found);
        }
    }

    [Fact]
    public async Task A_picture_of_two_goes_along_as_both()
    {
        var (person, project) = await GivenAsync();
        var lamp = await app.ProjectAssetAsync(project, "Lamp");
        var both = await PicturedAsync(project, "Mara");
        var tobias = await app.ProjectAssetAsync(project, "Tobias", AssetType.Character);
        await app.WithDbAsync(async db =>
            await app.VersionAsync(tobias.Subject, await db.Set<MediaItem>().AsNoTracking().SingleAsync(m => m.Id == both))
        );
        using var went = await person.PostAsync(
            "/Generate/Compose?handler=Order",
            Form(("subjectId", $"{lamp.Id}"), ("prompt", "Mara and Tobias"), ("maker", Gemini), ("references", $"{both}"))
        );
        Assert.True(went.IsSuccessStatusCode, await went.Content.ReadAsStringAsync());
        Assert.Contains("Picture 1 shows Mara and Tobias.", Assert.Single(await SentAsync(project)).Prompt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dr. Voss {0}", "DR. VOSS {0}, alone")]
    [InlineData("Mara’s Flat {0}", "in Mara's flat {0}.")]
    [InlineData("Ysolde {0}", "Ysolde {0}'s lamp")]
    [InlineData("李明{1}", "夜里李明{1}在厨房")]
    public async Task Names_of_the_library_are_found_as_people_write_them(string stored, string text)
    {
        var (number, letter) = ($"{Random.Shared.Next(100_000):x}", "甲乙丙丁戊己庚辛"[Random.Shared.Next(8)]);
        string With(string words) =>
            words.Replace("{0}", number, StringComparison.Ordinal).Replace("{1}", $"{letter}", StringComparison.Ordinal);
        var known = await app.LibraryAssetAsync(With(stored), AssetType.Character, "");
        var found = await app.WithAsync<INamedAssets, IReadOnlyList<NamedAsset>>(n =>
            n.InAsync(null, With(text), [], CancellationToken.None)
        );
        Assert.Contains(known.Id, found.SelectMany(f => f.Same));
    }

    [Fact]
    public async Task Without_a_project_the_library_is_looked_through_by_name()
    {
        var name = $"Ysolde {Guid.NewGuid():N}"[..14];
        var known = await app.LibraryAssetAsync(name, AssetType.Character, "");
        var picture = Given.Picture();
        await app.VersionAsync(known.Subject, picture);
        var found = await app.WithAsync<INamedAssets, IReadOnlyList<NamedAsset>>(n =>
            n.InAsync(null, $"At dusk, {name.ToUpperInvariant()}, alone.", [], CancellationToken.None)
        );
        Assert.Equal((known.Id, picture.Id), (Assert.Single(found).Id, found[0].PictureId));
    }

    [Fact]
    public async Task The_composer_stops_for_who_has_no_picture_and_says_in_the_prompt_whom_the_others_show()
    {
        var (person, project) = await GivenAsync();
        var (lamp, mara) = (await app.ProjectAssetAsync(project, "Lamp"), await PicturedAsync(project, "Mara"));
        var tobias = await app.ProjectAssetAsync(project, "Tobias", AssetType.Character);
        (string, string)[] order =
        [
            ("subjectId", $"{lamp.Id}"),
            ("prompt", "Mara gives it to Tobias"),
            ("maker", Gemini),
            ("references", $"{mara}"),
        ];

        using var shown = await person.PostAsync("/Generate/Named", Form(order));
        var truth = await shown.Content.ReadAsStringAsync();
        Assert.Contains("goes along as picture 1", truth, StringComparison.Ordinal);
        Assert.Contains("no picture yet", truth, StringComparison.Ordinal);

        using var stopped = await person.PostAsync("/Generate/Compose?handler=Order", Form(order));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stopped.StatusCode);
        Assert.Contains("Tobias has no picture yet.", await stopped.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await OrdersAsync(project));

        using var went = await person.PostAsync("/Generate/Compose?handler=Order", Form([.. order, ("goOn", $"{tobias.Id}")]));
        Assert.True(went.IsSuccessStatusCode, await went.Content.ReadAsStringAsync());
        var sent = Assert.Single(await SentAsync(project));
        Assert.Contains("Picture 1 shows Mara.", sent.Prompt, StringComparison.Ordinal);
        Assert.Contains(sent.Parts!, p => p.Kind == PartKind.Shown);
    }

    [Fact]
    public async Task A_model_that_takes_no_pictures_stops_for_nobody()
    {
        var (person, project) = await GivenAsync();
        var lamp = await app.ProjectAssetAsync(project, "Lamp");
        await app.ProjectAssetAsync(project, "Tobias", AssetType.Character);
        using var went = await person.PostAsync(
            "/Generate/Compose?handler=Order",
            Form(("subjectId", $"{lamp.Id}"), ("prompt", "Tobias holds it"), ("maker", MediaItem.BuiltIn))
        );
        Assert.True(went.IsSuccessStatusCode, await went.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/Chat", "text", "maker")]
    [InlineData("/Visualize", "prompt", "makers")]
    public async Task So_do_chat_and_Visualize(string address, string text, string maker)
    {
        var (person, project) = await GivenAsync();
        var mara = await PicturedAsync(project, "Mara");
        var tobias = await app.ProjectAssetAsync(project, "Tobias", AssetType.Character);
        (string, string)[] order =
        [
            (text, "Tobias behind Mara"),
            (maker, Gemini),
            ("projectId", $"{project.Id}"),
            ("references", $"{mara}"),
        ];
        using var stopped = await person.PostAsync(address, Form(order));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stopped.StatusCode);
        var page = await stopped.Content.ReadAsStringAsync();
        Assert.Contains("Tobias has no picture yet.", page, StringComparison.Ordinal);
        Assert.Contains("Go on without a picture of Tobias", page, StringComparison.Ordinal);
        Assert.Equal(0, await OrdersAsync(project));
        using var went = await person.PostAsync(address, Form([.. order, ("goOn", $"{tobias.Id}")]));
        Assert.True(went.IsSuccessStatusCode, await went.Content.ReadAsStringAsync());
        Assert.Contains("Picture 1 shows Mara.", Assert.Single(await SentAsync(project)).Prompt, StringComparison.Ordinal);
    }

    private async Task<(HttpClient Person, Project Project)> GivenAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.SignInAsync(user.UserName!), await app.ProjectAsync("A film", user.Id));
    }

    private async Task<Guid> PicturedAsync(Project project, string name)
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", Web.Database.Role.Admin));
        var asset = await app.ProjectAssetAsync(project, name, AssetType.Character);
        using var file = new ByteArrayContent(await File.ReadAllBytesAsync(Samples.Picture("exif_gps.jpg")));
        using var form = new MultipartFormDataContent { { file, "file", "mara.jpg" } };
        using var added = await client.PostAsync($"/api/v1/media?projectId={project.Id}", form);
        var media = JsonDocument.Parse(await added.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();
        await app.WithDbAsync(async db =>
            await app.VersionAsync(asset.Subject, await db.Set<MediaItem>().AsNoTracking().SingleAsync(m => m.Id == media))
        );
        return media;
    }

    private Task<int> OrdersAsync(Project project) =>
        app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.ProjectId == project.Id));

    private Task<List<RequestSnapshot>> SentAsync(Project project) =>
        app.WithDbAsync(async db =>
            (await db.Set<GenerationRequest>().Where(r => r.ProjectId == project.Id).Select(r => r.Sent).ToListAsync()).ConvertAll(s =>
                JsonSerializer.Deserialize<RequestSnapshot>(s, JsonSerializerOptions.Web)!
            )
        );

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
