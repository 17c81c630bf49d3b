using System.Net.Http.Json;
using System.Net;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Accounts;

public abstract class SignInContract(App app)
{
    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_and_led_back()
    {
        await app.AddUserAsync("eve");
        using var client = app.NewClient(followRedirects: false);
        using var answer = await client.GetAsync("/Library?q=lamp");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/SignIn?ReturnUrl=%2FLibrary%3Fq%3Dlamp", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_fragment_request_leads_the_whole_page_to_the_sign_in()
    {
        await app.AddUserAsync("ed");
        using var client = app.NewClient(followRedirects: false);
        client.DefaultRequestHeaders.Add("HX-Request", "true");
        client.DefaultRequestHeaders.Add("HX-Current-URL", "http://here/Library?q=a");
        using var answer = await client.GetAsync("/Library?handler=Grid");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("/SignIn?ReturnUrl=%2FLibrary%3Fq%3Da", answer.Headers.GetValues("HX-Redirect").Single());
    }

    [Fact]
    public async Task A_wrong_password_often_enough_locks_the_account_for_the_right_one_too()
    {
        await app.AddUserAsync("lou");
        for (var i = 0; i < 4; i++)
        {
            Assert.Contains("do not belong together", await TryAsync("lou", "wrong password"), StringComparison.Ordinal);
        }

        await TryAsync("lou", "wrong password");
        Assert.Contains("locked for a few minutes", await TryAsync("lou", App.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_led_to_a_foreign_address_after_signing_in()
    {
        await app.AddUserAsync("kim");
        using var client = app.NewClient(followRedirects: false);
        using var form = await FormAsync(client, "kim", App.Password);
        using var answer = await client.PostAsync("/SignIn?returnUrl=https%3A%2F%2Fevil.example%2F", form);
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_stored_and_a_revoked_one_opens_nothing()
    {
        var max = await app.AddUserAsync("max");
        using var client = await app.WithTokenAsync(max);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/library")).StatusCode);
        var secret = client.DefaultRequestHeaders.Authorization!.Parameter!;
        var token = await app.WithDbAsync(db => db.Set<ApiToken>().SingleAsync(t => t.UserId == max.Id));
        Assert.NotEqual(secret, token.Hash);
        Assert.Equal(ApiToken.HashOf(secret), token.Hash);
        await app.WithDbAsync(async db =>
        {
            db.Set<ApiToken>().Single(t => t.Id == token.Id).Revoke(db.Now);
            return await db.SaveChangesAsync();
        });
        using var refused = await client.GetAsync("/api/v1/library");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_tokens_scopes_narrow_what_its_person_may_do()
    {
        var sam = await app.AddUserAsync("sam");
        using var reader = await app.WithTokenAsync(sam, Policies.Read);
        using var editor = await app.WithTokenAsync(sam, Policies.Read, Policies.Edit);
        var asset = new { type = "prop", name = "Lamp" };
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/v1/library")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/api/v1/library", asset)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await editor.PostAsJsonAsync("/api/v1/library", asset)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsJsonAsync("/api/v1/generations", new { prompt = "a lamp" })).StatusCode);
    }

    [Fact]
    public async Task A_reading_token_cannot_issue_a_stronger_one()
    {
        var ray = await app.AddUserAsync("ray");
        using var reader = await app.WithTokenAsync(ray, Policies.Read);
        var page = await reader.GetStringAsync("/Account");
        using var form = new FormUrlEncodedContent([new("name", "stronger"), new("__RequestVerificationToken", App.CsrfToken(page))]);
        using var answer = await reader.PostAsync("/Account?handler=Issue", form);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<ApiToken>().CountAsync(t => t.UserId == ray.Id)));
    }

    [Fact]
    public async Task With_a_cookie_the_api_wants_the_antiforgery_header()
    {
        await app.AddUserAsync("pat");
        using var client = await app.SignInAsync("pat");
        var asset = new { type = "prop", name = "Lamp" };
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/v1/library", asset)).StatusCode);
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/api/v1/library", asset)).StatusCode);
        using var form = new FormUrlEncodedContent([new("Name", "Lamp")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/Library/New", form)).StatusCode);
    }

    private async Task<string> TryAsync(string name, string password)
    {
        using var client = app.NewClient();
        using var form = await FormAsync(client, name, password);
        using var answer = await client.PostAsync("/SignIn", form);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<FormUrlEncodedContent> FormAsync(HttpClient client, string name, string password) =>
        new([new("Name", name), new("Password", password), new("__RequestVerificationToken", App.CsrfToken(await client.GetStringAsync("/SignIn")))]);
}

public sealed class SqliteSignInTests(App app) : SignInContract(app), IClassFixture<App>;

public sealed class PostgresSignInTests(PostgresApp app) : SignInContract(app), IClassFixture<PostgresApp>;

public sealed class ThrottlingTests(ThrottledApp app) : IClassFixture<ThrottledApp>
{
    [Fact]
    public async Task Too_many_sign_ins_from_one_address_have_to_wait()
    {
        await app.AddUserAsync("ann");
        using var client = app.NewClient();
        HttpStatusCode last = default;
        for (var i = 0; i < 4; i++)
        {
            using var form = new FormUrlEncodedContent([new("Name", "ann"), new("Password", "x")]);
            using var answer = await client.PostAsync("/SignIn", form);
            last = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/SignIn")).StatusCode);
    }
}

public sealed class ThrottledApp : App
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["Accounts:SignInsPerMinute"] = "3" };
}

public sealed class FirstRunTests
{
    [Fact]
    public async Task Until_there_is_an_admin_every_page_leads_to_the_page_that_makes_one()
    {
        await using var app = new App();
        using var client = app.NewClient(followRedirects: false);
        foreach (var page in new[] { "/", "/Library", "/SignIn", "/Help" })
        {
            Assert.Equal("/Setup", (await client.GetAsync(page)).Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task A_request_that_came_through_a_proxy_needs_the_code_of_the_console()
    {
        await using var app = new App();
        using var client = app.NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        var page = await client.GetStringAsync("/Setup");
        Assert.Contains("One-time code", page, StringComparison.Ordinal);
        using var wrong = await PostAsync(client, page, "00000000");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var code = ((FirstRun)app.Services.GetService(typeof(FirstRun))!).Code();
        using var right = await PostAsync(client, page, code);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal("/Projects", right.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task The_first_run_happens_once()
    {
        await using var app = new App();
        using var client = app.NewClient();
        var page = await client.GetStringAsync("/Setup");
        using var first = await PostAsync(client, page, null);
        using var stranger = app.NewClient(followRedirects: false);
        using var second = await PostAsync(stranger, page, null);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<User>().CountAsync()));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string? code) => client.PostAsync("/Setup", new FormUrlEncodedContent(
    [
        new("StudioName", "Studio"), new("Name", "Ada"), new("Password", App.Password), new("Code", code ?? ""), new("__RequestVerificationToken", App.CsrfToken(page)),
    ]));
}
