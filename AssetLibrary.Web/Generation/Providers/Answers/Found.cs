namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>What was found in an answer.</summary>
internal abstract record Found
{
    private Found() { }

    /// <summary>The bytes of a picture or clip, proven by their beginning and their end.</summary>
    public sealed record Whole(ReadOnlyMemory<byte> Bytes, string ContentType) : Found;

    /// <summary>Where it is, as the answer says it: absolute, or below the server's own address.</summary>
    public sealed record Elsewhere(string Address) : Found;

    /// <summary>Bytes that begin like a picture or clip and end too early; there is nothing better.</summary>
    public sealed record CutShort(string ContentType) : Found;

    /// <summary>Nothing; or nothing but what was sent along.</summary>
    public sealed record Nothing : Found;
}

/// <param name="Found">What was found.</param>
/// <param name="Echoes">The texts of the answer that only repeat what was sent along.</param>
internal sealed record Reading(Found Found, IReadOnlyList<byte[]> Echoes)
{
    public static Reading Of(Found found) => new(found, []);
}

/// <summary>What went out with an order: an answer that repeats it has not made it.</summary>
internal sealed class SentAlong(IReadOnlyList<ReferencePicture> pictures)
{
    private readonly List<string> addresses = [.. pictures.Select(p => p.Address?.AbsoluteUri).OfType<string>()];

    public static SentAlong None => new([]);

    /// <summary>A picture was handed over and can be fetched there.</summary>
    public void Add(string address) => addresses.Add(address);

    public bool Has(ReadOnlySpan<byte> bytes)
    {
        foreach (var picture in pictures)
        {
            if (bytes.SequenceEqual(picture.Bytes))
            {
                return true;
            }
        }

        return false;
    }

    public bool Has(string address) => addresses.Contains(address);
}
