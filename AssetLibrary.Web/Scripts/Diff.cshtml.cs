using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Scripts;

/// <summary>Two drafts word by word.</summary>
public sealed class DiffPage(LibraryContext db, CurrentViewer viewer, DraftImport import) : ProjectPage(db, viewer)
{
    /// <summary>Paragraphs shown at once.</summary>
    private const int MostParagraphs = 6000;

    public IReadOnlyList<DraftLine> Drafts { get; private set; } = [];
    public DraftPair? Pair { get; private set; }
    public IReadOnlyList<DiffSection> Sections { get; private set; } = [];

    /// <summary>Changed scenes that were left out because there are too many.</summary>
    public int LeftOut { get; private set; }

    public async Task<IActionResult> OnGetAsync(int? from, int? to)
    {
        var branch = await BranchAsync();
        Drafts = await Db.DraftLinesAsync(branch.Id);
        Pair = await DraftPair.OpenAsync(Db, import, branch.Id, from, to, HttpContext.RequestAborted);
        if (Pair is null)
        {
            return from is null && to is null || from == to ? Page() : NotFound();
        }

        Sections = Fold(Pair.Compare() ?? []);
        return Page();
    }

    // Scenes that read the same stand together in one fold; one that moved is shown by its heading.
    private List<DiffSection> Fold(IReadOnlyList<SceneDiff> scenes)
    {
        var (sections, shown) = (new List<DiffSection>(), 0);
        foreach (var scene in scenes)
        {
            if (scene is { ReadsTheSame: true, Moved: false })
            {
                if (scene.SceneId is not null && sections is [.., { Same: { } same }])
                {
                    same.Add(scene);
                }
                else if (scene.New is not null)
                {
                    sections.Add(new(null, [scene]));
                }
            }
            else if ((shown += scene.Paragraphs.Count(p => !p.IsSame)) > MostParagraphs)
            {
                LeftOut++;
            }
            else
            {
                sections.Add(new(scene, null));
            }
        }

        return sections;
    }
}

/// <summary>A scene that changed, or a run of scenes that did not.</summary>
public sealed record DiffSection(SceneDiff? Scene, List<SceneDiff>? Same)
{
    /// <summary>The paragraphs in runs: what changed with a line around it, and folds of what did not.</summary>
    public IEnumerable<(bool Folded, List<ParagraphDiff> Paragraphs)> Runs()
    {
        // The heading stands above already, unless it is called otherwise now.
        var paragraphs = Scene!.Paragraphs.Where(p => p.Type != ElementType.SceneHeading || (Scene.Renamed && !p.IsSame)).ToList();
        var near = new bool[paragraphs.Count];
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (!paragraphs[i].IsSame || i == 0)
            {
                for (var k = Math.Max(0, i - 1); k <= Math.Min(paragraphs.Count - 1, i + 1); k++)
                {
                    near[k] = true;
                }
            }
        }

        for (var i = 0; i < paragraphs.Count; )
        {
            var end = i;
            while (end < paragraphs.Count && near[end] == near[i])
            {
                end++;
            }

            yield return (!near[i] && end - i > 2, [.. paragraphs.Skip(i).Take(end - i)]);
            i = end;
        }
    }
}
