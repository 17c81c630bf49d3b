using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SharedLibrary : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LibraryAssetTags_TagsId",
                table: "LibraryAssetTags");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_NormalizedName_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_Type_Id",
                table: "LibraryAssets");

            migrationBuilder.AddColumn<Guid>(
                name: "DefaultStyleId",
                table: "Studio",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SyncedAliases",
                table: "ProjectAssets",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "SyncedDescription",
                table: "ProjectAssets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SyncedLooks",
                table: "ProjectAssets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "SyncedName",
                table: "ProjectAssets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SyncedPictureId",
                table: "ProjectAssets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeysVersion",
                table: "LibraryAssets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LooksRevision",
                table: "LibraryAssets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Pictured",
                table: "LibraryAssets",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "LookId",
                table: "Appearances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LibraryLooks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LibraryAssetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    TrashedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LibraryLooks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LibraryLooks_LibraryAssets_LibraryAssetId",
                        column: x => x.LibraryAssetId,
                        principalTable: "LibraryAssets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_LibraryLooks_Subjects_Id",
                        column: x => x.Id,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LibraryNameKeys",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    LibraryAssetId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LibraryNameKeys", x => new { x.Key, x.LibraryAssetId });
                    table.ForeignKey(
                        name: "FK_LibraryNameKeys_LibraryAssets_LibraryAssetId",
                        column: x => x.LibraryAssetId,
                        principalTable: "LibraryAssets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Looks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ProjectAssetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    LibraryLookId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SyncedRevision = table.Column<int>(type: "INTEGER", nullable: true),
                    SyncedName = table.Column<string>(type: "TEXT", nullable: true),
                    SyncedDescription = table.Column<string>(type: "TEXT", nullable: true),
                    TrashedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Looks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Looks_LibraryLooks_LibraryLookId",
                        column: x => x.LibraryLookId,
                        principalTable: "LibraryLooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Looks_ProjectAssets_ProjectAssetId",
                        column: x => x.ProjectAssetId,
                        principalTable: "ProjectAssets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Looks_Subjects_Id",
                        column: x => x.Id,
                        principalTable: "Subjects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssetTags_TagsId_LibraryAssetId",
                table: "LibraryAssetTags",
                columns: new[] { "TagsId", "LibraryAssetId" });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_KeysVersion",
                table: "LibraryAssets",
                column: "KeysVersion");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Live",
                table: "LibraryAssets",
                column: "Id",
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Live_Type_Name",
                table: "LibraryAssets",
                columns: new[] { "Type", "NormalizedName", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_NormalizedName_Id",
                table: "LibraryAssets",
                columns: new[] { "NormalizedName", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Pictured_Id",
                table: "LibraryAssets",
                columns: new[] { "Pictured", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "Id" },
                filter: "\"TrashedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Type_Id",
                table: "LibraryAssets",
                columns: new[] { "Type", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Appearances_LookId",
                table: "Appearances",
                column: "LookId");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryLooks_LibraryAssetId",
                table: "LibraryLooks",
                column: "LibraryAssetId");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryNameKeys_LibraryAssetId",
                table: "LibraryNameKeys",
                column: "LibraryAssetId");

            migrationBuilder.CreateIndex(
                name: "IX_Looks_LibraryLookId",
                table: "Looks",
                column: "LibraryLookId");

            migrationBuilder.CreateIndex(
                name: "IX_Looks_ProjectAssetId",
                table: "Looks",
                column: "ProjectAssetId");

            migrationBuilder.CreateIndex(
                name: "IX_Looks_ProjectId",
                table: "Looks",
                column: "ProjectId");

            // What was linked before has no synced values of its own yet: they are how the library asset read at the revision it was synced with.
            migrationBuilder.Sql("""
                UPDATE "ProjectAssets" SET
                    "SyncedName" = (SELECT r."Name" FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision"),
                    "SyncedAliases" = (SELECT r."Aliases" FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision"),
                    "SyncedDescription" = (SELECT r."Description" FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision"),
                    "SyncedPictureId" = (SELECT v."MediaId" FROM "Histories" h JOIN "AssetVersions" v ON v."HistoryId" = h."Id" AND v."Number" = h."BestNumber" WHERE h."SubjectId" = "ProjectAssets"."LibraryAssetId" AND h."Key" = 'reference')
                WHERE EXISTS (SELECT 1 FROM "LibraryAssetRevisions" r WHERE r."LibraryAssetId" = "ProjectAssets"."LibraryAssetId" AND r."Revision" = "ProjectAssets"."SyncedRevision")
                """);

            LibrarySearchSql.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            LibrarySearchSql.Drop(migrationBuilder);

            migrationBuilder.DropTable(
                name: "LibraryNameKeys");

            migrationBuilder.DropTable(
                name: "Looks");

            migrationBuilder.DropTable(
                name: "LibraryLooks");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssetTags_TagsId_LibraryAssetId",
                table: "LibraryAssetTags");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_KeysVersion",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Live",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Live_Type_Name",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_NormalizedName_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Pictured_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Type_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_Appearances_LookId",
                table: "Appearances");

            migrationBuilder.DropColumn(
                name: "DefaultStyleId",
                table: "Studio");

            migrationBuilder.DropColumn(
                name: "SyncedAliases",
                table: "ProjectAssets");

            migrationBuilder.DropColumn(
                name: "SyncedDescription",
                table: "ProjectAssets");

            migrationBuilder.DropColumn(
                name: "SyncedLooks",
                table: "ProjectAssets");

            migrationBuilder.DropColumn(
                name: "SyncedName",
                table: "ProjectAssets");

            migrationBuilder.DropColumn(
                name: "SyncedPictureId",
                table: "ProjectAssets");

            migrationBuilder.DropColumn(
                name: "KeysVersion",
                table: "LibraryAssets");

            migrationBuilder.DropColumn(
                name: "LooksRevision",
                table: "LibraryAssets");

            migrationBuilder.DropColumn(
                name: "Pictured",
                table: "LibraryAssets");

            migrationBuilder.DropColumn(
                name: "LookId",
                table: "Appearances");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssetTags_TagsId",
                table: "LibraryAssetTags",
                column: "TagsId");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_NormalizedName_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "NormalizedName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_Type_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "Type", "Id" });
        }
    }
}
