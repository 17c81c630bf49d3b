using System.Diagnostics;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;

namespace AssetLibrary.Tests.Processes;

/// <summary>What a person at a shell can put right: the program ends with 1 and one sentence that says what.</summary>
[Trait("Kind", "Process")]
public sealed class RefusalTests(Studios studios)
{
    private static readonly string[] AsNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];

    [Fact]
    public async Task A_port_in_use_is_said_in_a_sentence()
    {
        using var studio = await studios.NewAsync();
        await using var app = await RealApp.StartAsync(studio);
        using var other = await studios.NewAsync();

        var ended = await RealProgram.RunAsync(null, ["--urls", app.Address.GetLeftPart(UriPartial.Authority), .. other.Settings]);

        AssertOneSentence(ended, "--urls");
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("serve")]
    [InlineData("user", "add", "bo", "--role", "viewer")]
    [InlineData("token", "add", "--user", Studio.Admin)]
    public async Task A_data_folder_below_a_file_is_said_in_a_sentence(params string[] verb)
    {
        var file = Studios.NewFolder();
        await File.WriteAllBytesAsync(file, []);

        AssertOneSentence(await RealProgram.RunAsync(null, [.. verb, "--DataPath", Path.Combine(file, "data")]), "--DataPath");
    }

    [Fact]
    public async Task A_data_folder_without_the_right_to_write_is_said_in_a_sentence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights.");
        var folder = Directory.CreateTempSubdirectory("assetlibrary-locked-").FullName;
        await ChangeModeAsync("555", folder);
        var start = RealProgram.Start("--DataPath", folder);
        if (Environment.IsPrivilegedProcess)
        {
            // Root may write everywhere, so somebody else tries.
            string[] words = [.. AsNobody, start.FileName, .. start.ArgumentList];
            start.FileName = "setpriv";
            start.ArgumentList.Clear();
            Array.ForEach(words, start.ArgumentList.Add);
        }

        var ended = await RealProgram.RunAsync(start);

        await ChangeModeAsync("755", folder);
        Directory.Delete(folder, recursive: true);
        AssertOneSentence(ended, "--DataPath");
    }

    [Theory]
    [InlineData("--Database:Provider", "postgres")]
    [InlineData("--Database:Provider", "postgres", "--Database:ConnectionString", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=5")]
    public async Task A_database_that_cannot_be_reached_is_said_in_a_sentence(params string[] settings)
    {
        using var studio = await studios.NewAsync();

        AssertOneSentence(await RealProgram.RunAsync(null, [.. studio.Settings, .. settings]), "Database:ConnectionString");
    }

    [Fact]
    public async Task A_library_with_migrations_that_this_version_does_not_know_is_refused_in_a_sentence_and_left_alone()
    {
        using var studio = await studios.NewAsync();
        var file = Path.Combine(studio.Folder, "library.db");
        await using (var connection = new SqliteConnection(SqliteFile.ConnectionString(file)))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            SqliteFile.Execute(
                connection,
                """INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_OfTomorrow', '99.0.0'); PRAGMA wal_checkpoint(TRUNCATE)"""
            );
            SqliteConnection.ClearPool(connection);
        }

        var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        AssertOneSentence(await RealProgram.RunAsync(null, studio.Settings), "another version");

        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(file + "-wal"), "Something was written.");
        var copy = Assert.Single(Directory.GetFiles(Path.Combine(studio.Folder, "backups")));
        Assert.Equal(Studio.Admin, ReadUser(copy));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_said_in_a_sentence()
    {
        using var studio = await studios.NewAsync();

        AssertOneSentence(
            await RealProgram.RunAsync(
                App.Password,
                ["user", "add", Studio.Admin, "--role", "viewer", "--password-stdin", .. studio.Settings]
            ),
            Studio.Admin
        );
    }

    [Fact]
    public async Task A_short_password_is_said_in_a_sentence()
    {
        using var studio = await studios.NewAsync();

        AssertOneSentence(
            await RealProgram.RunAsync("short", ["user", "add", "bo", "--role", "viewer", "--password-stdin", .. studio.Settings]),
            "10 characters"
        );
    }

    [Fact]
    public async Task An_unknown_scope_is_said_in_a_sentence()
    {
        using var studio = await studios.NewAsync();

        AssertOneSentence(
            await RealProgram.RunAsync(null, ["token", "add", "--user", Studio.Admin, "--scopes", "read,fly", .. studio.Settings]),
            "“fly”"
        );
    }

    [Fact]
    public async Task A_token_for_nobody_is_said_in_a_sentence()
    {
        using var studio = await studios.NewAsync();

        AssertOneSentence(await RealProgram.RunAsync(null, ["token", "add", "--user", "bo", .. studio.Settings]), "bo");
    }

    [Fact]
    public async Task A_new_token_stands_alone_on_standard_output_and_opens_what_its_scopes_say()
    {
        using var studio = await studios.NewAsync();
        // Where nothing that is served lies, the host warns.
        var start = RealProgram.Start(["token", "add", "--user", Studio.Admin, "--scopes", "read", .. studio.Settings]);
        start.WorkingDirectory = studio.Folder;
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");

        var ended = await RealProgram.RunAsync(start);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("WebRootPath", ended.Error, StringComparison.Ordinal);
        Assert.Matches(@"^\S+\n$", ended.Output);

        await using var app = await RealApp.StartAsync(studio);
        using var reader = app.NewClient(ended.Output.Trim());
        using var seen = await reader.GetAsync("/api/v1/library");
        using var refused = await reader.PostAsync("/api/v1/library", null);
        Assert.Equal((200, 403), ((int)seen.StatusCode, (int)refused.StatusCode));
    }

    [Fact]
    public async Task Without_a_given_password_one_is_made_and_printed()
    {
        using var studio = await studios.NewAsync();

        var ended = await RealProgram.RunAsync(null, ["user", "add", "bo", "--role", "viewer", .. studio.Settings]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Matches("^Added bo as viewer\\. Password: [0-9a-f]{20}\n$", ended.Output);
    }

    private static string? ReadUser(string file)
    {
        using var connection = new SqliteConnection(SqliteFile.ConnectionString(file, readOnly: true) + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT UserName FROM Users";
        return command.ExecuteScalar() as string;
    }

    private static async Task ChangeModeAsync(string mode, string folder)
    {
        using var change = Process.Start("chmod", [mode, folder]);
        await change.WaitForExitAsync();
    }

    private static void AssertOneSentence(Ended ended, string names)
    {
        var sentence = ended.Error.TrimEnd();
        Assert.True(ended.ExitCode == 1, $"{ended.ExitCode}\n{ended.Output}\n{sentence}");
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain("Exception", sentence, StringComparison.Ordinal);
        Assert.Contains(names, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }
}
