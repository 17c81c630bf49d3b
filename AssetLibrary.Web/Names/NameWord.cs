namespace AssetLibrary.Web.Names;

/// <summary>A word of a name: as it is compared, and as it sounds.</summary>
public sealed record NameWord(string Text, string Sound)
{
    /// <summary>Chinese or Japanese: its sound is not told by its letters, and one sign more is another word.</summary>
    public bool IsUnspaced { get; init; }

    /// <summary>One letter that stands for a name.</summary>
    public bool IsInitial { get; init; }

    /// <summary>ANNA'S: the sign is left out.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Written in letters that are not Latin ones.</summary>
    public bool IsForeign { get; init; }

    /// <summary>A word that anybody may bear: a noun for people, a relation, an age, a title.</summary>
    public bool IsForAnybody =>
        PeopleNouns.Has(Text) || NameWords.IsRelation(Text) || NameWords.Age(Text) is not null || NameWords.Title(Text) is not null;

    /// <summary>As a sentence shows it: with a capital.</summary>
    public string Shown => IsUnspaced ? Text : Letters.Capitalised(Text);
}
