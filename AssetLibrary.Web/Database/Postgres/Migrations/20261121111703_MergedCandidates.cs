using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MergedCandidates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "Candidates",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Candidates");
        }
    }
}
