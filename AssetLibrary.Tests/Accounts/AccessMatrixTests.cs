using System.Text;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;

namespace AssetLibrary.Tests.Accounts;

/// <summary>Every address of the app, tried by everyone. One that the table does not name fails here.</summary>
public abstract class AccessMatrixContract(App app)
{
    private static readonly string[] Actors = ["nobody", "viewer", "outsider", "member", "admin"];

    private readonly Dictionary<string, User> users = new(StringComparer.Ordinal);
    private Web.Media.MediaItem picture = null!;

    [Fact]
    public async Task Everyone_gets_what_the_table_says_and_nothing_else()
    {
        foreach (
            var (name, role) in new[] { ("viewer", Role.Viewer), ("outsider", Role.Editor), ("member", Role.Editor), ("admin", Role.Admin) }
        )
        {
            users[name] = await app.AddUserAsync(name, role);
        }

        var endpoints = (await app.AddressesAsync()).Keys;
        Assert.Empty(endpoints.Except(AccessTable.Rows.Keys).Order()); // an address that the table does not name
        Assert.Empty(AccessTable.Rows.Keys.Except(endpoints).Order()); // a row of an address that is gone
        var clients = new Dictionary<string, HttpClient>(StringComparer.Ordinal) { ["nobody"] = app.NewClient(followRedirects: false) };
        foreach (var name in users.Keys)
        {
            clients[name] = await app.SignInAsync(name, followRedirects: false);
        }

        var shared = await ProjectAsync();
        picture = await UploadAsync(clients["member"], shared);
        var wrong = new List<string>();
        foreach (var endpoint in endpoints.OrderBy(e => e.StartsWith("POST /SignOut", StringComparison.Ordinal)))
        {
            for (var i = 0; i < Actors.Length; i++)
            {
                var unsafeOne =
                    !endpoint.StartsWith("GET", StringComparison.Ordinal) && !endpoint.StartsWith("HEAD", StringComparison.Ordinal);
                var got = await TryAsync(clients[Actors[i]], endpoint, unsafeOne ? await ProjectAsync() : shared);
                if (got.Verdict != AccessTable.Rows[endpoint][i])
                {
                    wrong.Add($"{endpoint} as {Actors[i]}: {got.Verdict} ({got.Status}) instead of {AccessTable.Rows[endpoint][i]}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task A_token_does_what_its_scopes_say_and_nothing_else()
    {
        users["viewer"] = await app.AddUserAsync("reader of scopes", Role.Viewer);
        users["member"] = await app.AddUserAsync("owner of tokens", Role.Admin);
        var endpoints = (await app.AddressesAsync())
            .Keys.Where(e => e.Contains(" /api/", StringComparison.Ordinal) && e != "POST /api/v1/blobs/announce")
            .ToList(); // that is for servers
        Assert.Empty(endpoints.Except(ScopeTable.Rows.Keys).Order()); // an address that the table does not name
        Assert.Empty(ScopeTable.Rows.Keys.Except(endpoints).Order()); // a row of an address that is gone
        var clients = new Dictionary<string, HttpClient>(StringComparer.Ordinal);
        var shared = await ProjectAsync();
        picture = await UploadAsync(await app.WithTokenAsync(users["member"]), shared);
        var wrong = new List<string>();
        foreach (var (endpoint, needed) in ScopeTable.Rows)
        {
            foreach (var scopes in Policies.All.Select(s => new[] { s }).Append(needed.Length == 0 ? [Policies.Read] : needed))
            {
                var key = string.Join(' ', scopes);
                if (!clients.TryGetValue(key, out var client))
                {
                    clients[key] = client = await app.WithTokenAsync(users["member"], scopes);
                }

                var project = endpoint.StartsWith("GET", StringComparison.Ordinal) ? shared : await ProjectAsync();
                var (verdict, status) = await TryAsync(client, endpoint, project);
                if (verdict == 'f' == !needed.Except(scopes).Any())
                {
                    wrong.Add($"{endpoint} with {key}: {status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private Task<Project> ProjectAsync() => app.ProjectAsync("Secret film", users["member"].Id, (users["viewer"].Id, Role.Editor));

    private async Task<Web.Media.MediaItem> UploadAsync(HttpClient member, Project project)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Given.HarbourPng()), "file", "harbour.png" } };
        using var answer = await member.PostAsync($"/api/v1/media?project={project.Id}", form);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return await app.WithDbAsync(db => Task.FromResult(db.Set<Web.Media.MediaItem>().Single(m => m.ProjectId == project.Id)));
    }

    private async Task<(char Verdict, int Status)> TryAsync(HttpClient client, string endpoint, Project project)
    {
        var (method, route) = (
            endpoint[..endpoint.IndexOf(' ', StringComparison.Ordinal)],
            endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..]
        );
        using var request = new HttpRequestMessage(new(method), await app.FilledAsync(route, project, picture));
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = route.StartsWith("/api/", StringComparison.Ordinal)
                ? route.EndsWith("/media", StringComparison.Ordinal)
                    ? new MultipartFormDataContent { { new StringContent("x"), "file", "x.txt" } }
                    : new StringContent("{\"revision\":1}", Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([]);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)answer.StatusCode;
        Assert.True(status < 500, $"{endpoint}: {status}");
        var signIn = status == 401 || (status == 302 && answer.Headers.Location!.ToString().Contains("/SignIn?", StringComparison.Ordinal));
        return (
            signIn
                ? 's'
                : status switch
                {
                    403 => 'f',
                    404 => '-',
                    _ => '+',
                },
            status
        );
    }
}

public sealed class SqliteAccessMatrixTests(App app) : AccessMatrixContract(app), IClassFixture<App>;

public sealed class PostgresAccessMatrixTests(PostgresApp app) : AccessMatrixContract(app), IClassFixture<PostgresApp>;
