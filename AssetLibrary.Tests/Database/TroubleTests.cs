using System.Net;
using System.Net.Sockets;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AssetLibrary.Tests.Database;

/// <summary>A database that is gone and a disk that takes nothing are told as what they are.</summary>
public sealed class TroubleTests(App app) : IClassFixture<App>
{
    [Fact]
    public void A_database_that_is_gone_is_503()
    {
        Assert.Equal(503, StatusOf(new NpgsqlException("Failed to connect", new SocketException(111))));
        Assert.Equal(503, StatusOf(new NpgsqlException("Exception while reading", new IOException("closed"))));
        Assert.Equal(503, StatusOf(new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown)));
        Assert.Equal(503, StatusOf(new PostgresException("starting up", "FATAL", "FATAL", PostgresErrorCodes.CannotConnectNow)));
        Assert.Equal(503, StatusOf(new DbUpdateException("x", new NpgsqlException("x", new TimeoutException()))));
    }

    [Fact]
    public void A_disk_that_takes_nothing_is_503_and_a_full_one_507()
    {
        Assert.Equal(503, StatusOf(new SqliteException("attempt to write a readonly database", 8)));
        Assert.Equal(503, StatusOf(new SqliteException("disk I/O error", 10)));
        Assert.Equal(503, StatusOf(new IOException("Read-only file system", 30)));
        Assert.Equal(503, StatusOf(new UnauthorizedAccessException($"Access to the path '{app.Folder}/blobs/x' is denied.")));
        Assert.Equal(507, StatusOf(new SqliteException("database or disk is full", 13)));
        Assert.Equal(507, StatusOf(new IOException("No space left on device", 28)));
    }

    [Fact]
    public async Task The_server_is_not_ready_while_its_data_folder_cannot_be_written()
    {
        using var client = app.NewClient();
        Assert.Equal("ready", await client.GetStringAsync("/readyz"));
        Directory.Move(app.Folder, $"{app.Folder}-away");
        try
        {
            using var answer = await client.GetAsync("/readyz");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("Can’t write to the data folder", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Move($"{app.Folder}-away", app.Folder);
        }
    }

    [Fact]
    public void A_disk_with_little_room_left_counts_as_full()
    {
        var folder = app.Services.GetRequiredService<DataFolder>();
        Assert.Contains("almost full", folder.Trouble(long.MaxValue), StringComparison.Ordinal);
        Assert.DoesNotContain("almost full", folder.Trouble(nearlyFull: 0) ?? "", StringComparison.Ordinal);
    }

    private int? StatusOf(Exception error) =>
        app.Services.GetServices<IErrorMap>().Select(m => m.Of(error)).FirstOrDefault(w => w is not null)?.Status;
}
