using Microsoft.EntityFrameworkCore.Migrations;

namespace AssetLibrary.Web.Database.Sqlite;

/// <summary>
/// What EF's model cannot say about the library on SQLite: two full-text tables, the order of its assets and its tallies, all kept by
/// triggers in the transaction of the change. A migration that rebuilds LibraryAssets, LibraryAssetTags or Histories drops their
/// triggers and must call <see cref="Create"/> again at its end; it can be run twice.
/// </summary>
internal static class LibrarySearchSql
{
    // What lies in the trash carries a mark. No text has a slash: punctuation is not indexed.
    private const string Mark = "(CASE WHEN {0}.\"TrashedAt\" IS NULL THEN '' ELSE '/t/' END)";
    private const string Names = "substr({0}.\"SearchText\", 1, instr({0}.\"SearchText\" || char(10), char(10)) - 1)";

    public static void Create(MigrationBuilder migration)
    {
        // Rowids of its own: implicit ones change when the file is vacuumed. Seq never comes twice, so it is the order of making, too.
        migration.Sql(
            """
            CREATE TABLE IF NOT EXISTS "LibraryOrder" ("Seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "AssetId" TEXT NOT NULL UNIQUE);
            CREATE TABLE IF NOT EXISTS "LibraryTallies" ("Type" TEXT NOT NULL, "Trashed" INTEGER NOT NULL, "Count" INTEGER NOT NULL, PRIMARY KEY ("Type", "Trashed")) WITHOUT ROWID;
            DROP TABLE IF EXISTS "LibraryText";
            DROP TABLE IF EXISTS "LibraryNames";
            CREATE VIRTUAL TABLE "LibraryText" USING fts5("Text", content='', detail='none', columnsize=0, tokenize='trigram case_sensitive 1');
            CREATE VIRTUAL TABLE "LibraryNames" USING fts5("Text", content='', detail='none', columnsize=0, tokenize='trigram case_sensitive 1');
            """
        );
        migration.Sql(
            $"""
            INSERT INTO "LibraryOrder" ("AssetId") SELECT "Id" FROM "LibraryAssets" WHERE "Id" NOT IN (SELECT "AssetId" FROM "LibraryOrder") ORDER BY "Id";
            INSERT INTO "LibraryText" (rowid, "Text") SELECT o."Seq", {For(
                Mark,
                "a"
            )} || a."SearchText" FROM "LibraryOrder" o JOIN "LibraryAssets" a ON a."Id" = o."AssetId" ORDER BY o."Seq";
            INSERT INTO "LibraryNames" (rowid, "Text") SELECT o."Seq", {For(Mark, "a")} || {For(
                Names,
                "a"
            )} FROM "LibraryOrder" o JOIN "LibraryAssets" a ON a."Id" = o."AssetId" ORDER BY o."Seq";
            DELETE FROM "LibraryTallies";
            INSERT INTO "LibraryTallies" SELECT "Type", "TrashedAt" IS NOT NULL, count(*) FROM "LibraryAssets" GROUP BY 1, 2;
            UPDATE "LibraryAssets" SET "Pictured" = 1 WHERE "Id" IN (SELECT "SubjectId" FROM "Histories" WHERE "Key" = 'reference');
            """
        );
        Trigger(
            migration,
            "LibraryAssets_Made",
            "AFTER INSERT ON \"LibraryAssets\"",
            $"""
            INSERT INTO "LibraryOrder" ("AssetId") VALUES (NEW."Id");
            {Add}
            {Count("NEW", +1)}
            UPDATE "LibraryAssets" SET "Pictured" = 1 WHERE "Id" = NEW."Id" AND EXISTS (SELECT 1 FROM "Histories" WHERE "SubjectId" = NEW."Id" AND "Key" = 'reference');
            """
        );
        Trigger(
            migration,
            "LibraryAssets_Told",
            "AFTER UPDATE OF \"SearchText\", \"TrashedAt\", \"Type\" ON \"LibraryAssets\" WHEN OLD.\"SearchText\" <> NEW.\"SearchText\" "
                + "OR OLD.\"TrashedAt\" IS NOT NEW.\"TrashedAt\" OR OLD.\"Type\" <> NEW.\"Type\"",
            $"""
            {Remove}
            {Add}
            {Count("OLD", -1)}
            {Count("NEW", +1)}
            """
        );
        Trigger(
            migration,
            "LibraryAssets_Gone",
            "AFTER DELETE ON \"LibraryAssets\"",
            $"""
            {Remove}
            DELETE FROM "LibraryOrder" WHERE "AssetId" = OLD."Id";
            {Count("OLD", -1)}
            """
        );
        Trigger(
            migration,
            "Histories_Pictured",
            "AFTER INSERT ON \"Histories\" WHEN NEW.\"Key\" = 'reference'",
            """
            UPDATE "LibraryAssets" SET "Pictured" = 1 WHERE "Id" = NEW."SubjectId";
            """
        );
        Trigger(
            migration,
            "Histories_Gone",
            "AFTER DELETE ON \"Histories\" WHEN OLD.\"Key\" = 'reference'",
            """
            UPDATE "LibraryAssets" SET "Pictured" = 0 WHERE "Id" = OLD."SubjectId";
            """
        );
    }

    public static void Drop(MigrationBuilder migration) =>
        migration.Sql(
            """
            DROP TRIGGER IF EXISTS "LibraryAssets_Made";
            DROP TRIGGER IF EXISTS "LibraryAssets_Told";
            DROP TRIGGER IF EXISTS "LibraryAssets_Gone";
            DROP TRIGGER IF EXISTS "Histories_Pictured";
            DROP TRIGGER IF EXISTS "Histories_Gone";
            DROP TABLE IF EXISTS "LibraryText";
            DROP TABLE IF EXISTS "LibraryNames";
            DROP TABLE IF EXISTS "LibraryOrder";
            DROP TABLE IF EXISTS "LibraryTallies";
            """
        );

    private static void Trigger(MigrationBuilder migration, string name, string when, string body) =>
        migration.Sql(
            $"""
            DROP TRIGGER IF EXISTS "{name}";
            CREATE TRIGGER "{name}" {when}
            BEGIN
            {body}
            END;
            """
        );

    private static string Add =>
        $"""
            INSERT INTO "LibraryText" (rowid, "Text") SELECT "Seq", {For(
                Mark,
                "NEW"
            )} || NEW."SearchText" FROM "LibraryOrder" WHERE "AssetId" = NEW."Id";
            INSERT INTO "LibraryNames" (rowid, "Text") SELECT "Seq", {For(Mark, "NEW")} || {For(
                Names,
                "NEW"
            )} FROM "LibraryOrder" WHERE "AssetId" = NEW."Id";
            """;

    // Contentless tables keep no text: they are told which one to forget.
    private static string Remove =>
        $"""
            INSERT INTO "LibraryText" ("LibraryText", rowid, "Text") SELECT 'delete', "Seq", {For(
                Mark,
                "OLD"
            )} || OLD."SearchText" FROM "LibraryOrder" WHERE "AssetId" = OLD."Id";
            INSERT INTO "LibraryNames" ("LibraryNames", rowid, "Text") SELECT 'delete', "Seq", {For(Mark, "OLD")} || {For(
                Names,
                "OLD"
            )} FROM "LibraryOrder" WHERE "AssetId" = OLD."Id";
            """;

    private static string Count(string row, int by) =>
        $"""
            INSERT INTO "LibraryTallies" VALUES ({row}."Type", {row}."TrashedAt" IS NOT NULL, {by}) ON CONFLICT DO UPDATE SET "Count" = "Count" + {by};
            """;

    private static string For(string sql, string row) => sql.Replace("{0}", row, StringComparison.Ordinal);
}
