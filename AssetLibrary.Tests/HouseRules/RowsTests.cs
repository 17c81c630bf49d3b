using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Database.Postgres;
using AssetLibrary.Web.Database.Sqlite;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.HouseRules;

public sealed class RowsTests
{
    // What belongs to everyone in the studio; everything else is guarded by its project.
    private static readonly HashSet<string> OfTheStudio = new(StringComparer.Ordinal)
    {
        "User",
        "Studio",
        "ApiToken",
        "IdentityUserClaim<Guid>",
        "IdentityUserLogin<Guid>",
        "IdentityUserToken<Guid>",
        "ProjectMember",
        "LibraryAsset",
        "LibraryAssetRevision",
        "LibraryLook",
        "LibraryNameKey",
        "Tag",
        "LibraryAssetTag",
        "RequestKey",
        "SceneAnswer",
        "ProviderKey",
        "Budget",
        "ClosedGroup",
        "Session",
        "DeliveryCount",
        "Device",
        "BlobMeta",
        "DevicePresence",
        "ReplicationRequest",
        "BlobChunk",
    };

    [Fact]
    public void Every_row_is_guarded_by_its_project_or_named_as_the_studios()
    {
        using var db = new SqliteLibraryContext.Design().CreateDbContext([]);
        foreach (var type in db.Model.GetEntityTypes())
        {
            if (typeof(IOfProject).IsAssignableFrom(type.ClrType))
            {
                Assert.True(type.FindDeclaredQueryFilter(LibraryContext.Access) is not null, $"{type.DisplayName()} has no access filter.");
            }
            else
            {
                Assert.True(
                    OfTheStudio.Contains(type.DisplayName()),
                    $"{type.DisplayName()} is neither marked IOfProject nor named as the studio's."
                );
            }
        }
    }

    [Fact]
    public void Every_column_that_holds_an_address_of_bytes_is_asked_before_they_are_given_out()
    {
        using var db = new SqliteLibraryContext.Design().CreateDbContext([]);
        var columns = db
            .Model.GetEntityTypes()
            .Where(t => !typeof(ITellsOfBlobs).IsAssignableFrom(t.ClrType))
            .SelectMany(t => t.GetProperties().Concat(t.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties())))
            .Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) == typeof(BlobRef))
            .Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name}")
            .Order();

        // MediaReferences, DraftReferences and OrderReferences: a new column needs an IBlobReferences of its own.
        Assert.Equal(
            [
                $"{nameof(Draft)}.{nameof(Draft.SourceSha256)}",
                $"{nameof(Draft)}.{nameof(Draft.TextSha256)}",
                $"{nameof(MediaItem)}.{nameof(MediaItem.Sha256)}",
                $"{nameof(MediaOriginal)}.{nameof(MediaOriginal.Sha256)}",
                $"{nameof(Order)}.{nameof(Order.AnswerSha256)}",
                $"{nameof(Order)}.{nameof(Order.ArrivedSha256)}",
            ],
            columns
        );
    }

    [Fact]
    public void Every_row_that_people_edit_carries_its_revision_as_concurrency_token()
    {
        using var db = new SqliteLibraryContext.Design().CreateDbContext([]);
        var revised = db.Model.GetEntityTypes().Where(t => typeof(IRevised).IsAssignableFrom(t.ClrType)).ToList();
        Assert.NotEmpty(revised);
        Assert.All(revised, t => Assert.True(t.FindProperty(nameof(IRevised.Revision))!.IsConcurrencyToken));
    }

    [Fact]
    public void Both_databases_have_a_migration_for_every_change()
    {
        AssertNothingPending(new SqliteLibraryContext.Design().CreateDbContext([]));
        AssertNothingPending(new PostgresLibraryContext.Design().CreateDbContext([]));
    }

    private static void AssertNothingPending(LibraryContext db)
    {
        using (db)
        {
            Assert.False(db.Database.HasPendingModelChanges(), $"{db.GetType().Name}: run ./migration NAME.");
        }
    }
}
