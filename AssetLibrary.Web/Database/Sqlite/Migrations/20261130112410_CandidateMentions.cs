using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CandidateMentions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Mentions",
                table: "Candidates");
        }
    }
}
