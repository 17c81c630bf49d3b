using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

/// <summary>A project's own style: chosen among the ready ones, written, changed, and given reference pictures.</summary>
public sealed class ProjectStylePage(LibraryContext db, CurrentViewer viewer, StyleEditing editing) : ProjectPage(db, viewer)
{
    [FromForm(Name = "")]
    public StyleForm Form { get; set; } = new();

    /// <summary>Null while none has been chosen.</summary>
    public StyleView? Style { get; private set; }

    /// <summary>Why a first style of one's own was not saved.</summary>
    public string? Problem { get; private set; }

    public async Task OnGetAsync()
    {
        if (await OwnAsync() is { } own)
        {
            Style = await editing.ShowAsync(own, MayEdit);
        }
    }

    public async Task<IActionResult> OnPostAsync(string? ready)
    {
        if (await OwnAsync() is { } own)
        {
            return await SaveAsync(own, Form);
        }

        try
        {
            if (ready is null)
            {
                Project.Use(StyleCapsule.Make(Db, ProjectId, Form.Name, Form.Prompt, Form.Negative, Form.Colours, Form.Additions));
            }
            else
            {
                var style = ReadyStyles.Find(ready) ?? throw RefusedException.Invalid("That ready-made style doesn’t exist.");
                Project.Use(StyleCapsule.Make(Db, ProjectId, style.Name, style.Prompt, style.Negative, style.Palette));
            }

            Db.Record("style.chosen", Project.StyleId, ProjectId, Form.Name ?? ready ?? "");
            Db.Announce(Topics.Project, ProjectId, ProjectId);
            await Db.SaveChangesAsync();
            return Redirect(Place.At("/Inbox")); // a first style is what extraction waited for
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            (Problem, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }

    /// <summary>As it was at an earlier revision, as a revision of its own.</summary>
    public async Task<IActionResult> OnPostAgainAsync(int? revision, int was) =>
        await OwnAsync() is { } own
        && await Db.Set<StyleCapsuleRevision>().AsNoTracking().SingleOrDefaultAsync(r => r.StyleCapsuleId == own.Id && r.Revision == was)
            is { } old
            ? await SaveAsync(own, StyleForm.Of(old) with { Revision = revision, IsConfirmed = Form.IsConfirmed })
            : NotFound();

    private async Task<IActionResult> SaveAsync(StyleCapsule own, StyleForm form)
    {
        if (await editing.SaveAsync(own, form) is not { } refused)
        {
            this.Say("Style saved.");
            return Redirect(Place.At("/Style"));
        }

        (Response.StatusCode, Style) = refused;
        return Page();
    }

    private Task<StyleCapsule?> OwnAsync() => Db.Set<StyleCapsule>().SingleOrDefaultAsync(s => s.Id == Project.StyleId);
}
