using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LibrarySearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LibraryAssetTags_TagsId",
                table: "LibraryAssetTags");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_NormalizedName_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_Type_Id",
                table: "LibraryAssets");

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "Tags",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "ProjectAssets",
                type: "character varying(800)",
                maxLength: 800,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(800)",
                oldMaxLength: 800);

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "LibraryAssets",
                type: "character varying(800)",
                maxLength: 800,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(800)",
                oldMaxLength: 800);

            migrationBuilder.AddColumn<bool>(
                name: "Pictured",
                table: "LibraryAssets",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "Candidates",
                type: "character varying(800)",
                maxLength: 800,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(800)",
                oldMaxLength: 800);

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssetTags_TagsId_LibraryAssetId",
                table: "LibraryAssetTags",
                columns: new[] { "TagsId", "LibraryAssetId" });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Live",
                table: "LibraryAssets",
                column: "Id",
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Live_Type_Name",
                table: "LibraryAssets",
                columns: new[] { "Type", "NormalizedName", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_NormalizedName_Id",
                table: "LibraryAssets",
                columns: new[] { "NormalizedName", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Pictured_Id",
                table: "LibraryAssets",
                columns: new[] { "Pictured", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "Id" },
                filter: "\"TrashedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_Type_Id",
                table: "LibraryAssets",
                columns: new[] { "Type", "Id" },
                filter: "\"TrashedAt\" IS NULL");

            LibrarySearchSql.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            LibrarySearchSql.Drop(migrationBuilder);

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssetTags_TagsId_LibraryAssetId",
                table: "LibraryAssetTags");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Live",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Live_Type_Name",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_NormalizedName_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Pictured_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets");

            migrationBuilder.DropIndex(
                name: "IX_LibraryAssets_Type_Id",
                table: "LibraryAssets");

            migrationBuilder.DropColumn(
                name: "Pictured",
                table: "LibraryAssets");

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "Tags",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400,
                oldCollation: "C");

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "ProjectAssets",
                type: "character varying(800)",
                maxLength: 800,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(800)",
                oldMaxLength: 800,
                oldCollation: "C");

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "LibraryAssets",
                type: "character varying(800)",
                maxLength: 800,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(800)",
                oldMaxLength: 800,
                oldCollation: "C");

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedName",
                table: "Candidates",
                type: "character varying(800)",
                maxLength: 800,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(800)",
                oldMaxLength: 800,
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssetTags_TagsId",
                table: "LibraryAssetTags",
                column: "TagsId");

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_NormalizedName_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "NormalizedName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LibraryAssets_TrashedAt_Type_Id",
                table: "LibraryAssets",
                columns: new[] { "TrashedAt", "Type", "Id" });
        }
    }
}
