using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NameKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "KeysVersion",
                table: "LibraryAssets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "LibraryNameKeys",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    LibraryAssetId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LibraryNameKeys", x => new { x.Key, x.LibraryAssetId });
                    table.ForeignKey(
                        name: "FK_LibraryNameKeys_LibraryAssets_LibraryAssetId",
                        column: x => x.LibraryAssetId,
                        principalTable: "LibraryAssets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_KeysVersion",
                table: "LibraryAssets",
                column: "KeysVersion");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryNameKeys_LibraryAssetId",
                table: "LibraryNameKeys",
                column: "LibraryAssetId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LibraryNameKeys");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_KeysVersion",
                table: "LibraryAssets");

            migrationBuilder.DropColumn(
                name: "KeysVersion",
                table: "LibraryAssets");
        }
    }
}
