using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions.Reviewing;

/// <summary>What people say of a version: proposed, approved, rejected; a rating; remarks with a marked part.</summary>
public sealed class ReviewPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid SubjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public int Number { get; set; }

    public IActionResult OnGet() => Redirect($"/Versions/{SubjectId}/{Key}");

    public Task<IActionResult> OnPostAsync(ReviewState state, Guid? assignee) =>
        SayAsync(
            async version =>
            {
                if (assignee is { } asked && !await db.Set<User>().AnyAsync(u => u.Id == asked && u.DeactivatedAt == null))
                {
                    throw RefusedException.Invalid("Choose a person from the list.", "assignee");
                }

                var review = await db.Set<VersionReview>()
                    .SingleOrDefaultAsync(r => r.HistoryId == version.HistoryId && r.Number == Number);
                if (review is null)
                {
                    review = new()
                    {
                        HistoryId = version.HistoryId,
                        Number = Number,
                        ProjectId = version.ProjectId,
                    };
                    db.Add(review);
                }

                review.Say(state, viewer.Id, db.Now, assignee);
                var history = await db.Set<History>().SingleOrGoneAsync(h => h.Id == version.HistoryId);
                if (state == ReviewState.Approved && history.BestNumber == Number)
                {
                    history.ChooseBest(Number, db.Now, viewer.Id); // what comes later does not take its place unasked
                }

                db.Record($"review.{state.ToString().ToLowerInvariant()}", SubjectId, version.ProjectId, $"version {Number}");
            },
            $"Version {Number} {state.ToString().ToLowerInvariant()}."
        );

    public Task<IActionResult> OnPostCommentAsync(string? text, int? x, int? y, int? width, int? height) =>
        SayAsync(
            version =>
            {
                if (SearchText.Clean(text) is not { Length: > 0 and <= VersionComment.MaxText } clean)
                {
                    throw RefusedException.Invalid($"Enter a comment of up to {VersionComment.MaxText:N0} characters.", "text");
                }

                var isMarked = x is >= 0 and < 1000 && y is >= 0 and < 1000 && width is > 0 and <= 1000 && height is > 0 and <= 1000;
                db.Add(
                    new VersionComment
                    {
                        HistoryId = version.HistoryId,
                        Number = Number,
                        ProjectId = version.ProjectId,
                        Text = clean,
                        By = viewer.Id,
                        At = db.Now,
                        X = isMarked ? x : null,
                        Y = isMarked ? y : null,
                        Width = isMarked ? width : null,
                        Height = isMarked ? height : null,
                    }
                );
                return Task.CompletedTask;
            },
            "Comment added.",
            isComment: true
        );

    public Task<IActionResult> OnPostUncommentAsync(Guid comment) =>
        SayAsync(
            async version =>
            {
                var mine = await db.Set<VersionComment>()
                    .SingleOrDefaultAsync(c => c.Id == comment && c.HistoryId == version.HistoryId && c.By == viewer.Id)
                    ?? throw RefusedException.NotFound();
                db.Remove(mine);
            },
            "Comment removed.",
            isComment: true
        );

    /// <param name="rating">1 to 5; 0 takes it away.</param>
    /// <param name="was">What who rated saw, where that was a while ago: 409 when it has changed since.</param>
    public Task<IActionResult> OnPostRateAsync(int rating, int? was) =>
        SayAsync(
            version =>
            {
                if (rating is < 0 or > 5)
                {
                    throw RefusedException.Invalid("A rating is from 1 to 5 stars.", "rating");
                }

                if (was is not null && VersionView.RatingIn(version.Metadata) is var now && now != was && now != rating)
                {
                    throw new RefusedException(StatusCodes.Status409Conflict, "conflict", "Somebody else has rated this version.");
                }

                version.Metadata = MergePatch.Apply(
                    version.Metadata,
                    JsonSerializer.SerializeToElement(new { evaluation = new { rating = rating == 0 ? (int?)null : rating } })
                );
                return Task.CompletedTask;
            },
            rating == 0 ? "Rating removed." : $"Version {Number} rated {rating} of 5."
        );

    private async Task<IActionResult> SayAsync(Func<AssetVersion, Task> what, string done, bool isComment = false)
    {
        var version = await db.Set<History>()
            .Where(h => h.SubjectId == SubjectId && h.Key == Key)
            .Join(db.Set<AssetVersion>().Where(v => v.Number == Number), h => h.Id, v => v.HistoryId, (_, v) => v)
            .SingleOrDefaultAsync();
        if (version is null)
        {
            return NotFound();
        }

        if (!await viewer.MayEditAsync(db, version.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await what(version);
        db.Announce(Topics.History, SubjectId, version.ProjectId);
        await db.SaveChangesAsync();
        if (!Request.IsHtmxPartial())
        {
            return LocalRedirect(Request.PageOr($"/Versions/{SubjectId}/{Key}?n={Number}"));
        }

        Response.Htmx(h => h.Toast(done));
        var view = await db.HistoryViewAsync(SubjectId, "Picture", mayEdit: true, Number, Key);
        return Partial("/Versions/_History.cshtml", view with { HasCommented = isComment });
    }
}
