using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ScriptsAndExtraction : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Heading",
                table: "SceneTexts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Number",
                table: "SceneTexts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Ordinal",
                table: "SceneTexts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "CachedScenes",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Calls",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "CostMicroUsd",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ElapsedMs",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Fallback",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "FellBack",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "InputTokens",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Model",
                table: "ExtractionRuns",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Notices",
                table: "ExtractionRuns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "OutputTokens",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "PromptVersion",
                table: "ExtractionRuns",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tiers",
                table: "ExtractionRuns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Unbelieved",
                table: "ExtractionRuns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Unproven",
                table: "ExtractionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "SourceSha256",
                table: "Drafts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Doubt",
                table: "Candidates",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "Candidates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ExtractionCalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    System = table.Column<string>(type: "TEXT", nullable: false),
                    Prompt = table.Column<string>(type: "TEXT", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    InputTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    OutputTokens = table.Column<long>(type: "INTEGER", nullable: false),
                    CostMicroUsd = table.Column<long>(type: "INTEGER", nullable: false),
                    ElapsedMs = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExtractionCalls", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExtractionCalls_ExtractionRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "ExtractionRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SceneAnswers",
                columns: table => new
                {
                    SceneHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PromptVersion = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SceneAnswers", x => new { x.SceneHash, x.PromptVersion, x.Model });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_SourceSha256",
                table: "Drafts",
                column: "SourceSha256");

            migrationBuilder.CreateIndex(
                name: "IX_ExtractionCalls_ProjectId",
                table: "ExtractionCalls",
                column: "ProjectId");

            migrationBuilder.CreateIndex(
                name: "IX_ExtractionCalls_RunId_Ordinal",
                table: "ExtractionCalls",
                columns: new[] { "RunId", "Ordinal" });

            // A draft from before knows its scenes by their rows: the newest wording is the best there is.
            migrationBuilder.Sql("""
                UPDATE "SceneTexts" SET
                    "Heading" = COALESCE((SELECT "Heading" FROM "Scenes" WHERE "Scenes"."Id" = "SceneTexts"."SceneId"), ''),
                    "Number" = (SELECT "Number" FROM "Scenes" WHERE "Scenes"."Id" = "SceneTexts"."SceneId"),
                    "Ordinal" = (SELECT COUNT(*) FROM "SceneTexts" AS "Other" WHERE "Other"."DraftId" = "SceneTexts"."DraftId" AND "Other"."FromLine" <= "SceneTexts"."FromLine")
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExtractionCalls");

            migrationBuilder.DropTable(
                name: "SceneAnswers");

            migrationBuilder.DropIndex(
                name: "IX_Drafts_SourceSha256",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "Heading",
                table: "SceneTexts");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "SceneTexts");

            migrationBuilder.DropColumn(
                name: "Ordinal",
                table: "SceneTexts");

            migrationBuilder.DropColumn(
                name: "CachedScenes",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "Calls",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "CostMicroUsd",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "ElapsedMs",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "Fallback",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "FellBack",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "InputTokens",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "Model",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "Notices",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "OutputTokens",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "PromptVersion",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "Tiers",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "Unbelieved",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "Unproven",
                table: "ExtractionRuns");

            migrationBuilder.DropColumn(
                name: "SourceSha256",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "Doubt",
                table: "Candidates");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Candidates");
        }
    }
}
