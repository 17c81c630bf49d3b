using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SyncAndLooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "LooksRevision",
                table: "LibraryAssets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AlterColumn<Guid>(
                name: "BranchId",
                table: "Decisions",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

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
                name: "IX_Appearances_LookId",
                table: "Appearances",
                column: "LookId");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryLooks_LibraryAssetId",
                table: "LibraryLooks",
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

            migrationBuilder.AddForeignKey(
                name: "FK_Appearances_Looks_LookId",
                table: "Appearances",
                column: "LookId",
                principalTable: "Looks",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Appearances_Looks_LookId",
                table: "Appearances");

            migrationBuilder.DropTable(
                name: "Looks");

            migrationBuilder.DropTable(
                name: "LibraryLooks");

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
                name: "LooksRevision",
                table: "LibraryAssets");

            migrationBuilder.DropColumn(
                name: "LookId",
                table: "Appearances");

            migrationBuilder.AlterColumn<Guid>(
                name: "BranchId",
                table: "Decisions",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
