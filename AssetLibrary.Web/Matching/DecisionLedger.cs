using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;

namespace AssetLibrary.Web.Matching;

internal static class DecisionLedger
{
    /// <summary>A line in the ledger, and news of every candidate in it. The caller saves.</summary>
    public static Decision Record(this LibraryContext db, DecisionVerb verb, Candidate first, Ledger before, Ledger after)
    {
        var decision = new Decision { ProjectId = first.ProjectId, BranchId = first.BranchId, At = db.Now, By = db.ViewerId, Verb = verb, Before = Decision.Write(before), After = Decision.Write(after) };
        db.Add(decision);
        foreach (var candidate in after.Candidates)
        {
            db.Announce(Topics.Candidate, candidate.Id, first.ProjectId);
        }

        return decision;
    }

    /// <summary>A line in the ledger about project assets. The caller saves.</summary>
    public static Decision Record(this LibraryContext db, DecisionVerb verb, ProjectAsset first, Ledger before, Ledger after)
    {
        var decision = new Decision { ProjectId = first.ProjectId, BranchId = first.BranchId, At = db.Now, By = db.ViewerId, Verb = verb, Before = Decision.Write(before), After = Decision.Write(after) };
        db.Add(decision);
        return decision;
    }
}
