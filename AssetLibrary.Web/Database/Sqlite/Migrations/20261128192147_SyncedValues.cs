using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SyncedValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What was linked before has no synced values of its own yet: they are how the library asset read at the revision it was synced with.
            migrationBuilder.Sql("""
                UPDATE "ProjectAssets" SET
                    "SyncedName" = (SELECT r."Name" FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision"),
                    "SyncedAliases" = (SELECT r."Aliases" FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision"),
                    "SyncedDescription" = (SELECT r."Description" FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision"),
                    "SyncedPictureId" = (SELECT v."MediaId" FROM "Histories" h JOIN "AssetVersions" v ON v."HistoryId" = h."Id" AND v."Number" = h."BestNumber" WHERE h."SubjectId" = "ProjectAssets"."LibraryAssetId" AND h."Key" = 'reference')
                WHERE EXISTS (SELECT 1 FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision")
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
