using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
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
                    ProjectAssetId = table.Column<Guid>(type: "uuid", nullable: false),
                    SceneId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsIn = table.Column<bool>(type: "boolean", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ProjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Settings = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "uuid", nullable: true)
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
