using System.Net;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Projects;

/// <summary>The places of a project and what leads to them; what people do with a whole project.</summary>
public sealed class ProjectPlacesTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("Stage5", "Assets")]
    [InlineData("Stage5?type=prop&q=lamp", "Assets?type=prop&q=lamp")]
    [InlineData("Stage5?kind=prop", "Inbox?kind=prop")]
    [InlineData("Stage5/Style", "Style")]
    [InlineData("Stage5/Accept", "Inbox/Accept")]
    [InlineData("Stage5/Runs/7", "Inbox/Runs/7")]
    [InlineData("Stage5/GenerateMissing", "Assets/GenerateMissing")]
    public async Task An_old_address_leads_on(string old, string now)
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(user.UserName!, followRedirects: false);
        var project = $"/Projects/{Guid.NewGuid()}";
        using var answer = await person.GetAsync($"{project}/{old}");
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal($"{project}/{now}", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_archived_project_is_out_of_the_list_and_back_when_it_is_restored()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(user.UserName!);
        var (name, other) = ($"The Long Night {Guid.NewGuid():N}", $"Harbour {Guid.NewGuid():N}");
        var project = await app.ProjectAsync(name, user.Id);
        await app.ProjectAsync(other, user.Id);
        Assert.DoesNotContain(other, await person.GetStringAsync("/Projects?q=long+night"), StringComparison.Ordinal);
        Assert.Contains(name, await person.GetStringAsync("/Projects?q=long+night"), StringComparison.Ordinal);
        await person.PostedFormAsync($"/Projects/{project.Id}/Settings?handler=Archive", ("back", "false"));
        Assert.DoesNotContain(name, await person.GetStringAsync("/Projects"), StringComparison.Ordinal);
        Assert.Contains(name, await person.GetStringAsync("/Projects?archived=true"), StringComparison.Ordinal);
        await person.PostedFormAsync($"/Projects/{project.Id}/Settings?handler=Archive", ("back", "true"));
        Assert.Contains(name, await person.GetStringAsync("/Projects"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_members_role_is_changed_and_holds_at_once()
    {
        var (ann, bob) = (await app.AddUserAsync($"a{Guid.NewGuid():N}"), await app.AddUserAsync($"b{Guid.NewGuid():N}"));
        var project = await app.ProjectAsync("A film", ann.Id, (bob.Id, Role.Editor));
        using var first = await app.SignInAsync(ann.UserName!);
        using var second = await app.SignInAsync(bob.UserName!);
        await first.PostedFormAsync($"/Projects/{project.Id}/Settings?handler=Role", ("userId", $"{bob.Id}"), ("role", "Viewer"));
        using var refused = await second.PostAsync(
            $"/Projects/{project.Id}/Assets/New",
            new FormUrlEncodedContent([new("Type", "Prop"), new("Name", "Lamp")])
        );
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_new_asset_that_may_be_there_already_is_asked_about_and_made_when_it_is_meant()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        await app.ProjectAssetAsync(project, "Captain Mara Voss", AssetType.Character);
        var form = new Func<string, string, FormUrlEncodedContent>(
            (name, another) => new([new("Type", "Character"), new("Name", name), new("isAnother", another)])
        );
        using var asked = await person.PostAsync($"/Projects/{project.Id}/Assets/New", form("Mara Voss", "false"));
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        Assert.Contains("Captain Mara Voss", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var meant = await person.PostAsync($"/Projects/{project.Id}/Assets/New", form("Mara Voss", "true"));
        Assert.Equal(HttpStatusCode.OK, meant.StatusCode);
        using var other = await person.PostAsync($"/Projects/{project.Id}/Assets/New", form("Old Pete", "false"));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var nameless = await person.PostAsync($"/Projects/{project.Id}/Assets/New", form(" ", "false"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
        var list = await person.GetStringAsync($"/Projects/{project.Id}/Assets?state=duplicate");
        Assert.Contains("Captain Mara Voss", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Old Pete</a>", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asset_that_a_draft_calls_otherwise_takes_the_name_and_keeps_the_old_one_as_an_alias()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        await person.PostedFormAsync($"/Projects/{project.Id}/Assets/{asset.Id}?handler=Rename", ("to", "Mara Voss"));
        var now = await app.WithDbAsync(db => db.Set<AssetLibrary.Web.Assets.ProjectAsset>().SingleAsync(a => a.Id == asset.Id));
        Assert.Equal(("Mara Voss", "Mara"), (now.Name, Assert.Single(now.Aliases)));
    }

    [Fact]
    public async Task A_branch_is_renamed_but_neither_into_anothers_name_nor_main_itself()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        var address = $"/Projects/{project.Id}/Branches";
        await person.PostedFormAsync(address, ("name", "Happy ending"));
        var branches = await app.WithDbAsync(db => db.Set<Branch>().Where(b => b.ProjectId == project.Id).OrderBy(b => b.Id).ToListAsync());
        await person.PostedFormAsync($"{address}?handler=Rename", ("id", $"{branches[1].Id}"), ("name", "Sad ending"));
        Assert.Contains("Sad ending", await person.GetStringAsync(address), StringComparison.Ordinal);
        foreach (
            var (id, name, status) in new[] { (branches[1].Id, "MAIN", 409), (branches[0].Id, "Other", 422), (branches[1].Id, " ", 422) }
        )
        {
            using var refused = await person.PostAsync(
                $"{address}?handler=Rename",
                new FormUrlEncodedContent([new("id", $"{id}"), new("name", name)])
            );
            Assert.Equal(status, (int)refused.StatusCode);
        }
    }
}
