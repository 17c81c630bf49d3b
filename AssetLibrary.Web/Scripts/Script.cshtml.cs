using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>A draft to read, the newest unless another is asked for, and the place where the next one comes in.</summary>
public sealed class ScriptPage(LibraryContext db, CurrentViewer viewer, DraftImport import, IBranchContents contents)
    : ProjectPage(db, viewer)
{
    /// <summary>Paragraphs shown at once; a feature has some 4,000.</summary>
    public const int MostElements = 8000;

    /// <summary>The number of an older draft.</summary>
    [BindProperty(SupportsGet = true, Name = "draft")]
    public int? Asked { get; set; }

    /// <summary>"on" shows the line numbers of the text.</summary>
    [BindProperty(SupportsGet = true, Name = "lines")]
    public string? Lines { get; set; }

    public IReadOnlyList<DraftLine> Drafts { get; private set; } = [];
    public Draft? Draft { get; private set; }
    public Screenplay? Screenplay { get; private set; }
    public IReadOnlyList<OutlineLine> Outline { get; private set; } = [];
    public IReadOnlyList<GoneScene> Gone { get; private set; } = [];
    public KnownNames Names { get; private set; } = new([]);

    /// <summary>What was typed, or could be decoded, and was refused.</summary>
    public string? Pasted { get; private set; }

    /// <summary>What a second import of the same bytes leads to.</summary>
    public bool AlreadyHere { get; private set; }

    public bool HasLines => Lines == "on";

    /// <summary>It has just been imported: people want to hear that it went well.</summary>
    public bool IsFresh => Draft is not null && Db.Now - Draft.CreatedAt < TimeSpan.FromMinutes(10);

    public bool IsOld => Draft is not null && Draft.Number < Drafts[0].Number;

    public IEnumerable<ScreenplayElement> Shown => Screenplay!.Elements.Take(MostElements);

    public async Task<IActionResult> OnGetAsync()
    {
        var branch = await BranchAsync();
        Drafts = await Db.DraftLinesAsync(branch.Id);
        var number = Asked ?? (Drafts.Count > 0 ? Drafts[0].Number : 0);
        Draft = await Db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.BranchId == branch.Id && d.Number == number);
        if (Draft is null)
        {
            return Asked is null ? Page() : NotFound();
        }

        Screenplay = await import.OpenAsync(Draft, HttpContext.RequestAborted);
        if (Screenplay is not null)
        {
            Outline = await OutlineAsync(Screenplay, Draft);
            Names = new(await contents.NamesAsync(branch.Id));
        }

        Gone = await GoneAsync(branch.Id);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? script, IFormFile? file, bool sample)
    {
        try
        {
            var (bytes, fileName) = await ScriptUpload.ReadAsync(script, file, sample, HttpContext.RequestAborted);
            if (bytes is null)
            {
                throw RefusedException.Invalid("Paste a script or choose a file.");
            }

            var (draft, isNew) = await import.ImportAsync(await BranchAsync(), bytes, fileName!, HttpContext.RequestAborted);
            if (isNew)
            {
                return Redirect(draft.Number == 1 ? Place.At("/Script") : Place.At("/Changes"));
            }

            (AlreadyHere, Asked) = (true, null);
            return await OnGetAsync();
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Pasted = (refused as UnreadableScriptException)?.Text ?? script;
            Response.StatusCode = refused.Status;
            Asked = null;
            await OnGetAsync();
            return Page();
        }
    }

    // The scenes' identities by their place in this draft; a scene without a row (it was never imported so) has its ordinal only.
    private async Task<List<OutlineLine>> OutlineAsync(Screenplay screenplay, Draft draft)
    {
        var ids = await Db.Set<SceneText>().Where(t => t.DraftId == draft.Id).ToDictionaryAsync(t => t.FromLine, t => t.SceneId);
        var longest = screenplay.Scenes.Select(s => s.ToLine - s.FromLine).DefaultIfEmpty(1).Max();
        return
        [
            .. screenplay.Scenes.Select(s => new OutlineLine(
                s.FromLine,
                ids.TryGetValue(s.FromLine, out var id) ? $"scene-{id}" : $"scene-{s.Ordinal}",
                s.Number ?? s.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture),
                s.Heading,
                Math.Max(1, 100 * (s.ToLine - s.FromLine) / Math.Max(1, longest)),
                s.ToLine - s.FromLine + 1
            )),
        ];
    }

    private async Task<List<GoneScene>> GoneAsync(Guid branchId)
    {
        var rows = await Db.Set<Scene>()
            .Where(s => s.BranchId == branchId && s.LastDraft != null)
            .OrderByDescending(s => s.LastDraft)
            .ThenBy(s => s.Ordinal)
            .Take(200)
            .Select(s => new GoneScene(
                s.Id,
                s.Number,
                s.Heading,
                s.LastDraft!.Value,
                Db.Set<AssetVersion>().Count(v => Db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == s.Id))
            ))
            .ToListAsync();
        var assets = await contents.InScenesAsync([.. rows.Select(r => r.Id)]);
        return rows.ConvertAll(r => r with { Assets = assets.GetValueOrDefault(r.Id) });
    }
}

/// <summary>A scene in the outline; Length is its share of the longest one, in percent.</summary>
public sealed record OutlineLine(int Line, string Anchor, string Number, string Heading, int Length, int LineCount);

/// <summary>A scene that the newest draft no longer has, and what hangs on it.</summary>
public sealed record GoneScene(Guid Id, string? Number, string Heading, int LastDraft, int Pictures)
{
    public int Assets { get; init; }
}
