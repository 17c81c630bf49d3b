using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

/// <summary>Choosing a ready style, writing one, or changing the project's own.</summary>
public sealed class StyleStepPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public IActionResult OnGet() => Redirect(Place.At("/Stage5"));

    public async Task<IActionResult> OnPostAsync(
        string? ready,
        string? name,
        string? prompt,
        string? negative,
        string? palette,
        int? revision,
        string? forCharacters,
        string? forLocations,
        string? forProps
    )
    {
        var additions = new StyleAdditions(forCharacters, forLocations, forProps);
        var colours = TypedText.SplitAliases(palette);
        if (Project.StyleId is { } id && await Db.Set<StyleCapsule>().SingleOrDefaultAsync(s => s.Id == id) is { } own)
        {
            own.Expect(revision);
            own.Edit(Db, name, prompt, negative, colours, additions);
        }
        else if (ready is null)
        {
            Project.Use(StyleCapsule.Make(Db, ProjectId, name, prompt, negative, colours, additions));
        }
        else
        {
            var style = ReadyStyles.Find(ready) ?? throw RefusedException.Invalid("There is no such ready-made style.");
            Project.Use(StyleCapsule.Make(Db, ProjectId, style.Name, style.Prompt, style.Negative, style.Palette));
        }

        Db.Record("style.chosen", Project.StyleId, ProjectId, name ?? ready ?? "");
        Db.Announce(Topics.Project, ProjectId, ProjectId);
        await Db.SaveChangesAsync();
        return Redirect(Place.At("/Stage5"));
    }
}
