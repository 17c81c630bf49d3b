using System.Data.Common;
using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

[assembly: AssemblyFixture(typeof(AssetLibrary.Tests.Processes.Studios))]

namespace AssetLibrary.Tests.Processes;

/// <summary>A data folder in which there is an admin with an API token; it goes with the test.</summary>
internal sealed class Studio(string folder, string token, params string[] moreSettings) : IDisposable
{
    public const string Admin = "ada";

    public string Folder => folder;

    public string Token => token;

    public string[] Settings => ["--DataPath", folder, .. moreSettings];

    /// <summary>The address of every file that stands at one; each is in its place, and its bytes are what the address says.</summary>
    public List<string> WholeBlobs()
    {
        var blobs = Path.Combine(folder, "blobs");
        var found = new List<string>();
        foreach (var file in Directory.Exists(blobs) ? Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories) : [])
        {
            var name = Path.GetFileName(file);
            if (Path.GetRelativePath(blobs, file).StartsWith('.'))
            {
                Assert.False(BlobRef.TryParse(name, out _), $"{file} looks like a blob.");
                continue;
            }

            Assert.Equal(Path.Combine(blobs, name[..2], name[2..4], name), file);
            Assert.Equal(name, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
            found.Add(name);
        }

        return found;
    }

    /// <summary>As if the leases of a process that is gone had run out.</summary>
    public async Task EndLeasesAsync()
    {
        await using DbConnection connection = moreSettings is [.., var postgres]
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection(SqliteFile.ConnectionString(Path.Combine(folder, "library.db")) + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            connection is NpgsqlConnection
                ? """UPDATE "Jobs" SET "LeaseUntil" = 'epoch' WHERE "State" = 'Running'"""
                : """UPDATE "Jobs" SET "LeaseUntil" = 0 WHERE "State" = 'Running'""";
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Makes studios with the program's own commands: once for SQLite, then by copying the folder.</summary>
public sealed class Studios : IAsyncLifetime
{
    private readonly Lazy<Task<Studio>> first;

    public Studios() => first = new(() => MakeAsync(Path.Combine(RealProgram.Temp, "first")));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(RealProgram.Temp, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static string NewFolder() => Path.Combine(RealProgram.Temp, Guid.NewGuid().ToString("N"));

    internal async Task<Studio> NewAsync(string? folder = null)
    {
        var from = await first.Value;
        var to = Directory.CreateDirectory(folder ?? NewFolder()).FullName;
        foreach (var file in Directory.EnumerateFiles(from.Folder))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return new(to, from.Token);
    }

    internal static Task<Studio> NewOnPostgresAsync(string connection) =>
        MakeAsync(NewFolder(), "--Database:Provider", "postgres", "--Database:ConnectionString", connection);

    private static async Task<Studio> MakeAsync(string folder, params string[] settings)
    {
        string[] all = ["--DataPath", folder, .. settings];
        var user = await RealProgram.RunAsync(
            App.Password + "\n",
            ["user", "add", Studio.Admin, "--role", "admin", "--password-stdin", .. all]
        );
        Assert.True(user.ExitCode == 0, user.Error);
        var token = await RealProgram.RunAsync(null, ["token", "add", "--user", Studio.Admin, .. all]);
        Assert.True(token.ExitCode == 0, token.Error);
        return new(folder, token.Output.TrimEnd(), settings);
    }
}
