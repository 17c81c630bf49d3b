using System.Net.Http.Headers;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Pages;

/// <summary>Lists weigh the same however long they are.</summary>
public sealed class PageWeightTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task The_first_page_of_3000_assets_and_a_decision_among_1000_candidates_are_light()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("Long", user.Id);
        var one = await app.CandidateAsync(project, "Number one");
        await app.WithDbAsync(async db =>
        {
            var branch = await db.Set<Branch>().Where(b => b.ProjectId == project.Id).Select(b => b.Id).SingleAsync();
            var run = await db.Set<ExtractionRun>().SingleAsync(r => r.Id == one.RunId);
            for (var i = 0; i < 3000; i++)
            {
                ProjectAsset.Make(
                    db,
                    project.Id,
                    branch,
                    AssetType.Prop,
                    $"A thing of some length, number {i}",
                    [],
                    "Described in a few words."
                );
            }

            for (var i = 0; i < 1000; i++)
            {
                db.Add(
                    Candidate.From(
                        run,
                        i + 1,
                        new(AssetType.Character, $"Person of some length {i}", [], "As found.", Confidence.Sure, true, [], []),
                        new Dictionary<int, Guid>()
                    )
                );
            }

            return await db.SaveChangesAsync();
        });
        var page = await person.GetByteArrayAsync($"/Projects/{project.Id}/Assets");
        Assert.InRange(page.Length, 1, 150_000);
        using var decision = new HttpRequestMessage(HttpMethod.Post, $"/Projects/{project.Id}/Inbox/Accept")
        {
            Content = new FormUrlEncodedContent([new("ids", $"{one.Id}"), new("fast", "true")]),
        };
        decision.Headers.Add("HX-Request", "true");
        decision.Headers.Add("HX-Request-Type", "partial");
        decision.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var answer = await person.SendAsync(decision);
        Assert.True(answer.IsSuccessStatusCode);
        var fragment = await answer.Content.ReadAsByteArrayAsync();
        Assert.InRange(fragment.Length, 1, 20_000);
        var inbox = await person.GetStringAsync($"/Projects/{project.Id}/Inbox");
        Assert.Equal(200, inbox.Split("id=\"line-").Length - 1);
    }
}
