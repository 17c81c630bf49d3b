using System.Text;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

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
        foreach (var (name, role) in new[] { ("viewer", Role.Viewer), ("outsider", Role.Editor), ("member", Role.Editor), ("admin", Role.Admin) })
        {
            users[name] = await app.AddUserAsync(name, role);
        }

        var endpoints = await EndpointsAsync();
        Assert.Empty(endpoints.Except(AccessTable.Rows.Keys).Order());          // an address that the table does not name
        Assert.Empty(AccessTable.Rows.Keys.Except(endpoints).Order());          // a row of an address that is gone
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
                var unsafeOne = !endpoint.StartsWith("GET", StringComparison.Ordinal) && !endpoint.StartsWith("HEAD", StringComparison.Ordinal);
                var got = await TryAsync(clients[Actors[i]], endpoint, unsafeOne ? await ProjectAsync() : shared);
                if (got.Verdict != AccessTable.Rows[endpoint][i])
                {
                    wrong.Add($"{endpoint} as {Actors[i]}: {got.Verdict} ({got.Status}) instead of {AccessTable.Rows[endpoint][i]}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private async Task<List<string>> EndpointsAsync()
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var all = new List<string>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText == "{**path:file}")
            {
                continue;       // files for browsers, open to all
            }

            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var handlers = (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods;
                all.AddRange(handlers.Select(h => $"{h.HttpMethod.ToUpperInvariant()} {route}{(h.Name is null ? "" : $"?handler={h.Name}")}"));
                if (!handlers.Any(h => h.HttpMethod == "Get"))
                {
                    all.Add($"GET {route}");
                }
            }
            else
            {
                all.AddRange(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {route}"));
            }
        }

        return [.. all.Distinct(StringComparer.Ordinal)];
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
        var (method, route) = (endpoint[..endpoint.IndexOf(' ', StringComparison.Ordinal)], endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        using var request = new HttpRequestMessage(new(method), await FillAsync(route, project));
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = route.StartsWith("/api/", StringComparison.Ordinal)
                ? route.EndsWith("/media", StringComparison.Ordinal) ? new MultipartFormDataContent { { new StringContent("x"), "file", "x.txt" } } : new StringContent("{\"revision\":1}", Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([]);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)answer.StatusCode;
        Assert.True(status < 500, $"{endpoint}: {status}");
        var signIn = status == 401 || (status == 302 && answer.Headers.Location!.ToString().Contains("/SignIn?", StringComparison.Ordinal));
        return (signIn ? 's' : status switch { 403 => 'f', 404 => '-', _ => '+' }, status);
    }

    private async Task<string> FillAsync(string route, Project project)
    {
        var id = route switch
        {
            _ when route.Contains("tyles/{id", StringComparison.Ordinal) => await app.StyleAsync(),
            _ when route.Contains("/library-looks/", StringComparison.Ordinal) => await app.LibraryLookAsync("Night"),
            _ when route.Contains("/v1/looks/", StringComparison.Ordinal) => await app.LookAsync(project, "Night"),
            _ when route.Contains("/Library/", StringComparison.Ordinal) || route.Contains("/library/", StringComparison.Ordinal) => (await app.LibraryAssetAsync("Lamp")).Id,
            _ when route.Contains("atches/", StringComparison.Ordinal) => (await app.JobAsync(project.Id)).BatchId!.Value,
            _ when route.Contains("obs/", StringComparison.Ordinal) => (await app.JobAsync(project.Id)).Id,
            _ when route.Contains("candidates/{", StringComparison.Ordinal) => (await app.CandidateAsync(project, "Mara")).Id,
            _ when route.Contains("decisions/", StringComparison.Ordinal) => (await app.DecisionAsync(project)).Id,
            _ when route.Contains("project-assets/", StringComparison.Ordinal) || route.Contains("subjects/", StringComparison.Ordinal) => (await app.ProjectAssetAsync(project, "Lamp")).Id,
            _ when route.Contains("edia/", StringComparison.Ordinal) || route.StartsWith("/Gallery/", StringComparison.Ordinal) => picture.Id,
            _ => project.Id,
        };
        var run = route.Contains("{runId", StringComparison.Ordinal) ? (await app.CandidateAsync(project, "Mara")).RunId : Guid.Empty;
        var asset = route.Contains("{assetId", StringComparison.Ordinal) ? (await app.ProjectAssetAsync(project, "Lamp")).Id : Guid.Empty;
        var look = !route.Contains("{lookId", StringComparison.Ordinal) ? Guid.Empty : route.StartsWith("/Library/", StringComparison.Ordinal) ? await app.LibraryLookAsync("Night") : await app.LookAsync(project, "Night");
        return route.Replace("{lookId:guid}", look.ToString(), StringComparison.Ordinal).Replace("{id:guid}", id.ToString(), StringComparison.Ordinal).Replace("{projectId:guid}", project.Id.ToString(), StringComparison.Ordinal)
            .Replace("{mediaId:guid}", picture?.Id.ToString(), StringComparison.Ordinal).Replace("{assetId:guid}", asset.ToString(), StringComparison.Ordinal).Replace("{runId:guid}", run.ToString(), StringComparison.Ordinal).Replace("{subjectId:guid}", project.Id.ToString(), StringComparison.Ordinal)
            .Replace("{key}", "reference", StringComparison.Ordinal).Replace("{type}", "projectAsset", StringComparison.Ordinal).Replace("{number:int}", "7", StringComparison.Ordinal)
            .Replace("{size:int}", "320", StringComparison.Ordinal).Replace("{sha256}", picture?.Sha256 ?? "x", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal);
    }
}

public sealed class SqliteAccessMatrixTests(App app) : AccessMatrixContract(app), IClassFixture<App>;

public sealed class PostgresAccessMatrixTests(PostgresApp app) : AccessMatrixContract(app), IClassFixture<PostgresApp>;
