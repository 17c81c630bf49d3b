using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Jobs;

/// <summary>Every job that the viewer may see: now, failed, done.</summary>
public sealed class JobsPage(LibraryContext db) : PageModel
{
    private const int PageSize = 100;

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? Tab { get; set; }

    public IReadOnlyList<Job> Jobs { get; private set; } = [];
    public int Open { get; private set; }
    public int Failed { get; private set; }
    public string? More { get; private set; }

    public bool MayEdit => User.May(Policies.Edit);

    public async Task OnGetAsync(string? after)
    {
        var jobs = db.Set<Job>();
        Open = await jobs.CountAsync(j => j.EndedAt == null);
        Failed = await jobs.CountAsync(j => j.State == JobState.Failed);
        var shown = Tab switch
        {
            "failed" => jobs.Where(j => j.State == JobState.Failed),
            "done" => jobs.Where(j => j.State == JobState.Succeeded || j.State == JobState.Cancelled),
            _ => jobs.Where(j => j.EndedAt == null),
        };
        if (Cursor.Read(after) is { } cursor)
        {
            shown = shown.Where(j => j.Id.CompareTo(cursor.Id) < 0);
        }

        var rows = await shown.OrderByDescending(j => j.Id).Take(PageSize + 1).AsNoTracking().ToListAsync();
        Jobs = [.. rows.Take(PageSize)];
        More = rows.Count > PageSize ? $"/Jobs?state={Tab}&after={new Cursor("", rows[PageSize - 1].Id)}" : null;
    }
}
