using System.Net;
using System.Net.Http.Json;
using AssetLibrary.Web.Accounts;

namespace AssetLibrary.Tests.Accounts;

/// <summary>Where only a part of what can be asked costs money. A merge is in the model's budget tests.</summary>
public sealed class SpendingTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_token_that_may_edit_reads_a_script_with_the_built_in_extractor_and_not_with_a_model()
    {
        var user = await app.AddUserAsync("editor of scripts");
        var project = await app.ProjectAsync("A film", user.Id);
        using var editor = await app.WithTokenAsync(user, Policies.Read, Policies.Edit);
        var url = $"/api/v1/projects/{project.Id}/extractions";
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsJsonAsync(url, new { extractor = "language-model" })).StatusCode);
        Assert.NotEqual(HttpStatusCode.Forbidden, (await editor.PostAsJsonAsync(url, new { extractor = "built-in" })).StatusCode);
        using var spender = await app.WithTokenAsync(user, Policies.Edit, Policies.Generate);
        Assert.NotEqual(HttpStatusCode.Forbidden, (await spender.PostAsJsonAsync(url, new { extractor = "language-model" })).StatusCode);
    }

    [Theory]
    [InlineData("generation", "retry")]
    [InlineData("extraction", "retry")]
    [InlineData("generation", "resume")]
    [InlineData("extraction", "resume")]
    public async Task A_token_that_may_only_edit_does_not_begin_again_what_costs_money(string kind, string verb)
    {
        var user = await app.AddUserAsync($"editor of {kind} {verb}");
        var job = await app.JobAsync((await app.ProjectAsync("A film", user.Id)).Id, kind);
        using var editor = await app.WithTokenAsync(user, Policies.Edit);
        using var answer = await editor.PostAsJsonAsync($"/api/v1/jobs/{job.Id}/{verb}", new { });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
