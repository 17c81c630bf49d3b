using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <summary>How a run was done: what was asked, what came back, what it cost and what was not believed.</summary>
public sealed class RunPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid RunId { get; set; }

    public ExtractionRun Run { get; private set; } = null!;
    public Job Job { get; private set; } = null!;
    public int DraftNumber { get; private set; }
    public IReadOnlyList<ExtractionCall> Calls { get; private set; } = [];
    public IReadOnlyList<string> Notices { get; private set; } = [];
    public IReadOnlyList<DroppedItem> Unbelieved { get; private set; } = [];
    public IReadOnlyDictionary<string, int> Tiers { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync()
    {
        if (
            await Db.Set<ExtractionRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == RunId && r.ProjectId == ProjectId) is not { } run
        )
        {
            return NotFound();
        }

        Run = run;
        Job = await Db.Set<Job>().AsNoTracking().SingleOrGoneAsync(j => j.Id == RunId);
        DraftNumber = await Db.Set<Draft>().Where(d => d.Id == run.DraftId).Select(d => d.Number).SingleAsync();
        Calls = await Db.Set<ExtractionCall>()
            .AsNoTracking()
            .Where(c => c.RunId == RunId)
            .OrderBy(c => c.Ordinal)
            .ThenBy(c => c.Id)
            .ToListAsync();
        Notices = Read<List<string>>(run.Notices) ?? [];
        Unbelieved = Read<List<DroppedItem>>(run.Unbelieved) ?? [];
        Tiers = Read<Dictionary<string, int>>(run.Tiers) ?? [];
        return Page();
    }

    // Runs from before there were reports have none.
    private static T? Read<T>(string json) => json.Length == 0 ? default : JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);

    public static string Say(CallOutcome outcome) =>
        outcome switch
        {
            CallOutcome.Answered => "answered",
            CallOutcome.Cut => "cut off at the token limit",
            CallOutcome.Unreadable => "unreadable",
            CallOutcome.Refused => "refused",
            CallOutcome.Empty => "empty",
            CallOutcome.TooLong => "too long for the model",
            _ => "failed",
        };

    public static string Say(string tier) =>
        tier switch
        {
            "asIs" => "as is",
            "fixed" => "after small repairs",
            "closed" => "cut off and closed",
            "pulled" => "found in other text",
            "unreadable" => "unreadable",
            _ => tier,
        };
}
