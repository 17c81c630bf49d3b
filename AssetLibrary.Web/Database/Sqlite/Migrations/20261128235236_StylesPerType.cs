using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StylesPerType : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ForCharacters",
                table: "StyleCapsules",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ForLocations",
                table: "StyleCapsules",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ForProps",
                table: "StyleCapsules",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ForCharacters",
                table: "StyleCapsuleRevisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ForLocations",
                table: "StyleCapsuleRevisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ForProps",
                table: "StyleCapsuleRevisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ForCharacters",
                table: "StyleCapsules");

            migrationBuilder.DropColumn(
                name: "ForLocations",
                table: "StyleCapsules");

            migrationBuilder.DropColumn(
                name: "ForProps",
                table: "StyleCapsules");

            migrationBuilder.DropColumn(
                name: "ForCharacters",
                table: "StyleCapsuleRevisions");

            migrationBuilder.DropColumn(
                name: "ForLocations",
                table: "StyleCapsuleRevisions");

            migrationBuilder.DropColumn(
                name: "ForProps",
                table: "StyleCapsuleRevisions");
        }
    }
}
