using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Clips : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_State_CreatedAt_Id",
                table: "Jobs");

            migrationBuilder.AddColumn<double>(
                name: "Seconds",
                table: "MediaItems",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Seconds",
                table: "GenerationRequests",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_Id",
                table: "Jobs",
                columns: new[] { "State", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_State_Id",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "Seconds",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Seconds",
                table: "GenerationRequests");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "State", "CreatedAt", "Id" });
        }
    }
}
