using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CostsAndOriginals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Original_Bytes",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Original_ContentType",
                table: "MediaItems",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Original_Height",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Original_Sha256",
                table: "MediaItems",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Original_Width",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            // EF knows no index over a part of a complex property.
            migrationBuilder.CreateIndex(
                name: "IX_MediaItems_Original_Sha256",
                table: "MediaItems",
                column: "Original_Sha256");

            migrationBuilder.AddColumn<long>(
                name: "EstimateMicroUsd",
                table: "GenerationRequests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "FallbackOf",
                table: "GenerationRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fallbacks",
                table: "GenerationRequests",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Received",
                table: "GenerationRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RetryOf",
                table: "GenerationRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Budgets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ScopeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    MicroUsd = table.Column<long>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Budgets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CostEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: true),
                    JobId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    MicroUsd = table.Column<long>(type: "INTEGER", nullable: true),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CostEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CostReservations",
                columns: table => new
                {
                    JobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: true),
                    MicroUsd = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CostReservations", x => x.JobId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Budgets_Scope_ScopeId_Period",
                table: "Budgets",
                columns: new[] { "Scope", "ScopeId", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CostEntries_At",
                table: "CostEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CostEntries_JobId",
                table: "CostEntries",
                column: "JobId");

            migrationBuilder.CreateIndex(
                name: "IX_CostEntries_ProjectId",
                table: "CostEntries",
                column: "ProjectId");

            migrationBuilder.CreateIndex(
                name: "IX_CostEntries_ProjectId_At",
                table: "CostEntries",
                columns: new[] { "ProjectId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_CostEntries_UserId_At",
                table: "CostEntries",
                columns: new[] { "UserId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_CostReservations_ProjectId",
                table: "CostReservations",
                column: "ProjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Budgets");

            migrationBuilder.DropTable(
                name: "CostEntries");

            migrationBuilder.DropTable(
                name: "CostReservations");

            migrationBuilder.DropIndex(
                name: "IX_MediaItems_Original_Sha256",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Original_Bytes",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Original_ContentType",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Original_Height",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Original_Sha256",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "Original_Width",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "EstimateMicroUsd",
                table: "GenerationRequests");

            migrationBuilder.DropColumn(
                name: "FallbackOf",
                table: "GenerationRequests");

            migrationBuilder.DropColumn(
                name: "Fallbacks",
                table: "GenerationRequests");

            migrationBuilder.DropColumn(
                name: "Received",
                table: "GenerationRequests");

            migrationBuilder.DropColumn(
                name: "RetryOf",
                table: "GenerationRequests");
        }
    }
}
