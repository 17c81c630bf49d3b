using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>
/// The JSON object that a project asset carries: what the app notes about where it came from, and whatever else people and scripts put
/// there.
/// </summary>
public static class AssetMetadata
{
    /// <summary>
    /// Notes what a worker knows, without a new revision: nobody who is editing the asset meanwhile is told that somebody was
    /// faster. Keys that people wrote otherwise are replaced; of two notes at once both stay.
    /// </summary>
    public static async Task NoteAsync(this LibraryContext db, Guid assetId, JsonObject notes, CancellationToken cancel = default)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var was = await db.Set<ProjectAsset>()
                .IgnoreQueryFilters([LibraryContext.Access])
                .Where(a => a.Id == assetId)
                .Select(a => a.Metadata)
                .SingleOrDefaultAsync(cancel);
            if (was is null)
            {
                return;
            }

            using var patch = JsonDocument.Parse(notes.ToJsonString());
            var now = MergePatch.Apply(was, patch.RootElement);
            if (
                now == was
                || await db.Set<ProjectAsset>()
                    .IgnoreQueryFilters([LibraryContext.Access])
                    .Where(a => a.Id == assetId && a.Metadata == was)
                    .ExecuteUpdateAsync(s => s.SetProperty(a => a.Metadata, now), cancel) == 1
            )
            {
                return;
            }
        }
    }

    /// <summary>
    /// The assets whose metadata has this value at this place; <c>source.confidence:sure</c>. A number or a truth value is compared as it
    /// is written.
    /// </summary>
    /// <exception cref="RefusedException">422 for what is not KEY:VALUE.</exception>
    public static IQueryable<ProjectAsset> WithMetadata(this LibraryContext db, IQueryable<ProjectAsset> assets, string filter)
    {
        if (
            filter.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var at)
            || filter[..at].Split('.') is not { Length: <= 8 } path
            || path.Any(p => p.Length == 0 || p.Contains('"', StringComparison.Ordinal))
        )
        {
            throw RefusedException.Invalid("Write metadata as KEY:VALUE, with dots between nested keys.", "metadata");
        }

        var value = filter[(at + 1)..];
        IQueryable<Guid> ids;
        if (db.Database.IsNpgsql())
        {
            ids = db.Database.SqlQuery<Guid>(
                $"""SELECT "Id" AS "Value" FROM "ProjectAssets" WHERE "Metadata"::jsonb #>> {path} = {value}"""
            );
        }
        else
        {
            var json = "$" + string.Concat(path.Select(p => $".\"{p}\""));
            ids = db.Database.SqlQuery<Guid>(
                $"""SELECT "Id" AS "Value" FROM "ProjectAssets" WHERE CASE json_type("Metadata", {json}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(json_extract("Metadata", {json}) AS TEXT) END = {value}"""
            );
        }

        return assets.Where(a => ids.Contains(a.Id));
    }

    /// <summary>The first, with the keys of the second that it lacks.</summary>
    public static string Join(string metadata, string more)
    {
        var joined = JsonNode.Parse(metadata)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(more)!.AsObject())
        {
            joined.TryAdd(key, value?.DeepClone());
        }

        return joined.ToJsonString();
    }

    /// <summary>Key and value as a form shows them: a text as it is, everything else as JSON.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Lines(string metadata) =>
        [
            .. JsonNode
                .Parse(metadata)!
                .AsObject()
                .Select(p =>
                    KeyValuePair.Create(
                        p.Key,
                        p.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : p.Value?.ToJsonString() ?? "null"
                    )
                ),
        ];

    /// <summary>
    /// The other way round. A line that nobody changed keeps the value that stands there by now, whatever it looks like; a new value
    /// that is a JSON number, object, list, true or false is taken as that, everything else as text. Lines without a key go; keys that
    /// came in the meantime stay.
    /// </summary>
    /// <exception cref="RefusedException">422 for a key that stands twice, or for too much.</exception>
    public static string Parse(
        string current,
        IReadOnlyList<KeyValuePair<string, string>> was,
        IReadOnlyList<KeyValuePair<string, string>> lines
    )
    {
        var (now, parsed) = (JsonNode.Parse(current)!.AsObject(), new JsonObject());
        foreach (var (written, text) in lines)
        {
            var key = SearchText.Clean(written);
            if (key.Length == 0)
            {
                continue;
            }

            var untouched = was.Any(w => w.Key == key && Plain(w.Value) == Plain(text)) && now.ContainsKey(key);
            if (key.Length > 200 || !parsed.TryAdd(key, untouched ? now[key]?.DeepClone() : Value(SearchText.Clean(text))))
            {
                throw RefusedException.Invalid(
                    key.Length > 200 ? "Keys can have up to 200 characters." : $"The key “{key}” appears twice.",
                    "metadata"
                );
            }
        }

        foreach (var (key, value) in now.Where(n => was.All(w => w.Key != n.Key)))
        {
            parsed.TryAdd(key, value?.DeepClone());
        }

        return MergePatch.Check(parsed.ToJsonString());
    }

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static JsonNode? Value(string text)
    {
        if (text is "true" or "false" || (text.Length > 0 && (text[0] is '{' or '[' or '-' || char.IsAsciiDigit(text[0]))))
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                // A text that only begins like one.
            }
        }

        return JsonValue.Create(text);
    }
}
