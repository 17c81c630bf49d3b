using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Database;

/// <summary>The one way to write, on either database.</summary>
public abstract class WritingContract(App app)
{
    [Fact]
    public async Task What_is_refused_half_way_leaves_nothing_and_is_not_saved_with_something_else()
    {
        var name = $"Refused {Guid.NewGuid():N}";
        await app.WithDbAsync(async db =>
        {
            await Assert.ThrowsAsync<RefusedException>(() =>
                db.WriteAsync(async () =>
                {
                    db.Add(new Tag { Name = name, NormalizedName = name });
                    await db.SaveChangesAsync();
                    throw RefusedException.Invalid("No.");
                })
            );
            db.Record("test", Guid.NewGuid());
            return await db.SaveChangesAsync();
        });
        Assert.False(await app.WithDbAsync(db => db.Set<Tag>().AnyAsync(t => t.Name == name)));
    }

    [Fact]
    public async Task Who_comes_second_to_a_unique_key_begins_again_and_finds_the_first()
    {
        var name = $"Twice {Guid.NewGuid():N}";
        var begun = 0;
        async Task<Guid> MakeAsync(Func<Task> meanwhile) =>
            await app.WithDbAsync(db =>
                db.WriteAsync(async () =>
                {
                    Interlocked.Increment(ref begun);
                    if (await db.Set<Tag>().FirstOrDefaultAsync(t => t.NormalizedName == name) is { } known)
                    {
                        return known.Id;
                    }

                    await meanwhile();
                    return db.Add(new Tag { Name = name, NormalizedName = name }).Entity.Id;
                })
            );

        var ids = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => MakeAsync(() => Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System)))
        );
        Assert.Single(ids.Distinct());
        Assert.InRange(begun, 4, 20);
    }

    [Fact]
    public async Task Who_waits_for_a_held_row_sees_what_the_first_wrote()
    {
        var maker = await app.AddUserAsync($"holder{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("Held", maker.Id);
        async Task<int> CountAsync() => await app.WithDbAsync(db => db.WriteAsync(Held.Row<Project>(project.Id), async () =>
                {
                    var name = $"b{await db.Set<Branch>().CountAsync(b => b.ProjectId == project.Id)}";
                    db.Add(new Branch { ProjectId = project.Id, Name = name });
                    return 1;
                }));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CountAsync()));
        var names = await app.WithDbAsync(db => db.Set<Branch>().Where(b => b.ProjectId == project.Id).Select(b => b.Name).ToListAsync());
        Assert.Equal(7, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_write_inside_a_write_commits_with_the_outer_one()
    {
        var name = $"Inner {Guid.NewGuid():N}";
        await app.WithDbAsync(async db =>
        {
            await Assert.ThrowsAsync<RefusedException>(() =>
                db.WriteAsync(async () =>
                {
                    await db.WriteAsync(() =>
                    {
                        db.Add(new Tag { Name = name, NormalizedName = name });
                        return Task.CompletedTask;
                    });
                    throw RefusedException.NotFound();
                })
            );
            return 0;
        });
        Assert.False(await app.WithDbAsync(db => db.Set<Tag>().AnyAsync(t => t.Name == name)));
    }
}

public sealed class SqliteWritingTests(App app) : WritingContract(app), IClassFixture<App>;

public sealed class PostgresWritingTests(PostgresApp app) : WritingContract(app), IClassFixture<PostgresApp>;
