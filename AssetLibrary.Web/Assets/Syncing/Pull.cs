using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Syncing;

/// <summary>One asset while it is synced: what is chosen for it, and how it stood before.</summary>
internal sealed class Pull(LibraryContext db, ProjectAsset asset, SyncSource source)
{
    private readonly SyncPreview preview = SyncPreview.Of(asset, source);
    private readonly List<LookEntry> looksBefore = [];
    private readonly List<Look> looksTouched = [];
    private readonly List<BestEntry> bestBefore = [];
    private bool picture;

    public ProjectAsset Asset => asset;

    public AssetEntry Before { get; private set; } = AssetEntry.Of(asset, null) with { Link = AssetLink.Of(asset) };

    public bool IsTouched { get; private set; }

    public async Task<SyncOutcome> RunAsync(IReadOnlyDictionary<SyncField, SyncChoice>? choices, CancellationToken cancel)
    {
        var (applied, skipped) = (new List<SyncField>(), new List<SyncField>());
        foreach (var field in preview.Fields)
        {
            var choice =
                choices is not null ? choices.GetValueOrDefault(field.Field)
                : field.IsOpen && !field.Overridden && field.Field != SyncField.Picture ? new(SyncTake.Library)
                : null;
            if (choice is not null && await TakeAsync(field, choice, byRule: choices is null, cancel))
            {
                applied.Add(field.Field);
            }
            else if (field.IsOpen && (choices is null || choice is not null))
            {
                skipped.Add(field.Field);
            }
            else if (
                choices is null
                && !field.IsOpen
                && (field.LibraryChanged || (field.Field == SyncField.Looks && asset.SyncedLooks != source.Library.LooksRevision))
            )
            {
                // Both sides came to read the same: nothing is left to decide.
                asset.Decide(field.Field, source.Library, source.LibraryPicture);
                IsTouched = true;
            }
        }

        Before = Before with { Looks = looksBefore, Best = bestBefore };
        return new(applied, skipped);
    }

    public void Finish() => asset.Synced(source.Library, db.Now);

    /// <summary>How it stands now that it is saved.</summary>
    public async Task<AssetEntry> EntryAsync(CancellationToken cancel) =>
        AssetEntry.Of(asset, null) with
        {
            Link = AssetLink.Of(asset),
            Looks = [.. looksTouched.Select(LookEntry.Of)],
            Best = picture
                ? [BestEntry.Of(await db.Set<History>().SingleAsync(h => h.SubjectId == asset.Id && h.Key == AssetKeys.Reference, cancel))]
                : [],
        };

    private async Task<bool> TakeAsync(FieldPreview field, SyncChoice choice, bool byRule, CancellationToken cancel)
    {
        if (choice.Take == SyncTake.Merged && field.Field is SyncField.Picture or SyncField.Looks)
        {
            throw RefusedException.Invalid("Pictures and looks can’t be merged. Use library or project.", "fields");
        }

        if (field.Field == SyncField.Looks)
        {
            return await TakeLooksAsync(choice.Take, byRule, cancel);
        }

        if (
            field.Field == SyncField.Picture
            && choice.Take == SyncTake.Library
            && source.LibraryPicture is { } media
            && media != source.OwnPicture
        )
        {
            await TakePictureAsync(media, cancel);
        }

        var value = choice.Take switch
        {
            SyncTake.Library => field.Library,
            SyncTake.Merged => choice.Value ?? field.Merged,
            _ => field.Project,
        };
        asset.Decide(field.Field, source.Library, source.LibraryPicture);
        switch (field.Field)
        {
            case SyncField.Name:
                asset.Edit(db, value, asset.Aliases, asset.Description);
                break;
            case SyncField.Aliases:
                asset.Edit(db, asset.Name, (value ?? "").Split('\n'), asset.Description);
                break;
            case SyncField.Description:
                asset.Edit(db, asset.Name, asset.Aliases, value);
                break;
            default:
                break;
        }

        return IsTouched = true;
    }

    private async Task TakePictureAsync(Guid media, CancellationToken cancel)
    {
        var known = await db.Set<History>()
            .AsNoTracking()
            .SingleOrDefaultAsync(h => h.SubjectId == asset.Id && h.Key == AssetKeys.Reference, cancel);
        if (known is not null)
        {
            bestBefore.Add(BestEntry.Of(known));
        }

        var last = await db.AppendAsync(asset.Subject, AssetKeys.Reference, [media], cancel: cancel);
        await db.SaveChangesAsync(cancel);
        await db.ChooseBestAsync(
            await db.Set<History>().SingleAsync(h => h.SubjectId == asset.Id && h.Key == AssetKeys.Reference, cancel),
            last,
            cancel
        );
        picture = true;
    }

    // By the rule, a look that was edited here is left alone, and the looks stay open until somebody decides.
    private async Task<bool> TakeLooksAsync(SyncTake take, bool byRule, CancellationToken cancel)
    {
        var (left, fresh) = (false, new Dictionary<Guid, Look>());
        foreach (var (library, mine) in source.LookNews())
        {
            if (mine is null)
            {
                if (take == SyncTake.Library)
                {
                    looksTouched.Add(fresh[library.Id] = Look.Clone(db, asset, library));
                }

                continue;
            }

            if (byRule && !mine.IsAsSynced)
            {
                left = true;
                continue;
            }

            looksBefore.Add(LookEntry.Of(mine));
            looksTouched.Add(mine);
            if (take == SyncTake.Library)
            {
                mine.Describe(db, library.Name, library.Description);
            }

            mine.Link(library);
        }

        if (fresh.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
            await db.CopyBestPicturesAsync(fresh.ToDictionary(f => f.Key, f => f.Value.Subject), cancel);
        }

        if (!left)
        {
            asset.Decide(SyncField.Looks, source.Library, source.LibraryPicture);
        }

        IsTouched |= !left || looksTouched.Count > 0;
        return !left;
    }
}
