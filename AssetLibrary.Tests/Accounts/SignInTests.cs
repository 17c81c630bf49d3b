using System.Net;
using System.Net.Http.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
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
        Assert.Equal("/SignIn?ReturnUrl=%2FLibrary%3Fq%3Dlamp", answer.Headers.Location!.ToString());
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

    [Theory]
    [InlineData("lou")]
    [InlineData("nobody of that name")]
    public async Task Wrong_passwords_make_a_stranger_wait_in_the_same_words_for_every_name(string name)
    {
        await app.AddUserAsync(Guid.NewGuid().ToString("N"));
        if (name == "lou")
        {
            await app.AddUserAsync(name);
        }

        for (var i = 0; i < 5; i++)
        {
            using var wrong = await TryAsync(name, "wrong password");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains("Wrong name or password", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // Long enough that a slow machine does not outlast it: the last of these is not looked at for 1 s and more.
        HttpResponseMessage slowed;
        var tries = 0;
        do
        {
            slowed = await TryAsync(name, "wrong password");
        } while (slowed.StatusCode != HttpStatusCode.TooManyRequests && ++tries < 50);

        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.Equal("text/html", slowed.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(slowed.Headers.RetryAfter);
        Assert.Contains("Too many wrong passwords. Try again in", await slowed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        slowed.Dispose();
    }

    [Fact]
    public async Task Anyone_who_has_signed_in_before_is_not_slowed_by_a_stranger_at_the_same_address()
    {
        await app.AddUserAsync("rightful");
        using var browser = await app.SignInAsync("rightful");
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await TryAsync("rightful", "wrong password");
        }

        using var form = await FormAsync(browser, "rightful", App.Password);
        using var answer = await browser.PostAsync("/SignIn", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual("/SignIn", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task An_admin_unlocks_a_person_on_the_page()
    {
        await app.AddUserAsync("unlocker", Role.Admin);
        var slow = await app.AddUserAsync("slowed person");
        using var admin = await app.SignInAsync("unlocker");
        var pace = (SignInPace)app.Services.GetService(typeof(SignInPace))!;
        for (var i = 0; i < 9; i++)
        {
            pace.Begin("somewhere", "Slowed Person", isKnown: false);
        }

        using var form = new FormUrlEncodedContent([
            new("id", slow.Id.ToString()),
            new("__RequestVerificationToken", App.CsrfToken(await admin.GetStringAsync("/Admin"))),
        ]);
        using var answer = await admin.PostAsync("/Admin?handler=Unlock", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(TimeSpan.Zero, pace.Begin("somewhere", "slowed person", isKnown: false));
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

    private async Task<HttpResponseMessage> TryAsync(string name, string password)
    {
        using var client = app.NewClient();
        using var form = await FormAsync(client, name, password);
        return await client.PostAsync("/SignIn", form);
    }

    private static async Task<FormUrlEncodedContent> FormAsync(HttpClient client, string name, string password) =>
        new([
            new("Name", name),
            new("Password", password),
            new("__RequestVerificationToken", App.CsrfToken(await client.GetStringAsync("/SignIn"))),
        ]);
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
        var (last, said, type) = (default(HttpStatusCode), "", "");
        for (var i = 0; i < 4; i++)
        {
            using var form = new FormUrlEncodedContent([new("Name", "ann"), new("Password", "x")]);
            using var answer = await client.PostAsync("/SignIn", form);
            (last, said) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            type = answer.Content.Headers.ContentType?.MediaType;
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html"), (last, type));
        Assert.Contains("Too many attempts. Wait a minute and try again.", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/SignIn")).StatusCode);
    }
}

public sealed class ThrottledApp : App
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Accounts:SignInsPerMinute"] = "3" };
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

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string? code) =>
        client.PostAsync(
            "/Setup",
            new FormUrlEncodedContent([
                new("StudioName", "Studio"),
                new("Name", "Ada"),
                new("Password", App.Password),
                new("Code", code ?? ""),
                new("__RequestVerificationToken", App.CsrfToken(page)),
            ])
        );
}
