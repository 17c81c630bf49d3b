using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Changes;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Inbox;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Names;

/// <summary>What each part of the app answers when it is given two names and nothing else: who acts as on one says Same.</summary>
internal static class NameAnswers
{
    public static IReadOnlyList<(string Who, NameVerdict Says)> Of(NameForms one, NameForms other)
    {
        List<(string, NameVerdict)> answers =
        [
            ("model", Model(one, other)),
            ("proposal of the project", Proposal(one, other, NameContext.OnlyTwo)),
            ("proposal of the library", Proposal(one, other, NameContext.Library(_ => 1))),
            ("inbox", Inbox(one, other)),
        ];
        if (one.Type == AssetType.Character && one.Aliases.Count + other.Aliases.Count == 0)
        {
            answers.Add(("extractor", Extractor(one, other)));
        }

        if (Changed(one, other) is { } changed)
        {
            answers.Add(("what changed", changed));
        }

        return answers;
    }

    private static NameVerdict Model(NameForms one, NameForms other)
    {
        var merge = new NameMerge([Item(one, 1), Item(other, 2)], new Dictionary<string, int>(StringComparer.Ordinal));
        return merge.Entities.Count == 1 ? NameVerdict.Same
            : merge.Pairs.Count > 0 ? NameVerdict.Doubtful
            : NameVerdict.Different;
    }

    private static ProvenItem Item(NameForms name, int line) =>
        new(1, name.Type, name.Shown, name.ShownAliases, "", Speaks: false, [new(1, line, name.Shown)], NameStandsThere: true);

    private static NameVerdict Proposal(NameForms one, NameForms other, NameContext context)
    {
        var known = new KnownName(Guid.NewGuid(), other.Type, other.Shown, other.ShownAliases, "");
        var asked = new AskedName(one.Type, one.Shown, one.ShownAliases, "");
        return LibraryMatches.Rank(asked, [known], new DescriptionWords(), context, 1) is not [var found] ? NameVerdict.Different
            : found.IsCertain ? NameVerdict.Same
            : found.IsLikely ? NameVerdict.Likely
            : found.Score >= NameSimilarity.Doubtful ? NameVerdict.Doubtful
            : NameVerdict.Different;
    }

    // The queue has the names without their aliases; the candidate that is shown has all of its own.
    private static NameVerdict Inbox(NameForms one, NameForms other)
    {
        var (shown, queued) = one.Aliases.Count > 0 || other.Aliases.Count == 0 ? (one, other) : (other, one);
        var run = new ExtractionRun
        {
            Id = Guid.NewGuid(),
            ProjectId = null,
            BranchId = Guid.NewGuid(),
            DraftId = Guid.NewGuid(),
            Extractor = "",
            StyleId = Guid.NewGuid(),
        };
        var found = new FoundAsset(shown.Type, shown.Shown, shown.ShownAliases, "", Confidence.Sure, Speaks: false, [], []);
        var candidate = Candidate.From(run, 1, found, new Dictionary<int, Guid>());
        var alike = Alike.To(candidate, [new InboxLine(Guid.NewGuid(), queued.Type, queued.Shown, Confidence.Sure, ProposedAction.New, 0)]);
        return alike.Count > 0 ? NameVerdict.Doubtful : NameVerdict.Different;
    }

    private static NameVerdict Extractor(NameForms one, NameForms other)
    {
        var vocabulary = Vocabulary.Any;
        var cast = new Cast(vocabulary, new Cues(vocabulary, []));
        foreach (var name in new[] { one, other })
        {
            var key = cast.Names.Key(name.Shown);
            cast.ByKey.TryAdd(key, new Person(key, name.Shown) { HasCue = true, Cues = 2 });
        }

        new NameMerger(cast).Merge();
        var people = cast.ByKey.Values.Distinct().ToList();
        return people.Count == 1 ? NameVerdict.Same
            : people.Exists(p => p.Doubt is not null) ? NameVerdict.Doubtful
            : NameVerdict.Different;
    }

    /// <summary>Null where the drafts do not show the name as one of theirs.</summary>
    private static NameVerdict? Changed(NameForms one, NameForms other)
    {
        if (one.Type == AssetType.Prop || one.Aliases.Count + other.Aliases.Count > 0)
        {
            return null;
        }

        var (old, now) = (Script(one, "KITCHEN", "Who is there?"), Script(other, "HARBOUR", "Nobody at all."));
        if (!Has(old, one) || !Has(now, other))
        {
            return null;
        }

        var changes = CastChange
            .Between(new(null!, null!, old, now, [Guid.NewGuid()], [Guid.NewGuid()]))
            .Where(c => c.Type == one.Type)
            .ToList();
        return changes.Count == 0 ? NameVerdict.Same
            : changes.Exists(c => c.State == CastState.Renamed) ? NameVerdict.Likely
            : NameVerdict.Different;
    }

    private static Screenplay Script(NameForms name, string place, string line) =>
        FountainParser.Parse(
            name.Type == AssetType.Character
                ? $"INT. {place} - DAY\n\nRain.\n\n@{name.Shown.ToUpperInvariant()}\n{line}\n"
                : $"INT. {name.Shown.ToUpperInvariant()} - DAY\n\nRain.\n"
        );

    private static bool Has(Screenplay script, NameForms name) =>
        BuiltInExtractor.Extract(script).Where(a => a.Type == name.Type).ToList() is [var only]
        && NameForms.Of(name.Type, only.Name).Name.Normalized == name.Name.Normalized;
}
