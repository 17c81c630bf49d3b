using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests;

/// <summary>The real app on a real socket, with a data folder of its own.</summary>
public partial class App : WebApplicationFactory<Program>
{
    public const string Password = "correct horse battery";

    private readonly SemaphoreSlim gate = new(1);
    private bool hasStudio;

    public App()
    {
        UseKestrel(0);
        StartServer();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("assetlibrary-test-").FullName;

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>By the app's own clock.</summary>
    public DateTimeOffset Now => Services.GetRequiredService<TimeProvider>().GetUtcNow();

    protected virtual string? Postgres => null;

    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task<User> AddUserAsync(string name, Role role = Role.Editor)
    {
        await using var scope = Services.CreateAsyncScope();
        await EnsureStudioAsync(scope.ServiceProvider.GetRequiredService<LibraryContext>());
        var user = new User { UserName = name, Role = role };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password);
        Assert.True(made.Succeeded, string.Join("; ", made.Errors.Select(e => e.Description)));
        return user;
    }

    /// <summary>Works on the rows as a worker does: with every project in sight.</summary>
    public async Task<T> WithDbAsync<T>(Func<LibraryContext, Task<T>> work, Guid? actingFor = null)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(actingFor);
        return await work(scope.ServiceProvider.GetRequiredService<LibraryContext>());
    }

    /// <summary>Asks a service as a worker does: with every project in sight.</summary>
    public async Task<TResult> WithAsync<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task AddAsync(params object[] rows) =>
        WithDbAsync(async db =>
        {
            db.AddRange(rows);
            return await db.SaveChangesAsync();
        });

    // Over Kestrel, CreateClient ignores AllowAutoRedirect = false.
    public HttpClient NewClient(bool followRedirects = true) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = followRedirects }) { BaseAddress = Address };

    public async Task<HttpClient> SignInAsync(string name, bool followRedirects = true)
    {
        var client = NewClient(followRedirects);
        var page = await client.GetStringAsync("/SignIn");
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Name"] = name,
                ["Password"] = Password,
                ["__RequestVerificationToken"] = CsrfToken(page),
            }
        );
        using var answer = await client.PostAsync("/SignIn", form);
        Assert.True((int)answer.StatusCode < 400, $"{name} could not sign in: {answer.StatusCode}");
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", CsrfToken(await client.GetStringAsync("/Help")));
        return client;
    }

    /// <summary>A client that carries an API token of this person.</summary>
    public async Task<HttpClient> WithTokenAsync(User user, params string[] scopes)
    {
        var (token, secret) = ApiToken.Issue(user.Id, "test", scopes, Now);
        await AddAsync(token);
        var client = NewClient(followRedirects: false);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        gate.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    public static string CsrfToken(string page) => CsrfMeta().Match(page).Groups["token"].Value;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("DataPath", Folder);
        builder.UseSetting("Accounts:SignInsPerMinute", "1000");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Imaging:FontCacheFolder", Path.Combine(Path.GetTempPath(), "assetlibrary-test-fonts"));
        // What the database refuses is a test's subject, and the answer to it says more than the log.
        builder.UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Critical");
        builder.UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore.Update", "Critical");
        // A hash that is slow to guess is slow to make, and nearly every test signs somebody in.
        builder.ConfigureServices(s => s.Configure<PasswordHasherOptions>(o => o.IterationCount = 1));
        if (Postgres is { } connection)
        {
            builder.UseSetting("Database:Provider", "postgres");
            builder.UseSetting("Database:ConnectionString", connection);
        }
        else if (!Settings.ContainsKey("DataPath"))
        {
            EmptyLibrary.CopyTo(Folder);
        }

        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
    }

    private async Task EnsureStudioAsync(LibraryContext db)
    {
        await gate.WaitAsync();
        try
        {
            if (!hasStudio)
            {
                db.Add(new Studio { Name = "Test studio" });
                await db.SaveChangesAsync();
                hasStudio = true;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    [GeneratedRegex("""<meta name="csrf-token" content="(?<token>[^"]+)">""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CsrfMeta();
}
