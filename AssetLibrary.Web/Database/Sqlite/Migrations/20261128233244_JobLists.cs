using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class JobLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_BatchId",
                table: "Jobs");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_BatchId_State",
                table: "Jobs",
                columns: new[] { "BatchId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_BatchId",
                table: "Jobs",
                columns: new[] { "State", "BatchId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_BatchId_State",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_State_BatchId",
                table: "Jobs");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_BatchId",
                table: "Jobs",
                column: "BatchId");
        }
    }
}
