using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>Gives tags to the selected assets, or takes them away.</summary>
[RequestFormLimits(ValueCountLimit = 1050)]
public sealed class TagPage(LibraryContext db, CurrentViewer viewer, Staleness staleness) : ProjectPage(db, viewer)
{
    public string Sentence { get; private set; } = "";

    [FromQuery(Name = "")]
    public ProjectAssetFilter Filter { get; set; } = new();

    public IActionResult OnGet() => Redirect(Place.At("/Assets"));

    public async Task<IActionResult> OnPostAsync(List<Guid> ids, string? tags, bool remove)
    {
        var branch = await BranchAsync();
        try
        {
            var changed = await ChangeAsync(branch.Id, ids, TypedText.Tags(TypedText.SplitAliases(tags)), remove);
            var said = $"{changed} {(changed == 1 ? "asset" : "assets")} {(remove ? "untagged" : "tagged")}.";
            if (!Request.IsHtmxPartial())
            {
                this.Say(said);
                return Redirect(Filter.Url(Place.At("/Assets")));
            }

            Response.Htmx(h => h.Toast(said));
            return Partial(
                "_Assets",
                await AssetList.LoadAsync(Db, staleness, Place, branch.Id, Filter, await Db.RememberAsync(HttpContext, null), MayEdit)
            );
        }
        catch (RefusedException refused) when (!Request.IsHtmxPartial())
        {
            (Sentence, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }

    private async Task<int> ChangeAsync(Guid branchId, List<Guid> ids, List<string> tags, bool remove)
    {
        if (ids.Count is 0 or > 1000)
        {
            throw RefusedException.Invalid("Select between 1 and 1,000 assets.", "ids");
        }

        if (tags.Count == 0)
        {
            throw RefusedException.Invalid("Enter a tag.", "tags");
        }

        return await Db.WriteAsync(async () =>
        {
            var here = Db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null);
            // “Hero” and “hero” are one tag, spelled as it was first.
            var known = (await here.TagsAsync()).GroupBy(SearchText.Normalize).ToDictionary(g => g.Key, g => g.First());
            var wanted = tags.ConvertAll(t => known.GetValueOrDefault(SearchText.Normalize(t), t));
            var changed = 0;
            foreach (var asset in await here.Where(a => ids.Contains(a.Id)).ToListAsync())
            {
                var before = asset.Tags;
                asset.UseTags(Db, remove ? asset.Tags.Except(wanted) : asset.Tags.Concat(wanted));
                if (!ReferenceEquals(before, asset.Tags))
                {
                    changed++;
                    Db.Record(remove ? "asset.untagged" : "asset.tagged", asset.Id, ProjectId, string.Join(", ", wanted));
                }
            }

            return changed;
        });
    }
}
