using System.Text;

namespace AssetLibrary.Web.Names;

/// <summary>The smallest slip of the finger.</summary>
public static class Typo
{
    /// <summary>One letter more, less, other, or two neighbours that changed places. Two of the same spelling are none.</summary>
    public static bool IsOne(string a, string b)
    {
        return Letters.HasPairs(a) || Letters.HasPairs(b)
            ? IsOne<Rune>([.. a.EnumerateRunes()], [.. b.EnumerateRunes()])
            : IsOne<char>(a, b);
    }

    private static bool IsOne<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : struct, IEquatable<T>
    {
        if (a.Length > b.Length)
        {
            var longer = a;
            a = b;
            b = longer;
        }

        if (b.Length - a.Length > 1 || a.Length == 0)
        {
            return false;
        }

        var same = a.CommonPrefixLength(b);
        var (restA, restB) = (a.Length - same, b.Length - same);
        return restA == 0 ? restB == 1
            : restA < restB ? a[same..].SequenceEqual(b[(same + 1)..])
            : a[(same + 1)..].SequenceEqual(b[(same + 1)..])
                || (
                    restA > 1
                    && a[same].Equals(b[same + 1])
                    && a[same + 1].Equals(b[same])
                    && a[(same + 2)..].SequenceEqual(b[(same + 2)..])
                );
    }
}
