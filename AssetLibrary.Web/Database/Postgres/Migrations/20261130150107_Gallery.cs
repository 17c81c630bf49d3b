using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
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
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "MediaItems",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Rating",
                table: "MediaItems",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RemoteExpiresAt",
                table: "MediaItems",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemoteUrl",
                table: "MediaItems",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SessionId",
                table: "MediaItems",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StorageKey",
                table: "MediaItems",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "Tags",
                table: "MediaItems",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TrashedAt",
                table: "MediaItems",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TrashedBy",
                table: "MediaItems",
                type: "uuid",
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
