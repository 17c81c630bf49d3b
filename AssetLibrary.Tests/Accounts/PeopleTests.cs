using System.Net;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Accounts;

/// <summary>What an admin does with people, and people with themselves.</summary>
public sealed class PeopleTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task An_admin_resets_a_password_ends_sessions_and_deletes_a_person_whose_work_stays()
    {
        var (name, admin) = ($"p{Guid.NewGuid():N}", await app.AddUserAsync($"a{Guid.NewGuid():N}", Role.Admin));
        var user = await app.AddUserAsync(name);
        var project = await app.ProjectAsync("A film", user.Id);
        using var boss = await app.SignInAsync(admin.UserName!);
        using var person = await app.SignInAsync(name, followRedirects: false);
        using (var inside = await person.GetAsync("/Projects"))
        {
            Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        }

        await boss.PostedFormAsync("/Admin?handler=EndSessions", ("id", $"{user.Id}"));
        using (var outside = await person.GetAsync("/Projects"))
        {
            Assert.Equal(HttpStatusCode.Redirect, outside.StatusCode);
        }

        await boss.PostedFormAsync("/Admin?handler=Password", ("id", $"{user.Id}"), ("password", "tabletop ferns argue"));
        using var weak = await boss.PostAsync(
            "/Admin?handler=Password",
            new FormUrlEncodedContent([new("id", $"{user.Id}"), new("password", "short")])
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        await boss.PostedFormAsync("/Admin?handler=Delete", ("id", $"{user.Id}"));
        Assert.False(await app.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.Id == user.Id)));
        Assert.False(await app.WithDbAsync(db => db.Set<ProjectMember>().AnyAsync(m => m.UserId == user.Id)));
        Assert.Contains("A film", await boss.GetStringAsync($"/Projects/{project.Id}"), StringComparison.Ordinal);
        using var self = await boss.PostAsync("/Admin?handler=Delete", new FormUrlEncodedContent([new("id", $"{admin.Id}")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, self.StatusCode);
    }

    [Fact]
    public async Task A_person_takes_another_name_and_a_new_token_is_shown_once()
    {
        var (name, next) = ($"n{Guid.NewGuid():N}", $"m{Guid.NewGuid():N}");
        await app.AddUserAsync(name);
        var taken = await app.AddUserAsync($"t{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(name);
        Assert.Contains(next, await person.PostedFormAsync("/Account?handler=Name", ("name", next)), StringComparison.Ordinal);
        using var refused = await person.PostAsync("/Account?handler=Name", new FormUrlEncodedContent([new("name", taken.UserName!)]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        (await app.SignInAsync(next)).Dispose();

        var made = await person.PostedFormAsync("/Account?handler=Issue", ("name", "Render farm"));
        Assert.Contains("class=\"secret\"", made, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"secret\"", await person.GetStringAsync("/Account"), StringComparison.Ordinal);
    }
}
