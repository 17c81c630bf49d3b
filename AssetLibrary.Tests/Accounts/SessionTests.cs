using System.Net;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Accounts;

public abstract class SessionContract(App app)
{
    [Fact]
    public async Task A_copied_cookie_is_dead_once_its_person_has_signed_out()
    {
        var (name, browser, copy) = await TwiceAsync(sameCookie: true);
        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync("/Account")).StatusCode);
        await PostAsync(browser, "/SignOut");
        Assert.Equal(HttpStatusCode.Found, (await copy.GetAsync("/Account")).StatusCode);
        Assert.Equal(0, await app.WithDbAsync(db => CountAsync(db, name)));
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_at_once_and_keeps_this_one()
    {
        var (_, browser, other) = await TwiceAsync();
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/Account")).StatusCode);
        await PostAsync(browser, "/Account?handler=Password", ("current", App.Password), ("next", "tabletop ferns argue"));
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/Account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Account")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_else_leaves_this_browser()
    {
        var (name, browser, other) = await TwiceAsync();
        Assert.Contains("Sign out everywhere else", await browser.GetStringAsync("/Account"), StringComparison.Ordinal);
        await PostAsync(browser, "/Account?handler=Elsewhere");
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/Account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Account")).StatusCode);
        Assert.Equal(1, await app.WithDbAsync(db => CountAsync(db, name)));
    }

    [Fact]
    public async Task A_role_counts_from_the_next_request_on()
    {
        await app.AddUserAsync($"a{Guid.NewGuid():N}", Role.Admin);
        var name = $"u{Guid.NewGuid():N}";
        var user = await app.AddUserAsync(name, Role.Admin);
        using var client = await app.SignInAsync(name);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/Admin")).StatusCode);
        await app.WithAsync<People, int>(async people =>
        {
            await people.SetRoleAsync(user.Id, Role.Viewer);
            return 0;
        });
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/Admin")).StatusCode);
    }

    [Fact]
    public async Task A_deactivated_person_is_out_at_once_with_cookie_token_and_password()
    {
        var name = $"u{Guid.NewGuid():N}";
        var user = await app.AddUserAsync(name);
        using var browser = await app.SignInAsync(name, followRedirects: false);
        using var script = await app.WithTokenAsync(user);
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync("/api/v1/library")).StatusCode);
        await app.WithAsync<People, int>(async people =>
        {
            await people.DeactivateAsync(user.Id);
            return 0;
        });
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/Account")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.GetAsync("/api/v1/library")).StatusCode);
        using var again = await PostAsync(app.NewClient(), "/SignIn", ("Name", name), ("Password", App.Password));
        Assert.Contains("account is deactivated", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("session")]
    [InlineData("token")]
    public async Task A_stream_tells_nothing_more_once_its_rights_have_ended(string what)
    {
        await app.AddUserAsync($"a{Guid.NewGuid():N}", Role.Admin);
        var name = $"u{Guid.NewGuid():N}";
        var user = await app.AddUserAsync(name, Role.Admin);
        var project = await app.ProjectAsync("Not theirs", (await app.AddUserAsync($"o{Guid.NewGuid():N}")).Id);
        using var client = what == "token" ? await app.WithTokenAsync(user) : await app.SignInAsync(name);
        using var answer = await client.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync().WaitAsync(Patience.Limit) is { Length: > 0 }) { } // the greeting
        await app.WithAsync<People, int>(async people =>
        {
            await (
                what switch
                {
                    "role" => people.SetRoleAsync(user.Id, Role.Editor),
                    "session" => people.SetPasswordAsync(user.Id, "tabletop ferns argue"),
                    _ => RevokeAsync(user.Id),
                }
            );
            return 0;
        });
        // That the project was made may be told, for that was before.
        var later = Guid.NewGuid();
        await app.WithDbAsync(db =>
        {
            db.Announce(Topics.Project, later, project.Id);
            return db.SaveChangesAsync();
        });
        var rest = await reader.ReadToEndAsync().WaitAsync(Patience.Limit); // it ends
        Assert.DoesNotContain(later.ToString(), rest, StringComparison.Ordinal);
    }

    private Task<int> RevokeAsync(Guid user) =>
        app.WithDbAsync(db =>
            db.Set<ApiToken>()
                .Where(t => t.UserId == user)
                .ExecuteUpdateAsync(s => s.SetProperty(t => t.RevokedAt, DateTimeOffset.UnixEpoch))
        );

    private async Task<(string Name, HttpClient Browser, HttpClient Other)> TwiceAsync(bool sameCookie = false)
    {
        var name = $"u{Guid.NewGuid():N}";
        await app.AddUserAsync(name);
        if (!sameCookie)
        {
            return (name, await app.SignInAsync(name, followRedirects: false), await app.SignInAsync(name, followRedirects: false));
        }

        var cookies = new CookieContainer();
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies })
        {
            BaseAddress = app.Address,
        };
        await PostAsync(browser, "/SignIn", ("Name", name), ("Password", App.Password));
        var copied = new CookieContainer();
        copied.Add(cookies.GetCookies(app.Address));
        return (
            name,
            browser,
            new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = copied }) { BaseAddress = app.Address }
        );
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var page = await client.GetStringAsync(path.Split('?')[0]);
        using var form = new FormUrlEncodedContent([
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
            new("__RequestVerificationToken", App.CsrfToken(page)),
        ]);
        var answer = await client.PostAsync(path, form);
        Assert.True(
            answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity,
            $"{path}: {answer.StatusCode}"
        );
        return answer;
    }

    private static Task<int> CountAsync(LibraryContext db, string name) =>
        db.Set<Session>().CountAsync(s => db.Set<User>().Any(u => u.Id == s.UserId && u.UserName == name));
}

public sealed class SqliteSessionTests(App app) : SessionContract(app), IClassFixture<App>;

public sealed class PostgresSessionTests(PostgresApp app) : SessionContract(app), IClassFixture<PostgresApp>;
