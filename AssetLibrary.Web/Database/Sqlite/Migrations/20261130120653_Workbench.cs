using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Workbench : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ArchivedAt",
                table: "Projects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "OnlyApprovedReferences",
                table: "Projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Mentions",
                table: "Candidates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
            migrationBuilder.Sql(
                """
                UPDATE "Candidates" SET "Mentions" = COALESCE((SELECT SUM(json_extract(value, '$.Count')) FROM json_each("AppearancesJson")), 0)
                """
            );

            migrationBuilder.CreateTable(
                name: "CastingChoices",
                columns: table => new
                {
                    ProjectAssetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SceneId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsIn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CastingChoices", x => new { x.ProjectAssetId, x.SceneId });
                    table.ForeignKey(
                        name: "FK_CastingChoices_ProjectAssets_ProjectAssetId",
                        column: x => x.ProjectAssetId,
                        principalTable: "ProjectAssets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CastingChoices_Scenes_SceneId",
                        column: x => x.SceneId,
                        principalTable: "Scenes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "GenerationPresets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Settings = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GenerationPresets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VersionComments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HistoryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    X = table.Column<int>(type: "INTEGER", nullable: true),
                    Y = table.Column<int>(type: "INTEGER", nullable: true),
                    Width = table.Column<int>(type: "INTEGER", nullable: true),
                    Height = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VersionComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_VersionComments_AssetVersions_HistoryId_Number",
                        columns: x => new { x.HistoryId, x.Number },
                        principalTable: "AssetVersions",
                        principalColumns: new[] { "HistoryId", "Number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "VersionReviews",
                columns: table => new
                {
                    HistoryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    AssigneeId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VersionReviews", x => new { x.HistoryId, x.Number });
                    table.ForeignKey(
                        name: "FK_VersionReviews_AssetVersions_HistoryId_Number",
                        columns: x => new { x.HistoryId, x.Number },
                        principalTable: "AssetVersions",
                        principalColumns: new[] { "HistoryId", "Number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CastingChoices_ProjectId",
                table: "CastingChoices",
                column: "ProjectId");

            migrationBuilder.CreateIndex(
                name: "IX_CastingChoices_SceneId",
                table: "CastingChoices",
                column: "SceneId");

            migrationBuilder.CreateIndex(
                name: "IX_GenerationPresets_ProjectId",
                table: "GenerationPresets",
                column: "ProjectId");

            migrationBuilder.CreateIndex(
                name: "IX_GenerationPresets_ProjectId_Name",
                table: "GenerationPresets",
                columns: new[] { "ProjectId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VersionComments_HistoryId_Number",
                table: "VersionComments",
                columns: new[] { "HistoryId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_VersionComments_ProjectId",
                table: "VersionComments",
                column: "ProjectId");

            migrationBuilder.CreateIndex(
                name: "IX_VersionReviews_AssigneeId",
                table: "VersionReviews",
                column: "AssigneeId");

            migrationBuilder.CreateIndex(
                name: "IX_VersionReviews_ProjectId",
                table: "VersionReviews",
                column: "ProjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CastingChoices");

            migrationBuilder.DropTable(
                name: "GenerationPresets");

            migrationBuilder.DropTable(
                name: "VersionComments");

            migrationBuilder.DropTable(
                name: "VersionReviews");

            migrationBuilder.DropColumn(
                name: "ArchivedAt",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "OnlyApprovedReferences",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "Mentions",
                table: "Candidates");
        }
    }
}
