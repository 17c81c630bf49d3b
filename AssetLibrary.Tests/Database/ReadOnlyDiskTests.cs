using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Database;

/// <summary>SQLite answers every write as it does on a file system that has become read-only, while the switch is on.</summary>
public sealed class ReadOnlyApp : App
{
    public ReadOnlySwitch Switch { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s => s.AddSingleton<IInterceptor>(Switch));
    }
}

public sealed class ReadOnlySwitch : DbConnectionInterceptor
{
    public bool IsOn { get; set; }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private void Set(DbConnection connection)
    {
        using var pragma = connection.CreateCommand();
        pragma.CommandText = IsOn ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0";
        pragma.ExecuteNonQuery();
    }
}

/// <summary>A library that cannot be written, through every verb: the right class, the right sentence, and whole again by itself.</summary>
public sealed class ReadOnlyDiskTests(ReadOnlyApp app) : IClassFixture<ReadOnlyApp>
{
    private const string Script = "INT. KITCHEN - NIGHT\n\nMARA\nHello?\n";

    [Fact]
    public async Task Every_verb_says_that_nothing_was_saved_and_works_again_afterwards()
    {
        var admin = await app.AddUserAsync("admin", Role.Admin);
        using var person = await app.SignInAsync("admin", followRedirects: false);
        using var api = await app.WithTokenAsync(admin);
        var project = await app.ProjectAsync("A film", admin.Id);
        var verbs = new List<(string Verb, string Path)>();
        foreach (var address in (await app.AddressesAsync()).Keys.Order(StringComparer.Ordinal))
        {
            var (verb, route) = (address.Split(' ')[0], address.Split(' ', 2)[1]);
            if (verb is not ("GET" or "HEAD") && !route.StartsWith("/SignOut", StringComparison.Ordinal))
            {
                verbs.Add((verb, await app.FilledAsync(route, project, null)));
            }
        }

        foreach (var isOn in new[] { true, false })
        {
            app.Switch.IsOn = isOn;
            var (wrong, refused) = (new List<string>(), 0);
            foreach (var (verb, path) in verbs)
            {
                var isApi = path.StartsWith("/api/", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new HttpMethod(verb), path)
                {
                    Content = isApi
                        ? new StringContent("{}", Encoding.UTF8, "application/json")
                        : new FormUrlEncodedContent([new("name", "Lamp"), new("revision", "1"), new("type", "Prop")]),
                };
                using var answer = await (isApi ? api : person).SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                var says = (int)answer.StatusCode == 503 && text.Contains("write to its disk", StringComparison.Ordinal);
                refused += says ? 1 : 0;
                if ((int)answer.StatusCode >= 500 && !(isOn && says))
                {
                    wrong.Add($"{verb} {path}: {(int)answer.StatusCode} {text[..Math.Min(300, text.Length)]}");
                }
            }

            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
            Assert.True(isOn ? refused > 15 : refused == 0, $"{refused} of {verbs.Count} were refused");
        }
    }

    [Fact]
    public async Task What_people_do_is_refused_whole_and_pages_stay_readable()
    {
        var user = await app.AddUserAsync("editor");
        using var person = await app.SignInAsync("editor");
        using var api = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        var lamp = await app.LibraryAssetAsync("Lamp");
        var doings = new Func<Task<HttpResponseMessage>>[]
        {
            () => api.PostAsJsonAsync("/api/v1/library", new { type = "prop", name = "Crate" }),
            () => api.PatchAsJsonAsync($"/api/v1/library/{lamp.Id}", new { revision = 1, name = "Oil lamp" }),
            () => api.DeleteAsync($"/api/v1/library/{lamp.Id}?revision=1"),
            () => api.PostAsJsonAsync("/api/v1/projects", new { name = "Another" }),
            () => api.PostAsync($"/api/v1/projects/{project.Id}/drafts?fileName=a.fountain", new StringContent(Script)),
            () => api.PostAsJsonAsync("/api/v1/generations", new { subject = new { type = "libraryAsset", id = lamp.Id } }),
            () => UploadAsync(api),
            () => person.PostAsync("/Library/New", new FormUrlEncodedContent([new("Type", "Prop"), new("Name", "Crate")])),
        };
        app.Switch.IsOn = true;
        try
        {
            foreach (var (doing, at) in doings.Select((d, i) => (d, i)))
            {
                using var answer = await doing();
                Assert.True((int)answer.StatusCode == 503, $"{at}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }

            foreach (var path in new[] { "/Library", $"/Library/{lamp.Id}", "/Gallery", "/Projects", $"/Projects/{project.Id}", "/Jobs" })
            {
                using var answer = await person.GetAsync(path);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
            }
        }
        finally
        {
            app.Switch.IsOn = false;
        }

        Assert.Equal(
            1,
            (await api.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/library/{lamp.Id}")).GetProperty("revision").GetInt32()
        );
        foreach (var doing in new[] { doings[0], doings[1], doings[4], doings[6] })
        {
            using var answer = await doing();
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient api)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(Given.HarbourPng());
        form.Add(part, "file", "harbour.png");
        return await api.PostAsync("/api/v1/media", form);
    }
}
