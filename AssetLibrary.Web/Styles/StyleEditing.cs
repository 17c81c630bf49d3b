using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Styles;

/// <summary>What the form of a style sends.</summary>
public sealed record StyleForm
{
    [FromForm(Name = "revision")]
    public int? Revision { get; init; }

    [FromForm(Name = "name")]
    public string? Name { get; init; }

    [FromForm(Name = "prompt")]
    public string? Prompt { get; init; }

    [FromForm(Name = "negative")]
    public string? Negative { get; init; }

    [FromForm(Name = "palette")]
    public string? Palette { get; init; }

    [FromForm(Name = "forCharacters")]
    public string? ForCharacters { get; init; }

    [FromForm(Name = "forLocations")]
    public string? ForLocations { get; init; }

    [FromForm(Name = "forProps")]
    public string? ForProps { get; init; }

    /// <summary>The person has been told what becomes out of date.</summary>
    [FromForm(Name = "confirmed")]
    public bool IsConfirmed { get; init; }

    public IReadOnlyList<string> Colours => TypedText.SplitAliases(Palette);

    public StyleAdditions Additions => new(ForCharacters, ForLocations, ForProps);

    public static StyleForm Of(StyleCapsule style) =>
        new()
        {
            Revision = style.Revision,
            Name = style.Name,
            Prompt = style.Prompt,
            Negative = style.Negative,
            Palette = string.Join(", ", style.Palette),
            ForCharacters = style.ForCharacters,
            ForLocations = style.ForLocations,
            ForProps = style.ForProps,
        };

    public static StyleForm Of(StyleCapsuleRevision was) =>
        new()
        {
            Name = was.Name,
            Prompt = was.Prompt,
            Negative = was.Negative,
            Palette = string.Join(", ", was.Palette),
            ForCharacters = was.ForCharacters,
            ForLocations = was.ForLocations,
            ForProps = was.ForProps,
        };
}

/// <summary>A style as a page shows it: what is stored, what was typed, its pictures and its revisions.</summary>
public sealed record StyleView(
    StyleCapsule Style,
    HistoryView History,
    IReadOnlyList<(StyleCapsuleRevision Was, string? By)> Revisions,
    bool MayEdit
)
{
    public StyleForm Typed { get; init; } = StyleForm.Of(Style);

    /// <summary>What saving would make out of date; null while nothing waits to be confirmed.</summary>
    public StyleUse? Warning { get; init; }

    /// <summary>Why it was not saved, where it was not.</summary>
    public string? Problem { get; init; }
}

/// <summary>Shows and saves a style, on the studio's page and on a project's.</summary>
public sealed class StyleEditing(LibraryContext db, IPicturesInStyle pictures)
{
    private const int MostRevisions = 50;

    public async Task<StyleView> ShowAsync(StyleCapsule style, bool mayEdit)
    {
        var rows = await db.Set<StyleCapsuleRevision>()
            .AsNoTracking()
            .Where(r => r.StyleCapsuleId == style.Id)
            .OrderByDescending(r => r.Revision)
            .Take(MostRevisions)
            .Select(r => new { Was = r, By = db.Set<User>().Where(u => u.Id == r.By).Select(u => u.UserName).FirstOrDefault() })
            .ToListAsync();
        return new(style, await db.HistoryViewAsync(style.Id, style.Name, mayEdit), [.. rows.Select(r => (r.Was, r.By))], mayEdit);
    }

    /// <summary>Saves it. Where pictures would become out of date and nobody has confirmed that, nothing is saved.</summary>
    /// <returns>Null once it is saved; otherwise the status and what the page shows.</returns>
    public async Task<(int Status, StyleView View)?> SaveAsync(StyleCapsule style, StyleForm form, CancellationToken cancel = default)
    {
        try
        {
            style.Expect(form.Revision);
            if (!form.IsConfirmed && style.ReadsOtherwise(form.Prompt, form.Negative, form.Additions))
            {
                var use = await pictures.UseOfAsync(style, cancel);
                if (use.Pictures > 0)
                {
                    return (StatusCodes.Status422UnprocessableEntity, await ShowAsync(style, true) with { Typed = form, Warning = use });
                }
            }

            style.Edit(db, form.Name, form.Prompt, form.Negative, form.Colours, form.Additions);
            db.Record("style.edited", style.Id, style.ProjectId, style.Name);
            await db.SaveChangesAsync(cancel);
            return null;
        }
        catch (Exception e) when (e is RefusedException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var now = await db.Set<StyleCapsule>().SingleOrGoneAsync(s => s.Id == style.Id, cancel);
            var isLate = e is StaleRevisionException or DbUpdateConcurrencyException;
            var by = isLate ? await db.NameOfUserAsync(now.ChangedBy) : null;
            return (
                e is RefusedException { Status: var status } ? status : StatusCodes.Status409Conflict,
                await ShowAsync(now, true) with
                {
                    // Typed again on top of the newest revision: a second save is meant.
                    Typed = form with
                    {
                        Revision = now.Revision,
                        IsConfirmed = false,
                    },
                    Problem = isLate
                        ? $"{by ?? "Someone"} changed this style at {now.ChangedAt:HH:mm}. Your text is still in the form; "
                            + $"the stored prompt is now “{SearchText.Cut(now.Prompt, 300)}”. Save again to replace it."
                        : e.Message,
                }
            );
        }
    }
}
