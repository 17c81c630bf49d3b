using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Drafts : Migration
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

            migrationBuilder.AddColumn<string>(
                name: "SourceSha256",
                table: "Drafts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_SourceSha256",
                table: "Drafts",
                column: "SourceSha256");

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
                name: "SourceSha256",
                table: "Drafts");
        }
    }
}
