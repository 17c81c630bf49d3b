using System.Text;

namespace AssetLibrary.Web.Screenplays;

/// <summary>Fountain's emphasis: * ** *** _ and the backslash that takes their meaning away.</summary>
public static class Emphasis
{
    private const string Marks = "*_\\";

    /// <summary>The words without the marks. A mark between spaces stays, since it emphasises nothing.</summary>
    public static string Strip(string text)
    {
        if (text.AsSpan().IndexOfAny(Marks) < 0)
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && Marks.Contains(text[i + 1], StringComparison.Ordinal))
            {
                plain.Append(text[++i]);
            }
            else if (c is not ('*' or '_') || StandsAlone(text, i))
            {
                plain.Append(c);
            }
        }
        return plain.ToString();
    }

    private static bool StandsAlone(string text, int at) =>
        (at == 0 || char.IsWhiteSpace(text[at - 1])) && (at == text.Length - 1 || char.IsWhiteSpace(text[at + 1]));
}
