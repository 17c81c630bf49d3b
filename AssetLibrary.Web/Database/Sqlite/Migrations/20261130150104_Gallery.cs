using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Gallery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ConversationId",
                table: "MediaItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "MediaItems",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Rating",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RemoteExpiresAt",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemoteUrl",
                table: "MediaItems",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SessionId",
                table: "MediaItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StorageKey",
                table: "MediaItems",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "MediaItems",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "TrashedAt",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TrashedBy",
                table: "MediaItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_MediaItems_DHash",
                table: "MediaItems",
                column: "DHash");

            migrationBuilder.CreateIndex(
                name: "IX_MediaItems_RemoteExpiresAt",
                table: "MediaItems",
                column: "RemoteExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_MediaItems_SessionId",
                table: "MediaItems",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_MediaItems_StorageKey",
                table: "MediaItems",
                column: "StorageKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MediaItems_TrashedAt",
                table: "MediaItems",
                column: "TrashedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MediaItems_DHash",
                table: "MediaItems");

            migrationBuilder.DropIndex(
                name: "IX_MediaItems_RemoteExpiresAt",
                table: "MediaItems");

            migrationBuilder.DropIndex(
                name: "IX_MediaItems_SessionId",
                table: "MediaItems");

            migrationBuilder.DropIndex(
                name: "IX_MediaItems_StorageKey",
                table: "MediaItems");

            migrationBuilder.DropIndex(
                name: "IX_MediaItems_TrashedAt",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "ConversationId",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Rating",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "RemoteExpiresAt",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "RemoteUrl",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "SessionId",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "StorageKey",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "TrashedAt",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "TrashedBy",
                table: "MediaItems");
        }
    }
}
