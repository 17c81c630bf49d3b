using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AssetLibrary.Web.Database.Postgres.Migrations
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Original_ContentType",
                table: "MediaItems",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Original_Height",
                table: "MediaItems",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Original_Sha256",
                table: "MediaItems",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Original_Width",
                table: "MediaItems",
                type: "integer",
                nullable: true);

            // EF knows no index over a part of a complex property.
            migrationBuilder.CreateIndex(
                name: "IX_MediaItems_Original_Sha256",
                table: "MediaItems",
                column: "Original_Sha256");

            migrationBuilder.AddColumn<long>(
                name: "EstimateMicroUsd",
                table: "GenerationRequests",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "FallbackOf",
                table: "GenerationRequests",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fallbacks",
                table: "GenerationRequests",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Received",
                table: "GenerationRequests",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RetryOf",
                table: "GenerationRequests",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Budgets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Scope = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ScopeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Period = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    MicroUsd = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Budgets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CostEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ProjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    UserId = table.Column<Guid>(type: "uuid", nullable: true),
                    JobId = table.Column<Guid>(type: "uuid", nullable: true),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    Provider = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Model = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    MicroUsd = table.Column<long>(type: "bigint", nullable: true),
                    Basis = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CostEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CostReservations",
                columns: table => new
                {
                    JobId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    UserId = table.Column<Guid>(type: "uuid", nullable: true),
                    MicroUsd = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
