using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Lanes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Lane",
                table: "Jobs",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            // What stands in line already competes as what comes will.
            migrationBuilder.Sql("""
                UPDATE "Jobs" SET "Lane" = 'picture:' || (SELECT "Provider" FROM "GenerationRequests" WHERE "GenerationRequests"."Id" = "Jobs"."Id")
                WHERE "Kind" = 'generation' AND "EndedAt" IS NULL AND EXISTS (SELECT 1 FROM "GenerationRequests" WHERE "GenerationRequests"."Id" = "Jobs"."Id")
                """);

            migrationBuilder.CreateTable(
                name: "LaneClosings",
                columns: table => new
                {
                    Lane = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LaneClosings", x => x.Lane);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_ProjectId_Priority_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "State", "ProjectId", "Priority", "CreatedAt", "Id" },
                descending: new[] { false, false, true, false, false });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LaneClosings");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_State_ProjectId_Priority_CreatedAt_Id",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "Lane",
                table: "Jobs");
        }
    }
}
