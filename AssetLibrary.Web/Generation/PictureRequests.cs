using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Styles;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Projects.Looks;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>What somebody asks to be made.</summary>
public sealed record PictureWish(IReadOnlyList<Guid> Subjects, string AssetKey = AssetKeys.Reference, string? Prompt = null, Guid? StyleId = null,
    string? Provider = null, string? Model = null, int? Width = null, int? Height = null, int Count = 1);

/// <summary>A wish → a batch of jobs. The rows are added to the caller's save; nothing is sent before that has committed.</summary>
public sealed class PictureRequests(LibraryContext db, IEnumerable<IImageProvider> providers, GenerationOptions options)
{
    /// <exception cref="RefusedException">404 for a subject that is not there, 409 style-required, 422 for what does not fit.</exception>
    public async Task<(Batch Batch, IReadOnlyList<Job> Jobs)> AddAsync(PictureWish wish, CancellationToken cancel = default)
    {
        var provider = ProviderOf(wish);
        if (wish.Count < 1 || (long)wish.Count * Math.Max(1, wish.Subjects.Count) > options.MostAtOnce)
        {
            throw RefusedException.Invalid($"From 1 to {options.MostAtOnce:N0} pictures can be asked for at once.");
        }

        if (!AssetKeys.IsValid(wish.AssetKey))
        {
            throw RefusedException.Invalid("An asset key is made of letters, digits, _ and -, at most 64 of them.");
        }

        var drawn = wish.Subjects.Count > 0 ? await SubjectsAsync(wish.Subjects, cancel) : [Free(wish)];
        var styles = await StylesAsync(drawn, wish.StyleId, cancel);
        var projectId = drawn.Select(d => d.ProjectId).Distinct().Count() == 1 ? drawn[0].ProjectId : null;
        var batch = new Batch { Name = drawn.Count == 1 ? $"Picture of {Short(drawn[0].Title)}" : $"{drawn.Count * wish.Count} pictures", ProjectId = projectId };
        db.Add(batch);
        var sent = drawn.ConvertAll(d => Compose(d, d.StyleId is { } id ? styles[id] : null, wish, provider));
        var takes = await TakesAsync(sent.ConvertAll(s => s.Hash), cancel);
        var jobs = new List<Job>();
        for (var i = 0; i < drawn.Count; i++)
        {
            for (var n = 0; n < wish.Count; n++)
            {
                var take = takes[sent[i].Hash] = takes.GetValueOrDefault(sent[i].Hash) + 1;
                jobs.Add(Add(drawn[i], sent[i].What, sent[i].Hash, take, wish.AssetKey, batch));
            }
        }

        db.Announce(Topics.Batch, batch.Id, batch.ProjectId);
        return (batch, jobs);
    }

    /// <summary>Adds the wish and saves it; when somebody asked for the same take at the same moment, the next take is ours.</summary>
    /// <param name="wish">What is asked for.</param>
    /// <param name="also">Further rows of the same save.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<(Batch Batch, IReadOnlyList<Job> Jobs)> SaveAsync(PictureWish wish, Action<Batch> also, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (batch, jobs) = await AddAsync(wish, cancel);
                also(batch);
                await db.SaveChangesAsync(cancel);
                return (batch, jobs);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>The assets among these that have no picture and for which none is on its way.</summary>
    public static IQueryable<Guid> Missing(LibraryContext db, IQueryable<Guid> subjects) => subjects
        .Where(id => !db.Set<History>().Any(h => h.SubjectId == id && h.Key == AssetKeys.Reference))
        .Where(id => !db.Set<GenerationRequest>().Any(r => r.SubjectId == id && r.MediaId == null && db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null)));

    private Job Add(Drawn drawn, Sent what, string hash, int take, string key, Batch batch)
    {
        var job = db.Enqueue(new Job(GenerationJob.KindName, $"Picture of {Short(drawn.Title)}", drawn.ProjectId, batch.Id));
        db.Add(new GenerationRequest
        {
            Id = job.Id,
            ProjectId = drawn.ProjectId,
            InputsHash = hash,
            Take = take,
            SubjectId = drawn.Subject?.Id,
            AssetKey = key,
            Provider = what.Provider,
            Model = what.Model,
            Sent = JsonSerializer.Serialize(what, JsonSerializerOptions.Web),
            Width = what.Width,
            Height = what.Height,
            Seed = SeedOf(hash, take),
        });
        return job;
    }

    private IImageProvider ProviderOf(PictureWish wish)
    {
        var name = wish.Provider is { Length: > 0 } asked ? asked : ConceptCards.ConceptCardProvider.Name;
        var provider = providers.FirstOrDefault(p => p.Info.Name == name)
            ?? throw RefusedException.Invalid($"The provider “{name}” is not configured here. There is: {string.Join(", ", providers.Select(p => p.Info.Name))}.");
        return wish.Model is not { Length: > 0 } model || provider.Info.Models.Contains(model)
            ? provider
            : throw RefusedException.Invalid($"{provider.Info.Label} has no model “{model}”.");
    }

    private async Task<List<Drawn>> SubjectsAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        var mine = await db.Set<ProjectAsset>().Where(a => wanted.Contains(a.Id) && a.TrashedAt == null)
            .Join(db.Set<Project>(), a => a.ProjectId, p => p.Id, (a, p) => new { Asset = a, Project = p }).AsNoTracking().ToListAsync(cancel);
        var shared = await db.Set<LibraryAsset>().Where(a => wanted.Contains(a.Id) && a.TrashedAt == null).AsNoTracking().ToListAsync(cancel);
        var looks = await db.Set<Look>().Where(l => wanted.Contains(l.Id) && l.TrashedAt == null).Join(db.Set<ProjectAsset>().Where(a => a.TrashedAt == null), l => l.ProjectAssetId, a => a.Id, (l, a) => new { Look = l, Asset = a })
            .Join(db.Set<Project>(), r => r.Asset.ProjectId, p => p.Id, (r, p) => new { r.Look, r.Asset, Project = p }).AsNoTracking().ToListAsync(cancel);
        var sharedLooks = await db.Set<LibraryLook>().Where(l => wanted.Contains(l.Id) && l.TrashedAt == null).Join(db.Set<LibraryAsset>().Where(a => a.TrashedAt == null), l => l.LibraryAssetId, a => a.Id, (l, a) => new { Look = l, Asset = a }).AsNoTracking().ToListAsync(cancel);
        var studioStyle = shared.Count + sharedLooks.Count == 0 ? null : await db.Set<Studio>().Select(s => s.DefaultStyleId).SingleOrDefaultAsync(cancel);
        var drawn = mine.ConvertAll(r => new Drawn(new(SubjectType.ProjectAsset, r.Asset.Id, r.Asset.Revision, r.Asset.Type, r.Asset.Name, r.Asset.Description), r.Asset.Name, r.Asset.ProjectId, r.Project.RequireStyle()))
            .Concat(shared.ConvertAll(a => new Drawn(new(SubjectType.LibraryAsset, a.Id, a.Revision, a.Type, a.Name, a.Description), a.Name, null, studioStyle)))
            .Concat(looks.ConvertAll(r => new Drawn(OfLook(SubjectType.Look, r.Look.Id, r.Look.Revision, r.Asset.Type, TextOfLook(r.Asset.Name, r.Asset.Description, r.Look.Name, r.Look.Description)), $"{r.Asset.Name}, {r.Look.Name}", r.Look.ProjectId, r.Project.RequireStyle())))
            .Concat(sharedLooks.ConvertAll(r => new Drawn(OfLook(SubjectType.LibraryLook, r.Look.Id, r.Look.Revision, r.Asset.Type, TextOfLook(r.Asset.Name, r.Asset.Description, r.Look.Name, r.Look.Description)), $"{r.Asset.Name}, {r.Look.Name}", null, studioStyle)))
            .ToDictionary(d => d.Subject!.Id);
        return drawn.Count == wanted.Count ? wanted.ConvertAll(id => drawn[id]) : throw RefusedException.NotFound();
    }

    /// <summary>How a look is told to a provider: the asset, and then what is special about the look.</summary>
    internal static (string Name, string Description) TextOfLook(string asset, string description, string look, string own) =>
        ($"{asset}, {look}", string.Join('\n', new[] { description, own }.Where(d => d.Length > 0)));

    private static SentSubject OfLook(SubjectType type, Guid id, int revision, AssetType of, (string Name, string Description) text) => new(type, id, revision, of, text.Name, text.Description);

    private static Drawn Free(PictureWish wish) => SearchText.Clean(wish.Prompt) is { Length: > 0 } prompt
        ? new(null, prompt, null, null)
        : throw RefusedException.Invalid("Say what to draw: name a subject or give a prompt.");

    private async Task<Dictionary<Guid, StyleCapsule>> StylesAsync(List<Drawn> drawn, Guid? asked, CancellationToken cancel)
    {
        for (var i = 0; asked is not null && i < drawn.Count; i++)
        {
            drawn[i] = drawn[i] with { StyleId = asked };
        }

        var ids = drawn.Select(d => d.StyleId).OfType<Guid>().Distinct().ToList();
        var styles = await db.Set<StyleCapsule>().Where(s => ids.Contains(s.Id)).AsNoTracking().ToDictionaryAsync(s => s.Id, cancel);
        return styles.Count == ids.Count ? styles : throw RefusedException.NotFound();
    }

    private (Sent What, string Hash) Compose(Drawn drawn, StyleCapsule? style, PictureWish wish, IImageProvider provider)
    {
        var size = options.Sizes[drawn.Subject?.AssetType ?? AssetType.Prop];
        var (width, height) = (wish.Width ?? size.Width, wish.Height ?? size.Height);
        if (width is < 64 or > 4096 || height is < 64 or > 4096)
        {
            throw RefusedException.Invalid("A picture is from 64 to 4,096 pixels wide and high.");
        }

        string?[] parts = [wish.Prompt, drawn.Subject is { } s ? $"{s.AssetType} reference of {s.Name}." : null, drawn.Subject?.Description, style?.Prompt];
        var sent = new Sent(
            SearchText.Clean(string.Join("\n", parts.Where(p => !string.IsNullOrWhiteSpace(p)))),
            style is null ? null : new(style.Id, style.Revision, style.Name, style.Prompt, style.Negative, style.Palette),
            drawn.Subject, provider.Info.Name, wish.Model is { Length: > 0 } model ? model : provider.Info.DefaultModel, width, height);
        return (sent, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { sent, wish.AssetKey, drawn.ProjectId }, JsonSerializerOptions.Web))));
    }

    private async Task<Dictionary<string, int>> TakesAsync(List<string> hashes, CancellationToken cancel) =>
        await db.Set<GenerationRequest>().IgnoreQueryFilters([LibraryContext.Access]).Where(r => hashes.Contains(r.InputsHash))
            .GroupBy(r => r.InputsHash).Select(g => new { g.Key, Last = g.Max(r => r.Take) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancel);

    private static long SeedOf(string hash, int take)
    {
        Span<byte> seed = stackalloc byte[32];
        SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{hash}/{take}"), seed);
        return BinaryPrimitives.ReadInt64LittleEndian(seed) & int.MaxValue;
    }

    private static string Short(string text) => text.Length > 80 ? SearchText.Cut(text, 80) + "…" : text;

    private sealed record Drawn(SentSubject? Subject, string Title, Guid? ProjectId, Guid? StyleId);
}
