using System.Globalization;
using System.Text.Json;
using AssetLibrary.Web.LanguageModels.Repair;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// An answer taken apart by piece. Asked for is {"scenes":[{scene, characters, locations, props}]}; the three lists without
/// scenes around them are understood too, and names without quotes, so that checking can say what is wrong with them.
/// </summary>
internal sealed class SceneAnswers
{
    private const int MostItems = 300,
        MostQuotes = 8,
        LongestText = 2000;

    private static readonly (string Key, AssetType Type)[] Lists =
    [
        ("characters", AssetType.Character),
        ("locations", AssetType.Location),
        ("props", AssetType.Prop),
    ];

    private readonly IReadOnlyList<ScenePiece> pieces;
    private readonly Dictionary<ScenePiece, List<SceneItem>> items = [];

    private SceneAnswers(IReadOnlyList<ScenePiece> pieces, RepairTier tier) => (this.pieces, Tier) = (pieces, tier);

    public RepairTier Tier { get; }

    /// <summary>It has the shape that was asked for.</summary>
    public bool IsAsAsked { get; private set; } = true;

    /// <summary>The pieces the answer speaks of, with what it says; of the rest nothing is known.</summary>
    public IReadOnlyDictionary<ScenePiece, List<SceneItem>> Items => items;

    /// <summary>Null: it is no JSON, or says nothing of characters, locations or props.</summary>
    public static SceneAnswers? Read(string text, IReadOnlyList<ScenePiece> pieces, bool cut)
    {
        if (JsonRepair.Read(text) is not { } repaired)
        {
            return null;
        }

        try
        {
            var answers = new SceneAnswers(pieces, repaired.Tier);
            using var document = JsonDocument.Parse(repaired.Json);
            return answers.Take(document.RootElement, cut) ? answers : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // deeper than anybody asked for, or half a character
        }
    }

    private bool Take(JsonElement root, bool cut)
    {
        if (
            root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("scenes", out var scenes)
            && scenes.ValueKind == JsonValueKind.Array
        )
        {
            TakeScenes(scenes, cut);
            return true;
        }

        IsAsAsked = false;
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && root.EnumerateArray().All(HasLists))
        {
            TakeScenes(root, cut);
            return true;
        }

        if (!HasLists(root))
        {
            return false;
        }

        // Who wrote one list for everything has answered for every scene; cut off, for none: props come last.
        if (!cut || pieces.Count == 1)
        {
            foreach (var piece in pieces)
            {
                items.TryAdd(piece, []);
            }

            TakeLists(root, pieces[0]);
        }

        return true;
    }

    private void TakeScenes(JsonElement scenes, bool cut)
    {
        var count = scenes.GetArrayLength();
        for (var i = 0; i < count; i++)
        {
            var scene = scenes[i];
            if (Named(scene) is not { } piece)
            {
                continue;
            }

            // The last one of a cut answer may lack half of what it has.
            if (!cut || i < count - 1)
            {
                items.TryAdd(piece, []);
            }

            if (!cut || i < count - 1 || pieces.Count == 1)
            {
                TakeLists(scene, piece);
            }
        }

        // Asked about one, no scenes means that nothing is in it.
        if (pieces.Count == 1)
        {
            items.TryAdd(pieces[0], []);
        }
    }

    private ScenePiece? Named(JsonElement scene)
    {
        if (scene.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var id = scene.TryGetProperty("scene", out var value) ? value.ToString().Trim() : "";
        return pieces.FirstOrDefault(p => p.Id == id) ?? (pieces.Count == 1 ? pieces[0] : null);
    }

    private void TakeLists(JsonElement lists, ScenePiece claimed)
    {
        foreach (var (key, type) in Lists)
        {
            if (lists.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in list.EnumerateArray().Take(MostItems))
                {
                    Take(item, type, claimed);
                }
            }
        }
    }

    // Each quote goes to the piece where it stands: models mistake scene numbers more easily than words.
    private void Take(JsonElement item, AssetType type, ScenePiece claimed)
    {
        if (item.ValueKind is not (JsonValueKind.Object or JsonValueKind.String))
        {
            return;
        }

        var quotes = Quotes(item).Take(MostQuotes).Select(q => (Piece: Holder(q, claimed), Quote: q)).ToList();
        var found = quotes.Where(q => q.Piece is not null).GroupBy(q => q.Piece!).ToList();
        if (found.Count == 0)
        {
            Add(claimed, Item(item, type, [.. quotes.Select(q => Relative(claimed, q.Quote))]));
        }

        foreach (var group in found)
        {
            Add(group.Key, Item(item, type, [.. group.Select(q => Relative(group.Key, q.Quote))]));
        }
    }

    private ScenePiece? Holder(ItemQuote quote, ScenePiece claimed) =>
        QuoteSearch.Find(claimed, Relative(claimed, quote)) is not null
            ? claimed
            : pieces.FirstOrDefault(p => p != claimed && QuoteSearch.Find(p, Relative(p, quote)) is not null);

    private static ItemQuote Relative(ScenePiece piece, ItemQuote quote) => quote with { Line = quote.Line - piece.FirstLine };

    private void Add(ScenePiece piece, SceneItem item)
    {
        items.TryAdd(piece, []);
        items[piece].Add(item);
    }

    private static SceneItem Item(JsonElement item, AssetType type, IReadOnlyList<ItemQuote> quotes)
    {
        var speaks =
            item.ValueKind == JsonValueKind.Object && item.TryGetProperty("speaks", out var value) && value.ValueKind == JsonValueKind.True;
        return new(type, Text(item, "name"), [.. Texts(item, "aliases").Take(20)], Text(item, "description"), speaks, quotes);
    }

    private static IEnumerable<ItemQuote> Quotes(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("evidence", out var evidence))
        {
            return [];
        }

        var list = evidence.ValueKind == JsonValueKind.Array ? evidence.EnumerateArray().ToList() : [evidence];
        return list.Select(e =>
            e.ValueKind == JsonValueKind.String
                ? new ItemQuote(0, Short(e.GetString()!))
                : new ItemQuote(Number(e, "line"), Text(e, "quote"))
        );
    }

    private static string Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.String && name == "name" ? Short(item.GetString()!)
        : item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Short(value.GetString()!)
        : "";

    private static IEnumerable<string> Texts(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => Short(v.GetString()!))
            : [];

    private static int Number(JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value))
        {
            return 0;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
            : int.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out number) ? number
            : 0;
    }

    private static bool HasLists(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && Lists.Any(l => element.TryGetProperty(l.Key, out _));

    private static string Short(string text)
    {
        text = Prompts.Unescaped(text);
        return text.Length <= LongestText ? text : text[..LongestText];
    }
}
