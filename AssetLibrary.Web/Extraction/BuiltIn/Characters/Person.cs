using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>A character while names still flow together: all keys that mean this one, and how the script spells them.</summary>
internal sealed class Person(string key, string spelled)
{
    private readonly List<string> otherSpellings = [];

    public List<string> Keys { get; } = [key];

    /// <summary>The spelling the name is made from: that of the key with the most cues.</summary>
    public string Spelled { get; private set; } = spelled;

    public int Cues { get; set; }

    public Confidence Confidence { get; set; } = Confidence.Sure;

    /// <summary>Brought in by a cue, so that it is certainly one.</summary>
    public bool HasCue { get; init; }

    /// <summary>Introduced in small letters, so that small letters name this one later, too.</summary>
    public bool InSmallLetters { get; init; }

    public int FirstCue { get; init; }

    public int FirstScene { get; init; }

    /// <summary>Why it is asked about although it is certainly one: it may be another one's second name.</summary>
    public string? Doubt { get; set; }

    /// <summary>Where the writing program tagged this one.</summary>
    public List<int> TagLines { get; } = [];

    /// <summary>The other one was this one all along. Its keys mean this one from now on.</summary>
    public void TakeOver(Person other, Dictionary<string, Person> people)
    {
        var keepsName = Cues >= other.Cues;
        otherSpellings.Add(keepsName ? other.Spelled : Spelled);
        otherSpellings.AddRange(other.otherSpellings);
        Spelled = keepsName ? Spelled : other.Spelled;
        Cues += other.Cues;
        Confidence = (Confidence)Math.Min((int)Confidence, (int)other.Confidence);
        Keys.AddRange(other.Keys);
        TagLines.AddRange(other.TagLines);
        other.Keys.ForEach(k => people[k] = this);
    }

    public void AlsoCalled(string otherKey, string otherSpelled, Dictionary<string, Person> people)
    {
        Keys.Add(otherKey);
        otherSpellings.Add(otherSpelled);
        people[otherKey] = this;
    }

    public Sighting Sighting()
    {
        var sighting = new Sighting(AssetType.Character, DisplayName.Of(Spelled))
        {
            Confidence = Doubt is null ? Confidence : Confidence.Ask,
            Doubt = Doubt,
        };
        otherSpellings.ForEach(s => sighting.Call(DisplayName.Of(s)));
        return sighting;
    }
}
