namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>A JSON value as it was found.</summary>
internal abstract class Piece
{
    public virtual bool IsEmpty => false;

    public virtual bool IsContainer => false;
}

/// <summary>A number, true, false or null, spelt as JSON has it.</summary>
internal sealed class Literal(string json) : Piece
{
    public static readonly Literal Null = new("null");

    public string Json => json;
}

internal sealed class Quoted(string text) : Piece
{
    public string Text => text;
}

internal sealed class Items : Piece
{
    public List<Piece> All { get; } = [];

    public override bool IsEmpty => All.Count == 0;

    public override bool IsContainer => true;
}

/// <summary>
/// Keys with values in the order of first appearance; of a key that comes twice the last value counts, as in every reader.
/// </summary>
internal sealed class Fields : Piece
{
    private const int FewEnoughToSearch = 8;

    private Dictionary<string, int>? places;

    public List<KeyValuePair<string, Piece>> All { get; } = [];

    public override bool IsEmpty => All.Count == 0;

    public override bool IsContainer => true;

    public Piece? this[string key] => PlaceOf(key) is var place and >= 0 ? All[place].Value : null;

    public void Set(string key, Piece value)
    {
        var place = PlaceOf(key);
        if (place >= 0)
        {
            All[place] = new(key, value);
            return;
        }

        places?.Add(key, All.Count);
        All.Add(new(key, value));
    }

    private int PlaceOf(string key)
    {
        if (All.Count <= FewEnoughToSearch)
        {
            return All.FindIndex(f => f.Key == key);
        }

        if (places is null)
        {
            places = new(StringComparer.Ordinal);
            for (var i = 0; i < All.Count; i++)
            {
                places[All[i].Key] = i;
            }
        }

        return places.TryGetValue(key, out var place) ? place : -1;
    }
}
