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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CastingChoices");

            migrationBuilder.DropTable(
                name: "GenerationPresets");
        }
    }
}
