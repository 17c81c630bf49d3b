using System.Net;
using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Composing;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Generation.Composing;

/// <summary>A picture is steered by one form: what it sends is what goes out.</summary>
public sealed class ComposerTests(App app) : IClassFixture<App>
{
    private const string Order = "/Generate/Compose?handler=Order";

    [Fact]
    public async Task What_is_typed_goes_into_the_prompt_in_its_place_and_the_size_and_count_are_as_asked()
    {
        var (page, _, asset) = await StudioAsync();
        using var ordered = await page.PostAsync(
            Order,
            Form(
                ("subjectId", $"{asset}"),
                ("prompt", "Seen from below"),
                ("description", "A lamp of green glass."),
                ("negative", "people"),
                ("size", "640x480"),
                ("count", "2")
            )
        );
        Assert.True(ordered.IsSuccessStatusCode);
        var requests = await SentAsync(asset);
        Assert.Equal(2, requests.Count);
        Assert.All(requests, r =>
        {
            Assert.Equal((640, 480), (r.Width, r.Height));
            var parts = r.Parts!.ToDictionary(p => p.Kind, p => p.Text);
            Assert.Equal("Seen from below", parts[PartKind.Typed]);
            Assert.Equal("A lamp of green glass.", parts[PartKind.Description]);
            Assert.Equal("people", parts[PartKind.Negative]);
            Assert.Contains(PartKind.Style, parts.Keys);
        });
    }

    [Theory]
    [InlineData("size", "7x7")]
    [InlineData("size", "wide")]
    [InlineData("count", "17")]
    [InlineData("seed", "twelve")]
    [InlineData("maker", "Nobody|x")]
    public async Task What_does_not_fit_is_said_beside_its_field_and_what_was_typed_stays(string field, string value)
    {
        var (page, _, asset) = await StudioAsync();
        using var refused = await page.PostAsync(Order, Form(("subjectId", $"{asset}"), ("prompt", "Kept words"), (field, value)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var form = await refused.Content.ReadAsStringAsync();
        Assert.Contains("role=\"alert\"", form, StringComparison.Ordinal);
        Assert.Contains("Kept words", form, StringComparison.Ordinal);
        Assert.Empty(await SentAsync(asset));
    }

    [Fact]
    public async Task The_same_key_orders_once_and_another_order_is_another()
    {
        var (page, _, asset) = await StudioAsync();
        var key = $"{Guid.NewGuid():N}";
        for (var i = 0; i < 3; i++)
        {
            using var sent = await page.PostAsync(Order, Form(("subjectId", $"{asset}"), ("idempotencyKey", key)));
            Assert.True(sent.IsSuccessStatusCode);
        }

        Assert.Single(await SentAsync(asset));
        using var other = await page.PostAsync(Order, Form(("subjectId", $"{asset}"), ("prompt", "Another"), ("idempotencyKey", key)));
        Assert.Equal(2, (await SentAsync(asset)).Count);
    }

    [Fact]
    public async Task Again_with_changes_begins_with_what_was_sent()
    {
        var (page, project, asset) = await StudioAsync();
        using var ordered = await page.PostAsync(
            Order,
            Form(("subjectId", $"{asset}"), ("prompt", "Seen from below"), ("size", "640x480"))
        );
        var media = await Patience.SeeAsync(
            () => app.WithDbAsync(db => db.Set<GenerationRequest>().Where(r => r.SubjectId == asset).Select(r => r.MediaId).SingleAsync()),
            m => m is not null
        );
        var form = await page.GetStringAsync($"/Generate/Compose?subjectId={asset}&from={media}");
        Assert.Contains("Seen from below", form, StringComparison.Ordinal);
        Assert.Contains("640x480", form, StringComparison.Ordinal);
        Assert.NotNull(project);
    }

    [Fact]
    public async Task A_preset_is_kept_for_the_project_and_replaced_under_its_name()
    {
        var (page, project, asset) = await StudioAsync();
        foreach (var size in new[] { "640x480", "800x600" })
        {
            using var kept = await page.PostAsync(
                "/Generate/Compose?handler=Preset",
                Form(("subjectId", $"{asset}"), ("size", size), ("prompt", "grainy"), ("presetName", "Night look"))
            );
            Assert.True(kept.IsSuccessStatusCode);
        }

        var preset = Assert.Single(
            await app.WithDbAsync(db => db.Set<GenerationPreset>().Where(p => p.ProjectId == project.Id).ToListAsync())
        );
        Assert.Equal("800x600", JsonSerializer.Deserialize<PresetSettings>(preset.Settings, JsonSerializerOptions.Web)!.Size);
        Assert.Contains("Night look", await page.GetStringAsync($"/Generate/Compose?subjectId={asset}"), StringComparison.Ordinal);
        using var nameless = await page.PostAsync("/Generate/Compose?handler=Preset", Form(("subjectId", $"{asset}"), ("presetName", " ")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
    }

    [Fact]
    public async Task At_a_limit_it_is_taken_and_one_more_is_refused()
    {
        var (page, project, asset) = await StudioAsync();
        foreach (
            var (field, value, status) in new[]
            {
                ("prompt", new string('a', 20_000), HttpStatusCode.OK),
                ("prompt", new string('a', 20_001), HttpStatusCode.UnprocessableEntity),
                ("count", "16", HttpStatusCode.OK),
                ("count", "17", HttpStatusCode.UnprocessableEntity),
            }
        )
        {
            using var answer = await page.PostAsync(Order, Form(("subjectId", $"{asset}"), (field, value)));
            Assert.Equal(status, answer.StatusCode);
        }

        await app.AddAsync([
            .. Enumerable
                .Range(1, 49)
                .Select(i => (object)GenerationPreset.Make(project.Id, $"Preset {i}", new(null, null, null, null, null, false))),
        ]);
        foreach (var (name, status) in new[] { ("Preset 50", HttpStatusCode.OK), ("Preset 51", HttpStatusCode.UnprocessableEntity) })
        {
            using var answer = await page.PostAsync(
                "/Generate/Compose?handler=Preset",
                Form(("subjectId", $"{asset}"), ("presetName", name))
            );
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_project_that_asks_for_approval_sends_only_approved_pictures_along()
    {
        var (_, project, asset) = await StudioAsync();
        var rule = new Func<Guid, Task<string?>>(media =>
            app.WithAsync<IReferenceRule, string?>(r => r.RefusalAsync(project.Id, [media], CancellationToken.None))
        );
        var picture = Given.Picture(project.Id);
        var mara = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var number = await app.VersionAsync(mara.Subject, picture);
        Assert.Null(await rule(picture.Id));
        await app.WithDbAsync(async db =>
        {
            (await db.Set<Project>().SingleAsync(p => p.Id == project.Id)).RequireApprovedReferences(true);
            return await db.SaveChangesAsync();
        });
        Assert.NotNull(await rule(picture.Id));
        await app.WithDbAsync(async db =>
        {
            var version = await db.Set<AssetLibrary.Web.Versions.AssetVersion>()
                .SingleAsync(v => v.MediaId == picture.Id && v.Number == number);
            var review = new VersionReview
            {
                HistoryId = version.HistoryId,
                Number = number,
                ProjectId = project.Id,
            };
            review.Say(ReviewState.Approved, null, db.Now, null);
            db.Add(review);
            return await db.SaveChangesAsync();
        });
        Assert.Null(await rule(picture.Id));
        Assert.NotEqual(Guid.Empty, asset);
    }

    private async Task<(HttpClient Page, Project Project, Guid Asset)> StudioAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", user.Id);
        return (await app.SignInAsync(user.UserName!), project, (await app.ProjectAssetAsync(project, "Lamp")).Id);
    }

    private Task<List<RequestSnapshot>> SentAsync(Guid asset) =>
        app.WithDbAsync(async db =>
            (await db.Set<GenerationRequest>().Where(r => r.SubjectId == asset).Select(r => r.Sent).ToListAsync()).ConvertAll(s =>
                JsonSerializer.Deserialize<RequestSnapshot>(s, JsonSerializerOptions.Web)!
            )
        );

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
