using Microsoft.EntityFrameworkCore.Migrations;

namespace AssetLibrary.Web.Database.Postgres;

/// <summary>
/// What EF's model cannot say about the library on PostgreSQL: trigram indexes, and triggers for its tallies and for which assets have a
/// picture. It can be run twice.
/// </summary>
internal static class LibrarySearchSql
{
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE EXTENSION IF NOT EXISTS pg_trgm;
            CREATE INDEX IF NOT EXISTS "IX_LibraryAssets_SearchText" ON "LibraryAssets" USING gin ("SearchText" gin_trgm_ops);
            CREATE INDEX IF NOT EXISTS "IX_LibraryAssets_Names" ON "LibraryAssets" USING gin (split_part("SearchText", E'\n', 1) gin_trgm_ops);

            -- Rows are only added, so that two writers never wait for each other's tally; the app adds them up now and then.
            CREATE TABLE IF NOT EXISTS "LibraryTallies" ("Id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Type" text NOT NULL, "Trashed" integer NOT NULL, "Count" bigint NOT NULL);
            DELETE FROM "LibraryTallies";
            INSERT INTO "LibraryTallies" ("Type", "Trashed", "Count") SELECT "Type", ("TrashedAt" IS NOT NULL)::int, count(*) FROM "LibraryAssets" GROUP BY 1, 2;
            UPDATE "LibraryAssets" SET "Pictured" = true WHERE "Id" IN (SELECT "SubjectId" FROM "Histories" WHERE "Key" = 'reference');
            """
        );
        migration.Sql(
            """
            CREATE OR REPLACE FUNCTION library_tally() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN
                    INSERT INTO "LibraryTallies" ("Type", "Trashed", "Count") SELECT "Type", ("TrashedAt" IS NOT NULL)::int, -count(*) FROM before GROUP BY 1, 2;
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    INSERT INTO "LibraryTallies" ("Type", "Trashed", "Count") SELECT "Type", ("TrashedAt" IS NOT NULL)::int, count(*) FROM after GROUP BY 1, 2;
                END IF;
                RETURN NULL;
            END $$;
            CREATE OR REPLACE FUNCTION library_moved() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO "LibraryTallies" ("Type", "Trashed", "Count")
                VALUES (OLD."Type", (OLD."TrashedAt" IS NOT NULL)::int, -1), (NEW."Type", (NEW."TrashedAt" IS NOT NULL)::int, 1);
                RETURN NULL;
            END $$;
            CREATE OR REPLACE FUNCTION library_pictured() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    UPDATE "LibraryAssets" SET "Pictured" = true WHERE "Id" = NEW."SubjectId";
                ELSE
                    UPDATE "LibraryAssets" SET "Pictured" = false WHERE "Id" = OLD."SubjectId";
                END IF;
                RETURN NULL;
            END $$;
            CREATE OR REPLACE FUNCTION library_made() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW."Pictured" := EXISTS (SELECT 1 FROM "Histories" WHERE "SubjectId" = NEW."Id" AND "Key" = 'reference');
                RETURN NEW;
            END $$;
            """
        );
        migration.Sql(
            """
            CREATE OR REPLACE TRIGGER library_made BEFORE INSERT ON "LibraryAssets" FOR EACH ROW EXECUTE FUNCTION library_made();
            CREATE OR REPLACE TRIGGER library_tally_made AFTER INSERT ON "LibraryAssets" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION library_tally();
            CREATE OR REPLACE TRIGGER library_tally_gone AFTER DELETE ON "LibraryAssets" REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION library_tally();
            CREATE OR REPLACE TRIGGER library_tally_moved AFTER UPDATE ON "LibraryAssets" FOR EACH ROW
                WHEN (OLD."Type" IS DISTINCT FROM NEW."Type" OR (OLD."TrashedAt" IS NULL) <> (NEW."TrashedAt" IS NULL)) EXECUTE FUNCTION library_moved();
            CREATE OR REPLACE TRIGGER library_pictured_made AFTER INSERT ON "Histories" FOR EACH ROW WHEN (NEW."Key" = 'reference') EXECUTE FUNCTION library_pictured();
            CREATE OR REPLACE TRIGGER library_pictured_gone AFTER DELETE ON "Histories" FOR EACH ROW WHEN (OLD."Key" = 'reference') EXECUTE FUNCTION library_pictured();
            """
        );
    }

    public static void Drop(MigrationBuilder migration) =>
        migration.Sql(
            """
            DROP TRIGGER IF EXISTS library_pictured_gone ON "Histories";
            DROP TRIGGER IF EXISTS library_pictured_made ON "Histories";
            DROP TRIGGER IF EXISTS library_tally_moved ON "LibraryAssets";
            DROP TRIGGER IF EXISTS library_tally_gone ON "LibraryAssets";
            DROP TRIGGER IF EXISTS library_tally_made ON "LibraryAssets";
            DROP TRIGGER IF EXISTS library_made ON "LibraryAssets";
            DROP FUNCTION IF EXISTS library_made();
            DROP FUNCTION IF EXISTS library_pictured();
            DROP FUNCTION IF EXISTS library_moved();
            DROP FUNCTION IF EXISTS library_tally();
            DROP TABLE IF EXISTS "LibraryTallies";
            DROP INDEX IF EXISTS "IX_LibraryAssets_Names";
            DROP INDEX IF EXISTS "IX_LibraryAssets_SearchText";
            """
        );
}
