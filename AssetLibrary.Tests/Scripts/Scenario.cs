using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Scripts.Scenes;

namespace AssetLibrary.Tests.Scripts;

/// <summary>A branch in the making, without a database: each draft is matched with all scenes that ever were.</summary>
internal sealed class Scenario
{
    private readonly Dictionary<Guid, KnownScene> all = [];

    /// <summary>The identities of the scenes of the newest draft, in order.</summary>
    public List<Guid> Ids { get; private set; } = [];

    public Scenario Next(params IEnumerable<string> scenes) => NextDraft(string.Join("\n\n", scenes));

    public Scenario NextDraft(string script)
    {
        var prose = SceneProse.Of(FountainParser.Parse(script + "\n"));
        var matches = SceneIdentity.Match(
            all.Values,
            prose.ConvertAll(p => new FoundScene(p.Scene.Number, p.Scene.Heading, p.Hash(), p.Words()))
        );
        Ids = [.. matches.Select(m => m ?? Guid.NewGuid())];
        Assert.Equal(Ids.Count, Ids.Distinct().Count());
        foreach (var gone in all.Values.Where(k => !Ids.Contains(k.Id)).ToList())
        {
            all[gone.Id] = gone with { Gone = true };
        }

        for (var i = 0; i < prose.Count; i++)
        {
            all[Ids[i]] = new(Ids[i], i + 1, prose[i].Scene.Number, prose[i].Scene.Heading, prose[i].Hash(), prose[i].Words());
        }

        return this;
    }
}
