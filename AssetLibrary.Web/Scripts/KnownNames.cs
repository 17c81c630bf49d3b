using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Scripts;

/// <summary>A stretch of a paragraph; AssetId where it is the name of an asset of the project.</summary>
public sealed record NamedText(string Text, Guid? AssetId);

/// <summary>
/// Finds the names and aliases of assets in a script: whole words, the longest name first, in one pass over the text. A person's
/// name counts with a capital only (Will, but not will).
/// </summary>
public sealed class KnownNames
{
    private readonly Dictionary<string, List<Name>> byFirstWord = new(StringComparer.OrdinalIgnoreCase);

    public KnownNames(IEnumerable<(Guid Id, AssetType Type, string Name, IReadOnlyList<string> Aliases)> assets)
    {
        foreach (var (id, type, name, aliases) in assets)
        {
            foreach (var text in aliases.Prepend(name))
            {
                var words = TextPieces.Cut(text.Trim());
                if (words.Count > 0 && words.Exists(w => TextPieces.IsWord(w)))
                {
                    (byFirstWord.TryGetValue(words[0], out var list) ? list : byFirstWord[words[0]] = []).Add(
                        new(id, type == AssetType.Character, words)
                    );
                }
            }
        }

        foreach (var names in byFirstWord.Values)
        {
            names.Sort((a, b) => a.Words.Count != b.Words.Count ? b.Words.Count.CompareTo(a.Words.Count) : a.Id.CompareTo(b.Id));
        }
    }

    public IReadOnlyList<NamedText> In(string text)
    {
        if (byFirstWord.Count == 0)
        {
            return [new(text, null)];
        }

        var pieces = TextPieces.Cut(text);
        var (parts, plain) = (new List<NamedText>(), 0);
        for (var i = 0; i < pieces.Count; )
        {
            if (NameAt(pieces, i) is not { } name)
            {
                i++;
                continue;
            }

            if (plain < i)
            {
                parts.Add(new(string.Concat(pieces[plain..i]), null));
            }

            var end = i + name.Words.Count;
            parts.Add(new(string.Concat(pieces[i..end]), name.Id));
            plain = i = end;
        }

        if (plain < pieces.Count)
        {
            parts.Add(new(string.Concat(pieces[plain..]), null));
        }

        return parts;
    }

    private Name? NameAt(List<string> pieces, int at) =>
        byFirstWord.TryGetValue(pieces[at], out var names) ? names.Find(n => n.StandsAt(pieces, at)) : null;

    private sealed record Name(Guid Id, bool IsPerson, List<string> Words)
    {
        public bool StandsAt(List<string> pieces, int at)
        {
            if (at + Words.Count > pieces.Count || (IsPerson && char.IsLower(pieces[at][0])))
            {
                return false;
            }

            for (var i = 1; i < Words.Count; i++)
            {
                var same =
                    string.Equals(Words[i], pieces[at + i], StringComparison.OrdinalIgnoreCase)
                    || (string.IsNullOrWhiteSpace(Words[i]) && string.IsNullOrWhiteSpace(pieces[at + i]));
                if (!same)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
