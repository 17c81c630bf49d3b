using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>What is to be appended to a history: media that are here, or files of an address.</summary>
internal sealed record NewVersions(List<Guid>? MediaIds, List<string?>? Urls, JsonElement? Metadata, bool? SetBest)
{
    public const int Most = 1000,
        MostUrls = 20;

    /// <summary>Fetches, and then appends all of it or nothing, in one write; returns the numbers.</summary>
    /// <exception cref="RefusedException">422 for what is not here or cannot be fetched.</exception>
    public async Task<List<int>> AppendAsync(
        LibraryContext db,
        MediaIntake intake,
        IRemoteIntake remote,
        Subject subject,
        string key,
        CancellationToken cancel
    )
    {
        if (MediaIds is not null && Urls is not null)
        {
            throw RefusedException.Invalid("Send mediaIds or urls, not both.", "urls");
        }

        var fetched = new List<MediaItem>();
        if (Urls is { } urls)
        {
            if (urls.Count is 0 or > MostUrls)
            {
                throw RefusedException.Invalid($"urls must list 1 to {MostUrls} addresses.", "urls");
            }

            foreach (var url in urls)
            {
                fetched.Add(await remote.PrepareAsync(url, subject.ProjectId, cancel));
            }
        }

        var ids = Urls is null ? MediaIds ?? [] : fetched.ConvertAll(f => f.Id);
        if (
            Urls is null
            && (ids.Count is 0 or > Most || await db.Set<MediaItem>().CountAsync(m => ids.Contains(m.Id), cancel) != ids.Distinct().Count())
        )
        {
            throw RefusedException.Invalid($"mediaIds must list 1 to {Most:N0} media items that you can see.", "mediaIds");
        }

        var metadata = Metadata is { } given ? MergePatch.Apply("{}", given) : "{}";
        var last = await db.WriteAsync(
            async () =>
            {
                fetched.ForEach(intake.Enter);
                await db.SaveChangesAsync(cancel);
                var number = await db.AppendAsync(subject, key, ids, metadata, cancel: cancel);
                await db.SaveChangesAsync(cancel);
                if (SetBest == true)
                {
                    var history = await db.Set<History>().SingleOrGoneAsync(h => h.SubjectId == subject.Id && h.Key == key, cancel);
                    await db.ChooseBestAsync(history, number, cancel);
                }

                db.Record("version.added", subject.Id, subject.ProjectId, new HistoryName(key, 0).Words.ToLowerInvariant());
                return number;
            },
            cancel
        );
        return [.. Enumerable.Range(last - ids.Count + 1, ids.Count)];
    }
}
