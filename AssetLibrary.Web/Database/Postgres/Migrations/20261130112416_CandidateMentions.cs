using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
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
                type: "integer",
                nullable: false,
                defaultValue: 0);
            migrationBuilder.Sql(
                """
                UPDATE "Candidates" SET "Mentions" = COALESCE((SELECT SUM((e->>'Count')::int) FROM jsonb_array_elements("AppearancesJson"::jsonb) e), 0)
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
