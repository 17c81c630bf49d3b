using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Styles;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Styles;

/// <summary>A style with additions per type, its revisions, and what becomes of pictures that were made with an earlier one.</summary>
public sealed class StylePageTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task What_is_added_for_a_type_goes_into_its_pictures_only_and_a_change_makes_them_stale()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        var (mara, lamp) = (
            await app.ProjectAssetAsync(project, "Mara", AssetType.Character),
            await app.ProjectAssetAsync(project, "Lamp")
        );
        var style = project.StyleId!.Value;
        using var edited = await client.PatchAsJsonAsync(
            $"/api/v1/styles/{style}",
            new { revision = 1, forCharacters = "faces in soft pencil" }
        );
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        var sent = await GenerateAsync(client, mara.Id, lamp.Id);
        Assert.Contains("faces in soft pencil", sent[mara.Id].Prompt, StringComparison.Ordinal);
        Assert.Contains(sent[mara.Id].Parts!, p => p.Kind == PartKind.StyleOfType);
        Assert.DoesNotContain("faces in soft pencil", sent[lamp.Id].Prompt, StringComparison.Ordinal);

        // Only what goes into props has changed.
        using var again = await client.PatchAsJsonAsync($"/api/v1/styles/{style}", new { revision = 2, forProps = "on grey card" });
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var made = await app.WithAsync<Staleness, IReadOnlyDictionary<Guid, MadePicture>>(s => s.MadePicturesAsync([mara.Id, lamp.Id]));
        Assert.Equal((false, true), (made[mara.Id].IsStale, made[lamp.Id].IsStale));
        using var late = await client.PatchAsJsonAsync($"/api/v1/styles/{style}", new { revision = 1, prompt = "mine" });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task A_style_is_edited_and_an_earlier_revision_is_taken_again()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var page = await app.SignInAsync(user.UserName!);
        var id = await app.StyleAsync("ink and wash");
        var text = await page.PostedFormAsync(
            $"/Library/Styles/{id}",
            ("revision", "1"),
            ("name", "Ink"),
            ("prompt", "oil on canvas"),
            ("forLocations", "wide and empty")
        );
        Assert.Contains("oil on canvas", text, StringComparison.Ordinal);
        using var late = await page.PostAsync($"/Library/Styles/{id}", Form(("revision", "1"), ("name", "Ink"), ("prompt", "mine")));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var empty = await page.PostAsync($"/Library/Styles/{id}", Form(("revision", "2"), ("name", "Ink"), ("prompt", "")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        await page.PostedFormAsync($"/Library/Styles/{id}?handler=Again", ("revision", "2"), ("was", "1"));
        var now = await app.WithDbAsync(db => db.Set<StyleCapsule>().SingleAsync(s => s.Id == id));
        Assert.Equal((3, "ink and wash", ""), (now.Revision, now.Prompt, now.ForLocations));
        Assert.Equal(3, await app.WithDbAsync(db => db.Set<StyleCapsuleRevision>().CountAsync(r => r.StyleCapsuleId == id)));
    }

    [Fact]
    public async Task Other_words_say_first_how_many_pictures_they_make_out_of_date_and_other_colours_do_not()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        using var page = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        var (mara, lamp) = (
            await app.ProjectAssetAsync(project, "Mara", AssetType.Character),
            await app.ProjectAssetAsync(project, "Lamp")
        );
        await GenerateAsync(client, mara.Id, lamp.Id);
        var (address, style) = ($"/Projects/{project.Id}/Style", await StyleAsync(project.StyleId!.Value));
        (string, string)[] same = [("name", style.Name), ("negative", style.Negative)];
        using var warned = await page.PostAsync(address, Form([.. same, ("revision", "1"), ("prompt", "charcoal on grey paper")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, warned.StatusCode);
        var text = await warned.Content.ReadAsStringAsync();
        Assert.Contains("2 pictures will be out of date.", text, StringComparison.Ordinal);
        Assert.Contains("charcoal on grey paper", text, StringComparison.Ordinal);
        Assert.Equal(style.Prompt, (await StyleAsync(style.Id)).Prompt);

        await page.PostedFormAsync(address, [.. same, ("revision", "1"), ("prompt", style.Prompt), ("palette", "#112233")]);
        Assert.Equal(2, (await StyleAsync(style.Id)).Revision);
        await page.PostedFormAsync(address, [.. same, ("revision", "2"), ("prompt", "charcoal"), ("confirmed", "true")]);
        Assert.Equal("charcoal", (await StyleAsync(style.Id)).Prompt);

        // Whoever comes too late sees both, and a second save is meant.
        using var late = await page.PostAsync(address, Form([.. same, ("revision", "2"), ("prompt", "mine")]));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var both = await late.Content.ReadAsStringAsync();
        Assert.Contains("charcoal", both, StringComparison.Ordinal);
        Assert.Contains("mine", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_out_of_date_is_not_paid_twice_where_somebody_only_has_to_choose()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        using var page = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        var mara = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        await GenerateAsync(client, mara.Id);
        await page.PostedFormAsync($"/Versions/{mara.Id}/reference/Best", ("number", "1"));
        using var edited = await client.PatchAsJsonAsync($"/api/v1/styles/{project.StyleId}", new { revision = 1, prompt = "charcoal" });
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        for (var i = 0; i < 2; i++)
        {
            await page.PostedFormAsync($"/Projects/{project.Id}/Assets/GenerateMissing", ("stale", "true"));
            await Patience.UntilAsync(() =>
                app.WithDbAsync(async db => !await db.Set<Job>().AnyAsync(j => j.ProjectId == project.Id && j.EndedAt == null))
            );
        }

        Assert.Equal(2, await app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.SubjectId == mara.Id)));
        Assert.Contains(
            $"asset-{mara.Id}",
            await page.GetStringAsync($"/Projects/{project.Id}/Assets?state=stale"),
            StringComparison.Ordinal
        );
    }

    private Task<StyleCapsule> StyleAsync(Guid id) => app.WithDbAsync(db => db.Set<StyleCapsule>().SingleAsync(s => s.Id == id));

    [Fact]
    public async Task A_sample_is_drawn_in_the_style_itself()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        var id = await app.StyleAsync("ink and wash");
        var sent = (await GenerateAsync(client, id))[id];
        Assert.Contains("A sample of the style", sent.Prompt, StringComparison.Ordinal);
        Assert.Contains("ink and wash", sent.Prompt, StringComparison.Ordinal);
        Assert.Equal(id, sent.Style!.Id);
    }

    private async Task<Dictionary<Guid, RequestSnapshot>> GenerateAsync(HttpClient client, params Guid[] subjects)
    {
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new { subjects = subjects.Select(id => new { type = "projectAsset", id }) }
        );
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        foreach (var job in JsonSerializer.Deserialize<JsonElement>(text).GetProperty("jobs").EnumerateArray())
        {
            Assert.Equal(
                "succeeded",
                (await client.FinishedAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}")).GetProperty("state").GetString()
            );
        }

        return await app.WithDbAsync(async db =>
            (await db.Set<GenerationRequest>().Where(r => subjects.Contains(r.SubjectId!.Value)).ToListAsync()).ToDictionary(
                r => r.SubjectId!.Value,
                r => JsonSerializer.Deserialize<RequestSnapshot>(r.Sent, JsonSerializerOptions.Web)!
            )
        );
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
