using System.Net.Http.Json;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Extraction;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Inbox;

/// <summary>What the inbox asks beside a candidate: is it somebody at another age, or one whom the new draft calls otherwise?</summary>
public sealed class AlikeTests(App app) : IClassFixture<App>
{
    private const string Ages =
        "INT. KITCHEN - NIGHT\n\nEDWARD\nHello?\n\nEXT. SWAMP - DAY\n\nYOUNG EDWARD\nRun!\n\nEXT. ROAD - DAY\n\nOLD EDWARD\nFaster!\n\n"
        + "INT. BARN - DAY\n\nSANDRA\nHide!\n";

    private const string Renamed =
        "INT. KITCHEN - NIGHT\n\nMARA\nI have never been to the sea.\n\nTOM\nNor have I.\n\nMARA\nThen let us go tonight.\n\nEXT. ROAD - "
        + "DAY\n\nMARA\nIt is further than I thought.\n";

    [Fact]
    public async Task Ages_of_one_character_are_asked_about_together()
    {
        var (person, project, candidates) = await ExtractedAsync(Ages);
        foreach (var name in new[] { "Edward", "Young Edward", "Old Edward" })
        {
            var asked = await AlikeAsync(person, project, candidates[name]);
            Assert.Contains("Accept as looks of Edward", asked, StringComparison.Ordinal);
            Assert.Contains("at 3 ages?", asked, StringComparison.Ordinal);
            Assert.DoesNotContain("Possible duplicate", asked, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Accept as looks", await AlikeAsync(person, project, candidates["Sandra"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asset_that_the_new_draft_calls_otherwise_is_renamed_from_the_inbox()
    {
        var (person, project, _) = await ExtractedAsync(Renamed);
        using var client = await app.WithTokenAsync(
            await app.WithDbAsync(db => db.Set<Web.Accounts.User>().FirstAsync(u => u.Id == userId))
        );
        await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        using (var body = new StringContent(Renamed.Replace("MARA", "JOSEPHINE", StringComparison.Ordinal)))
        {
            using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=b.fountain", body);
        }

        var candidates = await ExtractAsync(client, project);
        var asked = await AlikeAsync(person, project, candidates["Josephine"]);
        Assert.Contains("Rename asset Mara to Josephine", asked, StringComparison.Ordinal);
        var asset = await app.WithDbAsync(db => db.Set<ProjectAsset>().SingleAsync(a => a.ProjectId == project && a.Name == "Mara"));
        await person.PostedFormAsync($"/Projects/{project}/Inbox/Rename", ("id", $"{candidates["Josephine"]}"), ("asset", $"{asset.Id}"));
        var renamed = await app.WithDbAsync(db => db.Set<ProjectAsset>().SingleAsync(a => a.Id == asset.Id));
        Assert.Equal(("Josephine", "Mara"), (renamed.Name, Assert.Single(renamed.Aliases)));
        Assert.Equal(
            0,
            await app.WithDbAsync(db => db.Set<Candidate>().CountAsync(c => c.ProjectId == project && c.State == CandidateState.Open))
        );
    }

    private Guid userId;

    private static async Task<string> AlikeAsync(HttpClient person, Guid project, Guid candidate)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/Projects/{project}/Inbox?handler=Alike&c={candidate}");
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("HX-Request-Type", "partial");
        using var answer = await person.SendAsync(request);
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpClient Person, Guid Project, Dictionary<string, Guid> Candidates)> ExtractedAsync(string script)
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        userId = user.Id;
        var person = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        using var client = await app.WithTokenAsync(user);
        using (var body = new StringContent(script))
        {
            using var draft = await client.PostAsync($"/api/v1/projects/{project.Id}/drafts?fileName=a.fountain", body);
        }

        return (person, project.Id, await ExtractAsync(client, project.Id));
    }

    private async Task<Dictionary<string, Guid>> ExtractAsync(HttpClient client, Guid project)
    {
        var job = await client.PostedAsync($"/api/v1/projects/{project}/extractions", new { extractor = "built-in", again = true });
        await client.FinishedAsync($"/api/v1/jobs/{job.GetProperty("jobId").GetString()}");
        return await app.WithDbAsync(db =>
            db.Set<Candidate>()
                .Where(c => c.ProjectId == project && c.State == CandidateState.Open)
                .ToDictionaryAsync(c => c.Name, c => c.Id)
        );
    }
}
