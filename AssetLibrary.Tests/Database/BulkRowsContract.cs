using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Inbox;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Database;

/// <summary>Rows that are written in bulk read as those that EF saves, whatever is in them.</summary>
public abstract class BulkRowsContract(App app)
{
    private static readonly string[] Texts = ["", "Zoë's “lamp”", "李雷 👩‍👩‍👧", "'; DROP TABLE x --", "a\nb\tc\\", new('x', 3000)];

    [Fact]
    public async Task Inserted_and_updated_rows_read_as_saved_ones()
    {
        var editor = await app.AddUserAsync($"bulk-{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("Bulk", editor.Id);
        var branch = await app.WithDbAsync(db =>
            db.Set<Web.Projects.Branch>().Where(b => b.ProjectId == project.Id).Select(b => b.Id).SingleAsync()
        );
        List<Scene> Rows(int seed) =>
            [
                .. Gen.Sample(Gen.Choose(0, int.MaxValue - 1), 450)
                    .Select(
                        (n, i) =>
                            new Scene
                            {
                                ProjectId = project.Id,
                                BranchId = branch,
                                Ordinal = i,
                                Number = n % 3 == 0 ? null : Texts[(n + seed) % Texts.Length],
                                Heading = Texts[n % 5],
                                IntExt = n % 2 == 0 ? null : "INT",
                                Characters = [.. Texts.Take(n % 4)],
                                FirstDraft = seed,
                                LastDraft = n % 2 == 0 ? null : n,
                            }
                    ),
            ];
        var (bulk, saved) = (Rows(1), Rows(2));
        await app.WithDbAsync(async db =>
        {
            await db.WriteAsync(async () =>
            {
                var subjects = bulk.Concat(saved)
                    .Select(s => new Subject
                    {
                        Id = s.Id,
                        Type = SubjectType.Scene,
                        ProjectId = project.Id,
                    })
                    .ToList();
                await db.InsertAsync(subjects);
                await db.InsertAsync(bulk);
                db.AddRange(saved);
            });
            return 0;
        });
        await SameAsync([.. bulk, .. saved], branch);

        foreach (var scene in bulk.Concat(saved))
        {
            (scene.Heading, scene.Number, scene.Characters, scene.LastDraft) = (
                Texts[2],
                null,
                [Texts[3]],
                scene.LastDraft is null ? 7 : null
            );
        }

        await app.WithDbAsync(async db =>
        {
            await db.WriteAsync(() => db.UpdateAsync([.. bulk, .. saved]));
            return 0;
        });
        await SameAsync([.. bulk, .. saved], branch);
    }

    [Fact]
    public async Task The_last_of_many_news_has_the_highest_number_and_all_are_told()
    {
        var ids = Enumerable.Range(0, 300).Select(_ => Guid.NewGuid()).ToList();
        await app.WithDbAsync(async db =>
        {
            await db.WriteAsync(() => db.AnnounceAsync(Topics.Candidate, ids, null));
            return 0;
        });
        var told = await app.WithDbAsync(db => db.Set<Change>().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Seq).ToListAsync());
        Assert.Equal(ids.Count, told.Count);
        Assert.Equal(ids[^1], told[^1].Id);
        Assert.Equal(ids.Order(), told.Select(c => c.Id).Order());
        Assert.All(told, c => Assert.True(c.At > DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Outside_a_write_nothing_is_written_in_bulk() =>
        await app.WithDbAsync(async db =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                db.InsertAsync([
                    new Subject
                    {
                        Id = Guid.NewGuid(),
                        Type = SubjectType.Scene,
                        ProjectId = null,
                    },
                ])
            );
            return 0;
        });

    private async Task SameAsync(IReadOnlyList<Scene> wanted, Guid branch)
    {
        var read = await app.WithDbAsync(db => db.Set<Scene>().AsNoTracking().Where(s => s.BranchId == branch).ToListAsync());
        string Shown(Scene s) =>
            $"{s.Id} {s.ProjectId} {s.Ordinal} {s.Number ?? "–"} {s.Heading} {s.IntExt ?? "–"} {string.Join('|', s.Characters)} {s.FirstDraft} {s.LastDraft}";
        Assert.Equal(wanted.Select(Shown).Order(StringComparer.Ordinal), read.Select(Shown).Order(StringComparer.Ordinal));
    }
}

public sealed class SqliteBulkRowsTests(App app) : BulkRowsContract(app), IClassFixture<App>;

public sealed class PostgresBulkRowsTests(PostgresApp app) : BulkRowsContract(app), IClassFixture<PostgresApp>;
