using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Composing;

/// <summary>
/// The one place where a picture is steered: its prompt in parts, who makes it, how large, how many, from which references.
/// </summary>
[RequestFormLimits(ValueCountLimit = 1100)]
public sealed class ComposePage(
    LibraryContext db,
    CurrentViewer viewer,
    PictureRequests requests,
    ProviderCatalog catalog,
    PromptSubjects subjects,
    NamedReferences named,
    GenerationOptions options
) : PageModel
{
    private const int MostReferences = 20,
        MostPresets = 50;

    [FromForm(Name = "")]
    public ComposerForm Form { get; set; } = new();

    public Composer Composer { get; private set; } = null!;

    /// <summary>Empty, or filled in as the picture was ordered that is named.</summary>
    public async Task<IActionResult> OnGetAsync(Guid subjectId, string? key, Guid? from, CancellationToken cancel)
    {
        Form = new() { SubjectId = subjectId, Key = key };
        if (await RefuseAsync(cancel) is { } refused)
        {
            return refused;
        }

        if (from is { } media)
        {
            Form = await AgainAsync(media, cancel) ?? Form;
        }

        return await ShowAsync(c => c with { IsOpen = from is not null }, cancel);
    }

    /// <summary>For several subjects, which are too many for an address.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) =>
        await RefuseAsync(cancel) ?? await ShowAsync(c => c with { IsOpen = true }, cancel, "_ComposerDialog");

    public async Task<IActionResult> OnPostOrderAsync(Guid? idempotencyKey, CancellationToken cancel)
    {
        if (await RefuseAsync(cancel) is { } refused)
        {
            return refused;
        }

        try
        {
            if (Form.References.Count > MostReferences)
            {
                throw RefusedException.Invalid($"Use at most {MostReferences} references.", "references");
            }

            var (subject, style) = await ReadAsync(cancel);
            var inPrompt = await NamedAsync(subject, catalog.TakesPictures([Form.Maker ?? ""]), cancel);
            inPrompt.Require();
            var wish = Form.Read(subject?.Subject, style?.Negative) with { Shown = inPrompt.Shown };
            if (Form.Fallback)
            {
                wish = wish with { Fallbacks = await requests.OthersAsync(wish.Provider, cancel) };
            }

            var jobs = await requests.SaveOnceAsync(
                db,
                idempotencyKey,
                wish,
                b => db.Record("generation.requested", Form.SubjectId, b.ProjectId, b.Name),
                cancel
            );
            return await OrderedAsync(jobs?.Count);
        }
        catch (RefusedException problem)
        {
            db.ChangeTracker.Clear();
            Response.StatusCode = problem.Status;
            return await ShowAsync(c => c with { Problem = (problem.Field, problem.Message), IsOpen = true }, cancel);
        }
    }

    /// <summary>Keeps the settings under a name; one of that name is replaced.</summary>
    public async Task<IActionResult> OnPostPresetAsync(string? presetName, CancellationToken cancel)
    {
        if (await RefuseAsync(cancel) is { } refused)
        {
            return refused;
        }

        try
        {
            var project = await ProjectAsync(cancel);
            var settings = new PresetSettings(Form.Maker, Form.Size, Form.Count, Form.Prompt, Form.Negative, Form.Fallback);
            var preset = GenerationPreset.Make(project, presetName, settings);
            var presets = db.Set<GenerationPreset>().Where(p => p.ProjectId == project);
            if (await presets.SingleOrDefaultAsync(p => p.Name == preset.Name, cancel) is { } known)
            {
                known.Change(settings);
            }
            else if (await presets.CountAsync(cancel) >= MostPresets)
            {
                throw RefusedException.Invalid($"A project can have up to {MostPresets} presets.", "presetName");
            }
            else
            {
                db.Add(preset);
            }

            await db.SaveChangesAsync(cancel);
            Response.Htmx(h => h.Toast($"Preset “{preset.Name}” saved."));
            return await ShowAsync(c => c with { IsOpen = true }, cancel);
        }
        catch (RefusedException problem)
        {
            db.ChangeTracker.Clear();
            Response.StatusCode = problem.Status;
            return await ShowAsync(c => c with { Problem = (problem.Field ?? "presetName", problem.Message), IsOpen = true }, cancel);
        }
    }

    private async Task<IActionResult> OrderedAsync(int? pictures)
    {
        if (!Request.IsHtmxPartial())
        {
            return Redirect(Request.PageOr(Form.SubjectId is { } one ? $"/Versions/{one}/{Form.AssetKey}" : "/Jobs"));
        }

        Response.Htmx(h =>
            h.Toast(
                pictures switch
                {
                    null => "Already ordered.",
                    1 => "Generating 1 picture.",
                    { } many => $"Generating {many:N0} pictures.",
                }
            )
        );
        if (Form.SubjectId is not { } subject)
        {
            Response.Htmx(h => h.WithTrigger("app:close-dialog"));
            return StatusCode(StatusCodes.Status204NoContent);
        }

        return Partial("_Ordered", await SubjectJobs.OfAsync(db, subject));
    }

    // As it was ordered; a picture that was brought has nothing to repeat but what it shows.
    private async Task<ComposerForm?> AgainAsync(Guid media, CancellationToken cancel)
    {
        var request = await db.Set<GenerationRequest>()
            .AsNoTracking()
            .Where(r => db.Set<MediaItem>().Any(m => m.Id == media && m.JobId == r.Id))
            .SingleOrDefaultAsync(cancel);
        if (request is null)
        {
            return Form with { References = [media], Roles = [ReferenceRole.Reference] };
        }

        var sent = JsonSerializer.Deserialize<RequestSnapshot>(request.Sent, JsonSerializerOptions.Web)!;
        string? Part(PartKind kind) => sent.Parts?.FirstOrDefault(p => p.Kind == kind)?.Text;
        var references = (sent.References ?? []).Where(r => r.Role != ReferenceRole.Style).ToList();
        return Form with
        {
            Prompt = Part(PartKind.Typed),
            Description = Part(PartKind.Description),
            Negative = Part(PartKind.Negative),
            Maker = $"{request.Provider}|{request.Model}",
            Size = $"{request.Width}x{request.Height}",
            Seed = request.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            References = references.ConvertAll(r => r.MediaId),
            Roles = references.ConvertAll(r => r.Role),
        };
    }

    private async Task<IActionResult> ShowAsync(Func<Composer, Composer> how, CancellationToken cancel, string partial = "_Composer")
    {
        var (subject, style) = await ReadAsync(cancel);
        var project = await ProjectAsync(cancel);
        var ready = await catalog.ReadyAsync(cancel, p => !p.DefaultModel.MakesVideo);
        var makers = ready
            .SelectMany(p => p.Models.Where(m => !m.MakesVideo).OrderByDescending(m => m == p.DefaultModel).Select(m => new Maker(p, m)))
            .ToList();
        var pictures = Form.SubjectId is { } one
            ? (await db.HistoryViewAsync(one, subject!.Title, mayEdit: true, key: Form.AssetKey, cancel: cancel)).Versions
            : [];
        var chosen = Form.References;
        var maker = makers.Find(m => m.Value == Form.Maker) ?? makers.FirstOrDefault();
        Composer = how(
            new(
                Form,
                subject?.Title ?? $"{Form.Subjects.Count:N0} assets",
                subject?.Subject,
                style,
                subject?.Size is { } own ? new(own.Width, own.Height) : options.Sizes[subject?.Subject?.AssetType ?? Names.AssetType.Prop]
            )
            {
                Makers = makers,
                Pictures = [.. pictures.Where(v => v.Kind == MediaKind.Image).Take(24)],
                Chosen = await db.Set<MediaItem>()
                    .Where(m => chosen.Contains(m.Id))
                    .Select(m => new { m.Id, m.Title })
                    .ToDictionaryAsync(m => m.Id, m => m.Title, cancel),
                Presets = await db.Set<GenerationPreset>()
                    .AsNoTracking()
                    .Where(p => p.ProjectId == project)
                    .OrderBy(p => p.Name)
                    .ToListAsync(cancel),
                ProjectId = project,
                Named = await NamedAsync(subject, maker?.Model.MaxReferences > 0, cancel),
            }
        );
        return Request.IsHtmxPartial() ? Partial(partial, Composer) : Page();
    }

    private async Task<NamedInPrompt> NamedAsync(PromptSubject? subject, bool takesPictures, CancellationToken cancel) =>
        await named.ReadAsync(
            await ProjectAsync(cancel),
            Form.Subjects,
            $"{Form.Prompt}\n{Form.Description ?? (subject is null ? null : PromptParts.OwnText(subject.Subject))}",
            ReferenceRoles.Sent(Form.References, Form.Roles),
            takesPictures,
            Form.GoOn,
            cancel
        );

    private async Task<(PromptSubject? Subject, StyleCapsule? Style)> ReadAsync(CancellationToken cancel)
    {
        if (Form.SubjectId is not { } id)
        {
            return (null, null);
        }

        if (await subjects.ReadAsync([id], cancel) is not [var subject])
        {
            throw RefusedException.NotFound(); // gone meanwhile
        }

        var styleId = Form.StyleId ?? subject.StyleId;
        return (subject, await db.Set<StyleCapsule>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == styleId, cancel));
    }

    private Task<Guid?> ProjectAsync(CancellationToken cancel)
    {
        var first = Form.Subjects.Count > 0 ? Form.Subjects[0] : Guid.Empty;
        return db.Set<Subject>().Where(s => s.Id == first).Select(s => s.ProjectId).SingleOrDefaultAsync(cancel);
    }

    private async Task<IActionResult?> RefuseAsync(CancellationToken cancel)
    {
        if (Form.Subjects.Count > 1000)
        {
            throw RefusedException.Invalid("Select 1 to 1,000 assets.", "ids");
        }

        var ids = Form.Subjects;
        var projects = await db.Set<Subject>().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.ProjectId }).ToListAsync(cancel);
        if (ids.Count == 0 || projects.Count != ids.Count)
        {
            return NotFound();
        }

        if (!User.May(Policies.Generate))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        foreach (var project in projects.Select(p => p.ProjectId).Distinct())
        {
            if (!await viewer.MayEditAsync(db, project, cancel))
            {
                return StatusCode(StatusCodes.Status403Forbidden);
            }
        }

        return null;
    }
}
