using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>One person under several names, or several under one. Each verb is one transaction and one line in the ledger.</summary>
public sealed class Grouping(LibraryContext db, DraftImport drafts, NameProposals proposing)
{
    /// <summary>Lines that a part takes along at most; more prove nothing better.</summary>
    private const int MostLines = 6;

    /// <summary>The others go into the first: their names become its aliases, their lines and scenes its own.</summary>
    /// <exception cref="RefusedException">422 with fewer than two open ones.</exception>
    public async Task<Decision> MergeAsync(IReadOnlyCollection<Candidate> chosen, CancellationToken cancel = default)
    {
        var open = chosen.Where(c => c.State == CandidateState.Open).ToList();
        if (open.Count < 2)
        {
            throw RefusedException.Invalid("Select at least 2 open candidates to merge.");
        }

        return await db.WriteAsync(() => MergeOpenAsync(open, cancel), cancel);
    }

    private async Task<Decision> MergeOpenAsync(List<Candidate> open, CancellationToken cancel)
    {
        var lines = await LinesAsync(open, cancel);
        var before = await EntriesAsync(open, lines, cancel);
        var (kept, others) = (open[0], open.Skip(1).ToList());
        kept.Describe(
            kept.Type,
            kept.Name,
            [.. kept.Aliases, .. others.SelectMany(o => o.Aliases.Prepend(o.Name))],
            kept.Description.Length > 0 ? kept.Description : others.Select(o => o.Description).FirstOrDefault(d => d.Length > 0)
        );
        kept.Appear(
            open.SelectMany(c => c.Appearances())
                .GroupBy(a => a.SceneId)
                .Select(g => new SceneAppearance(g.Key, g.Any(a => a.Speaks), g.Sum(a => a.Count)))
        );
        lines.ForEach(l => l.CandidateId = kept.Id);
        others.ForEach(o => o.MergeInto(kept));
        await proposing.ProposeAsync(kept.BranchId, [kept], cancel);
        return await RecordAsync(DecisionVerb.Merge, open, before, lines, cancel);
    }

    /// <summary>These of its aliases stand on their own again, each a candidate with the lines and scenes that have its name.</summary>
    /// <exception cref="RefusedException">422 when there is no such alias; 409 when it was decided on.</exception>
    public async Task<(Decision Decision, IReadOnlyList<Candidate> Parts)> SplitAsync(
        Candidate whole,
        IReadOnlyCollection<string> aliases,
        CancellationToken cancel = default
    )
    {
        if (whole.State != CandidateState.Open)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "decided", "This candidate was already reviewed.");
        }

        var names = whole.Aliases.Where(a => aliases.Contains(a, StringComparer.Ordinal)).ToList();
        if (names.Count == 0)
        {
            throw RefusedException.Invalid("Select at least one alias to split off.");
        }

        var play = await PlayAsync(whole, cancel);
        return await db.WriteAsync(() => SplitAsync(whole, names, play, cancel), cancel);
    }

    private async Task<(Decision Decision, IReadOnlyList<Candidate> Parts)> SplitAsync(
        Candidate whole,
        List<string> names,
        (Draft Draft, Screenplay Text) play,
        CancellationToken cancel
    )
    {
        var lines = await LinesAsync([whole], cancel);
        var before = await EntriesAsync([whole], lines, cancel);
        whole.Describe(whole.Type, whole.Name, whole.Aliases.Except(names), whole.Description);
        var parts = names.ConvertAll(n => whole.Split(n, []));
        db.AddRange(parts);
        await DivideAsync(whole, parts, lines, play, cancel);
        List<Candidate> all = [whole, .. parts];
        await proposing.ProposeAsync(whole.BranchId, all, cancel);
        return (await RecordAsync(DecisionVerb.Split, all, before, lines, cancel), parts);
    }

    private async Task<Decision> RecordAsync(
        DecisionVerb verb,
        List<Candidate> touched,
        List<CandidateEntry> before,
        List<Evidence> lines,
        CancellationToken cancel
    )
    {
        await db.SaveChangesAsync(cancel);
        return db.Record(verb, before, touched, await EntriesAsync(touched, lines, cancel));
    }

    // A line goes with the longest name that stands on it; a part that no line names takes its first ones from the script.
    private async Task DivideAsync(
        Candidate whole,
        List<Candidate> parts,
        List<Evidence> lines,
        (Draft Draft, Screenplay Text) play,
        CancellationToken cancel
    )
    {
        var (scenes, hits) = await HitsAsync(whole, parts, play, cancel);
        foreach (var part in parts.OrderByDescending(p => p.Name.Length))
        {
            var found = hits[part.Id];
            var mine = lines.Where(l => l.CandidateId == whole.Id && NameHit.Stands(part.Name, l.Quote)).ToList();
            mine.ForEach(l => l.CandidateId = part.Id);
            if (mine.Count == 0)
            {
                var made = found
                    .Take(MostLines)
                    .Select(h => new Evidence
                    {
                        CandidateId = part.Id,
                        ProjectId = part.ProjectId,
                        SceneId = scenes.GetValueOrDefault(h.Scene)?.Id,
                        SceneNumber = scenes.GetValueOrDefault(h.Scene) is { } scene
                            ? scene.Number ?? scene.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)
                            : null,
                        Line = h.Line,
                        Quote = h.Quote,
                    })
                    .ToList();
                lines.AddRange(made);
                db.AddRange(made);
            }

            part.Appear(InScenes(found, scenes));
        }

        // What is left of the whole: the scenes where it still is, counted again where a part was counted with it.
        var left = InScenes(hits[whole.Id], scenes).ToDictionary(a => a.SceneId);
        var taken = parts.SelectMany(p => p.Appearances()).Select(a => a.SceneId).ToHashSet();
        whole.Appear(
            whole
                .Appearances()
                .Where(a => left.ContainsKey(a.SceneId) || !taken.Contains(a.SceneId))
                .Select(a => taken.Contains(a.SceneId) ? left[a.SceneId] : a)
        );
    }

    // Reading a script takes a moment: before anything is locked.
    private async Task<(Draft Draft, Screenplay Text)> PlayAsync(Candidate whole, CancellationToken cancel)
    {
        var draft = await db.Set<Draft>()
            .AsNoTracking()
            .SingleAsync(d => db.Set<ExtractionRun>().Any(r => r.Id == whole.RunId && r.DraftId == d.Id), cancel);
        return (
            draft,
            await drafts.OpenAsync(draft, cancel)
                ?? throw new RefusedException(
                    StatusCodes.Status409Conflict,
                    "missing-script",
                    $"Draft {draft.Number} is missing from storage, so its lines can’t be split now."
                )
        );
    }

    private async Task<(Dictionary<int, Scene> Scenes, Dictionary<Guid, IReadOnlyList<NameHit>> Hits)> HitsAsync(
        Candidate whole,
        List<Candidate> parts,
        (Draft Draft, Screenplay Text) play,
        CancellationToken cancel
    )
    {
        var draft = play.Draft;
        var scenes = (
            await db.Set<SceneText>()
                .Where(t => t.DraftId == draft.Id)
                .OrderBy(t => t.FromLine)
                .Join(db.Set<Scene>(), t => t.SceneId, s => s.Id, (t, s) => new { t.FromLine, Scene = s })
                .ToListAsync(cancel)
        )
            .OrderBy(t => t.FromLine)
            .Select((t, i) => (Ordinal: i + 1, t.Scene))
            .ToDictionary(t => t.Ordinal, t => t.Scene);
        var hits = parts.Append(whole).ToDictionary(c => c.Id, c => NameHit.Find(play.Text, c.Aliases.Prepend(c.Name)));

        // TOM stands inside YOUNG TOM: a line belongs to the longer name.
        var longer = parts
            .Where(p => p.Name.Contains(whole.Name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(p => hits[p.Id])
            .Select(h => h.Line)
            .ToHashSet();
        hits[whole.Id] = [.. hits[whole.Id].Where(h => !longer.Contains(h.Line))];
        return (scenes, hits);
    }

    private static IEnumerable<SceneAppearance> InScenes(IEnumerable<NameHit> hits, Dictionary<int, Scene> scenes) =>
        hits.Where(h => scenes.ContainsKey(h.Scene))
            .GroupBy(h => h.Scene)
            .Select(g => new SceneAppearance(scenes[g.Key].Id, g.Any(h => h.Speaks), g.Count()));

    private Task<List<Evidence>> LinesAsync(List<Candidate> candidates, CancellationToken cancel)
    {
        var ids = candidates.ConvertAll(c => c.Id);
        return db.Set<Evidence>().Where(e => ids.Contains(e.CandidateId)).OrderBy(e => e.Line).ThenBy(e => e.Id).ToListAsync(cancel);
    }

    private async Task<List<CandidateEntry>> EntriesAsync(List<Candidate> candidates, List<Evidence> lines, CancellationToken cancel)
    {
        var ids = candidates.ConvertAll(c => c.Id);
        var proposals = await db.Set<Proposal>().Where(p => ids.Contains(p.CandidateId)).ToDictionaryAsync(p => p.CandidateId, cancel);
        var held = lines.ToLookup(l => l.CandidateId, l => l.Id);
        return candidates.ConvertAll(c =>
            CandidateEntry.Of(c) with
            {
                Grouped = new(c.AppearancesJson, c.Speaks, [.. held[c.Id]]),
                Proposal = proposals.TryGetValue(c.Id, out var proposal) ? ProposalEntry.Of(proposal) : null,
            }
        );
    }
}
